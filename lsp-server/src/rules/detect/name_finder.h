// Finds many names of people or companies in a text at once, as people write them:
// accents and typographic apostrophes do not matter, blanks may be line breaks, but a
// name that is written with a capital is only met with one ("Orange" is not "orange").
//
// Built per check from the few names that matter; a text is read once, and only words
// that begin like a name are folded.
#pragma once

#include <array>
#include <bitset>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::rules::detect {

class NameFinder {
 public:
  // `tag` comes back with each hit. Names without a letter or digit are left out.
  void Add(std::string_view name, std::size_t tag);
  bool empty() const { return size_ == 0; }

  struct Hit {
    TextRange range;
    std::size_t tag = 0;
  };
  // In order of place, the longest name at a place, never overlapping.
  std::vector<Hit> Find(std::string_view text) const;

 private:
  bool MayBeginHere(std::string_view head) const;

  struct Name {
    std::string folded;
    bool capital = false;  // the first letter is a capital: so must be what is found
    std::size_t tag = 0;
  };
  // Names by the first byte of their folded form; longer ones first.
  std::array<std::vector<Name>, 256> by_first_;
  std::array<bool, 256> may_begin_{};  // bytes that can begin a name in the raw text
  // Hashes of the first bytes of the folded names, one table for each length up to four:
  // they turn away nearly every other word that begins with the same letter.
  std::array<std::bitset<8192>, 5> heads_;
  std::array<bool, 5> has_heads_{};
  std::size_t size_ = 0;
  std::size_t longest_ = 0;  // bytes of the longest folded name
};

}  // namespace whyspec::rules::detect
