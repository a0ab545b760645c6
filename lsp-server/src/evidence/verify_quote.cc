#include "evidence/verify_quote.h"

#include <algorithm>

#include "evidence/judge.h"
#include "evidence/passage.h"
#include "evidence/quote_reading.h"
#include "evidence/transcript_words.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kShortWords = 5;

bool IsCited(const Verification& one, const VerifyOptions& options) {
  if (!options.first_turn) return false;
  const std::uint32_t last = options.last_turn.value_or(*options.first_turn);
  return one.first_turn <= last && one.last_turn >= *options.first_turn;
}

bool IsBetter(const Verification& a, const Verification& b, const VerifyOptions& options) {
  if (a.verdict != b.verdict && (IsVerified(a.verdict) || IsVerified(b.verdict)))
    return a.verdict < b.verdict;
  // Of readings that do not hold, the one that is nearest to what was said.
  constexpr double kClearly = 0.05;
  if (a.score > b.score + kClearly) return true;
  if (b.score > a.score + kClearly) return false;
  if (IsCited(a, options) != IsCited(b, options)) return IsCited(a, options);
  if (a.verdict != b.verdict) return a.verdict < b.verdict;
  return a.score > b.score;
}

}  // namespace

std::string_view Name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kExact:
      return "exact";
    case Verdict::kEdited:
      return "edited";
    case Verdict::kReworded:
      return "reworded";
    case Verdict::kAltered:
      return "altered";
    case Verdict::kNotFound:
      break;
  }
  return "not_found";
}

const Change* Verification::Worst() const {
  // Of equally bad ones the one that shows most: "pas" rather than "n'".
  const auto shown = [](const Change& change) {
    return change.quoted_words.size() + change.said_words.size();
  };
  const auto worst = std::max_element(changes.begin(), changes.end(), [&](const Change& a, const Change& b) {
    return a.kind != b.kind ? a.kind < b.kind : shown(a) < shown(b);
  });
  return worst == changes.end() ? nullptr : &*worst;
}

Transcript::Transcript(std::shared_ptr<const calls::Call> call,
                       const std::vector<std::vector<std::string>>& names)
    : call_(std::move(call)) {
  const Lexicon& lexicon = LexiconOf(*call_);
  words_ = std::make_unique<Words>(
      *call_, lexicon, names.empty() ? nullptr : std::make_shared<const NameTable>(lexicon, names));
}

Transcript::Transcript(std::shared_ptr<const calls::Call> call, std::unique_ptr<const Words> words)
    : call_(std::move(call)), words_(std::move(words)) {}

Transcript::~Transcript() = default;

Verification Verify(std::string_view quote, const Transcript& transcript, const VerifyOptions& options) {
  const Transcript::Words& said = transcript.words();
  const QuoteReading reading(quote, said.vocabulary);
  Verification best;
  std::optional<Window> cited;
  if (options.first_turn && *options.first_turn < transcript.call()->turns.size()) {
    const std::size_t last = std::min<std::size_t>(options.last_turn.value_or(*options.first_turn),
                                                   transcript.call()->turns.size() - 1);
    cited = Window{said.turn_begin[*options.first_turn],
                   said.turn_begin[std::max<std::size_t>(last, *options.first_turn) + 1]};
  }
  bool first = true;
  for (const Passage& passage : FindPassages(reading, said, cited)) {
    Verification one = Judge(quote, reading, said, *transcript.call(), passage);
    if (first || IsBetter(one, best, options)) best = std::move(one);
    first = false;
  }
  best.is_short = reading.CountSpoken() < kShortWords;
  if (best.verdict != Verdict::kNotFound) {
    best.occurrences = std::max(1U, best.verdict == Verdict::kExact ? CountOccurrences(reading, said) : 1U);
  }
  return best;
}

}  // namespace whyspec::evidence
