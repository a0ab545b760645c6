// Our turn just before the cited one leads ("don't you think", "ça vous plaît").
#include <optional>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

// The turn that was answered: the last one of ours before the first outside words of the
// citation. nullopt if somebody else spoke in between.
std::optional<std::uint32_t> Question(const calls::Call& call, std::uint32_t answer) {
  if (answer == 0) return std::nullopt;
  if (!call.IsOurs(call.turns[answer - 1])) return std::nullopt;
  return answer - 1;
}

void Check(const RuleContext& context, FindingSink& sink) {
  for (const CitedPassage& passage : context.spec.cited_words) {
    const calls::Call& call = *context.spec.evidence.citations[passage.citation].call;
    const std::uint32_t answer = passage.TurnAt(0);
    const std::optional<std::uint32_t> question = Question(call, answer);
    if (!question) continue;
    const std::string& asked = call.turns[*question].text;
    const std::optional<TextRange> words = LeadingWords(asked, passage.language);
    if (!words) continue;
    const std::string shown =
        MayShowWords(context.log, call) ? StrCat(" (“", Printable(Cut(asked, *words)), "”)") : "";
    Finding& finding = sink.Add(
        passage.place,
        StrCat("This answers a question of ours that leads", shown, ", in ", TurnName(call, *question),
               ": people agree with what is put in their mouth. Ask openly, as “how do you "
               "do it today?”, and cite that answer."));
    finding.related.push_back(RelatedTurn(context.log, call, *question));
    finding.related.push_back(RelatedTurn(context.log, call, answer));
  }
}

}  // namespace

const Rule kEvidenceLeadingQuestion{
    .info = {.id = "evidence/leading-question",
             .summary = "The cited words answer a leading question of ours.",
             .why = "A question that carries its answer gets that answer. What people say unasked, or to an "
                    "open question, is theirs.",
             .severity = Severity::kInfo,
             .needs = Needs::kLog,
             .failing = R"(# Monthly export

## Customer evidence

They need the export ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Alex Martin** [00:07:40]: Don't you think an export would help?

**Jane Roe** [00:07:48]: Yes, it takes us two days each month.
)",
             .passing = R"(# Monthly export

## Customer evidence

They need the export ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Alex Martin** [00:07:40]: How do you do it today?

**Jane Roe** [00:07:48]: By hand, it takes us two days each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
