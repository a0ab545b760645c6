#include "base/text_edit.h"

#include <algorithm>
#include <numeric>

namespace whyspec {

std::string ApplyEdits(std::string_view text, std::vector<TextEdit> edits, std::vector<bool>* applied) {
  std::vector<std::size_t> order(edits.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return edits[a].range.begin < edits[b].range.begin; });
  if (applied != nullptr) applied->assign(edits.size(), false);
  std::string out;
  out.reserve(text.size());
  Offset at = 0;
  for (const std::size_t index : order) {
    const TextEdit& edit = edits[index];
    if (edit.range.begin < at || edit.range.end < edit.range.begin || edit.range.end > text.size()) continue;
    out += text.substr(at, edit.range.begin - at);
    out += edit.text;
    at = edit.range.end;
    if (applied != nullptr) (*applied)[index] = true;
  }
  out += text.substr(at);
  return out;
}

}  // namespace whyspec
