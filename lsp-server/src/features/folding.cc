#include "features/folding.h"

#include <algorithm>
#include <utility>

#include "features/spots.h"

namespace whyspec::features {
namespace {

using markdown::Block;
using markdown::BlockKind;

constexpr std::size_t kMaxPhases = 100;  // more is no agenda but noise

class Folds {
 public:
  explicit Folds(std::string_view text) : text_(text) {}

  void Add(TextRange range, FoldKind kind) {
    while (range.end > range.begin && IsBlank(text_[range.end - 1])) --range.end;
    const std::string_view inside = Cut(text_, range);
    if (inside.find_first_of("\r\n") == std::string_view::npos) return;
    folds_.push_back({.range = range, .kind = kind});
  }

  std::vector<Fold> Take() {
    std::stable_sort(folds_.begin(), folds_.end(), [](const Fold& a, const Fold& b) {
      return std::pair(a.range.begin, b.range.end) < std::pair(b.range.begin, a.range.end);
    });
    // A comment that is a block too, a list that is a quote's whole content …
    const auto same = [](const Fold& a, const Fold& b) { return a.range == b.range; };
    folds_.erase(std::unique(folds_.begin(), folds_.end(), same), folds_.end());
    return std::move(folds_);
  }

 private:
  static bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

  std::string_view text_;
  std::vector<Fold> folds_;
};

void AddBlocks(const markdown::Document& document, Folds& folds) {
  for (const Block& block : document.blocks()) {
    const bool outermost = block.depth == 0;
    const bool container = block.kind == BlockKind::kList || block.kind == BlockKind::kBlockQuote;
    if (block.kind == BlockKind::kCode || (container && outermost)) folds.Add(block.range, FoldKind::kRegion);
  }
}

}  // namespace

std::vector<Fold> FoldingRanges(const markdown::Document& document) {
  Folds folds(document.text());
  if (document.front_matter() != nullptr) folds.Add(document.front_matter()->range, FoldKind::kFrontMatter);
  for (const markdown::Section& section : document.sections()) {
    if (section.heading != markdown::kNone) folds.Add(section.range, FoldKind::kRegion);
  }
  for (const markdown::Comment& comment : document.comments()) folds.Add(comment.range, FoldKind::kComment);
  AddBlocks(document, folds);
  return folds.Take();
}

std::vector<Fold> FoldingRanges(const CallDocument& call) {
  Folds folds(call.text);
  if (call.path.ends_with(".md")) {
    if (const auto found = markdown::FindFrontMatter(call.text)) {
      folds.Add(found->range, FoldKind::kFrontMatter);
    }
  }
  if (call.call == nullptr) return folds.Take();
  // Phases, by the turns that began in them.
  for (std::size_t i = 0; i < std::min(kMaxPhases, call.call->phases.size()); ++i) {
    const calls::Phase& phase = call.call->phases[i];
    std::optional<TextRange> range;
    for (const calls::Turn& turn : call.call->turns) {
      if (!turn.start_ms || *turn.start_ms < phase.start_ms || *turn.start_ms >= phase.end_ms) continue;
      if (turn.source.empty() || turn.source.end > call.text.size()) continue;
      range =
          range ? TextRange{std::min(range->begin, turn.source.begin), std::max(range->end, turn.source.end)}
                : turn.source;
    }
    if (range) folds.Add(*range, FoldKind::kRegion);
  }
  for (const calls::Turn& turn : call.call->turns) {
    if (turn.source.end <= call.text.size()) folds.Add(turn.source, FoldKind::kRegion);
  }
  return folds.Take();
}

}  // namespace whyspec::features
