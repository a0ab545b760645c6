// GitLab Code Quality report: a JSON array of the CodeClimate subset that GitLab reads.
// docs.gitlab.com: "Code Quality", "Code Quality report format".

#include <set>

#include "base/hash.h"
#include "base/strings.h"
#include "cli/formatters/formatter.h"
#include "cli/formatters/json_util.h"

namespace whyspec::cli {
namespace {

std::string_view SeverityName(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::kError:
      return "major";
    case rules::Severity::kWarning:
      return "minor";
    default:
      return "info";
  }
}

class GitlabFormatter : public Formatter {
 public:
  explicit GitlabFormatter(std::ostream* out) : out_(*out) {}

  void Begin(const std::vector<ReportedProblem>& problems) override {
    out_ << '[';
    for (const ReportedProblem& problem : problems) Failure(problem);
  }

  void Failure(const ReportedProblem& problem) override {
    const std::string rule(problem.rule.empty() ? "file-problem" : problem.rule);
    Write(problem.path, problem.has_span ? problem.span.start.line : 1,
          problem.has_span ? problem.span.end.line : 1, problem.severity, rule, problem.message,
          HashHex(Hash64(StrCat(problem.path, "\n", rule, "\n", problem.message))));
  }

  void File(const FileReport& file) override {
    for (const ReportedFinding& finding : file.findings) {
      if (finding.accepted) continue;
      Write(file.shown, finding.span.start.line, finding.span.end.line, finding.severity, finding.rule,
            finding.message, Fingerprint(file, finding));
    }
  }

  void End(const RunEnd&) override { out_ << (first_ ? "]\n" : "\n]\n"); }

 private:
  void Write(std::string_view path, std::uint32_t begin, std::uint32_t end, rules::Severity severity,
             std::string_view rule, std::string_view message, std::string fingerprint) {
    // GitLab drops an entry whose fingerprint was seen before.
    for (std::uint64_t i = 1; !seen_.insert(fingerprint).second; ++i) {
      fingerprint = HashHex(Hash64(fingerprint, i));
    }
    const Json entry = {{"description", message},
                        {"check_name", rule},
                        {"fingerprint", fingerprint},
                        {"severity", SeverityName(severity)},
                        {"location", {{"path", path}, {"lines", {{"begin", begin}, {"end", end}}}}}};
    out_ << (first_ ? "\n" : ",\n") << Dump(entry);
    first_ = false;
  }

  std::ostream& out_;
  std::set<std::string> seen_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Formatter> MakeGitlabFormatter(std::ostream* out) {
  return std::make_unique<GitlabFormatter>(out);
}

}  // namespace whyspec::cli
