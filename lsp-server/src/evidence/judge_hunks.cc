#include "evidence/judge_hunks.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "evidence/judge_harmless.h"

namespace whyspec::evidence {
namespace {

constexpr std::uint32_t kBeyondEnds = 3;  // words around a passage that may be moved ones

}  // namespace

Differences DifferencesOf(const Alignment& alignment, const JudgedWords& words) {
  Differences found;
  Hunk hunk;
  bool open = false;
  const auto close = [&](std::uint32_t quote_place, std::uint32_t said_place) {
    if (!open) return;
    hunk.quote_place = quote_place;
    hunk.said_place = said_place;
    found.hunks.push_back(std::move(hunk));
    hunk = {};
    open = false;
  };
  for (const Step& step : alignment.steps) {
    switch (step.kind) {
      case StepKind::kMatch: {
        close(step.quoted, step.said);
        const SpokenWord& quoted = words.Quoted(step.quoted);
        const SpokenWord& said = words.Said(step.said);
        ++found.matched;
        if (!quoted.Is(kInserted)) ++found.matched_spoken;
        if (!words.Has(quoted.id, kFunction)) ++found.matched_content;
        if (quoted.id != said.id || quoted.form != said.form) {
          found.harmless.push_back({.kind = ChangeKind::kContraction,
                                    .where = {.quoted = {step.quoted},
                                              .said = {step.said},
                                              .quote_place = step.quoted,
                                              .said_place = step.said}});
        }
        break;
      }
      case StepKind::kJump: {
        close(step.quoted, step.said);
        Hunk jump{.quoted = {}, .said = {}, .quote_place = step.quoted, .said_place = step.said_end};
        for (std::uint32_t i = step.said; i < step.said_end; ++i) {
          if (!words.Said(i).Is(kSoundMark)) jump.said.push_back(i);
        }
        if (!jump.said.empty()) {
          found.harmless.push_back({.kind = ChangeKind::kInterruption, .where = std::move(jump)});
        }
        break;
      }
      case StepKind::kPut:
        open = true;
        hunk.quoted.push_back(step.quoted);
        hunk.said.push_back(step.said);
        break;
      case StepKind::kAdd:
        open = true;
        hunk.quoted.push_back(step.quoted);
        break;
      case StepKind::kDrop:
        open = true;
        hunk.said.push_back(step.said);
        break;
    }
  }
  close(alignment.quote_end, alignment.end);
  return found;
}

MovedWords FindMoved(const Passage& passage, const std::vector<Differences>& parts,
                     const JudgedWords& words) {
  MovedWords moved;
  std::unordered_map<WordId, std::size_t> quoted;
  for (const Differences& part : parts) {
    for (const Hunk& hunk : part.hunks) {
      for (const std::uint32_t i : hunk.quoted) {
        const SpokenWord& word = words.Quoted(i);
        if (!word.Is(kInserted) && !words.Has(word.id, kHesitation)) ++quoted[word.id];
      }
    }
  }
  if (quoted.empty()) return moved;
  for (const Differences& part : parts) {
    for (const Hunk& hunk : part.hunks) {
      bool repeats = false;
      const Indices said = hunk.quoted.empty() ? WithoutRepeats(words, hunk.said, repeats) : hunk.said;
      for (const std::uint32_t i : said) {
        if (quoted.count(words.Said(i).id) > 0) moved.ids.insert(words.Said(i).id);
      }
    }
  }
  // A word moved from or to an end is not between the others any more.
  for (const Part& part : passage.parts) {
    const std::uint32_t begin = part.alignment.begin;
    const std::uint32_t end = part.alignment.end;
    const auto look = [&](std::uint32_t i) {
      const WordId id = words.Said(i).id;
      if (quoted.count(id) > 0 && !words.Has(id, kFunction)) moved.ids.insert(id);
    };
    for (std::uint32_t i = begin - std::min(begin, kBeyondEnds); i < begin; ++i) look(i);
    for (std::uint32_t i = end; i < std::min(words.said().size(), end + kBeyondEnds); ++i) look(i);
  }
  for (const WordId id : moved.ids) moved.quoted += quoted[id];
  return moved;
}

bool MovedWords::Any(const JudgedWords& words, const Hunk& hunk) const {
  if (ids.empty()) return false;
  return std::any_of(hunk.quoted.begin(), hunk.quoted.end(),
                     [&](std::uint32_t i) { return ids.count(words.Quoted(i).id) > 0; }) ||
         std::any_of(hunk.said.begin(), hunk.said.end(),
                     [&](std::uint32_t i) { return ids.count(words.Said(i).id) > 0; });
}

}  // namespace whyspec::evidence
