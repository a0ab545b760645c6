// All evidence of one spec, gathered once for every rule, lens and hover: its
// citations with the calls behind them, its quotes with their citations, and the
// counts people ask for (independent accounts, prospects, customers, newest call).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "evidence/citation.h"
#include "evidence/verify_quote.h"

namespace whyspec::evidence {

inline constexpr std::size_t kMostPastedWords = 150;  // in a row; more is a transcript, not a quote
inline constexpr std::size_t kMinQuoteWords = 5;      // below it, words in quotation marks are not a quote

// A quote of five words or more (any length for a block quote with a citation), and
// the citation that supports it: in the same block or directly after it.
struct SpecQuote {
  markdown::Index quote = 0;            // in Document::quotes()
  std::optional<std::size_t> citation;  // index into SpecEvidence::citations
  std::size_t words = 0;
  // Against the cited call; unset for a quote without a citation that resolves to a call
  // with words (a wrong anchor still has its call).
  std::optional<Verification> verification;
  // It was not found in what this reader may see of a partial call (calls::Call::partial).
  bool only_sender_can_tell = false;
  // Another call that says it, where the cited one does not.
  std::optional<Verifier::Found> elsewhere;
};

// A long stretch of a cited call's transcript that stands in the spec.
struct PastedTranscript {
  TextRange range;  // in the document
  std::size_t words = 0;
  std::shared_ptr<const calls::Call> call;
  std::uint32_t first_turn = 0;
  std::uint32_t last_turn = 0;
};

struct Tally {
  std::size_t calls = 0;      // distinct resolved calls
  std::size_t accounts = 0;   // independent: merged by parent and alias
  std::size_t prospects = 0;  // accounts whose newest cited call was as prospect
  std::size_t customers = 0;
  std::size_t citations = 0;                                // resolved
  std::map<std::string, std::size_t> citations_by_account;  // root account id -> citations
  std::optional<Date> newest;                               // day of the newest cited call
  std::optional<Date> oldest;
  // Open amount, opportunities counted once, by currency; absent amounts are unknown, never 0.
  std::map<std::string, double> open_amount;
};

struct SpecEvidence {
  std::vector<ResolvedCitation> citations;  // in document order
  std::vector<SpecQuote> quotes;            // in document order
  std::vector<PastedTranscript> pasted;     // the longest of each cited call, if over kMostPastedWords

  // Citations whose link lies in `range`.
  std::vector<std::size_t> CitationsIn(TextRange range) const;
};

// `verifier` remembers verdicts between calls; nullptr: each quote is verified anew.
SpecEvidence GatherEvidence(const markdown::Document& document, const CitationOptions& options,
                            const calls::CallLog& log, Verifier* verifier = nullptr);
// An opportunity's stage, as a CRM names it, says that the sale is over, won or lost.
bool IsClosedStage(std::string_view stage);

// Counts over some citations (indices), or over all.
Tally Count(const SpecEvidence& evidence, const calls::CallLog& log);
Tally Count(const SpecEvidence& evidence, const calls::CallLog& log, const std::vector<std::size_t>& which);

}  // namespace whyspec::evidence
