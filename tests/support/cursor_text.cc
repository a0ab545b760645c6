#include "support/cursor_text.h"

#include <algorithm>

namespace whyspec::test {

CursorText ParseCursorText(std::string_view marked) {
  CursorText out;
  std::optional<Offset> open;
  for (std::size_t at = 0; at < marked.size();) {
    const std::string_view rest = marked.substr(at);
    const Offset here = static_cast<Offset>(out.text.size());
    if (rest.starts_with("<|>")) {
      out.cursor = here;
      at += 3;
    } else if (rest.starts_with("{|")) {
      open = here;
      at += 2;
    } else if (rest.starts_with("|}") && open) {
      out.ranges.push_back({*open, here});
      open.reset();
      at += 2;
    } else {
      out.text += marked[at++];
    }
  }
  return out;
}

std::string MarkRanges(std::string_view text, std::vector<TextRange> ranges) {
  std::sort(ranges.begin(), ranges.end());
  std::string out;
  Offset at = 0;
  for (const TextRange& range : ranges) {
    out.append(Cut(text, {at, range.begin}));
    out.append("{|").append(Cut(text, range)).append("|}");
    at = range.end;
  }
  out.append(Cut(text, {at, static_cast<Offset>(text.size())}));
  return out;
}

}  // namespace whyspec::test
