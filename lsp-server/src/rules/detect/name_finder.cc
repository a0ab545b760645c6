#include "rules/detect/name_finder.h"

#include <algorithm>
#include <cstdint>

#include "base/unicode.h"
#include "rules/detect/characters.h"

namespace whyspec::rules::detect {
namespace {

// A hash of the first `size` bytes, lower case, white space as blanks: 13 bits.
std::size_t HeadSlot(std::string_view text, std::size_t size) {
  std::uint32_t hash = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const char c = IsAsciiSpace(text[i]) ? ' ' : Lower(text[i]);
    hash = (hash + static_cast<unsigned char>(c)) * 2654435761U;
  }
  return hash >> 19;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

void NameFinder::Add(std::string_view name, std::size_t tag) {
  std::string folded(Trim(Fold(name)));
  if (folded.empty() || !WordCharAt(folded, 0)) return;
  const bool capital = BeginsWithCapital(Trim(name));
  const auto first = static_cast<unsigned char>(folded[0]);
  longest_ = std::max(longest_, folded.size());
  ++size_;
  // Up to the first blank: there may be several, or a line break, in the text.
  const std::size_t head = std::min({folded.size(), folded.find(' '), heads_.size() - 1});
  heads_[head].set(HeadSlot(folded, head));
  has_heads_[head] = true;
  std::vector<Name>& list = by_first_[first];
  const auto place =
      std::upper_bound(list.begin(), list.end(), folded.size(),
                       [](std::size_t size, const Name& one) { return size > one.folded.size(); });
  list.insert(place, Name{.folded = std::move(folded), .capital = capital, .tag = tag});
  const char letter = static_cast<char>(first);
  if (!capital) may_begin_[first] = true;
  if (letter >= 'a' && letter <= 'z') may_begin_[static_cast<unsigned char>(letter - 'a' + 'A')] = true;
  // Any letter may be written with an accent.
  for (std::size_t lead = 0xC3; lead < 0xF8; ++lead) may_begin_[lead] = true;
}

bool NameFinder::MayBeginHere(std::string_view head) const {
  // Folding may change the length of anything else; then only folding can tell.
  if (!IsAscii(head)) return true;
  for (std::size_t size = 1; size < heads_.size() && size <= head.size(); ++size) {
    if (has_heads_[size] && heads_[size].test(HeadSlot(head, size))) return true;
  }
  return false;
}

std::vector<NameFinder::Hit> NameFinder::Find(std::string_view text) const {
  std::vector<Hit> hits;
  if (empty()) return hits;
  // Each folded byte comes from at most a few raw ones; line breaks and indentation
  // between the words of a name may add some.
  const std::size_t window = longest_ * 3 + 32;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!may_begin_[static_cast<unsigned char>(text[at])]) continue;
    if (!MayBeginHere(text.substr(at, heads_.size() - 1))) continue;
    if (at > 0 && (text[at - 1] == '_' || WordCharBefore(text, at))) continue;
    const bool capital = BeginsWithCapital(text.substr(at, 4));
    const std::string_view around = text.substr(at, window);
    const FoldedText folded = FoldWithOrigin(around);
    if (folded.text.empty()) continue;
    for (const Name& name : by_first_[static_cast<unsigned char>(folded.text[0])]) {
      if (name.capital && !capital) continue;
      if (folded.text.compare(0, name.folded.size(), name.folded) != 0) continue;
      const Offset end = folded.ToOriginal({0, static_cast<Offset>(name.folded.size())}).end;
      if (WordCharAt(text, at + end)) continue;
      hits.push_back({{static_cast<Offset>(at), static_cast<Offset>(at + end)}, name.tag});
      at += end - 1;
      break;
    }
  }
  return hits;
}

}  // namespace whyspec::rules::detect
