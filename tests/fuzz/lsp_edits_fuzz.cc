// Any text and any edits: positions convert both ways without leaving the text, and
// edits by range give the same text as replacing it whole.
//   build/fuzz/bin/lsp_edits_fuzz -max_len=4096 CORPUS
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "lsp/positions.h"

namespace {

using whyspec::ColumnUnit;
using whyspec::Offset;
using whyspec::TextRange;
using whyspec::lsp::ContentChange;
using whyspec::lsp::LineText;
using whyspec::lsp::Position;
using whyspec::lsp::Range;
using whyspec::lsp::TextPositions;

void Require(bool holds) {
  if (!holds) std::abort();
}

// Takes numbers and texts off the input.
class Input {
 public:
  explicit Input(std::string_view bytes) : rest_(bytes) {}
  std::uint32_t Number(std::uint32_t below) {
    if (rest_.empty()) return 0;
    std::uint32_t value = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    if (value >= 250) value *= 4000000;  // now and then far out
    return below == 0 ? value : value % below;
  }
  std::string Text(std::size_t length) {
    std::string text(rest_.substr(0, length));
    rest_.remove_prefix(text.size());
    return text;
  }
  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(std::string_view(reinterpret_cast<const char*>(data), size));
  constexpr ColumnUnit kUnits[] = {ColumnUnit::kUtf8, ColumnUnit::kUtf16, ColumnUnit::kUtf32};
  const ColumnUnit unit = kUnits[input.Number(3)];
  auto text = std::make_shared<const LineText>(input.Text(input.Number(200)));
  while (!input.empty()) {
    const TextPositions positions(*text, unit);
    const Range range{.start = Position{.line = input.Number(0), .character = input.Number(0)},
                      .end = Position{.line = input.Number(0), .character = input.Number(0)}};
    const TextRange bytes = positions.ToTextRange(range);
    Require(bytes.begin <= bytes.end && bytes.end <= text->text.size());
    for (const Offset at : {bytes.begin, bytes.end}) {
      const Position there = positions.ToPosition(at);
      if (unit != ColumnUnit::kUtf8) Require(positions.ToOffset(there) == at);
      Require(there <=
              (at == bytes.begin ? std::min(range.start, range.end) : std::max(range.start, range.end)));
    }
    const std::string inserted = input.Text(input.Number(8));
    const std::string expected = text->text.substr(0, bytes.begin) + inserted + text->text.substr(bytes.end);
    text = whyspec::lsp::ApplyChanges(text, {ContentChange{.range = range, .text = inserted}}, unit);
    Require(text->text == expected);
  }
  return 0;
}
