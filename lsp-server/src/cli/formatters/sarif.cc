// SARIF 2.1.0 (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0), for code-scanning pages.
// Section numbers below are those of the standard.

#include <map>

#include "base/strings.h"
#include "base/uri.h"
#include "base/version.h"
#include "cli/formatters/formatter.h"
#include "cli/formatters/json_util.h"
#include "rules/registry.h"

namespace whyspec::cli {
namespace {

constexpr std::string_view kRoot = "WORKDIR";

// §3.58.6: error, warning, note.
std::string_view Level(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::kError:
      return "error";
    case rules::Severity::kWarning:
      return "warning";
    case rules::Severity::kInfo:
    case rules::Severity::kHint:
      return "note";
    case rules::Severity::kOff:
      break;
  }
  return "none";
}

Json Text(std::string_view text) { return {{"text", text}}; }

// §3.4: a relative reference, resolved against the folder the program was started in. A
// first segment with a colon would read as a scheme (RFC 3986 §4.2); it is escaped.
Json ArtifactLocation(std::string_view path) {
  return {{"uri", PercentEncode(path, "/")}, {"uriBaseId", kRoot}};
}

// §3.30: columns from 1, the end column just after the last character.
Json Region(const Span& span) {
  return {{"startLine", span.start.line},
          {"startColumn", span.start.column},
          {"endLine", span.end.line},
          {"endColumn", span.end.column}};
}

Json Location(std::string_view path, const Span* span) {
  Json physical = {{"artifactLocation", ArtifactLocation(path)}};
  if (span) physical["region"] = Region(*span);
  return {{"physicalLocation", std::move(physical)}};
}

Json Rules() {
  Json out = Json::array();
  for (const rules::Rule* rule : rules::AllRules()) {
    const rules::RuleInfo& info = rule->info;
    out.push_back(
        {{"id", info.id},
         {"shortDescription", Text(info.summary)},
         {"fullDescription", Text(info.why)},
         {"help", {{"text", StrCat("Run: whyspec rules ", info.id)}, {"markdown", rules::RulePage(info)}}},
         {"defaultConfiguration", {{"level", Level(info.severity)}}}});
  }
  return out;
}

class SarifFormatter : public Formatter {
 public:
  explicit SarifFormatter(std::ostream* out) : out_(*out) {
    std::size_t index = 0;
    for (const rules::Rule* rule : rules::AllRules()) rule_index_.emplace(rule->info.id, index++);
  }

  void Begin(const std::vector<ReportedProblem>& problems) override {
    const Json driver = {
        {"name", "Whyspec"}, {"version", Version()}, {"semanticVersion", Version()}, {"rules", Rules()}};
    out_ << "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
            "sarif-schema-2.1.0.json\","
         << "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":" << Dump(driver) << "},"
         << "\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":"
         << Dump({{kRoot, {{"description", Text("The folder whyspec was started in.")}}}})
         << ",\"results\":[";
    for (const ReportedProblem& problem : problems) Failure(problem);
  }

  void Failure(const ReportedProblem& problem) override {
    if (!problem.rule.empty()) {
      Json result = Result(problem.rule, problem.severity, problem.message);
      result["locations"] = Json::array({Location(problem.path, problem.has_span ? &problem.span : nullptr)});
      Write(result);
      return;
    }
    // §3.58: what is wrong with a file rather than with what it says.
    notifications_.push_back(
        {{"level", Level(problem.severity)},
         {"message", Text(problem.message)},
         {"locations", Json::array({Location(problem.path, problem.has_span ? &problem.span : nullptr)})}});
  }

  void File(const FileReport& file) override {
    for (const ReportedFinding& finding : file.findings) {
      Json result = Result(finding.rule, finding.severity, finding.message);
      result["locations"] = Json::array({Location(file.shown, &finding.span)});
      if (!finding.related.empty()) {
        Json related = Json::array();
        for (const ReportedRelated& place : finding.related) {
          Json location = Location(place.path, &place.span);
          location["id"] = related.size() + 1;
          location["message"] = Text(place.message);
          related.push_back(std::move(location));
        }
        result["relatedLocations"] = std::move(related);
      }
      if (!finding.fixes.empty()) result["fixes"] = Fixes(file, finding);
      result["partialFingerprints"] = {{"whyspecFinding/v1", Fingerprint(file, finding)}};
      if (finding.accepted) {
        // §3.35: accepted outside the spec's text.
        result["suppressions"] = Json::array(
            {{{"kind", "external"}, {"status", "accepted"}, {"justification", "Listed in the baseline."}}});
      }
      Write(result);
    }
  }

  void End(const RunEnd& end) override {
    for (const SkippedRules& skipped : end.skipped) {
      std::vector<std::string> ids(skipped.rules.begin(), skipped.rules.end());
      notifications_.push_back(
          {{"level", "note"},
           {"message", Text(StrCat("Skipped, ", skipped.reason, ": ", JoinWords(ids), "."))}});
    }
    Json invocation = {{"executionSuccessful", !end.summary.failed},
                       {"exitCode", end.summary.failed           ? 2
                                    : end.summary.over_threshold ? 1
                                                                 : 0}};
    if (!notifications_.empty()) invocation["toolExecutionNotifications"] = notifications_;
    out_ << "\n],\"invocations\":" << Dump(Json::array({invocation})) << "}]}\n";
  }

 private:
  Json Result(std::string_view rule, rules::Severity severity, std::string_view message) const {
    Json out = {{"ruleId", rule}};
    const auto found = rule_index_.find(rule);
    if (found != rule_index_.end()) out["ruleIndex"] = found->second;
    out["level"] = Level(severity);
    out["message"] = Text(message);
    out["properties"] = {{"severity", rules::Name(severity)}};
    return out;
  }

  // §3.55 to §3.57.
  static Json Fixes(const FileReport& file, const ReportedFinding& finding) {
    Json out = Json::array();
    for (const ReportedFix& fix : finding.fixes) {
      Json replacements = Json::array();
      for (const ReportedFix::Edit& edit : fix.edits) {
        replacements.push_back({{"deletedRegion", Region(edit.span)}, {"insertedContent", Text(edit.text)}});
      }
      // At least one replacement is required (§3.56.3).
      if (replacements.empty()) continue;
      const Json change = {{"artifactLocation", ArtifactLocation(file.shown)},
                           {"replacements", replacements}};
      out.push_back({{"description", Text(fix.title)}, {"artifactChanges", Json::array({change})}});
    }
    return out;
  }

  void Write(const Json& result) {
    out_ << (first_ ? "\n" : ",\n") << Dump(result);
    first_ = false;
  }

  std::ostream& out_;
  std::map<std::string_view, std::size_t> rule_index_;
  Json notifications_ = Json::array();
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Formatter> MakeSarifFormatter(std::ostream* out) {
  return std::make_unique<SarifFormatter>(out);
}

}  // namespace whyspec::cli
