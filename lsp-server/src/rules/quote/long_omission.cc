// An honest […] that leaves out so much, or somebody else's words, that both halves may
// have answered different questions.
#include <algorithm>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/cited_quote.h"

namespace whyspec::rules {
namespace {

constexpr OptionInfo kOptions[] = {
    {.key = "maxSeconds", .default_json = "120", .doc = "Longest stretch that one […] may leave out."}};

void Check(const RuleContext& context, FindingSink& sink) {
  const std::int64_t most_ms = context.options.Integer("maxSeconds") * 1000;
  ForJudgedQuotes(context.spec, [&](const JudgedQuote& judged) {
    const evidence::Verification& verification = judged.verification;
    if (verification.verdict > evidence::Verdict::kReworded) return;
    const bool is_long = verification.omitted_ms && *verification.omitted_ms > most_ms;
    if (!is_long && !verification.omits_other_speaker) return;
    TextRange place = judged.quote.range;
    const auto omission = std::find_if(
        verification.changes.begin(), verification.changes.end(),
        [](const evidence::Change& change) { return change.kind == evidence::ChangeKind::kOmission; });
    if (omission != verification.changes.end() && !omission->quoted.empty()) {
      if (const auto places = PlacesInSource(context.spec, judged.quote)) {
        place = {(*places)[omission->quoted.begin], (*places)[omission->quoted.end - 1] + 1};
      }
    }
    const std::string what =
        is_long ? StrCat("This omission leaves out ", ClockText(*verification.omitted_ms), " of the call")
                : std::string("This omission leaves out what somebody else said in between");
    Finding& finding = sink.Add(
        place,
        StrCat(
            what, verification.omits_other_speaker && is_long ? ", with somebody else's words in it" : "",
            ", so both halves may answer different questions. Make it two quotes, each with its own link."));
    finding.related.push_back(RelatedTurn(context.log, judged.call, verification.first_turn));
    if (verification.last_turn != verification.first_turn) {
      finding.related.push_back(RelatedTurn(context.log, judged.call, verification.last_turn));
    }
  });
}

}  // namespace

const Rule kQuoteLongOmission{
    .info = {.id = "quote/long-omission",
             .summary = "A […] leaves out another speaker's turn, or more than two minutes.",
             .why = "An omission tells readers that nothing of weight is missing. Across a question or "
                    "several minutes "
                    "the second half may be about something else, and the quote reads like one thought.",
             .severity = Severity::kInfo,
             .needs = Needs::kLog,
             .options = kOptions,
             .failing = R"(# Monthly export

## Customer evidence

> We type every figure by hand […] it takes two whole days.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
participants:
  - {id: p1, name: Jane Roe, affiliation: external}
  - {id: p2, name: Alex Martin, affiliation: internal}
---
**Jane Roe** [00:07:40]: We type every figure by hand.

**Alex Martin** [00:07:48]: And the yearly report, how long does that one take you?

**Jane Roe** [00:07:52]: Well, it takes two whole days.
)",
             .passing = R"(# Monthly export

## Customer evidence

> We type every figure […] each month.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We type every figure by hand each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
