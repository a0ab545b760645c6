// `whyspec doctor`: what Whyspec sees from here, where each setting comes from, what is
// missing, and what to do about it.

#include <map>

#include "base/strings.h"
#include "base/uri.h"
#include "base/version.h"
#include "calls/call_log.h"
#include "calls/read_call.h"
#include "cli/commands.h"
#include "cli/project.h"
#include "cli/report_builder.h"
#include "cli/style.h"
#include "cli/team_log.h"
#include "data/value.h"
#include "rules/registry.h"

namespace whyspec::cli {
namespace {

// One thing looked at: fine, worth a look, or wrong.
enum class Mark { kFine, kNote, kWrong };

class Sheet {
 public:
  Sheet(const Context& context, const Style& style) : out_(context.out()), style_(style) {}

  void Title(std::string_view text) { out_ << '\n' << style_.Paint(Ink::kBold, text) << '\n'; }
  void Line(Mark mark, std::string_view text, std::string_view remedy = "") {
    constexpr std::string_view kSigns[] = {"ok  ", "note", "!!  "};
    constexpr Ink kInks[] = {Ink::kAdded, Ink::kHint, Ink::kError};
    const auto kind = static_cast<std::size_t>(mark);
    out_ << "  " << style_.Paint(kInks[kind], kSigns[kind]) << ' ' << Wrap(OneLine(text), 7, 7, style_.width)
         << '\n';
    if (!remedy.empty()) out_ << "       -> " << Wrap(OneLine(remedy), 10, 10, style_.width) << '\n';
    if (mark == Mark::kWrong) ++wrong_;
  }
  std::size_t wrong() const { return wrong_; }

 private:
  std::ostream& out_;
  const Style style_;
  std::size_t wrong_ = 0;
};

std::string Patterns(const std::vector<Glob>& globs) {
  std::vector<std::string> out;
  out.reserve(globs.size());
  for (const Glob& glob : globs) out.push_back(glob.pattern());
  return Join(out, ", ");
}

class Doctor {
 public:
  Doctor(const Context& context, const DoctorOptions& options, engine::Workspace* workspace,
         const TeamLog& team)
      : context_(context),
        options_(options),
        workspace_(*workspace),
        root_(FindRoot(*context.files, context.directory)),
        config_(workspace->ConfigFor(JoinPath(context.directory, "x.md"))),
        team_(team),
        sheet_(context, StyleFor(context, Color::kAuto)) {}

  int Run() {
    context_.out() << "Whyspec " << Version() << ", looking from " << OneLine(context_.directory) << '\n';
    Configuration();
    Specs();
    Calls();
    Rules();
    Problems();
    context_.out() << '\n'
                   << (sheet_.wrong() == 0
                           ? "All is well."
                           : StrCat(Plural(sheet_.wrong(), "thing"), sheet_.wrong() == 1 ? " needs" : " need",
                                    " attention: see the lines marked !!."))
                   << '\n';
    return sheet_.wrong() == 0 ? kClean : kFindings;
  }

 private:
  // "whyspec.json", "the option --profile" or "built in".
  std::string SourceOf(std::string_view key) {
    for (const std::string& file : config_->files) {
      const Result<std::string> text = context_.files->ReadFile(file);
      if (!text.ok()) continue;
      const data::Parsed parsed = data::ParseJson(*text, {.comments = true});
      const data::Member* member = parsed.root.FindMember(key);
      if (member == nullptr) continue;
      const LineIndex index(*text);
      return StrCat("from ", context_.Shown(file), ":", index.LineOf(member->key_range.begin) + 1);
    }
    return "built in";
  }

  void Setting(std::string_view name, std::string_view key, std::string_view value,
               std::string_view option = "") {
    const std::string source = option.empty() ? SourceOf(key) : StrCat("from the option ", option);
    sheet_.Line(Mark::kFine, StrCat(name, ": ", value, "  (", source, ")"));
  }

  void Configuration() {
    sheet_.Title("Configuration");
    sheet_.Line(Mark::kFine, StrCat("workspace folder: ", root_));
    if (config_->files.empty()) {
      sheet_.Line(Mark::kNote, "no whyspec.json: all settings are the built-in ones",
                  "Put a whyspec.json into the workspace folder to say where specs and calls are.");
    }
    for (const std::string& file : config_->files)
      sheet_.Line(Mark::kFine, StrCat("config file: ", context_.Shown(file)));
    Setting("profile", "profile", options_.profile.empty() ? config_->profile_name : options_.profile,
            options_.profile.empty() ? "" : "--profile");
    Setting("specs", "specs", Patterns(config_->specs));
    Setting("calls", "calls", options_.calls.empty() ? Patterns(config_->calls) : options_.calls,
            options_.calls.empty() ? "" : "--calls");
    if (!config_->exclude.empty()) Setting("left out", "exclude", Patterns(config_->exclude));
    Setting("fail on", "failOn", rules::Name(config_->fail_on));
    Setting("evidence goals", "evidence",
            StrCat(Plural(static_cast<std::size_t>(config_->goals.prospects), "prospect"), ", ",
                   Plural(static_cast<std::size_t>(config_->goals.customers), "customer")));
    if (!config_->glossary.personas.empty())
      Setting("personas", "personas", Join(config_->glossary.personas, ", "));
    if (!config_->glossary.segments.empty())
      Setting("segments", "segments", Join(config_->glossary.segments, ", "));
  }

  void Specs() {
    sheet_.Title("Specs");
    const std::vector<std::string> specs = workspace_.SpecPaths();
    if (specs.empty()) {
      sheet_.Line(Mark::kWrong, StrCat("no spec found; looked for ", Patterns(config_->specs)),
                  "Start one with `whyspec new spec NAME`, or set \"specs\" in whyspec.json.");
    } else {
      sheet_.Line(Mark::kFine,
                  StrCat(Plural(specs.size(), "spec"), ", the first is ", context_.Shown(specs.front())));
    }
    for (const std::string& pattern : workspace_.unmatched_patterns()) {
      // Built-in patterns are guesses; a pattern somebody wrote is meant.
      if (SourceOf("specs") == "built in") continue;
      sheet_.Line(Mark::kNote, StrCat("nothing matches the pattern \"", pattern, "\""),
                  "Check its spelling in \"specs\" of whyspec.json.");
    }
    Languages(specs);
  }

  void Languages(const std::vector<std::string>& specs) {
    std::map<std::string, std::size_t> languages;
    std::map<std::string, std::size_t> profiles;
    for (const std::string& path : specs) {
      const std::optional<engine::Snapshot> snapshot = workspace_.SnapshotOf(path);
      if (!snapshot) continue;
      ++languages[std::string(rules::Code(snapshot->spec->language))];
      ++profiles[snapshot->spec->profile->name];
    }
    Counted("languages", languages);
    Counted("profiles in use", profiles);
  }

  void Counted(std::string_view name, const std::map<std::string, std::size_t>& counts) {
    std::vector<std::string> out;
    out.reserve(counts.size());
    for (const auto& [key, count] : counts) out.push_back(StrCat(key, " (", Plural(count, "spec"), ")"));
    if (!out.empty()) sheet_.Line(Mark::kFine, StrCat(name, ": ", Join(out, ", ")));
  }

  void Calls() {
    sheet_.Title("Calls");
    if (team_.status.state != sync::LogState::kOff) ShowTeamLog();
    const std::shared_ptr<const calls::CallLog> log = workspace_.Log();
    const std::vector<calls::CallSummary> calls = log->List();
    if (!log->available()) {
      sheet_.Line(Mark::kWrong, "no call log: citations and quotes cannot be checked",
                  "Log a call with `whyspec new call NAME`, or set \"calls\" in whyspec.json to the folder "
                  "they are in.");
      return;
    }
    if (calls.empty()) {
      sheet_.Line(Mark::kWrong, "the call log is empty: every citation will be unknown",
                  "Import calls with `whyspec calls import FILE`, or log one with `whyspec new call NAME`.");
    } else {
      sheet_.Line(Mark::kFine, StrCat(Plural(calls.size(), "call"), ", the first is ", calls.front().id));
    }
    std::size_t without_account = 0, without_date = 0, without_words = 0;
    for (const calls::CallSummary& call : calls) {
      if (call.account.empty()) ++without_account;
      if (!call.started_at_ms) ++without_date;
      if (call.turn_count == 0) ++without_words;
    }
    const auto lacking = [&](std::size_t count, std::string_view what, std::string_view remedy) {
      if (count > 0) sheet_.Line(Mark::kNote, StrCat(Plural(count, "call"), " ", what), remedy);
    };
    lacking(without_account, "without account", "Add `account` to count independent customers.");
    lacking(without_date, "without date", "Add `started_at` so that old evidence is noticed.");
    lacking(without_words, "without transcript",
            "Quotes from them cannot be verified until the words are there.");
    const std::size_t accounts = log->Accounts().size();
    if (accounts == 0) {
      sheet_.Line(Mark::kNote, "no accounts.yaml: accounts are told apart by their names only",
                  "Put an accounts.yaml beside the calls to merge subsidiaries and misheard names.");
    } else {
      sheet_.Line(Mark::kFine, Plural(accounts, "account"));
    }
    Strangers();
  }

  // Files among the calls that no format of calls has: somebody may think they are read.
  void Strangers() {
    const std::string folder = options_.calls.empty()
                                   ? DefaultFolder(context_, config_->root, config_->calls, "calls")
                                   : context_.Absolute(options_.calls);
    if (!context_.files->Stat(folder).ok()) return;
    std::vector<std::string> strangers;
    context_.files->WalkFiles(
        folder, {.enter = [](const std::string& below) { return Basename(below).front() != '.'; },
                 .visit =
                     [&](const std::string& path, const FileInfo&) {
                       const bool known = calls::IsCallFileName(path) || calls::IsSidecarName(path) ||
                                          calls::IsAccountsName(path) || Basename(path) == "whyspec.json";
                       if (!known && Basename(path).front() != '.') strangers.push_back(context_.Shown(path));
                     },
                 .problem = [](const Error&) {}});  // an unreadable folder is among the problems below
    if (strangers.empty()) return;
    constexpr std::size_t kShown = 3;
    const std::size_t more = strangers.size() - std::min(strangers.size(), kShown);
    std::vector<std::string> shown(strangers.begin(), strangers.end() - static_cast<std::ptrdiff_t>(more));
    sheet_.Line(
        Mark::kNote,
        StrCat(Plural(strangers.size(), "file"), " among the calls ", strangers.size() == 1 ? "is" : "are",
               " not read: ", Join(shown, ", "), more > 0 ? StrCat(" and ", more, " more") : ""),
        "Calls are .md, .json, .jsonl, .csv, .vtt, .srt and .txt files. Export what was said in one of "
        "these.");
  }

  void ShowTeamLog() {
    if (team_.status.state == sync::LogState::kSynced) {
      sheet_.Line(Mark::kFine, StrCat("team call log: ", Printable(team_.status.url), ", ",
                                      Plural(team_.status.calls, "call")));
      return;
    }
    const std::string old = team_.status.synced_at_ms
                                ? StrCat("; ", Plural(team_.status.calls, "call"), " as of ",
                                         MinuteOf(*team_.status.synced_at_ms))
                                : "; nothing of it was read yet";
    sheet_.Line(Mark::kWrong, StrCat("team call log: ", Printable(config_->call_log.url), old),
                team_.status.message);
  }

  void Rules() {
    sheet_.Title("Rules");
    std::vector<std::string> off;
    std::vector<std::string> changed;
    for (const auto& [id, setting] : config_->rules) {
      if (!setting.severity) continue;
      if (*setting.severity == rules::Severity::kOff) {
        off.push_back(id);
      } else {
        changed.push_back(StrCat(id, " = ", rules::Name(*setting.severity)));
      }
    }
    sheet_.Line(
        Mark::kFine,
        StrCat(Plural(rules::AllRules().size() - std::min(off.size(), rules::AllRules().size()), "rule"),
               " on"));
    if (!off.empty())
      sheet_.Line(Mark::kNote, StrCat("off: ", Join(off, ", "), "  (", SourceOf("rules"), ")"));
    if (!changed.empty())
      sheet_.Line(Mark::kFine, StrCat("set: ", Join(changed, ", "), "  (", SourceOf("rules"), ")"));
  }

  void Problems() {
    const std::vector<engine::FileProblem> problems = workspace_.Problems();
    if (problems.empty()) return;
    sheet_.Title("Problems with files");
    FileTexts texts(*context_.files);
    const ReportBuilder builder{.context = &context_, .texts = &texts, .snippets = false};
    for (const engine::FileProblem& problem : problems) {
      const ReportedProblem shown = builder.Build(problem);
      const std::string place = shown.has_span ? StrCat(shown.path, ":", shown.span.start.line) : shown.path;
      sheet_.Line(problem.severity >= rules::Severity::kWarning ? Mark::kWrong : Mark::kNote,
                  StrCat(place, ": ", shown.message));
    }
  }

  const Context& context_;
  const DoctorOptions& options_;
  engine::Workspace& workspace_;
  const std::string root_;
  const std::shared_ptr<const engine::Config> config_;
  const TeamLog& team_;
  Sheet sheet_;
};

}  // namespace

int RunDoctor(const Context& context, const DoctorOptions& options) {
  Result<std::unique_ptr<engine::Workspace>> opened =
      OpenProject(context, {.config = options.config, .profile = options.profile, .calls = options.calls});
  if (!opened.ok()) return context.Fail(opened.error().message);
  opened.value()->Scan();
  const TeamLog team = JoinTeamLogQuietly(context, **opened);
  return Doctor(context, options, opened.value().get(), team).Run();
}

}  // namespace whyspec::cli
