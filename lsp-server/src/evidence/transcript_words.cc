#include "evidence/transcript_words.h"

#include <unordered_map>

namespace whyspec::evidence {

const Lexicon& LexiconOf(const calls::Call& call, std::string_view language) {
  if (!call.language.empty()) language = call.language;
  if (!language.empty()) return Lexicon::Of(language);
  std::string sample;
  for (const calls::Turn& turn : call.turns) {
    sample.append(turn.text.substr(0, 400)).append(" ");
    if (sample.size() > 4096) break;
  }
  return Lexicon::Guess(sample);
}

Transcript::Words::Words(const calls::Call& call, const Lexicon& lexicon,
                         std::shared_ptr<const NameTable> names)
    : vocabulary(lexicon, std::move(names)) {
  std::size_t bytes = 0;
  for (const calls::Turn& turn : call.turns) bytes += turn.text.size();
  words.reserve(bytes / 5 + 16);
  turn_begin.reserve(call.turns.size() + 1);
  speaker.reserve(call.turns.size());
  std::unordered_map<std::string_view, std::uint32_t> speakers = {{"", 0}};
  for (std::size_t i = 0; i < call.turns.size(); ++i) {
    turn_begin.push_back(size());
    const auto known =
        speakers.emplace(call.turns[i].speaker, static_cast<std::uint32_t>(speakers.size())).first;
    speaker.push_back(known->second);
    const std::size_t from = words.size();
    ReadWords(call.turns[i].text, {.turn = static_cast<std::uint32_t>(i)}, vocabulary, words);
    FinishWords(vocabulary, words, from);
  }
  turn_begin.push_back(size());

  begins_.assign(vocabulary.end() + 1, 0);
  names_.assign(vocabulary.end(), false);
  std::vector<std::uint32_t> capitals(vocabulary.end(), 0);
  for (const SpokenWord& word : words) {
    ++begins_[word.id + 1];
    if (word.Is(kCapital)) ++capitals[word.id];
  }
  for (WordId id = 0; id < capitals.size(); ++id)
    names_[id] = capitals[id] > 0 && capitals[id] * 2 >= begins_[id + 1];
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  places_.resize(words.size());
  std::vector<std::uint32_t> next(begins_.begin(), begins_.end() - 1);
  for (std::uint32_t i = 0; i < size(); ++i) places_[next[words[i].id]++] = i;
}

std::span<const std::uint32_t> Transcript::Words::PlacesOf(WordId id) const {
  // Also for kNoWord, the greatest number there is.
  if (id >= begins_.size() - 1) return {};
  return {places_.data() + begins_[id], places_.data() + begins_[id + 1]};
}

}  // namespace whyspec::evidence
