// Cites notes or a summary: a call without transcript, an anchor like "#notes", or a quote whose
// words only the notes say.
#include <map>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/call_words.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

// "#notes", "#summary": what points at the record of a call rather than at its words.
bool PointsAtNotes(const RuleContext& context, const evidence::Citation& citation) {
  if (citation.anchor.kind != evidence::AnchorKind::kMalformed) return false;
  std::string anchor = Fold(Cut(context.spec.text(), citation.anchor_range));
  if (!anchor.empty() && anchor.front() == '#') anchor.erase(0, 1);
  for (std::string_view name :
       {"notes", "note", "summary", "resume", "recap", "compte-rendu", "highlights"}) {
    if (anchor == name) return true;
  }
  return false;
}

// A quote that the notes say word for word and nobody said.
bool QuotesNotes(const RuleContext& context, const evidence::SpecQuote& quote, const std::string& notes) {
  if (quote.words < evidence::kMinQuoteWords) return false;
  if (quote.verification && quote.verification->verdict != evidence::Verdict::kNotFound) return false;
  const std::string said = FoldedWords(context.spec.document.quotes()[quote.quote].text);
  return said.size() > 2 && notes.find(said) != std::string::npos;
}

void Check(const RuleContext& context, FindingSink& sink) {
  const evidence::SpecEvidence& all = context.spec.evidence;
  const QuotesByCitation quotes = GroupQuotes(all);
  std::map<const calls::Call*, std::string> notes;  // folded, by call
  for (std::size_t i = 0; i < all.citations.size(); ++i) {
    const evidence::ResolvedCitation& resolved = all.citations[i];
    if (resolved.call == nullptr || Trim(resolved.call->notes).empty()) continue;
    const calls::Call& call = *resolved.call;
    if (call.turns.empty() || PointsAtNotes(context, resolved.citation)) {
      Finding& finding = sink.Add(
          resolved.citation.range,
          call.turns.empty()
              ? "This call holds notes and no transcript: they are our words about the customer, not theirs. "
                "Add the transcript, or cite a call that has one."
              : "This cites the notes of a call: they are our words about the customer, not theirs. Point at "
                "the moment where the customer says it.");
      finding.related.push_back(RelatedCall(call, "The call's notes."));
      continue;
    }
    const auto found = quotes.find(i);
    if (found == quotes.end()) continue;
    std::string& folded = notes[&call];
    if (folded.empty()) folded = FoldedWords(call.notes);
    for (const evidence::SpecQuote* quote : found->second) {
      if (!QuotesNotes(context, *quote, folded)) continue;
      Finding& finding = sink.Add(context.spec.document.quotes()[quote->quote].range,
                                  "These words stand in the call's notes: they are ours, not the customer's. "
                                  "Quote what was said in the call.");
      finding.related.push_back(RelatedCall(call, "The call's notes."));
    }
  }
}

}  // namespace

const Rule kEvidenceNotesCited{
    .info = {.id = "evidence/notes-cited",
             .summary = "Cites the notes of a call, not the customer's words.",
             .why = "Notes hold what we understood and found worth writing. The doubts, the tone and the "
                    "words that another reader would have heard are gone.",
             .severity = Severity::kInfo,
             .needs = Needs::kLog,
             .failing = R"(# Monthly export

## Customer evidence

It takes them two days a month ([P2, ops lead](call:acme-2026-01-13)).
---8<--- calls/acme-2026-01-13.json
{"account": "acme", "notes": "They spend two days a month on the export."}
)",
             .passing = R"(# Monthly export

## Customer evidence

It takes them two days a month ([P2, ops lead](call:acme-2026-01-13#t=07:48)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
notes: They spend two days a month on the export.
---
**Jane Roe** [00:07:48]: It takes us two days each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
