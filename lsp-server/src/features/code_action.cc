#include "features/code_action.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "engine/checker.h"
#include "engine/silencers.h"
#include "features/cite_actions.h"
#include "features/citing.h"
#include "features/link_target.h"
#include "features/silence_edits.h"
#include "features/spots.h"
#include "features/workspace_edits.h"

namespace whyspec::features {
namespace {

// An id says for which version it was made and what to do: "<hash>:fix:3:0".
enum class Verb { kFix, kCite, kCiteIn, kLine, kFile, kWaive, kToPath, kToId, kFixAll };
constexpr std::pair<std::string_view, Verb> kVerbs[] = {
    {"fix", Verb::kFix},        {"cite", Verb::kCite},  {"cite-in", Verb::kCiteIn},
    {"line", Verb::kLine},      {"file", Verb::kFile},  {"waive", Verb::kWaive},
    {"to-path", Verb::kToPath}, {"to-id", Verb::kToId}, {"fix-all", Verb::kFixAll},
};

std::string MakeId(std::uint64_t version, Verb verb, std::size_t first = 0, std::size_t second = 0) {
  for (const auto& [name, value] : kVerbs) {
    if (value == verb) return StrCat(HashHex(version), ":", name, ":", first, ":", second);
  }
  return "";
}

std::string MakeId(const engine::Snapshot& snapshot, Verb verb, std::size_t first = 0,
                   std::size_t second = 0) {
  return MakeId(snapshot.input_hash, verb, first, second);
}

struct Choice {
  Verb verb = Verb::kFix;
  std::size_t first = 0;
  std::size_t second = 0;
};

bool ReadNumber(std::string_view text, std::size_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<Choice> ReadId(std::uint64_t version, std::string_view id) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t colon = id.find(':');
    parts.push_back(id.substr(0, colon));
    if (colon == std::string_view::npos) break;
    id.remove_prefix(colon + 1);
  }
  if (parts.size() != 4 || parts[0] != HashHex(version)) return std::nullopt;
  for (const auto& [name, value] : kVerbs) {
    Choice choice{.verb = value};
    if (name == parts[1] && ReadNumber(parts[2], choice.first) && ReadNumber(parts[3], choice.second))
      return choice;
  }
  return std::nullopt;
}

bool Meets(TextRange range, TextRange place) { return range.begin <= place.end && place.begin <= range.end; }

// A menu of more serves nobody: of a whole document selected, the first places count.
constexpr std::size_t kMaxPlaces = 50;
// Findings that calls are searched for.
constexpr std::size_t kMaxSearched = 5;

// Findings that meet `range`, at most kMaxPlaces, in order.
std::vector<std::size_t> FindingsAt(const SpecDocument& spec, TextRange range) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < spec.findings.size() && out.size() < kMaxPlaces; ++i) {
    if (Meets(range, spec.findings[i].range)) out.push_back(i);
  }
  return out;
}

bool IsMissingSection(const rules::Finding& finding) { return finding.rule.starts_with("section/missing"); }

void AddFixesOf(const SpecDocument& spec, std::size_t index, bool here, std::vector<CodeAction>& out) {
  const std::vector<rules::Fix>& fixes = spec.findings[index].fixes;
  for (std::size_t j = 0; j < fixes.size(); ++j) {
    if (!Sorted(fixes[j].edits, spec.snapshot.spec->text().size())) continue;
    out.push_back({.title = fixes[j].title,
                   .kind = here ? ActionKind::kQuickFix : ActionKind::kRewrite,
                   .preferred = here && j == 0,
                   .findings = {index},
                   .id = MakeId(spec.snapshot, Verb::kFix, index, j)});
  }
}

// The words of customers that would answer a finding.
void AddCitesOf(const SpecDocument& spec, std::size_t index, std::vector<CodeAction>& out) {
  const std::vector<CitePlan> plans = CitePlansFor(spec, index);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    out.push_back({.title = plans[i].title,
                   .kind = ActionKind::kQuickFix,
                   .preferred = i == 0 && spec.findings[index].fixes.empty(),
                   .findings = {index},
                   .id = MakeId(spec.snapshot, Verb::kCite, index, i)});
  }
}

// Missing sections can be added from anywhere in the document.
void AddMissingSections(const SpecDocument& spec, TextRange range, std::vector<CodeAction>& out) {
  for (std::size_t i = 0; i < spec.findings.size(); ++i) {
    const rules::Finding& finding = spec.findings[i];
    if (IsMissingSection(finding) && !Meets(range, finding.range)) AddFixesOf(spec, i, false, out);
  }
}

void AddRewrites(const SpecDocument& spec, TextRange range, std::vector<CodeAction>& out) {
  const auto& citations = spec.snapshot.spec->evidence.citations;
  const auto links = spec.snapshot.spec->document.links();
  std::size_t places = 0;
  for (std::size_t i = 0; i < citations.size() && places < kMaxPlaces; ++i) {
    const evidence::ResolvedCitation& citation = citations[i];
    if (!Meets(range, citation.citation.range) || citation.call == nullptr) continue;
    ++places;
    if (citation.citation.by_path) {
      out.push_back({.title = StrCat("Write the link as call:", citation.call->id),
                     .kind = ActionKind::kRewrite,
                     .findings = {},
                     .id = MakeId(spec.snapshot, Verb::kToId, i)});
    } else if (!citation.call->path.empty() &&
               links[citation.citation.link].kind != markdown::LinkKind::kAutolink) {
      out.push_back({.title = "Write the link as the path of the call file",
                     .kind = ActionKind::kRewrite,
                     .findings = {},
                     .id = MakeId(spec.snapshot, Verb::kToPath, i)});
    }
  }
}

// One action for all findings of a rule that the same edit would silence.
void AddSilencers(const SpecDocument& spec, const std::vector<std::size_t>& here,
                  std::vector<CodeAction>& out) {
  std::map<std::pair<std::string_view, Offset>, std::size_t> lines;  // -> index in `out`
  std::map<std::string_view, std::pair<std::size_t, std::size_t>> files;
  std::vector<CodeAction> by_line, by_file;
  for (const std::size_t i : here) {
    const rules::Finding& finding = spec.findings[i];
    if (finding.rule == engine::kWaiverRule) continue;
    // A finding about a document without any heading stands where its text begins, and
    // would move before the comment.
    const bool nowhere = finding.range.empty() && spec.snapshot.spec->document.headings().empty();
    const auto edit =
        nowhere ? std::nullopt : SilenceNextLine(spec.snapshot, finding.rule, finding.range.begin);
    if (edit) {
      const auto [known, fresh] =
          lines.try_emplace({finding.rule, edit->edits.front().range.begin}, by_line.size());
      if (fresh) {
        by_line.push_back({.title = StrCat("Silence ", finding.rule, " here, with a reason"),
                           .findings = {},
                           .id = MakeId(spec.snapshot, Verb::kLine, i)});
      }
      by_line[known->second].findings.push_back(i);
    }
    const auto [known, fresh] = files.try_emplace(finding.rule, by_file.size(), 0);
    if (fresh) {
      by_file.push_back({.title = StrCat("Silence ", finding.rule, " in this file, with a reason"),
                         .findings = {},
                         .id = MakeId(spec.snapshot, Verb::kFile, i)});
      if (AddWaiver(spec.snapshot, finding.rule)) {
        known->second.second = by_file.size();
        by_file.push_back({.title = StrCat("Waive ", finding.rule, " in the front matter until a date"),
                           .findings = {},
                           .id = MakeId(spec.snapshot, Verb::kWaive, i)});
      }
    }
    by_file[known->second.first].findings.push_back(i);
    if (known->second.second != 0) by_file[known->second.second].findings.push_back(i);
  }
  for (auto* list : {&by_line, &by_file}) {
    for (CodeAction& action : *list) out.push_back(std::move(action));
  }
}

// One edit that turns `before` into `after`, whole lines kept at both ends.
std::vector<TextEdit> EditBetween(std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t prefix = 0;
  while (prefix < shorter && before[prefix] == after[prefix]) ++prefix;
  std::size_t suffix = 0;
  while (suffix < shorter - prefix && before[before.size() - 1 - suffix] == after[after.size() - 1 - suffix])
    ++suffix;
  while (prefix > 0 && before[prefix - 1] != '\n') --prefix;
  while (suffix > 0 && suffix < before.size() && before[before.size() - suffix - 1] != '\n') --suffix;
  const TextRange range{static_cast<Offset>(prefix), static_cast<Offset>(before.size() - suffix)};
  return {{.range = range, .text = std::string(after.substr(prefix, after.size() - suffix - prefix))}};
}

ActionEdit FixEverything(const SpecDocument& spec, World& world) {
  struct Again {
    World* world;
    const std::string* path;
  };
  const Again again{&world, &spec.snapshot.spec->path};
  const engine::FixResult fixed = engine::FixAll(
      spec.snapshot,
      [](const std::string& text, const void* context) {
        const auto* where = static_cast<const Again*>(context);
        return where->world->SnapshotWithText(*where->path, text);
      },
      &again);
  ActionEdit out;
  out.edits = EditBetween(spec.snapshot.spec->text(), fixed.text);
  return out;
}

std::optional<ActionEdit> Retarget(const SpecDocument& spec, std::size_t index, bool to_id) {
  const auto& citations = spec.snapshot.spec->evidence.citations;
  if (index >= citations.size() || citations[index].call == nullptr) return std::nullopt;
  const calls::Call& call = *citations[index].call;
  if (!to_id && call.path.empty()) return std::nullopt;
  const TextRange target = TargetRange(citations[index].citation);
  ActionEdit out;
  out.edits.push_back(
      {.range = target,
       .text = to_id ? StrCat("call:", call.id) : RelativeDestination(call.path, spec.snapshot.spec->path)});
  return out;
}

}  // namespace

std::vector<CodeAction> CodeActionsAt(const SpecDocument& spec, World& /*world*/, TextRange range) {
  std::vector<CodeAction> out;
  const std::vector<std::size_t> here = FindingsAt(spec, range);
  for (const std::size_t i : here) AddFixesOf(spec, i, true, out);
  for (std::size_t i = 0; i < std::min(here.size(), kMaxSearched); ++i) AddCitesOf(spec, here[i], out);
  AddMissingSections(spec, range, out);
  AddSilencers(spec, here, out);
  AddRewrites(spec, range, out);
  std::stable_sort(out.begin(), out.end(),
                   [](const CodeAction& a, const CodeAction& b) { return a.kind < b.kind; });
  CodeAction all{.title = "Fix all that Whyspec can fix by itself",
                 .kind = ActionKind::kFixAll,
                 .findings = {},
                 .id = MakeId(spec.snapshot, Verb::kFixAll)};
  for (std::size_t i = 0; i < spec.findings.size(); ++i) {
    const auto& fixes = spec.findings[i].fixes;
    if (std::any_of(fixes.begin(), fixes.end(), [](const rules::Fix& fix) { return fix.automatic; })) {
      all.findings.push_back(i);
    }
  }
  if (!all.findings.empty()) out.push_back(std::move(all));
  return out;
}

std::optional<ActionEdit> ResolveCodeAction(const SpecDocument& spec, World& world, std::string_view id) {
  const auto choice = ReadId(spec.snapshot.input_hash, id);
  if (!choice) return std::nullopt;
  switch (choice->verb) {
    case Verb::kFixAll:
      return FixEverything(spec, world);
    case Verb::kToPath:
    case Verb::kToId:
      return Retarget(spec, choice->first, choice->verb == Verb::kToId);
    case Verb::kCiteIn:
      return std::nullopt;
    case Verb::kCite:
    case Verb::kFix:
    case Verb::kLine:
    case Verb::kFile:
    case Verb::kWaive:
      break;
  }
  if (choice->first >= spec.findings.size()) return std::nullopt;
  const rules::Finding& finding = spec.findings[choice->first];
  if (choice->verb == Verb::kLine) return SilenceNextLine(spec.snapshot, finding.rule, finding.range.begin);
  if (choice->verb == Verb::kFile) return SilenceFile(spec.snapshot, finding.rule);
  if (choice->verb == Verb::kWaive) return AddWaiver(spec.snapshot, finding.rule);
  if (choice->verb == Verb::kCite) {
    std::vector<CitePlan> plans = CitePlansFor(spec, choice->first);
    if (choice->second >= plans.size()) return std::nullopt;
    return std::move(plans[choice->second].edit);
  }
  if (choice->second >= finding.fixes.size()) return std::nullopt;
  const rules::Fix& fix = finding.fixes[choice->second];
  auto edits = Sorted(fix.edits, spec.snapshot.spec->text().size());
  if (!edits) return std::nullopt;
  ActionEdit out{.edits = *std::move(edits)};
  if (out.edits.size() == 1) out.snippet = fix.snippet;
  return out;
}

std::vector<CodeAction> CodeActionsAt(const CallDocument& call, World& world, TextRange range) {
  std::vector<CodeAction> out;
  const auto turn = call.call == nullptr ? std::nullopt : TurnAt(*call.call, range.begin);
  if (!turn) return out;
  const std::vector<CitePlan> plans = CitePlansFor(call, world, *turn);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    out.push_back({.title = plans[i].title,
                   .kind = ActionKind::kRewrite,
                   .findings = {},
                   .id = MakeId(Hash64(call.text), Verb::kCiteIn, *turn, i)});
  }
  return out;
}

std::optional<ActionEdit> ResolveCodeAction(const CallDocument& call, World& world, std::string_view id) {
  const auto choice = ReadId(Hash64(call.text), id);
  if (!choice || choice->verb != Verb::kCiteIn) return std::nullopt;
  std::vector<CitePlan> plans = CitePlansFor(call, world, static_cast<std::uint32_t>(choice->first));
  if (choice->second >= plans.size()) return std::nullopt;
  return std::move(plans[choice->second].edit);
}

}  // namespace whyspec::features
