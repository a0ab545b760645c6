#include "team/spoken_words.h"

#include <algorithm>
#include <vector>

#include "base/hash.h"
#include "base/unicode.h"

namespace whyspec::team {
namespace {

constexpr std::string_view kStruck = "[\xE2\x80\xA6]";

std::vector<std::uint64_t> WordHashes(std::string_view text, const std::vector<TextRange>& words) {
  std::vector<std::uint64_t> out;
  out.reserve(words.size());
  for (const TextRange word : words) out.push_back(Hash64(Fold(Cut(text, word))));
  return out;
}

std::uint64_t HashOf(const std::vector<std::uint64_t>& words, std::size_t first, std::size_t count) {
  std::uint64_t hash = count;
  for (std::size_t i = first; i < first + count; ++i)
    hash = (hash ^ words[i]) * 0x9E3779B97F4A7C15ULL + (hash >> 29);
  return hash;
}

}  // namespace

void SpokenWords::Add(const calls::Call& call) {
  for (const calls::Turn& turn : call.turns) AddText(turn.text);
  AddText(call.notes);
  // Over the border of two turns too: quotes run on.
  for (std::size_t i = 0; i + 1 < call.turns.size(); ++i) {
    const std::string& before = call.turns[i].text;
    const std::string& after = call.turns[i + 1].text;
    const std::vector<TextRange> words = Words(before);
    const std::vector<TextRange> next = Words(after);
    if (words.empty() || next.empty()) continue;
    const std::size_t tail = words[words.size() - std::min(words.size(), kInARow - 1)].begin;
    const std::size_t head = next[std::min(next.size(), kInARow - 1) - 1].end;
    std::string border = before.substr(tail);
    border.append(" ").append(after, 0, head);
    const std::vector<std::uint64_t> hashes = WordHashes(border, Words(border));
    for (std::size_t at = 0; at + kInARow <= hashes.size(); ++at) runs_.insert(HashOf(hashes, at, kInARow));
  }
}

void SpokenWords::AddText(std::string_view text) {
  const std::vector<std::uint64_t> hashes = WordHashes(text, Words(text));
  if (hashes.empty()) return;
  if (hashes.size() < kInARow) {
    short_turns_.insert(HashOf(hashes, 0, hashes.size()));
    return;
  }
  for (std::size_t at = 0; at + kInARow <= hashes.size(); ++at) runs_.insert(HashOf(hashes, at, kInARow));
}

std::string SpokenWords::Strike(std::string_view text, bool& changed) const {
  const std::vector<TextRange> words = Words(text);
  const std::vector<std::uint64_t> hashes = WordHashes(text, words);
  if (!words.empty() && words.size() < kInARow) {
    if (short_turns_.count(HashOf(hashes, 0, hashes.size())) == 0) return std::string(text);
    changed = true;
    return std::string(kStruck);
  }
  std::vector<bool> said(words.size(), false);
  for (std::size_t at = 0; at + kInARow <= hashes.size(); ++at) {
    if (runs_.count(HashOf(hashes, at, kInARow)) == 0) continue;
    std::fill(said.begin() + static_cast<std::ptrdiff_t>(at),
              said.begin() + static_cast<std::ptrdiff_t>(at + kInARow), true);
  }
  std::string out;
  Offset copied = 0;
  for (std::size_t i = 0; i < words.size();) {
    if (!said[i]) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end + 1 < words.size() && said[end + 1]) ++end;
    out.append(Cut(text, {copied, words[i].begin})).append(kStruck);
    copied = words[end].end;
    changed = true;
    i = end + 1;
  }
  out.append(text.substr(copied));
  return out;
}

}  // namespace whyspec::team
