#include "features/selection.h"

#include <algorithm>

#include "features/citing.h"
#include "features/sentence.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

// Blocks nested deeper than anyone selects step by step are skipped: clients handle
// the chain by recursion.
constexpr std::size_t kMaxContainers = 24;

class Chain {
 public:
  // Keeps `range` if it strictly contains the one before.
  void Add(TextRange range) {
    if (range.empty()) return;
    if (!ranges_.empty() && (!range.Contains(ranges_.back()) || range == ranges_.back())) return;
    ranges_.push_back(range);
  }
  std::vector<TextRange> Take(TextRange whole) {
    Add(whole);
    if (ranges_.empty()) ranges_.push_back(whole);
    return std::move(ranges_);
  }

 private:
  std::vector<TextRange> ranges_;
};

}  // namespace

std::vector<TextRange> SelectionRanges(const markdown::Document& document, Offset at) {
  const std::string_view text = document.text();
  at = ClampToCharacter(text, at);
  Chain chain;
  chain.Add(WordAround(text, at));
  const markdown::Index block = document.BlockAt(at);
  std::vector<TextRange> inside;  // parts of the leaf block, by size
  for (const markdown::Link& link : document.links()) {
    if (!link.range.Touches(at)) continue;
    if (link.text_range.Touches(at)) inside.push_back(link.text_range);
    if (link.kind != markdown::LinkKind::kReference && link.destination_range.Touches(at)) {
      inside.push_back(link.destination_range);
    }
    inside.push_back(link.range);
  }
  for (const markdown::Quote& quote : document.quotes()) {
    if (quote.kind != markdown::QuoteKind::kInline || !quote.range.Touches(at)) continue;
    inside.push_back(quote.inner);
    inside.push_back(quote.range);
  }
  for (const markdown::Comment& comment : document.comments()) {
    if (!comment.range.Touches(at)) continue;
    inside.push_back(comment.inner);
    inside.push_back(comment.range);
  }
  if (block != markdown::kNone && document.blocks()[block].kind == markdown::BlockKind::kParagraph) {
    inside.push_back(SentenceAround(text, document.blocks()[block].range, at));
  }
  if (const markdown::FrontMatter* front_matter = document.front_matter()) {
    if (const auto spot = FrontMatterAt(front_matter, at)) {
      if (spot->value != nullptr) inside.push_back(spot->value->range);
      inside.push_back({std::min(spot->member->key_range.begin, spot->member->value.range.begin),
                        std::max(spot->member->key_range.end, spot->member->value.range.end)});
    }
    if (front_matter->inner.Touches(at)) inside.push_back(front_matter->inner);
    if (front_matter->range.Touches(at)) inside.push_back(front_matter->range);
  }
  std::stable_sort(inside.begin(), inside.end(),
                   [](TextRange a, TextRange b) { return a.length() < b.length(); });
  for (const TextRange range : inside) {
    if (range.Touches(at)) chain.Add(range);
  }
  std::size_t containers = 0;
  for (markdown::Index i = block; i != markdown::kNone && containers < kMaxContainers; ++containers) {
    chain.Add(document.blocks()[i].range);
    i = document.blocks()[i].parent;
  }
  for (markdown::Index i = document.SectionAt(at); i != markdown::kNone; i = document.sections()[i].parent) {
    chain.Add(document.sections()[i].body);
    chain.Add(document.sections()[i].range);
  }
  return chain.Take({0, SizeOf(text)});
}

std::vector<TextRange> SelectionRanges(const CallDocument& call, Offset at) {
  at = ClampToCharacter(call.text, at);
  Chain chain;
  chain.Add(WordAround(call.text, at));
  chain.Add(LineAround(call.text, at));
  if (call.call != nullptr) {
    if (const auto turn = TurnAt(*call.call, at)) {
      chain.Add(Within(call.call->turns[*turn].source, call.text.size()));
    }
  }
  return chain.Take({0, SizeOf(call.text)});
}

}  // namespace whyspec::features
