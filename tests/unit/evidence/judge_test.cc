// The parts that judge a quote, each by itself: what is harmless, what kind of change the
// rest is. Whole quotes are in verify_quote_test.cc.
#include "evidence/judge.h"

#include <catch2/catch.hpp>
#include <numeric>

#include "evidence/judge_harmless.h"
#include "evidence/judge_kind.h"
#include "evidence/judge_links.h"

namespace whyspec::evidence {
namespace {

std::shared_ptr<const calls::Call> CallOf(const std::string& said, const std::string& language) {
  auto call = std::make_shared<calls::Call>();
  call->id = "made-up";
  call->language = language;
  call->turns.push_back({.speaker = "p", .text = said});
  return call;
}

Indices Everything(const std::vector<SpokenWord>& words) {
  Indices all(words.size());
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

// All words of a quote against all words of a transcript.
struct Pair {
  Pair(const std::string& quoted, const std::string& said, const std::string& language = "en")
      : call(CallOf(said, language)),
        transcript(call),
        quote(quoted, transcript.words().vocabulary),
        words(quote, transcript.words()),
        hunk{.quoted = Everything(quote.words), .said = Everything(transcript.words().words)} {}

  ChangeKind Kind() const { return KindOf(words, {}, hunk); }
  ChangeKind Inserted() const { return KindOfInserted(words, hunk.quoted, hunk.said); }
  bool Same() const { return SameThing(words, hunk.quoted, hunk.said); }
  // Words that are left once stutters and repeats are gone.
  std::size_t Kept() const {
    bool dropped = false;
    const Indices kept = WithoutRepeats(words, hunk.said, dropped);
    CHECK(dropped == (kept.size() < hunk.said.size()));
    return kept.size();
  }

  std::shared_ptr<const calls::Call> call;
  Transcript transcript;
  QuoteReading quote;
  JudgedWords words;
  Hunk hunk;
};

TEST_CASE("a change is of the worst kind that it may be") {
  CHECK(Pair("quickly", "never quickly").Kind() == ChangeKind::kNegation);
  CHECK(Pair("forty files", "fifty files").Kind() == ChangeKind::kNumber);
  CHECK(Pair("cheap", "expensive").Kind() == ChangeKind::kOpposite);
  CHECK(Pair("weeks", "days").Kind() == ChangeKind::kUnit);
  CHECK(Pair("", "more").Kind() == ChangeKind::kComparative);
  CHECK(Pair("", "some").Kind() == ChangeKind::kQuantifier);
  CHECK(Pair("rapide", "lent", "fr").Kind() == ChangeKind::kOpposite);
  CHECK(Pair("spreadsheet", "document").Kind() == ChangeKind::kReworded);
  CHECK(Pair("", "document").Kind() == ChangeKind::kDropped);
  CHECK(Pair("document", "").Kind() == ChangeKind::kAdded);
  CHECK(Pair("", "export document which planners open before lunch").Kind() == ChangeKind::kJoined);
}

TEST_CASE("numbers and negations that both sides have cancel out") {
  CHECK(Pair("forty spreadsheets", "40 documents").Kind() == ChangeKind::kReworded);
  CHECK(Pair("never printed", "never copied").Kind() == ChangeKind::kReworded);
}

TEST_CASE("words in brackets may stand for words, but neither turn nor hide a meaning") {
  CHECK(Pair("the export", "it").Inserted() == ChangeKind::kInsertion);
  CHECK(Pair("the export", "").Inserted() == ChangeKind::kInsertion);
  CHECK(Pair("the export", "it never").Inserted() == ChangeKind::kNegation);
  CHECK(Pair("not", "").Inserted() == ChangeKind::kNegation);
  CHECK(Pair("a few", "fifty").Inserted() == ChangeKind::kNumber);
  CHECK(Pair("the export", "all of it").Inserted() == ChangeKind::kQuantifier);
  CHECK(Pair("expensive", "cheap").Inserted() == ChangeKind::kOpposite);
  CHECK(Pair("it", "that document which planners open before lunch").Inserted() == ChangeKind::kReworded);
}

TEST_CASE("another spelling and another way to say a number are the same thing") {
  CHECK(Pair("email", "e mail").Same());
  CHECK(Pair("40,000", "forty thousand").Same());
  CHECK(Pair("quatre-vingts", "80", "fr").Same());
  CHECK_FALSE(Pair("40,000", "forty").Same());
  CHECK_FALSE(Pair("five days", "five weeks").Same());
  CHECK_FALSE(Pair("", "").Same());
}

TEST_CASE("stutters and what is said twice at once do not count; numbers always do") {
  CHECK(Pair("", "document").Kept() == 1);
  CHECK(Pair("", "doc document").Kept() == 1);
  CHECK(Pair("", "seven seven").Kept() == 2);
}

TEST_CASE("words that moved are found on both sides, whatever their order") {
  const Pair pair("planners print documents", "documents print planners");
  Passage passage;
  Part part;
  part.alignment = {
      .quote_begin = 0,
      .quote_end = 3,
      .begin = 0,
      .end = 3,
      .cost = 0,
      .steps = {{StepKind::kPut, 0, 0, 0}, {StepKind::kMatch, 1, 1, 0}, {StepKind::kPut, 2, 2, 0}}};
  passage.parts.push_back(part);
  const std::vector<Differences> differences = {DifferencesOf(part.alignment, pair.words)};
  REQUIRE(differences[0].hunks.size() == 2);
  CHECK(differences[0].matched == 1);
  CHECK(differences[0].harmless.empty());
  const MovedWords moved = FindMoved(passage, differences, pair.words);
  CHECK(moved.ids.size() == 2);
  CHECK(moved.quoted == 2);
  CHECK(KindOf(pair.words, moved, differences[0].hunks[0]) == ChangeKind::kSwapped);
}

TEST_CASE("changes come in the order of the quote, with the words of both sides") {
  const std::string text = "planners print documents";
  const Pair pair(text, "planners copy documents every week");
  ChangeList list(text, *pair.call, pair.words);
  list.Add(ChangeKind::kDropped, {.quoted = {}, .said = {3, 4}, .quote_place = 3, .said_place = 5});
  list.Add(ChangeKind::kReworded, {.quoted = {1}, .said = {1}, .quote_place = 2, .said_place = 2});
  const std::vector<Change> changes = list.Take();
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].quoted_words == "print");
  CHECK(changes[0].said_words == "copy");
  CHECK(changes[1].quoted.empty());
  CHECK(changes[1].quoted.begin == text.size());
  CHECK(changes[1].said_words == "every week");
}

}  // namespace
}  // namespace whyspec::evidence
