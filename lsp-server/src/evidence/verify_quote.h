// Was this quote really said? Aligns the words of a quote with the words of a transcript,
// across turns, and says how honest the difference is (DESIGN.md "Batch", five tiers).
//
// A quote whose meaning was changed must never pass as verified: whatever is not known
// to be harmless counts as a change.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"
#include "calls/call_log.h"

namespace whyspec::evidence {

enum class Verdict : std::uint8_t { kExact, kEdited, kReworded, kAltered, kNotFound };
std::string_view Name(Verdict verdict);  // "exact", …, "not_found"
inline bool IsVerified(Verdict verdict) { return verdict <= Verdict::kEdited; }

// What an alignment met, worst kinds last.
enum class ChangeKind : std::uint8_t {
  kFiller,        // "um", "euh", an immediate repeat left out
  kContraction,   // "don't" <-> "do not"
  kInsertion,     // [words] an editor added, marked
  kOmission,      // […]: words left out, marked
  kInterruption,  // the other speaker's few words between two halves left out
  kReworded,      // a word put differently, not marked
  kDropped,       // a word left out, not marked
  kAdded,         // a word put in, not marked
  kSwapped,       // the same words in another order
  kJoined,        // far-apart passages read as one
  kOtherSpeaker,  // an omission that runs over another speaker's words
  kQuantifier,    // all, some, often, never
  kComparative,   // more, less
  kUnit,
  kName,
  kNumber,
  kOpposite,  // cheap, expensive
  kNegation,  // a "not" put in or taken out, or hidden in an omission
};

struct Change {
  ChangeKind kind = ChangeKind::kReworded;
  TextRange quoted;          // in the quote; empty (a place) where it leaves words out
  std::uint32_t turn = 0;    // where `said` begins
  TextRange said;            // in that turn's text; empty (a place) where words were put in
  std::string quoted_words;  // as written
  std::string said_words;    // as in the transcript; runs over turns are joined by " "
};

struct Verification {
  Verdict verdict = Verdict::kNotFound;
  double score = 0;  // 0..1: share of the quote's words that the passage says
  // The passage; meaningless when kNotFound and score is 0.
  std::uint32_t first_turn = 0;
  std::uint32_t last_turn = 0;
  std::vector<Change> changes;  // in order of the quote; what made it worse than kExact
  // Times the transcript says these words (1 unless exact words come up again).
  std::uint32_t occurrences = 0;
  bool is_short = false;  // under five words: likely said by chance
  // The longest […]: milliseconds between the words around it, if timed, and whether
  // somebody else speaks in between.
  std::optional<std::int64_t> omitted_ms;
  bool omits_other_speaker = false;

  // The worst change; nullptr if there is none.
  const Change* Worst() const;
};

// The folded words of one call, ready for any number of quotes. Immutable.
class Transcript {
 public:
  // `names`: spellings that mean one account or person (aliases of accounts.yaml,
  // misheard names): the first of each list stands for all of it.
  explicit Transcript(std::shared_ptr<const calls::Call> call,
                      const std::vector<std::vector<std::string>>& names = {});
  ~Transcript();
  Transcript(const Transcript&) = delete;
  Transcript& operator=(const Transcript&) = delete;

  const std::shared_ptr<const calls::Call>& call() const { return call_; }

  struct Words;  // private to this layer
  Transcript(std::shared_ptr<const calls::Call> call, std::unique_ptr<const Words> words);
  const Words& words() const { return *words_; }

 private:
  std::shared_ptr<const calls::Call> call_;
  std::unique_ptr<const Words> words_;
};

struct VerifyOptions {
  std::string language;  // BCP 47 of the quote; "" = the call's
  // The cited turns, inclusive: of equally good passages the one here counts.
  std::optional<std::uint32_t> first_turn, last_turn;
};
Verification Verify(std::string_view quote, const Transcript& transcript, const VerifyOptions& options = {});

// "says "not" where the customer did not": one short plain clause, in English, for the
// batch answer and messages. Empty for kExact.
std::string Explain(const Verification& verification);

// The quote put right: the words of the transcript that `verification` aligned it with,
// omissions kept as […]. Empty if nothing was found.
std::string SaidWords(const Transcript& transcript, const Verification& verification, std::string_view quote);
// The same as replacements in the quote, ascending and apart; empty if nothing was found.
struct Restoration {
  TextRange quoted;
  std::string words;
};
std::vector<Restoration> Restore(const Verification& verification, std::string_view quote);

// Spellings of accounts that may be misheard, for Transcript.
std::vector<std::vector<std::string>> NamesOf(const calls::CallLog& log);

// Remembers transcripts and verdicts between keystrokes and between specs. Thread safe;
// bounded. What it answers depends on its arguments alone.
class Verifier {
 public:
  Verifier();
  ~Verifier();
  Verification Verify(std::string_view quote, const std::shared_ptr<const calls::Call>& call,
                      const calls::CallLog& log, const VerifyOptions& options = {});
  std::shared_ptr<const Transcript> Prepare(const std::shared_ptr<const calls::Call>& call,
                                            const calls::CallLog& log);

  // Searches every call of the log, best first; those that do not have it at all are left
  // out. Candidates come from CallLog::text_index().
  struct Found {
    std::shared_ptr<const calls::Call> call;
    Verification verification;
  };
  std::vector<Found> FindQuote(std::string_view quote, const calls::CallLog& log, std::size_t limit = 3);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whyspec::evidence
