// "Easy", "intuitive", "fluide" as the expected usage. Each such word is a finding of its
// own, on the word; a sentence that also counts something is let be.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/claims.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  ForEachText(context.spec, {Role::kUsage}, [&](const SectionText& text) {
    for (const CueHit& hit : text.Cues("adjective")) {
      const Sentence* sentence = text.SentenceAt(hit.range.begin);
      if (hit.negated || sentence == nullptr || HasNumber(text, sentence->folded)) continue;
      const TextRange range = text.ToSource(hit.range);
      sink.Add(
          range,
          StrCat("\"", Printable(Cut(context.spec.text(), range)),
                 "\" cannot be tested. Say what shows it: how long a first try takes, how many get through "
                 "without help."));
    }
  });
}

}  // namespace

const Rule kUsageAdjective{
    .info = {.id = "usage/adjective",
             .summary = "\"Easy\", \"intuitive\", \"seamless\": a quality that nobody can test.",
             .why = "Everyone agrees that it should be easy, and nobody knows when it is. A number of "
                    "seconds, clicks or "
                    "people who needed no help turns the wish into something to build towards.",
             .severity = Severity::kHint,
             .needs = Needs::kDoc,
             .failing = R"(# Monthly export

## Expected usage

The export is intuitive for operations leads.
)",
             .passing = R"(# Monthly export

## Expected usage

Operations leads find the export on the first try in under 30 seconds.
)"},
    .check = &Check};

}  // namespace whyspec::rules
