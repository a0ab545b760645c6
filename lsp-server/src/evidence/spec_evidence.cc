#include "evidence/spec_evidence.h"

#include <algorithm>

#include "evidence/quote_citations.h"
#include "evidence/resolver.h"

namespace whyspec::evidence {

std::vector<std::size_t> SpecEvidence::CitationsIn(TextRange range) const {
  std::vector<std::size_t> found;
  auto at = std::lower_bound(
      citations.begin(), citations.end(), range.begin,
      [](const ResolvedCitation& citation, Offset begin) { return citation.citation.range.begin < begin; });
  for (; at != citations.end() && at->citation.range.begin < range.end; ++at) {
    if (range.Contains(at->citation.range)) found.push_back(static_cast<std::size_t>(at - citations.begin()));
  }
  return found;
}

SpecEvidence GatherEvidence(const markdown::Document& document, const CitationOptions& options,
                            const calls::CallLog& log, Verifier* verifier) {
  SpecEvidence evidence;
  Resolver resolver(log);
  std::vector<Citation> citations = FindCitations(document, options);
  std::stable_sort(citations.begin(), citations.end(),
                   [](const Citation& a, const Citation& b) { return a.range.begin < b.range.begin; });
  evidence.citations.reserve(citations.size());
  for (const Citation& citation : citations) evidence.citations.push_back(resolver.Resolve(citation));
  evidence.quotes = PairQuotes(document, evidence.citations);

  std::optional<Verifier> own;
  for (SpecQuote& quote : evidence.quotes) {
    if (!quote.citation) continue;
    const ResolvedCitation& cited = evidence.citations[*quote.citation];
    if (cited.call == nullptr || cited.call->turns.empty()) continue;
    if (verifier == nullptr) verifier = &own.emplace();
    VerifyOptions verify;
    if (cited.has_turns) {
      verify.first_turn = cited.first_turn;
      verify.last_turn = cited.last_turn;
    }
    quote.verification = verifier->Verify(document.quotes()[quote.quote].text, cited.call, log, verify);
  }
  return evidence;
}

}  // namespace whyspec::evidence
