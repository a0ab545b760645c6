// The report of schemas/check-report.schema.json: one object, one line a file, so that
// it can be read as a whole or skimmed by eye.

#include "base/strings.h"
#include "cli/formatters/formatter.h"
#include "cli/formatters/json_util.h"

namespace whyspec::cli {
namespace {

Json ToJson(const Position& position) {
  return {{"line", position.line}, {"column", position.column}, {"offset", position.offset}};
}

Json ToJson(const Span& span) { return {{"start", ToJson(span.start)}, {"end", ToJson(span.end)}}; }

Json ToJson(const ReportedFix& fix) {
  Json edits = Json::array();
  for (const ReportedFix::Edit& edit : fix.edits) {
    edits.push_back({{"range", ToJson(edit.span)}, {"text", edit.text}});
  }
  return {{"title", fix.title}, {"automatic", fix.automatic}, {"edits", std::move(edits)}};
}

Json ToJson(const FileReport& file, const ReportedFinding& finding) {
  Json related = Json::array();
  for (const ReportedRelated& place : finding.related) {
    related.push_back({{"path", place.path}, {"range", ToJson(place.span)}, {"message", place.message}});
  }
  Json fixes = Json::array();
  for (const ReportedFix& fix : finding.fixes) fixes.push_back(ToJson(fix));
  Json out = {{"rule", finding.rule},
              {"severity", rules::Name(finding.severity)},
              {"message", finding.message},
              {"range", ToJson(finding.span)},
              {"related", std::move(related)},
              {"fix", std::move(fixes)},
              {"help", StrCat("whyspec rules ", finding.rule)},
              {"fingerprint", Fingerprint(file, finding)}};
  return out;
}

Json ToJson(const ReportedProblem& problem) {
  Json out = {
      {"path", problem.path}, {"severity", rules::Name(problem.severity)}, {"message", problem.message}};
  if (!problem.rule.empty()) out["rule"] = problem.rule;
  if (problem.has_span) out["range"] = ToJson(problem.span);
  return out;
}

class JsonFormatter : public Formatter {
 public:
  explicit JsonFormatter(std::ostream* out) : out_(*out) {}

  void Begin(const std::vector<ReportedProblem>& problems) override {
    problems_ = problems;
    out_ << R"({"version":1,"files":[)";
  }

  void Failure(const ReportedProblem& problem) override { problems_.push_back(problem); }

  void File(const FileReport& file) override {
    Json findings = Json::array();
    for (const ReportedFinding& finding : file.findings) {
      if (!finding.accepted) findings.push_back(ToJson(file, finding));
    }
    out_ << (first_ ? "\n" : ",\n") << Dump({{"path", file.shown}, {"findings", std::move(findings)}});
    first_ = false;
  }

  void End(const RunEnd& end) override {
    Json problems = Json::array();
    for (const ReportedProblem& problem : problems_) problems.push_back(ToJson(problem));
    Json skipped = Json::array();
    for (const SkippedRules& group : end.skipped) {
      for (const std::string_view rule : group.rules)
        skipped.push_back({{"rule", rule}, {"reason", group.reason}});
    }
    const Summary& summary = end.summary;
    const Json counts = {
        {"files", summary.files},       {"findings", summary.findings()}, {"errors", summary.errors},
        {"warnings", summary.warnings}, {"infos", summary.infos},         {"hints", summary.hints},
        {"fixable", summary.fixable},   {"fixed", summary.fixed},         {"suppressed", summary.suppressed},
        {"accepted", summary.accepted}, {"stale", summary.stale},         {"problems", summary.problems}};
    out_ << "\n],\n\"problems\":" << Dump(problems) << ",\n\"skipped\":" << Dump(skipped)
         << ",\n\"summary\":" << Dump(counts) << "}\n";
  }

 private:
  std::ostream& out_;
  std::vector<ReportedProblem> problems_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Formatter> MakeJsonFormatter(std::ostream* out) {
  return std::make_unique<JsonFormatter>(out);
}

}  // namespace whyspec::cli
