// GitHub Actions workflow commands ("::error file=…::message"), which a runner turns into
// annotations. docs.github.com: "Workflow commands for GitHub Actions".

#include "base/strings.h"
#include "cli/formatters/formatter.h"

namespace whyspec::cli {
namespace {

std::string Escape(std::string_view text, bool in_property) {
  std::string out;
  for (const char c : Printable(text)) {
    switch (c) {
      case '%':
        out += "%25";
        break;
      case '\r':
        out += "%0D";
        break;
      case '\n':
        out += "%0A";
        break;
      case ':':
        out += in_property ? "%3A" : ":";
        break;
      case ',':
        out += in_property ? "%2C" : ",";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string_view CommandName(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::kError:
      return "error";
    case rules::Severity::kWarning:
      return "warning";
    default:
      return "notice";
  }
}

class GithubFormatter : public Formatter {
 public:
  explicit GithubFormatter(std::ostream* out) : out_(*out) {}

  void Begin(const std::vector<ReportedProblem>& problems) override {
    for (const ReportedProblem& problem : problems) Failure(problem);
  }

  void Failure(const ReportedProblem& problem) override {
    Write(problem.path, problem.has_span ? &problem.span : nullptr, problem.severity,
          problem.rule.empty() ? "file problem" : problem.rule, problem.message);
  }

  void File(const FileReport& file) override {
    for (const ReportedFinding& finding : file.findings) {
      if (!finding.accepted)
        Write(file.shown, &finding.span, finding.severity, finding.rule, finding.message);
    }
  }

  void End(const RunEnd& end) override {
    for (const SkippedRules& skipped : end.skipped) {
      out_ << "::notice title=Whyspec::"
           << Escape(StrCat(Plural(skipped.rules.size(), "rule"), " skipped: ", skipped.reason), false)
           << '\n';
    }
  }

 private:
  void Write(std::string_view path, const Span* span, rules::Severity severity, std::string_view title,
             std::string_view message) {
    out_ << "::" << CommandName(severity) << " file=" << Escape(path, true);
    if (span) {
      out_ << ",line=" << span->start.line << ",endLine=" << span->end.line;
      // Columns are for a range within one line only: GitHub refuses others.
      if (span->start.line == span->end.line) {
        out_ << ",col=" << span->start.column << ",endColumn=" << span->end.column;
      }
    }
    out_ << ",title=" << Escape(StrCat("Whyspec ", title), true) << "::" << Escape(message, false) << '\n';
  }

  std::ostream& out_;
};

}  // namespace

std::unique_ptr<Formatter> MakeGithubFormatter(std::ostream* out) {
  return std::make_unique<GithubFormatter>(out);
}

}  // namespace whyspec::cli
