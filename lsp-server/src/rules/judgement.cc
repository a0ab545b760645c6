#include "rules/judgement.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "base/unicode.h"
#include "rules/cue_matcher.h"
#include "rules/number_words.h"
#include "rules/section_text.h"

namespace whyspec::rules {
namespace {

constexpr std::size_t kMaxJudged = std::size_t{64} * 1024;  // bytes; a long answer has two thousand
constexpr std::size_t kRemembered = 4096;                   // verdicts, by thread
// "Great." praises; "great, so I open the file …" does not.
constexpr std::size_t kMaxWordsAroundOnePraise = 5;
// Of a turn without punctuation this much is its question.
constexpr std::size_t kQuestionWords = 25;

enum List : std::uint8_t {
  kHypothetical,
  kHypotheticalExcept,
  kCompliment,
  kComplimentWord,
  kComplimentExcept,
  kGeneric,
  kGenericExcept,
  kRequest,
  kRequestExcept,
  kFact,
  kAmount,
  kCommitment,
  kPain,
  kLeading,
  kLeadingTag,
  kGoodQuestion,
  kListCount,
};
constexpr std::array<std::string_view, kListCount> kListNames = {
    "hypothetical", "hypothetical_except", "compliment", "compliment_word", "compliment_except",
    "generic",      "generic_except",      "request",    "request_except",  "fact_past",
    "amount",       "commitment",          "pain",       "leading",         "leading_tag",
    "good_question"};

using Hits = std::vector<CueHit>;

// Hits of all lists in a folded text.
std::array<Hits, kListCount> FindAll(std::string_view folded, TextRange range, Language language) {
  // Number of a list in the matcher -> List.
  static const std::vector<std::uint8_t>* const lists = [] {
    auto* made = new std::vector<std::uint8_t>;
    for (std::uint8_t list = 0; list < kListCount; ++list) {
      const auto number = static_cast<std::size_t>(CueListNumber(kListNames[list], CueGroup::kSaid));
      if (made->size() <= number) made->resize(number + 1, kListCount);
      (*made)[number] = list;
    }
    return made;
  }();
  std::vector<NumberedHit> found;
  CueMatcher::For(language, CueGroup::kSaid).Scan(folded, range, -1, &found);
  std::array<Hits, kListCount> hits;
  for (const NumberedHit& one : found) {
    const auto number = static_cast<std::size_t>(one.list);
    if (number < lists->size() && (*lists)[number] < kListCount) hits[(*lists)[number]].push_back(one.hit);
  }
  return hits;
}

// Both are in order and hits of one list do not overlap: one pass.
void DropOverlapping(Hits& hits, const Hits& by) {
  auto next = by.begin();
  std::erase_if(hits, [&](const CueHit& hit) {
    while (next != by.end() && next->range.end <= hit.range.begin) ++next;
    return next != by.end() && next->range.begin < hit.range.end;
  });
}

void DropNegated(Hits& hits) {
  std::erase_if(hits, [](const CueHit& hit) { return hit.negated; });
}

// Numbers in digits or words, "one" left out.
std::vector<TextRange> NumbersIn(std::string_view folded, Language language) {
  std::vector<TextRange> numbers;
  for (const TextRange word : Words(folded)) {
    const std::string_view text = Cut(folded, word);
    if ((text.front() >= '0' && text.front() <= '9') || IsNumberWord(text, language)) numbers.push_back(word);
  }
  return numbers;
}

class Reading {
 public:
  Reading(std::string_view text, Language language)
      : folded_(FoldWithOrigin(text)),
        hits_(FindAll(folded_.text, {0, static_cast<Offset>(folded_.text.size())}, language)),
        numbers_(NumbersIn(folded_.text, language)),
        sentences_(SplitSentences(text, language)) {}

  Judgement Judge() {
    Settle();
    Judgement judgement;
    if (!hits_[kCommitment].empty()) judgement.commitment = First(hits_[kCommitment]);
    if (!hits_[kRequest].empty()) judgement.ask = First(hits_[kRequest]);
    if (!hits_[kPain].empty()) judgement.pain = First(hits_[kPain]);
    const bool imagined = !hits_[kHypothetical].empty();
    // "We would pay fifty a month" is a guess; a number in another sentence is not.
    const std::optional<TextRange> number = imagined ? NumberApart() : FirstNumber();
    const bool past = !hits_[kFact].empty();
    if (past || judgement.commitment || (imagined && number)) {
      if (past || number) judgement.fact = past ? First(hits_[kFact]) : *number;
      return judgement;
    }
    const bool pain = !hits_[kPain].empty();
    const bool amount = !numbers_.empty() || !hits_[kAmount].empty();
    if (imagined) judgement.hypothetical = First(hits_[kHypothetical]);
    // "To lock a whole week" measures nothing.
    if (!pain && numbers_.empty() && !hits_[kRequest].empty()) judgement.request = First(hits_[kRequest]);
    if (!pain && !amount && !hits_[kCompliment].empty()) judgement.compliment = First(hits_[kCompliment]);
    if (!judgement.IsWeak() && !amount && !hits_[kGeneric].empty()) {
      judgement.generic = First(hits_[kGeneric]);
    }
    if (!judgement.IsWeak()) judgement.fact = number;
    return judgement;
  }

 private:
  // Leaves the hits that mean what their list says.
  void Settle() {
    DropOverlapping(hits_[kHypothetical], hits_[kHypotheticalExcept]);
    DropOverlapping(hits_[kCompliment], hits_[kComplimentExcept]);
    DropOverlapping(hits_[kComplimentWord], hits_[kComplimentExcept]);
    DropOverlapping(hits_[kGeneric], hits_[kGenericExcept]);
    DropOverlapping(hits_[kRequest], hits_[kRequestExcept]);
    DropOverlapping(hits_[kRequest], hits_[kHypotheticalExcept]);
    // "We would like an export" asks; "it would be great" is no praise; "if you built it" and
    // "we would sign" are neither done nor promised, denied or not.
    DropOverlapping(hits_[kRequest], hits_[kCompliment]);
    Hits asked = hits_[kRequest];
    DropNegated(asked);
    DropOverlapping(hits_[kHypothetical], asked);
    for (const List list : {kCompliment, kComplimentWord, kFact, kCommitment}) {
      DropOverlapping(hits_[list], hits_[kHypothetical]);
    }
    DropOverlapping(hits_[kFact], asked);
    DropOverlapping(hits_[kFact], hits_[kCompliment]);
    // What was not done is a fact too.
    for (const List list :
         {kHypothetical, kCompliment, kComplimentWord, kGeneric, kRequest, kCommitment, kPain}) {
      DropNegated(hits_[list]);
    }
    if (hits_[kCompliment].empty() && CountWords(folded_.text) <= kMaxWordsAroundOnePraise) {
      hits_[kCompliment] = hits_[kComplimentWord];
    }
  }

  TextRange First(const Hits& hits) const { return folded_.ToOriginal(hits.front().range); }

  std::optional<TextRange> FirstNumber() const {
    if (!numbers_.empty()) return folded_.ToOriginal(numbers_.front());
    if (!hits_[kAmount].empty()) return First(hits_[kAmount]);
    return std::nullopt;
  }

  // A number in a sentence without talk of the future.
  std::optional<TextRange> NumberApart() const {
    std::vector<TextRange> numbers = numbers_;
    for (const CueHit& hit : hits_[kAmount]) numbers.push_back(hit.range);
    std::sort(numbers.begin(), numbers.end(), [](TextRange a, TextRange b) { return a.begin < b.begin; });
    auto hypothetical = hits_[kHypothetical].begin();
    auto number = numbers.begin();
    for (const TextRange sentence : sentences_) {
      bool imagined = false;
      for (; hypothetical != hits_[kHypothetical].end(); ++hypothetical) {
        if (folded_.ToOriginal(hypothetical->range).begin >= sentence.end) break;
        imagined = true;
      }
      for (; number != numbers.end(); ++number) {
        const TextRange at = folded_.ToOriginal(*number);
        if (at.begin >= sentence.end) break;
        if (!imagined) return at;
      }
    }
    return std::nullopt;
  }

  FoldedText folded_;
  std::array<Hits, kListCount> hits_;
  std::vector<TextRange> numbers_;  // in folded_.text
  std::vector<TextRange> sentences_;
};

std::optional<TextRange> FindLeadingWords(std::string_view asked, Language language) {
  const FoldedText folded = FoldWithOrigin(asked);
  const std::vector<TextRange> words = Words(folded.text);
  const std::vector<TextRange> sentences = SplitSentences(asked, language);
  if (words.empty() || sentences.empty()) return std::nullopt;
  // The last sentence, and no more than the last words of it. A tag alone ("No?", "Right?")
  // asks about the sentence before.
  const std::size_t first_word = words.size() - std::min(words.size(), kQuestionWords);
  Offset begin = words[first_word].begin;
  for (std::size_t i = sentences.size(); i-- > 0;) {
    const auto at = std::lower_bound(
        words.begin(), words.end(), sentences[i].begin,
        [&](TextRange word, Offset offset) { return folded.ToOriginal(word).begin < offset; });
    if (at == words.end()) continue;
    begin = std::max(words[first_word].begin, at->begin);
    if (words.end() - at > 2) break;
  }
  const TextRange scope{begin, static_cast<Offset>(folded.text.size())};
  const std::array<Hits, kListCount> hits = FindAll(folded.text, scope, language);
  if (!hits[kGoodQuestion].empty()) return std::nullopt;
  if (!hits[kLeading].empty()) return folded.ToOriginal(hits[kLeading].front().range);
  const std::string_view end = Trim(asked);
  if (hits[kLeadingTag].empty() || end.back() != '?' || words.size() < 3) return std::nullopt;
  const TextRange tag = hits[kLeadingTag].back().range;
  if (tag.end != words.back().end) return std::nullopt;
  return folded.ToOriginal(tag);
}

}  // namespace

const Judgement& Judge(std::string_view said, Language language) {
  thread_local std::unordered_map<std::uint64_t, Judgement> remembered;
  said = said.substr(0, kMaxJudged);
  const std::uint64_t key = Hash64(said, static_cast<std::uint64_t>(language));
  const auto known = remembered.find(key);
  if (known != remembered.end()) return known->second;
  if (remembered.size() >= kRemembered) remembered.clear();
  return remembered.emplace(key, Reading(said, language).Judge()).first->second;
}

std::optional<TextRange> LeadingWords(std::string_view asked, Language language) {
  thread_local std::unordered_map<std::uint64_t, std::optional<TextRange>> remembered;
  if (asked.size() > kMaxJudged) return std::nullopt;  // a speech, not a question
  const std::uint64_t key = Hash64(asked, static_cast<std::uint64_t>(language));
  const auto known = remembered.find(key);
  if (known != remembered.end()) return known->second;
  if (remembered.size() >= kRemembered) remembered.clear();
  return remembered.emplace(key, FindLeadingWords(asked, language)).first->second;
}

}  // namespace whyspec::rules
