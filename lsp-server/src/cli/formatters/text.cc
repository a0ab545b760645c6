// For people. One finding:
//
//   specs/export.md:12:5: warning evidence/stale: The newest call cited is 200 days old. …
//      |
//   12 | As [Acme said](call:acme-2025-05-01), …
//      |     ^^^^^^^^^
//      = fix: Restore the words (whyspec check --fix)
//      = see calls/acme.md:9:1: the newest call
//
// The first line holds all that other programs need (compilers and linters print the
// same shape); colours and wrapping come on a terminal only.

#include "base/strings.h"
#include "cli/formatters/formatter.h"

namespace whyspec::cli {
namespace {

constexpr std::size_t kIndent = 4;

class TextFormatter : public Formatter {
 public:
  TextFormatter(std::ostream* out, const Style& style) : out_(*out), style_(style) {}

  void Begin(const std::vector<ReportedProblem>& problems) override {
    for (const ReportedProblem& problem : problems) Problem(problem);
  }

  void Failure(const ReportedProblem& problem) override { Problem(problem); }

  void File(const FileReport& file) override {
    for (const ReportedFinding& finding : file.findings) {
      if (finding.accepted) continue;
      Head(file.shown, &finding.span, finding.severity, finding.rule, finding.message);
      out_ << RenderSnippet(finding.snippet, style_, InkOf(finding.severity));
      const std::string margin(GutterWidth(finding.snippet) + 1, ' ');
      for (const ReportedRelated& related : finding.related) {
        Below(margin, "see ", StrCat(Place(related.path, &related.span), ": ", OneLine(related.message)));
      }
      for (const ReportedFix& fix : finding.fixes) {
        Below(margin, "fix: ", StrCat(OneLine(fix.title), fix.automatic ? " (whyspec check --fix)" : ""));
      }
      out_ << '\n';
    }
  }

  void End(const RunEnd& end) override {
    for (const SkippedRules& skipped : end.skipped) {
      out_ << style_.Paint(Ink::kDim, StrCat(Plural(skipped.rules.size(), "rule"),
                                             " skipped: ", OneLine(skipped.reason)))
           << '\n';
    }
    out_ << Counts(end.summary) << '\n';
  }

 private:
  static std::string Place(const std::string& path, const Span* span) {
    std::string out = OneLine(path);
    if (span) out += StrCat(":", span->start.line, ":", span->start.column);
    return out;
  }

  void Head(const std::string& path, const Span* span, rules::Severity severity, std::string_view rule,
            std::string_view message) {
    const std::string place = Place(path, span);
    const std::string_view name = rules::Name(severity);
    const std::string id(rule);
    const std::size_t used = TextWidth(place) + 2 + name.size() + (id.empty() ? 0 : 1 + id.size()) + 2;
    out_ << style_.Paint(Ink::kBold, place) << ": " << style_.Paint(InkOf(severity), name);
    if (!id.empty()) out_ << ' ' << style_.Paint(Ink::kBold, id);
    out_ << ": " << Wrap(OneLine(message), used, kIndent, style_.width) << '\n';
  }

  void Below(const std::string& margin, std::string_view label, const std::string& text) {
    const std::size_t indent = margin.size() + 2 + label.size();
    out_ << margin << style_.Paint(Ink::kGutter, "=") << ' ' << style_.Paint(Ink::kBold, label)
         << Wrap(text, indent, indent, style_.width) << '\n';
  }

  void Problem(const ReportedProblem& problem) {
    Head(problem.path, problem.has_span ? &problem.span : nullptr, problem.severity, problem.rule,
         problem.message);
    if (problem.has_span) out_ << RenderSnippet(problem.snippet, style_, InkOf(problem.severity));
    out_ << '\n';
  }

  std::string Counts(const Summary& summary) const {
    std::string out;
    std::vector<std::string> counts;
    const auto add = [&](std::size_t count, Ink ink, std::string_view one) {
      if (count > 0) counts.push_back(style_.Paint(ink, Plural(count, one)));
    };
    add(summary.errors, Ink::kError, "error");
    add(summary.warnings, Ink::kWarning, "warning");
    add(summary.infos, Ink::kInfo, "info");
    add(summary.hints, Ink::kHint, "hint");
    out = counts.empty() ? "No findings" : Join(counts, ", ");
    out += StrCat(" in ", Plural(summary.files, "spec"));
    std::vector<std::string> notes;
    if (summary.fixed > 0) notes.push_back(StrCat(summary.fixed, " fixed"));
    if (summary.fixable > 0) notes.push_back(StrCat(summary.fixable, " can be fixed with --fix"));
    if (summary.accepted > 0) notes.push_back(StrCat(summary.accepted, " accepted by the baseline"));
    if (summary.suppressed > 0) notes.push_back(StrCat(summary.suppressed, " suppressed"));
    if (summary.problems > 0) notes.push_back(Plural(summary.problems, "file problem"));
    if (!notes.empty()) out += StrCat("; ", Join(notes, ", "));
    return out;
  }

  std::ostream& out_;
  const Style style_;
};

}  // namespace

std::unique_ptr<Formatter> MakeTextFormatter(std::ostream* out, const Style& style) {
  return std::make_unique<TextFormatter>(out, style);
}

}  // namespace whyspec::cli
