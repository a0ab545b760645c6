#include "evidence/judge.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "evidence/judge_harmless.h"
#include "evidence/judge_kind.h"
#include "evidence/judge_links.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kMostReworded = 3;        // words put differently in a short quote
constexpr double kRewordedShare = 0.2;          // … and in a long one
constexpr double kLeastScore = 0.6;             // below, the passage is another one
constexpr double kLeastReworded = 0.7;          // score; below, the words are others
constexpr double kEnoughWithoutContent = 0.85;  // score; above, content words may be missing

class Judging {
 public:
  Judging(std::string_view text, const QuoteReading& quote, const Transcript::Words& said,
          const calls::Call& call, const Passage& passage)
      : text_(text), call_(call), passage_(passage), words_(quote, said), changes_(text, call, words_) {}

  Verification Run() {
    std::vector<Differences> parts;
    for (const Part& part : passage_.parts) parts.push_back(DifferencesOf(part.alignment, words_));
    for (const Differences& part : parts) {
      matched_ += part.matched;
      matched_spoken_ += part.matched_spoken;
      matched_content_ += part.matched_content;
      for (const Differences::Harmless& harmless : part.harmless) changes_.Add(harmless.kind, harmless.where);
    }
    moved_ = FindMoved(passage_, parts, words_);
    matched_spoken_ += moved_.quoted;
    Omitted omitted;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) {
        const std::optional<Hunk> unmarked =
            JudgeLink(words_, call_, passage_.parts[i - 1], passage_.parts[i], changes_, omitted);
        if (unmarked) JudgeHunk(*unmarked);
      }
      for (const Hunk& hunk : parts[i].hunks) JudgeHunk(hunk);
    }
    JudgeSpeakers(words_, passage_, changes_);
    JudgeEdges(words_, passage_, changes_);
    return Conclude(omitted);
  }

 private:
  void JudgeHunk(const Hunk& hunk) {
    Hunk rest{.quoted = {}, .said = {}, .quote_place = hunk.quote_place, .said_place = hunk.said_place};
    Indices inserted;
    for (const std::uint32_t i : hunk.said) {
      if (!words_.Said(i).Is(kSoundMark)) rest.said.push_back(i);
    }
    for (const std::uint32_t i : hunk.quoted) {
      (words_.Quoted(i).Is(kInserted) ? inserted : rest.quoted).push_back(i);
    }
    if (IsSameThing(rest)) return JudgeInserted(inserted, {}, rest);

    // Only sounds may be put in: "well" or "I mean" are words that somebody said or not.
    Indices quoted;
    for (const std::uint32_t i : rest.quoted) {
      if (!words_.Has(words_.Quoted(i).id, kHesitation)) quoted.push_back(i);
    }
    if (quoted.empty()) return JudgeLeftOut(rest, inserted);
    rest.quoted = std::move(quoted);
    std::erase_if(rest.said, [&](std::uint32_t i) { return words_.Has(words_.Said(i).id, kHesitation); });
    JudgeInserted(inserted, {}, rest);
    if (!IsSameThing(rest)) JudgeWords(rest);
  }

  // The quote has nothing for these words but sounds, and perhaps [words] in their place.
  void JudgeLeftOut(const Hunk& hunk, const Indices& inserted) {
    Hunk rest{.quoted = {}, .said = {}, .quote_place = hunk.quote_place, .said_place = hunk.said_place};
    // Fillers, unless they are what the other side's word stands for.
    for (const std::uint32_t i : hunk.said) {
      if (!words_.Said(i).Is(kFiller)) rest.said.push_back(i);
    }
    if (!inserted.empty()) return JudgeInserted(inserted, rest.said, rest);
    bool filler = rest.said.size() != hunk.said.size() || !hunk.quoted.empty();
    Indices kept = WithoutRepeats(words_, rest.said, filler);
    // A filler may be part of what is said again: "you know what you know what I".
    if (!kept.empty() && rest.said.size() != hunk.said.size()) {
      bool with_fillers = false;
      if (WithoutRepeats(words_, hunk.said, with_fillers).empty()) kept.clear();
    }
    if (kept.empty()) {
      if (filler) changes_.Add(ChangeKind::kFiller, hunk);
      return;
    }
    rest.said = std::move(kept);
    JudgeWords(rest);
  }

  // If so, tells of it.
  bool IsSameThing(const Hunk& hunk) {
    if (!SameThing(words_, hunk.quoted, hunk.said)) return false;
    matched_spoken_ += hunk.quoted.size();
    changes_.Add(ChangeKind::kContraction, hunk);
    return true;
  }

  // Words for words, fillers and brackets taken away.
  void JudgeWords(const Hunk& hunk) {
    if (IsCutAtEdge(words_, text_, hunk)) {
      matched_spoken_ += 1;
      changes_.Add(ChangeKind::kContraction, hunk);
      return;
    }
    if (OnlyNegationMark(words_, hunk)) {
      changes_.Add(ChangeKind::kContraction, hunk);
      return;
    }
    const ChangeKind kind = KindOf(words_, moved_, hunk);
    if (kind == ChangeKind::kReworded || kind == ChangeKind::kDropped || kind == ChangeKind::kAdded) {
      reworded_ += std::max(hunk.quoted.size(), hunk.said.size());
    }
    changes_.Add(kind, hunk);
  }

  // [words]: inserted, or standing for `replaced`.
  void JudgeInserted(const Indices& inserted, const Indices& replaced, const Hunk& hunk) {
    if (inserted.empty()) return;
    const ChangeKind kind = KindOfInserted(words_, inserted, replaced);
    if (kind == ChangeKind::kReworded) reworded_ += replaced.size();
    changes_.Add(kind, {.quoted = inserted,
                        .said = replaced,
                        .quote_place = hunk.quote_place,
                        .said_place = hunk.said_place});
  }

  Verification Conclude(const Omitted& omitted) {
    Verification result;
    result.omitted_ms = omitted.longest_ms;
    result.omits_other_speaker = omitted.other_speaker;
    std::uint32_t first = ~std::uint32_t{0};
    std::uint32_t last = 0;
    for (const Part& part : passage_.parts) {
      if (part.alignment.begin >= part.alignment.end) continue;
      first = std::min(first, words_.Said(part.alignment.begin).turn);
      last = std::max(last, words_.Said(part.alignment.end - 1).turn);
    }
    if (first <= last) {
      result.first_turn = first;
      result.last_turn = last;
    }
    std::size_t spoken = 0;
    std::size_t content = 0;
    for (const SpokenWord& word : words_.quote().words) {
      if (word.Is(kInserted)) continue;
      ++spoken;
      if (!words_.Has(word.id, kFunction)) ++content;
    }
    result.score =
        spoken == 0 ? 0 : std::min(1.0, static_cast<double>(matched_spoken_) / static_cast<double>(spoken));
    result.changes = changes_.Take();
    const bool content_is_there =
        content == 0 || matched_content_ * 2 >= content || result.score >= kEnoughWithoutContent;
    const bool is_there = spoken != 0 && matched_ != 0 && result.score >= kLeastScore && content_is_there &&
                          !words_.quote().is_cut;
    result.verdict = is_there ? VerdictOf(result, spoken) : Verdict::kNotFound;
    return result;
  }

  // Of a passage that is there.
  Verdict VerdictOf(const Verification& result, std::size_t spoken) const {
    ChangeKind worst = ChangeKind::kFiller;
    for (const Change& change : result.changes) worst = std::max(worst, change.kind);
    if (worst >= ChangeKind::kSwapped) return Verdict::kAltered;
    if (worst < ChangeKind::kReworded) return result.changes.empty() ? Verdict::kExact : Verdict::kEdited;
    if (result.score < kLeastReworded) return Verdict::kNotFound;
    const auto most = std::max<std::size_t>(
        kMostReworded, static_cast<std::size_t>(std::lround(static_cast<double>(spoken) * kRewordedShare)));
    return reworded_ <= most ? Verdict::kReworded : Verdict::kAltered;
  }

  std::string_view text_;
  const calls::Call& call_;
  const Passage& passage_;
  JudgedWords words_;
  ChangeList changes_;
  MovedWords moved_;
  std::size_t matched_ = 0;          // words of the quote that are in the transcript …
  std::size_t matched_spoken_ = 0;   // … and are not in brackets
  std::size_t matched_content_ = 0;  // … and are no function words
  std::size_t reworded_ = 0;         // words put differently, left out or put in, no sign of it
};

}  // namespace

Verification Judge(std::string_view text, const QuoteReading& quote, const Transcript::Words& said,
                   const calls::Call& call, const Passage& passage) {
  return Judging(text, quote, said, call, passage).Run();
}

}  // namespace whyspec::evidence
