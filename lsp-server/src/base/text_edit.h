// An edit of a text: replace `range` by `text`. Edits of one list never overlap;
// two insertions at one offset keep their order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec {

struct TextEdit {
  TextRange range;
  std::string text;
  friend bool operator==(const TextEdit&, const TextEdit&) = default;
};

// The text after all edits. Edits that overlap an earlier one (by range start)
// are left out; `applied`, if given, tells which were made.
std::string ApplyEdits(std::string_view text, std::vector<TextEdit> edits,
                       std::vector<bool>* applied = nullptr);

}  // namespace whyspec
