#include "support/rule_harness.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>
#include <tuple>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/memory_call_log.h"
#include "calls/read_call.h"
#include "rules/registry.h"

namespace whyspec::test {
namespace {

using rules::Finding;

constexpr std::string_view kSeparator = "---8<--- ";
constexpr std::string_view kRoot = "/team/";

struct Case {
  std::string spec;
  std::map<std::string, std::string> files;  // by absolute path
};

// Lines with their terminators.
std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

Case ReadCase(std::string_view text) {
  Case result;
  std::string* into = &result.spec;
  for (std::string_view line : Lines(text)) {
    if (line.substr(0, kSeparator.size()) == kSeparator) {
      const std::string_view name = Trim(line.substr(kSeparator.size()));
      into = &result.files[StrCat(kRoot, name)];
      continue;
    }
    into->append(line);
  }
  return result;
}

class CaseTeam : public rules::TeamView {
 public:
  explicit CaseTeam(bool available) : available_(available) {}
  bool available() const override { return available_; }
  std::vector<Place> SpecsWithId(std::string_view id) const override { return Places(specs_, id); }
  std::vector<Place> CallsWithId(std::string_view id) const override { return Places(calls_, id); }
  void AddSpec(const std::string& path, std::string_view text) {
    const rules::SpecMeta meta = rules::ReadSpecMeta(markdown::Document::Parse(std::string(text)));
    if (!meta.id.empty()) specs_.emplace(meta.id, Place{path, meta.id_range});
  }
  void AddCall(const calls::Call& call) { calls_.emplace(call.id, Place{call.path, call.id_source}); }

 private:
  using Index = std::multimap<std::string, Place, std::less<>>;
  static std::vector<Place> Places(const Index& index, std::string_view id) {
    std::vector<Place> places;
    const auto [begin, end] = index.equal_range(id);
    for (auto it = begin; it != end; ++it) places.push_back(it->second);
    return places;
  }
  bool available_;
  Index specs_, calls_;
};

struct Settings {
  std::string profile = "default";
  rules::Glossary glossary;
  rules::EvidenceGoals goals;
  data::Value rule_options;  // kMap: rule id -> value
};

void ReadTexts(const data::Value* list, std::vector<std::string>* out) {
  if (list == nullptr) return;
  for (const data::Value& item : list->items) out->emplace_back(item.AsText().value_or(""));
}

Settings ReadSettings(std::string_view json, std::vector<std::string>* problems) {
  Settings settings;
  const data::Parsed parsed = data::ParseJson(json, {.comments = true});
  for (const data::ParseError& error : parsed.errors) problems->push_back("whyspec.json: " + error.message);
  settings.profile = data::TextOr(parsed.root, "profile", "default");
  ReadTexts(parsed.root.Find("personas"), &settings.glossary.personas);
  ReadTexts(parsed.root.Find("segments"), &settings.glossary.segments);
  if (const data::Value* goals = parsed.root.Find("evidence")) {
    if (const data::Value* v = goals->Find("prospects")) {
      settings.goals.prospects = static_cast<int>(v->AsInteger().value_or(settings.goals.prospects));
    }
    if (const data::Value* v = goals->Find("customers")) {
      settings.goals.customers = static_cast<int>(v->AsInteger().value_or(settings.goals.customers));
    }
  }
  if (const data::Value* confidence = parsed.root.Find("confidence")) {
    rules::ConfidenceTable& table = settings.goals.confidence;
    if (const data::Value* points = confidence->Find("points")) {
      for (std::size_t i = 0; i < rules::kEvidenceClasses; ++i) {
        const auto kind = static_cast<rules::EvidenceClass>(i);
        if (const data::Value* v = points->Find(rules::Name(kind))) {
          table.points[i] = v->AsNumber().value_or(table.points[i]);
        }
      }
    }
    if (const data::Value* thresholds = confidence->Find("thresholds")) {
      if (const data::Value* v = thresholds->Find("ready")) table.ready = v->AsNumber().value_or(table.ready);
    }
  }
  if (const data::Value* rules = parsed.root.Find("rules")) settings.rule_options = *rules;
  return settings;
}

// `"rule": ["warning", {options}]` -> the options.
const data::Value* OptionsOf(const Settings& settings, std::string_view rule) {
  const data::Value* value = settings.rule_options.Find(rule);
  if (value == nullptr || !value->is(data::Kind::kList) || value->items.size() < 2) return nullptr;
  return &value->items[1];
}

bool IsCallPath(std::string_view path, const void*) {
  return IsInside(path, "/team/calls") && (calls::IsCallFileName(path) || calls::IsSidecarName(path));
}

RuleRun RunCase(std::string_view rule_id, const Case& input) {
  RuleRun run;
  Settings settings;
  calls::MemoryCallLog::Contents contents;
  contents.available = false;
  const bool other_specs = std::any_of(input.files.begin(), input.files.end(),
                                       [](const auto& file) { return IsInside(file.first, "/team/specs"); });
  CaseTeam team(other_specs);
  for (const auto& [path, bytes] : input.files) {
    if (path == "/team/whyspec.json") {
      settings = ReadSettings(bytes, &run.problems);
    } else if (calls::IsAccountsName(path)) {
      contents.available = true;
      calls::ReadAccountsResult read = calls::ReadAccounts(path, bytes);
      for (const calls::Problem& problem : read.problems)
        run.problems.push_back(path + ": " + problem.message);
      for (calls::Account& account : read.accounts) {
        contents.accounts.push_back(std::make_shared<const calls::Account>(std::move(account)));
      }
    } else if (IsInside(path, "/team/specs")) {
      team.AddSpec(path, bytes);
    } else if (!calls::IsSidecarName(path)) {
      contents.available = true;
      calls::CallFile file{.path = path, .bytes = bytes, .sidecar_path = {}, .sidecar = {}};
      const std::string sidecar = path.substr(0, path.rfind('.')) + ".call.yaml";
      if (const auto found = input.files.find(sidecar); found != input.files.end()) {
        file.sidecar_path = sidecar;
        file.sidecar = found->second;
      }
      calls::ReadCallResult read = calls::ReadCall(file);
      for (const calls::Problem& problem : read.problems)
        run.problems.push_back(path + ": " + problem.message);
      if (read.call) {
        team.AddCall(*read.call);
        contents.calls.push_back(std::make_shared<const calls::Call>(*std::move(read.call)));
      }
    }
  }
  run.log = calls::MemoryCallLog::Create(std::move(contents));

  markdown::Document document = markdown::Document::Parse(input.spec);
  const rules::SpecMeta meta = rules::ReadSpecMeta(document);
  const rules::Profile* profile =
      rules::FindBuiltinProfile(meta.profile.empty() ? settings.profile : meta.profile);
  if (profile == nullptr) {
    run.problems.push_back("no profile of that name");
    profile = rules::FindBuiltinProfile("default");
  }
  // Built-in profiles live as long as the program: nothing to own.
  const std::shared_ptr<const rules::Profile> shared(std::shared_ptr<void>(), profile);
  run.spec = std::make_shared<const rules::Spec>(
      rules::BuildSpec({.path = std::string(kSpecPath),
                        .document = std::move(document),
                        .profile = shared,
                        .citations = {.document_path = std::string(kSpecPath),
                                      .is_call_path = &IsCallPath,
                                      .context = nullptr},
                        .log = run.log.get()}));

  for (const rules::Rule* rule : rules::AllRules()) {
    const rules::RuleInfo& info = rule->info;
    if (!rule_id.empty() && info.id != rule_id) continue;
    if (rule->check == nullptr) continue;
    if (info.needs == rules::Needs::kLog && !run.log->available()) continue;
    if (info.needs == rules::Needs::kTeam && !team.available()) continue;
    const rules::RuleContext context{.spec = *run.spec,
                                     .log = *run.log,
                                     .team = team,
                                     .glossary = settings.glossary,
                                     .goals = settings.goals,
                                     .today = kToday,
                                     .options = {info, OptionsOf(settings, info.id)}};
    std::vector<Finding> found;
    rules::FindingSink sink(&found);
    rule->check(context, sink);
    for (Finding& finding : found) {
      finding.rule = info.id;
      finding.severity = rules::DefaultSeverity(info, run.spec->meta, finding.severity);
      if (finding.severity != rules::Severity::kOff) run.findings.push_back(std::move(finding));
    }
  }
  std::stable_sort(run.findings.begin(), run.findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.range, a.rule) < std::tie(b.range, b.rule);
  });
  return run;
}

// One expectation, or one finding put in the same terms.
struct Mark {
  std::size_t line = 0;    // of the spec, from 0
  std::size_t column = 0;  // code points
  std::size_t width = 1;
  std::string text;  // "error section/empty: message"
};

std::string Render(const Mark& mark) {
  return StrCat(std::string(mark.column, ' '), std::string(mark.width, '^'), " ", mark.text, "\n");
}

std::optional<Mark> ParseMark(std::string_view line) {
  Mark mark;
  const std::size_t caret = line.find_first_not_of(' ');
  if (caret == std::string_view::npos || line[caret] != '^') return std::nullopt;
  const std::size_t end = line.find_first_not_of('^', caret);
  if (end == std::string_view::npos || line[end] != ' ') return std::nullopt;
  mark.column = caret;
  mark.width = end - caret;
  mark.text = Trim(line.substr(end));
  return mark;
}

// The text without its expectation lines, and these.
std::string TakeMarks(std::string_view text, std::vector<Mark>* marks) {
  std::string rest;
  std::size_t line_number = 0;
  for (std::string_view line : Lines(text)) {
    if (std::optional<Mark> mark = ParseMark(line)) {
      mark->line = line_number == 0 ? 0 : line_number - 1;
      marks->push_back(*std::move(mark));
      continue;
    }
    rest.append(line);
    ++line_number;
  }
  return rest;
}

std::vector<Mark> MarksOf(const RuleRun& run) {
  const std::string_view text = run.spec->text();
  const LineIndex& lines = run.spec->document.lines();
  std::vector<Mark> marks;
  for (const Finding& finding : run.findings) {
    Mark mark;
    const LineColumn at = lines.ToLineColumn(text, finding.range.begin, ColumnUnit::kUtf32);
    mark.line = at.line;
    mark.column = at.column;
    const Offset end = std::min(finding.range.end, lines.LineRange(text, at.line).end);
    if (end > finding.range.begin) mark.width = CountCodePoints(Cut(text, {finding.range.begin, end}));
    mark.text = StrCat(rules::Name(finding.severity), " ", finding.rule, ": ", finding.message);
    marks.push_back(std::move(mark));
  }
  return marks;
}

bool Fits(const Mark& expected, const Mark& found) {
  if (std::tie(expected.line, expected.column, expected.width) !=
      std::tie(found.line, found.column, found.width)) {
    return false;
  }
  const std::size_t colon = expected.text.find(": ");
  if (colon == std::string::npos) return found.text.rfind(expected.text, 0) == 0;
  return found.text.rfind(expected.text.substr(0, colon + 2), 0) == 0 &&
         found.text.find(expected.text.substr(colon + 2), colon) != std::string::npos;
}

std::string WithMarks(std::string_view text, const std::vector<Mark>& marks) {
  std::string out;
  std::size_t line_number = 0;
  for (std::string_view line : Lines(text)) {
    out.append(line);
    if (line.back() != '\n') out.push_back('\n');
    for (const Mark& mark : marks) {
      if (mark.line == line_number) out += Render(mark);
    }
    ++line_number;
  }
  return out;
}

std::string ReadBytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::string FixCase(std::string_view rule_id, Case input) {
  for (int round = 0; round < 10; ++round) {
    const RuleRun run = RunCase(rule_id, input);
    std::vector<TextEdit> edits;
    for (const Finding& finding : run.findings) {
      if (finding.fixes.empty() || !finding.fixes.front().automatic) continue;
      const auto& more = finding.fixes.front().edits;
      edits.insert(edits.end(), more.begin(), more.end());
    }
    std::string fixed = ApplyEdits(input.spec, edits);
    if (fixed == input.spec) break;
    input.spec = std::move(fixed);
  }
  return input.spec;
}

std::filesystem::path FixtureRoot() { return std::filesystem::path(WHYSPEC_SOURCE_DIR) / "tests" / "rules"; }

std::string FolderOf(std::string_view rule_id) {
  std::string folder(rule_id);
  std::replace(folder.begin(), folder.end(), '/', '-');
  return folder;
}

}  // namespace

RuleRun RunRule(std::string_view rule_id, std::string_view text) { return RunCase(rule_id, ReadCase(text)); }

std::string FixWithRule(std::string_view rule_id, std::string_view text) {
  return FixCase(rule_id, ReadCase(text));
}

std::string CheckFixture(std::string_view rule_id, const std::string& path) {
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  const std::string written = ReadBytes(path);
  std::vector<Mark> expected;
  const std::string text = TakeMarks(written, &expected);
  const Case input = ReadCase(text);
  const RuleRun run = RunCase(rule_id, input);
  const std::vector<Mark> found = MarksOf(run);
  std::string wrong;
  for (const std::string& problem : run.problems) wrong += StrCat("bad test file: ", problem, "\n");

  std::vector<bool> used(found.size(), false);
  for (const Mark& mark : expected) {
    bool met = false;
    for (std::size_t i = 0; i < found.size() && !met; ++i) {
      met = !used[i] && Fits(mark, found[i]);
      if (met) used[i] = true;
    }
    if (!met) wrong += StrCat("missing, line ", mark.line + 1, " of the spec:\n", Render(mark));
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!used[i])
      wrong += StrCat("unexpected, line ", found[i].line + 1, " of the spec:\n", Render(found[i]));
  }
  if (update && !wrong.empty()) {
    std::ofstream(path, std::ios::binary) << WithMarks(text, found);
    wrong.clear();
  }

  const std::filesystem::path fixed_path = std::filesystem::path(path).replace_extension(".fixed.md");
  const std::string fixed = FixCase(rule_id, input);
  if (std::filesystem::exists(fixed_path)) {
    if (ReadBytes(fixed_path) != fixed) {
      if (update) {
        std::ofstream(fixed_path, std::ios::binary) << fixed;
      } else {
        wrong += StrCat("after the fix, ", fixed_path.filename().string(), " is not:\n", fixed);
      }
    }
  } else if (fixed != input.spec) {
    if (update) {
      std::ofstream(fixed_path, std::ios::binary) << fixed;
    } else {
      wrong +=
          StrCat("an automatic fix changes the spec, but there is no ", fixed_path.filename().string(), "\n");
    }
  }
  return wrong;
}

std::vector<std::string> FixturesOf(std::string_view rule_id) {
  std::vector<std::string> paths;
  const std::filesystem::path folder = FixtureRoot() / FolderOf(rule_id);
  if (!std::filesystem::is_directory(folder)) return paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool fixed = name.size() > 9 && name.compare(name.size() - 9, 9, ".fixed.md") == 0;
    if (entry.path().extension() == ".md" && !fixed) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> FixtureFolders() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(FixtureRoot())) {
    // tests/rules/labelled holds sentences for all rules.
    if (entry.is_directory() && entry.path().filename() != "labelled")
      names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace whyspec::test
