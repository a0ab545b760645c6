#include "evidence/pasted.h"

#include <algorithm>

namespace whyspec::evidence {
namespace {

constexpr std::size_t kProbe = 8;         // words that must follow each other to look closer
constexpr std::size_t kMostPlaces = 64;   // of a probe's rarest word
constexpr std::size_t kLongestLabel = 8;  // words of "Jane Roe (00:07:40):"
constexpr std::size_t kResync = 3;        // words that show the copy goes on

}  // namespace

const PasteReader::Read& PasteReader::ReadWith(const Transcript::Words& said) {
  for (const Read& read : reads_) {
    if (read.lexicon == &said.lexicon()) return read;
  }
  Read read{.lexicon = &said.lexicon(), .vocabulary = nullptr, .words = {}};
  read.vocabulary = std::make_unique<Vocabulary>(said.lexicon(), nullptr);
  ReadWords(text_, {.sounds_in_brackets = false}, *read.vocabulary, read.words);
  FinishWords(*read.vocabulary, read.words, 0);
  reads_.push_back(std::move(read));
  return reads_.back();
}

std::optional<PastedWords> PasteReader::Longest(const Transcript::Words& said, std::size_t most) {
  std::optional<PastedWords> longest;
  if (said.size() <= most) return longest;
  const Read& read = ReadWith(said);
  const std::vector<SpokenWord>& words = read.words;
  if (words.size() <= most) return longest;
  // The text's words as the transcript numbers them.
  std::vector<WordId> ids(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    ids[i] = words[i].id < read.lexicon->size() ? words[i].id
                                                : said.vocabulary.Find(read.vocabulary->TextOf(words[i].id));
  }
  const auto fits = [&](std::size_t in_text, std::size_t in_call, std::size_t count) {
    if (in_text + count > ids.size() || in_call + count > said.size()) return false;
    for (std::size_t k = 0; k < count; ++k) {
      if (ids[in_text + k] == kNoWord || ids[in_text + k] != said.words[in_call + k].id) return false;
    }
    return true;
  };
  const std::size_t step = std::max<std::size_t>(1, most / 3);
  std::size_t done = 0;  // words of the text that a run was found for
  for (std::size_t probe = 0; probe + kProbe <= ids.size(); probe += step) {
    if (probe < done) continue;
    std::size_t rarest = probe;
    for (std::size_t i = probe; i < probe + kProbe; ++i) {
      if (said.PlacesOf(ids[i]).size() < said.PlacesOf(ids[rarest]).size()) rarest = i;
    }
    std::size_t looked_at = 0;
    for (const std::uint32_t place : said.PlacesOf(ids[rarest])) {
      if (++looked_at > kMostPlaces) break;
      if (place < rarest - probe || !fits(probe, place - (rarest - probe), kProbe)) continue;
      std::size_t begin = probe;
      std::size_t call_begin = place - (rarest - probe);
      std::size_t end = probe + kProbe;
      std::size_t call_end = call_begin + kProbe;
      while (end < ids.size() && call_end < said.size()) {
        if (ids[end] == said.words[call_end].id) {
          ++end;
          ++call_end;
          continue;
        }
        if (said.words[call_end].turn == said.words[call_end - 1].turn) break;
        std::size_t label = 1;
        while (label <= kLongestLabel && !fits(end + label, call_end, kResync)) ++label;
        if (label > kLongestLabel) break;
        end += label;
      }
      while (begin > 0 && call_begin > 0) {
        if (ids[begin - 1] == said.words[call_begin - 1].id) {
          --begin;
          --call_begin;
          continue;
        }
        if (said.words[call_begin].turn == said.words[call_begin - 1].turn || call_begin < kResync) break;
        std::size_t label = 1;
        while (label <= kLongestLabel &&
               (begin < label + kResync || !fits(begin - label - kResync, call_begin - kResync, kResync))) {
          ++label;
        }
        if (label > kLongestLabel) break;
        begin -= label;
      }
      const std::size_t count = call_end - call_begin;
      done = std::max(done, end);
      if (count > most && (!longest || count > longest->words)) {
        longest = PastedWords{.range = {words[begin].begin, words[end - 1].end},
                              .words = count,
                              .first_turn = said.words[call_begin].turn,
                              .last_turn = said.words[call_end - 1].turn};
      }
    }
  }
  return longest;
}

}  // namespace whyspec::evidence
