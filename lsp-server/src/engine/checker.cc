#include "engine/checker.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "base/strings.h"
#include "engine/config_draft.h"
#include "engine/rule_pattern.h"
#include "engine/silencers.h"
#include "rules/registry.h"

namespace whyspec::engine {
namespace {

using rules::Finding;
using rules::Rule;
using rules::RuleInfo;
using rules::Severity;

constexpr std::string_view kStatusRule = "meta/status-with-errors";
constexpr std::string_view kFrontMatterRule = "meta/front-matter";

bool SameFinding(const Finding& a, const Finding& b) {
  const auto same_related = [](const rules::Related& x, const rules::Related& y) {
    return x.path == y.path && x.range == y.range && x.message == y.message;
  };
  const auto same_fix = [](const rules::Fix& x, const rules::Fix& y) {
    return x.title == y.title && x.edits == y.edits && x.automatic == y.automatic && x.snippet == y.snippet;
  };
  return a.rule == b.rule && a.severity == b.severity && a.range == b.range && a.message == b.message &&
         a.unnecessary == b.unnecessary &&
         std::equal(a.related.begin(), a.related.end(), b.related.begin(), b.related.end(), same_related) &&
         std::equal(a.fixes.begin(), a.fixes.end(), b.fixes.begin(), b.fixes.end(), same_fix);
}

class Run {
 public:
  Run(const Snapshot& snapshot, std::span<const Rule* const> rules)
      : snapshot_(snapshot), spec_(*snapshot.spec), config_(*snapshot.config), rules_(rules) {}

  CheckResult Check() {
    for (const Rule* rule : rules_) {
      if (rule->info.report_only) continue;
      if (IsOn(rule->info) && IsPossible(rule->info) && rule->check != nullptr) RunRule(*rule);
    }
    CheckProfileName();
    Silencers silencers = ReadSilencers(spec_, snapshot_.today);
    result_.suppressed = Silence(silencers.list, result_.findings);

    // Whether the status may stand is known when all else is; whether a silencer of
    // that finding is of use, only after it.
    std::vector<Finding> about_silencers = std::move(silencers.problems);
    AddUnused(silencers.list, /*of_status=*/false, about_silencers);
    Take(kWaiverRule, std::move(about_silencers));
    CheckStatus(silencers.list);
    std::vector<Finding> last;
    AddUnused(silencers.list, /*of_status=*/true, last);
    Take(kWaiverRule, std::move(last));

    Sort();
    return std::move(result_);
  }

 private:
  const Rule* FindRule(std::string_view id) const {
    const auto found =
        std::find_if(rules_.begin(), rules_.end(), [id](const Rule* rule) { return rule->info.id == id; });
    return found == rules_.end() ? nullptr : *found;
  }

  const RuleSetting* Setting(std::string_view id) const {
    const auto found = config_.rules.find(id);
    return found == config_.rules.end() ? nullptr : &found->second;
  }

  Severity SeverityOf(const RuleInfo& info, Severity own) const {
    const RuleSetting* setting = Setting(info.id);
    if (setting != nullptr && setting->severity) return *setting->severity;
    return rules::DefaultSeverity(info, spec_.meta, own);
  }

  // False if nothing that the rule finds could be shown.
  bool IsOn(const RuleInfo& info) const {
    const RuleSetting* setting = Setting(info.id);
    if (setting != nullptr && setting->severity) return *setting->severity != Severity::kOff;
    // A rule may weigh its findings one by one: any weight will do here.
    return rules::DefaultSeverity(info, spec_.meta, Severity::kError) != Severity::kOff;
  }

  bool IsPossible(const RuleInfo& info) {
    std::string_view reason;
    if (info.needs == rules::Needs::kLog && !snapshot_.log->available()) reason = "no call log";
    if (info.needs == rules::Needs::kTeam && !snapshot_.team->available()) reason = "a single file was given";
    if (reason.empty()) return true;
    result_.skipped.push_back({.rule = info.id, .reason = reason});
    return false;
  }

  void RunRule(const Rule& rule) {
    const RuleSetting* setting = Setting(rule.info.id);
    const data::Value* options =
        setting != nullptr && setting->options.is(data::Kind::kMap) ? &setting->options : nullptr;
    const rules::RuleContext context{.spec = spec_,
                                     .log = *snapshot_.log,
                                     .team = *snapshot_.team,
                                     .glossary = config_.glossary,
                                     .goals = config_.goals,
                                     .today = snapshot_.today,
                                     .options = {rule.info, options}};
    std::vector<Finding> found;
    rules::FindingSink sink(&found);
    // The one place that stops an exception: a rule that breaks must not take the
    // others down with it.
    try {
      rule.check(context, sink);
    } catch (const std::exception& error) {
      return Fail(rule.info, error.what());
    } catch (...) {
      return Fail(rule.info, "an unknown error");
    }
    ran_.insert(rule.info.id);
    Take(rule, std::move(found));
  }

  void Fail(const RuleInfo& info, std::string_view what) {
    result_.skipped.push_back({.rule = info.id, .reason = "the rule broke off with an error of its own"});
    result_.failures.push_back(StrCat("The rule ", info.id, " broke off at ", Printable(spec_.path), ": ",
                                      Printable(what), ". This is a fault of Whyspec; please report it."));
  }

  void Take(const Rule& rule, std::vector<Finding> found) {
    const auto end = static_cast<Offset>(spec_.text().size());
    for (Finding& finding : found) {
      finding.rule = rule.info.id;
      finding.severity = SeverityOf(rule.info, finding.severity);
      if (finding.severity == Severity::kOff) continue;
      finding.range.begin = std::min(finding.range.begin, end);
      finding.range.end = std::clamp(finding.range.end, finding.range.begin, end);
      result_.findings.push_back(std::move(finding));
    }
  }

  // Findings that the engine itself makes for a rule of the registry.
  void Take(std::string_view rule_id, std::vector<Finding> found) {
    const Rule* rule = FindRule(rule_id);
    if (rule != nullptr) Take(*rule, std::move(found));
  }

  // Which profiles there are, only the config knows: so this part of meta/front-matter
  // is not in its rule.
  void CheckProfileName() {
    const std::string& name = spec_.meta.profile;
    if (name.empty() || config_.FindProfile(name) != nullptr) return;
    Finding finding;
    if (const markdown::FrontMatter* front = spec_.document.front_matter()) {
      if (const data::Value* value = front->yaml.root.Find("profile")) finding.range = value->range;
    }
    finding.message = StrCat(UnknownProfile(config_, name), " Until then the sections of \"",
                             spec_.profile->name, "\" are looked for.");
    std::vector<Finding> found;
    found.push_back(std::move(finding));
    Take(kFrontMatterRule, std::move(found));
  }

  void CheckStatus(std::vector<Silencer>& silencers) {
    const Rule* rule = FindRule(kStatusRule);
    if (rule == nullptr || !spec_.meta.status || !IsOn(rule->info)) return;
    ran_.insert(rule->info.id);
    const rules::SpecStatus status = *spec_.meta.status;
    if (status != rules::SpecStatus::kReady && status != rules::SpecStatus::kCommitted &&
        status != rules::SpecStatus::kShipped) {
      return;
    }
    const auto is_error = [](const Finding& finding) { return finding.severity == Severity::kError; };
    const auto errors =
        static_cast<std::size_t>(std::count_if(result_.findings.begin(), result_.findings.end(), is_error));
    if (errors == 0) return;
    Finding finding;
    finding.range = spec_.meta.status_range;
    finding.message = StrCat(
        "The status says \"", rules::Name(status), "\", but ", Plural(errors, "error"),
        errors == 1 ? " stands" : " stand",
        ". Readers take the status as a promise that the why holds. Settle ", errors == 1 ? "it" : "them",
        " first, waive with a reason what is accepted, or set the status back to review.");
    std::vector<Finding> found;
    found.push_back(std::move(finding));
    // Apart from the rest, so that the others are not silenced twice.
    std::vector<Finding> others = std::exchange(result_.findings, {});
    Take(*rule, std::move(found));
    result_.suppressed += Silence(silencers, result_.findings);
    std::move(result_.findings.begin(), result_.findings.end(), std::back_inserter(others));
    result_.findings = std::move(others);
  }

  // True if every rule that `pattern` covers and that is on did run: only then "it
  // silenced nothing" is known. A rule that is off or was skipped says nothing.
  bool IsKnownToBeUnused(std::string_view pattern) const {
    bool any = false;
    for (const Rule* rule : rules_) {
      if (!RulePatternCovers(pattern, rule->info.id) || rule->info.id == kWaiverRule) continue;
      if (ran_.count(rule->info.id) != 0) {
        any = true;
      } else if (rule->check != nullptr && IsOn(rule->info)) {
        return false;
      }
    }
    return any;
  }

  void AddUnused(const std::vector<Silencer>& silencers, bool of_status, std::vector<Finding>& out) const {
    for (const Silencer& silencer : silencers) {
      if (silencer.used || RulePatternCovers(silencer.pattern, kStatusRule) != of_status) continue;
      if (!IsKnownToBeUnused(silencer.pattern)) continue;
      Finding& finding = out.emplace_back();
      finding.range = silencer.place;
      finding.unnecessary = true;
      const std::string_view what = silencer.kind == SilencerKind::kWaiver ? "waiver" : "comment";
      const std::string_view where = silencer.kind == SilencerKind::kNextLine ? "on the next line"
                                     : silencer.kind == SilencerKind::kBlock  ? "in this part"
                                                                              : "in this spec";
      finding.message =
          StrCat(silencer.pattern == "*" ? std::string("No rule") : silencer.pattern,
                 silencer.pattern == "*" ? " finds anything " : " finds nothing ", where, ", so this ", what,
                 " is not needed. Remove it, lest it hide a later finding.");
      if (!silencer.removal.edits.empty()) finding.fixes.push_back(silencer.removal);
    }
  }

  void Sort() {
    std::stable_sort(result_.findings.begin(), result_.findings.end(),
                     [](const Finding& a, const Finding& b) {
                       return std::tie(a.range, a.rule) < std::tie(b.range, b.rule);
                     });
    // Identical ones need not be neighbours, only within one range and rule.
    auto& findings = result_.findings;
    std::vector<Finding> kept;
    kept.reserve(findings.size());
    std::size_t group = 0;  // first of `kept` with the range and rule of the last
    for (Finding& finding : findings) {
      if (kept.empty() || kept.back().range != finding.range || kept.back().rule != finding.rule) {
        group = kept.size();
      }
      // A handful of the same range and rule is the most there is; more are compared
      // with the last few only, to stay linear.
      const std::size_t from = std::max(group, kept.size() - std::min<std::size_t>(kept.size(), 8));
      const bool known = std::any_of(kept.begin() + static_cast<std::ptrdiff_t>(from), kept.end(),
                                     [&](const Finding& other) { return SameFinding(other, finding); });
      if (!known) kept.push_back(std::move(finding));
    }
    findings = std::move(kept);
  }

  const Snapshot& snapshot_;
  const rules::Spec& spec_;
  const Config& config_;
  std::span<const Rule* const> rules_;
  CheckResult result_;
  std::set<std::string_view> ran_;  // rules whose "found nothing" means something
};

}  // namespace

CheckResult Check(const Snapshot& snapshot) { return Check(snapshot, rules::AllRules()); }

CheckResult Check(const Snapshot& snapshot, std::span<const Rule* const> rules) {
  return Run(snapshot, rules).Check();
}

}  // namespace whyspec::engine
