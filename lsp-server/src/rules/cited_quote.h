// Quotes with a verdict, as the quote rules need them: what may be shown of the call, and
// how changes of a quote's words become edits of the spec.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace whyspec::rules {

struct JudgedQuote {
  const evidence::SpecQuote& spec_quote;
  const markdown::Quote& quote;
  const evidence::ResolvedCitation& cited;
  const evidence::Verification& verification;
  const calls::Call& call;
};

// Calls `visit` for each quote that was compared with its call, in document order.
template <typename Visit>
void ForJudgedQuotes(const Spec& spec, Visit visit) {
  for (const evidence::SpecQuote& quote : spec.evidence.quotes) {
    if (!quote.verification || !quote.citation) continue;
    const evidence::ResolvedCitation& cited = spec.evidence.citations[*quote.citation];
    if (cited.call == nullptr) continue;
    visit(JudgedQuote{quote, spec.document.quotes()[quote.quote], cited, *quote.verification, *cited.call});
  }
}

// Readers of specs may see what was said in this call: its words may stand in messages.
bool ShowsWords(const calls::CallLog& log, const calls::Call& call);

// "Jane Roe", where names may be shown; else "P2, ops lead". "somebody" if the turn has no
// speaker.
std::string WhoSaid(const calls::CallLog& log, const calls::Call& call, std::uint32_t turn);

// What differs, in a clause: Explain(), or without the words where they may not be shown.
std::string Difference(const RuleContext& context, const JudgedQuote& judged);

// Where the visible words of a quote stand in the source. Each entry is the place of one
// byte of Quote::text; nullopt if they cannot be told apart from the markup.
std::optional<std::vector<Offset>> PlacesInSource(const Spec& spec, const markdown::Quote& quote);

// The fix that puts the said words back, markup, line marks and honest omissions kept; none
// where the words may not be shown.
void AddRestoreFix(const RuleContext& context, const JudgedQuote& judged, Finding& finding);

// The words that differ most, if their place is known; else the whole quote.
TextRange WorstPlace(const Spec& spec, const JudgedQuote& judged);

}  // namespace whyspec::rules
