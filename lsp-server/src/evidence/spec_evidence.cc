#include "evidence/spec_evidence.h"

#include <algorithm>
#include <set>

#include "evidence/pasted.h"
#include "evidence/quote_citations.h"
#include "evidence/resolver.h"

namespace whyspec::evidence {

namespace {

constexpr std::size_t kMostSearched = 3;   // quotes looked up in the whole log
constexpr std::size_t kMostCompared = 24;  // calls whose words are looked for in the spec

}  // namespace

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
  std::size_t searched = 0;
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
    const std::string& text = document.quotes()[quote.quote].text;
    quote.verification = verifier->Verify(text, cited.call, log, verify);
    if (cited.call->partial && !IsVerified(quote.verification->verdict)) {
      // It may stand in what was kept back: nobody here can tell.
      quote.verification.reset();
      quote.only_sender_can_tell = true;
      continue;
    }
    if (quote.verification->verdict == Verdict::kNotFound && !quote.verification->is_short &&
        ++searched <= kMostSearched) {
      for (Verifier::Found& found : verifier->FindQuote(text, log)) {
        if (found.call->id == cited.call->id || !IsVerified(found.verification.verdict)) continue;
        quote.elsewhere = std::move(found);
        break;
      }
    }
  }

  // Transcripts copied into the spec.
  std::optional<PasteReader> reader;
  std::set<const calls::Call*> looked_at;
  for (const ResolvedCitation& cited : evidence.citations) {
    if (cited.call == nullptr || cited.call->turns.empty() || !looked_at.insert(cited.call.get()).second)
      continue;
    if (document.text().size() < kMostPastedWords * 2 || looked_at.size() > kMostCompared) break;
    if (verifier == nullptr) verifier = &own.emplace();
    if (!reader) reader.emplace(document.text());
    const auto pasted = reader->Longest(verifier->Prepare(cited.call, log)->words(), kMostPastedWords);
    if (!pasted) continue;
    evidence.pasted.push_back({.range = pasted->range,
                               .words = pasted->words,
                               .call = cited.call,
                               .first_turn = pasted->first_turn,
                               .last_turn = pasted->last_turn});
  }
  return evidence;
}

}  // namespace whyspec::evidence
