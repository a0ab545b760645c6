// Who could be known in a paragraph: titles with names, initials, ages, dates of birth,
// given names. Private to this folder.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"
#include "rules/detect/name_finder.h"

namespace whyspec::rules::detect {

// Words of one paragraph, as written and folded.
struct Paragraph {
  std::string_view text;
  std::vector<TextRange> ranges;
  std::vector<std::string> folded;

  explicit Paragraph(std::string_view paragraph);
  std::size_t size() const { return ranges.size(); }
  std::string_view Written(std::size_t i) const { return Cut(text, ranges[i]); }
  // What stands between that word and the next.
  std::string_view Gap(std::size_t before) const;
  std::string_view Word(std::size_t i) const {
    return i < size() ? std::string_view(folded[i]) : std::string_view();
  }
};

// Words of a paragraph, the last one included.
struct WordSpan {
  std::size_t first = 0;
  std::size_t last = 0;
};

// In order of their first word.
std::vector<WordSpan> FindPersons(const Paragraph& p, const NameFinder& names);

}  // namespace whyspec::rules::detect
