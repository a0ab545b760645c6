// JUnit XML as Jenkins, GitLab and others read it: a suite for each spec, a case for
// each finding. A case fails exactly if it is severe enough to fail the run; the others
// pass and carry their message as output. A spec without findings is one passing case.

#include <sstream>

#include "base/strings.h"
#include "base/unicode.h"
#include "cli/formatters/formatter.h"

namespace whyspec::cli {
namespace {

// XML 1.0 §2.2 "Char": anything else cannot be written, not even as an escape.
bool IsXmlCharacter(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

// For text and attributes alike. Line breaks and tabs are written as references, since
// attributes would turn them into blanks.
std::string Escape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeAt(text, at);
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\r':
        out += "&#13;";
        break;
      case '\t':
        out += "&#9;";
        break;
      default:
        AppendUtf8(out, IsXmlCharacter(c) ? c : U'\uFFFD');
    }
  }
  return out;
}

class JunitFormatter : public Formatter {
 public:
  explicit JunitFormatter(std::ostream* out) : out_(*out) {}

  void Begin(const std::vector<ReportedProblem>& problems) override {
    for (const ReportedProblem& problem : problems) Failure(problem);
  }

  void Failure(const ReportedProblem& problem) override {
    const bool fails = problem.severity == rules::Severity::kError;
    std::ostringstream body;
    Case(body, problem.rule.empty() ? "file problem" : problem.rule, problem.path,
         problem.has_span ? &problem.span : nullptr, problem.severity, problem.message, fails);
    Suite(problem.path, 1, fails ? 1 : 0, 0, body.str());
  }

  void File(const FileReport& file) override {
    std::ostringstream body;
    std::size_t cases = 0;
    std::size_t failures = 0;
    for (const ReportedFinding& finding : file.findings) {
      if (finding.accepted) continue;
      const bool fails = finding.severity >= file.fail_on;
      Case(body, finding.rule, file.shown, &finding.span, finding.severity, finding.message, fails);
      ++cases;
      if (fails) ++failures;
    }
    if (cases == 0) {
      body << "    <testcase classname=\"" << Escape(file.shown) << "\" name=\"no findings\" time=\"0\"/>\n";
      ++cases;
    }
    Suite(file.shown, cases, failures, 0, body.str());
  }

  void End(const RunEnd& end) override {
    for (const SkippedRules& skipped : end.skipped) {
      std::ostringstream body;
      for (const std::string_view rule : skipped.rules) {
        body << "    <testcase classname=\"whyspec\" name=\"" << Escape(rule)
             << "\" time=\"0\"><skipped message=\"" << Escape(skipped.reason) << "\"/></testcase>\n";
      }
      Suite("skipped rules", skipped.rules.size(), 0, skipped.rules.size(), body.str());
    }
    out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"whyspec\" tests=\"" << tests_
         << "\" failures=\"" << failures_ << "\" errors=\"0\" time=\"0\">\n"
         << suites_.str() << "</testsuites>\n";
  }

 private:
  static void Case(std::ostream& body, std::string_view rule, std::string_view path, const Span* span,
                   rules::Severity severity, std::string_view message, bool fails) {
    const std::string place =
        span ? StrCat(path, ":", span->start.line, ":", span->start.column) : std::string(path);
    const std::string text = StrCat(place, ": ", rules::Name(severity), ": ", message);
    body << "    <testcase classname=\"" << Escape(path) << "\" name=\"" << Escape(rule)
         << Escape(span ? StrCat(" ", span->start.line, ":", span->start.column) : "") << "\" time=\"0\">";
    if (fails) {
      body << "<failure type=\"" << rules::Name(severity) << "\" message=\"" << Escape(message) << "\">"
           << Escape(text) << "</failure>";
    } else {
      body << "<system-out>" << Escape(text) << "</system-out>";
    }
    body << "</testcase>\n";
  }

  // The counts of <testsuites> come first in the file, so the suites wait for them.
  void Suite(std::string_view name, std::size_t tests, std::size_t failures, std::size_t skipped,
             const std::string& body) {
    tests_ += tests;
    failures_ += failures;
    suites_ << "  <testsuite name=\"" << Escape(name) << "\" tests=\"" << tests << "\" failures=\""
            << failures << "\" errors=\"0\" skipped=\"" << skipped << "\" time=\"0\">\n"
            << body << "  </testsuite>\n";
  }

  std::ostream& out_;
  std::ostringstream suites_;
  std::size_t tests_ = 0;
  std::size_t failures_ = 0;
};

}  // namespace

std::unique_ptr<Formatter> MakeJunitFormatter(std::ostream* out) {
  return std::make_unique<JunitFormatter>(out);
}

}  // namespace whyspec::cli
