#include "evidence/judge_links.h"

#include <algorithm>
#include <unordered_set>

#include "base/strings.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kShortQuote = 5;          // words; a fragment that claims nothing
constexpr std::uint32_t kMostUnmarkedGap = 12;  // words left out between two parts without a sign
constexpr std::size_t kEdge = 15;               // words at either side of a long omission
constexpr std::size_t kSmallGap = 8;            // an omission too short to be sentences of its own
constexpr std::size_t kLongestGap = 20000;      // words of an omission that are looked at
constexpr std::size_t kFarGap = 150;            // words; too far for a part of …
constexpr std::uint32_t kLeastFarPart = 4;      // … fewer words than this
constexpr std::size_t kShownGap = 12;           // words of an omission that are told in full

// The words of a gap that count, and who else speaks there.
struct Gap {
  Indices said;  // by the speakers of either side
  bool other_speaks = false;
  std::size_t other_words = 0;
};

Gap GapOf(const Transcript::Words& said, std::uint32_t from, std::uint32_t to) {
  const std::uint32_t before = said.SpeakerAt(from - 1);
  const std::uint32_t after = said.SpeakerAt(to);
  Gap gap;
  for (std::uint32_t i = from; i < to; ++i) {
    const SpokenWord& word = said.words[i];
    if (word.Is(kSoundMark)) continue;
    const std::uint32_t speaker = said.SpeakerAt(i);
    if (speaker != before && speaker != after) {
      if (!word.Is(kFiller)) {
        gap.other_speaks = true;
        ++gap.other_words;
      }
      continue;
    }
    if (gap.said.size() < kLongestGap) gap.said.push_back(i);
  }
  return gap;
}

bool EndsSentence(const Transcript::Words& said, std::uint32_t i) {
  return said.words[i].Is(kSentenceEnd) || i + 1 == said.turn_begin[said.words[i].turn + 1];
}

// Where in the gap a negation counts: [0, head) and [tail, size). In the sentences that
// the quote leaves and comes back to: the rest of the one before, the beginning of the one
// after. Whole sentences between are other statements, unless they are as short as "Not
// really."
struct Edges {
  std::size_t head = 0;
  std::size_t tail = 0;
};
Edges EdgesOf(const Transcript::Words& said, const Indices& gap, std::uint32_t from, std::uint32_t to) {
  if (gap.size() <= kSmallGap) return {.head = gap.size(), .tail = 0};
  Edges edges{.head = 0, .tail = gap.size()};
  if (!EndsSentence(said, from - 1)) {
    const std::size_t most = std::min(gap.size(), kEdge);
    while (edges.head < most && (edges.head == 0 || !EndsSentence(said, gap[edges.head - 1]))) ++edges.head;
  }
  if (!EndsSentence(said, to - 1)) {
    const std::size_t least = gap.size() - std::min(gap.size(), kEdge);
    while (edges.tail > least && !EndsSentence(said, gap[edges.tail - 1])) --edges.tail;
  }
  return edges;
}

// The n-th word of a gap with those around it.
Indices Around(const Indices& gap, std::size_t n) {
  const std::size_t begin = n < 3 ? 0 : n - 3;
  return {gap.begin() + static_cast<std::ptrdiff_t>(begin),
          gap.begin() + static_cast<std::ptrdiff_t>(std::min(gap.size(), n + 4))};
}

std::uint32_t QuotedWords(const Part& part) { return part.alignment.quote_end - part.alignment.quote_begin; }

void JudgeOmission(const JudgedWords& words, const calls::Call& call, const Part& before, const Part& after,
                   const Gap& gap, ChangeList& changes, Omitted& omitted) {
  if (gap.said.empty() && !gap.other_speaks) return;
  const std::uint32_t from = before.alignment.end;
  const std::uint32_t to = after.alignment.begin;
  const std::uint32_t place = after.alignment.quote_begin;
  const std::uint32_t turn_before = words.Said(from - 1).turn;
  const std::uint32_t turn_after = words.Said(to).turn;
  const calls::Turn& first = call.turns[turn_before];
  const calls::Turn& second = call.turns[turn_after];
  if (turn_before != turn_after && second.start_ms && (first.end_ms || first.start_ms)) {
    const std::int64_t pause =
        std::max<std::int64_t>(0, *second.start_ms - first.end_ms.value_or(*first.start_ms));
    omitted.longest_ms = std::max(omitted.longest_ms.value_or(0), pause);
  }
  omitted.other_speaker = omitted.other_speaker || gap.other_speaks;
  // Two words here and two words there are no passage.
  if (to - from > kFarGap && (QuotedWords(before) < kLeastFarPart || QuotedWords(after) < kLeastFarPart)) {
    changes.AddAtMark(ChangeKind::kJoined, after, {.quote_place = place, .said_place = to});
    return;
  }
  const Edges edges = EdgesOf(words.said(), gap.said, from, to);
  for (std::size_t n = 0; n < gap.said.size(); ++n) {
    if (n >= edges.head && n < edges.tail) continue;
    const std::uint32_t i = gap.said[n];
    if (words.Said(i).Is(kFiller)) continue;
    if (!words.Negates(Side::kSaid, i) && !words.Has(words.Said(i).id, kNegationMark)) continue;
    const bool in_full = gap.said.size() <= kShownGap;
    Change& change = changes.AddAtMark(ChangeKind::kNegation, after,
                                       {.quoted = {},
                                        .said = in_full ? gap.said : Around(gap.said, n),
                                        .quote_place = place,
                                        .said_place = i});
    if (!in_full) change.said_words = StrCat("[…] ", change.said_words, " […]");
    return;
  }
  changes.AddAtMark(ChangeKind::kOmission, after, {.quote_place = place, .said_place = from});
}

}  // namespace

std::optional<Hunk> JudgeLink(const JudgedWords& words, const calls::Call& call, const Part& before,
                              const Part& after, ChangeList& changes, Omitted& omitted) {
  const Alignment& left = before.alignment;
  const Alignment& right = after.alignment;
  if (left.begin >= left.end || right.begin >= right.end) return std::nullopt;
  const std::uint32_t from = left.end;
  const std::uint32_t to = right.begin;
  const Hunk nothing{.quote_place = right.quote_begin, .said_place = to};
  if (to < from) {
    changes.AddAtMark(ChangeKind::kJoined, after, nothing);
    return std::nullopt;
  }
  const std::uint32_t speaker_before = words.said().SpeakerAt(from - 1);
  const std::uint32_t speaker_after = words.said().SpeakerAt(to);
  if (speaker_before != 0 && speaker_after != 0 && speaker_before != speaker_after) {
    changes.AddAtMark(ChangeKind::kOtherSpeaker, after, nothing);
    return std::nullopt;
  }
  Gap gap = GapOf(words.said(), from, to);
  if (after.link == Link::kMark) {
    JudgeOmission(words, call, before, after, gap, changes, omitted);
    return std::nullopt;
  }
  if (gap.said.empty() && (!gap.other_speaks || gap.other_words <= kMostUnmarkedGap)) {
    if (gap.other_speaks) changes.AddAtMark(ChangeKind::kInterruption, after, nothing);
    return std::nullopt;
  }
  if (gap.said.size() > kMostUnmarkedGap || gap.other_speaks) {
    changes.AddAtMark(ChangeKind::kJoined, after, nothing);
    return std::nullopt;
  }
  return Hunk{.quoted = {}, .said = std::move(gap.said), .quote_place = right.quote_begin, .said_place = to};
}

void JudgeEdges(const JudgedWords& words, const Passage& passage, ChangeList& changes) {
  if (passage.parts.empty() || words.quote().CountSpoken() < kShortQuote) return;
  const Alignment& first = passage.parts.front().alignment;
  const Alignment& last = passage.parts.back().alignment;
  if (first.begin >= first.end || last.begin >= last.end) return;
  const auto negates = [&](std::uint32_t i) {
    return !words.Said(i).Is(kFiller) && words.Negates(Side::kSaid, i);
  };
  const std::uint32_t before = first.begin - 1;
  if (first.begin > 0 && words.Said(before).turn == words.Said(first.begin).turn &&
      !words.Said(before).Is(kPause) && negates(before)) {
    changes.Add(ChangeKind::kNegation,
                {.quoted = {}, .said = {before}, .quote_place = 0, .said_place = first.begin});
  }
  const std::uint32_t after = last.end;
  if (after < words.said().size() && words.Said(after).turn == words.Said(after - 1).turn &&
      !words.Said(after - 1).Is(kPause) && negates(after)) {
    const auto end = static_cast<std::uint32_t>(words.quote().words.size());
    changes.Add(ChangeKind::kNegation,
                {.quoted = {}, .said = {after}, .quote_place = end, .said_place = after});
  }
}

void JudgeSpeakers(const JudgedWords& words, const Passage& passage, ChangeList& changes) {
  for (const Part& part : passage.parts) {
    std::unordered_set<std::uint32_t> speakers;
    for (const Step& step : part.alignment.steps) {
      if (step.kind != StepKind::kMatch || words.Said(step.said).Is(kFiller)) continue;
      if (const std::uint32_t speaker = words.said().SpeakerAt(step.said); speaker != 0) {
        speakers.insert(speaker);
      }
    }
    if (speakers.size() < 2) continue;
    std::uint32_t previous = 0;
    for (const Step& step : part.alignment.steps) {
      if (step.kind != StepKind::kMatch) continue;
      const std::uint32_t speaker = words.said().SpeakerAt(step.said);
      if (previous != 0 && speaker != 0 && speaker != previous && !words.Said(step.said).Is(kFiller)) {
        changes.Add(ChangeKind::kOtherSpeaker, {.quote_place = step.quoted, .said_place = step.said});
        break;
      }
      if (speaker != 0) previous = speaker;
    }
  }
}

}  // namespace whyspec::evidence
