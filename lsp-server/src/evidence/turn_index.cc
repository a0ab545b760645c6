#include "evidence/turn_index.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace whyspec::evidence {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::min();

}  // namespace

TurnIndex::TurnIndex(const calls::Call& call) : call_(call), end_ms_(call.EndMs()) {
  const std::size_t count = call.turns.size();
  while (leaves_ < count) leaves_ *= 2;
  nodes_.assign(2 * leaves_, Node{kNever, kAlways});
  std::int64_t next_start = kNever;
  for (std::size_t i = count; i-- > 0;) {
    const calls::Turn& turn = call.turns[i];
    if (!turn.start_ms) continue;
    const std::int64_t start = *turn.start_ms;
    std::int64_t end = start;
    if (turn.end_ms) {
      end = *turn.end_ms;
    } else if (next_start != kNever) {
      end = next_start;
    } else if (end_ms_) {
      end = *end_ms_;
    }
    // A turn without length, or one that ends before it starts, still was said at its start.
    nodes_[leaves_ + i] = {start, std::max(end, start + 1)};
    next_start = start;
    by_start_.emplace_back(start, static_cast<std::uint32_t>(i));
  }
  for (std::size_t node = leaves_; node-- > 1;) {
    nodes_[node] = {std::min(nodes_[2 * node].start, nodes_[2 * node + 1].start),
                    std::max(nodes_[2 * node].end, nodes_[2 * node + 1].end)};
  }
  std::sort(by_start_.begin(), by_start_.end());
}

std::optional<std::int64_t> TurnIndex::EndOf(std::uint32_t turn) const {
  const Node& leaf = nodes_[leaves_ + turn];
  return leaf.start == kNever ? std::nullopt : std::optional(leaf.end);
}

std::optional<std::uint32_t> TurnIndex::FindFirst(std::size_t node, Window window) const {
  if (!Matches(nodes_[node], window)) return std::nullopt;
  if (node >= leaves_) return static_cast<std::uint32_t>(node - leaves_);
  if (const auto left = FindFirst(2 * node, window)) return left;
  return FindFirst(2 * node + 1, window);
}

std::optional<std::uint32_t> TurnIndex::FindLast(std::size_t node, Window window) const {
  if (!Matches(nodes_[node], window)) return std::nullopt;
  if (node >= leaves_) return static_cast<std::uint32_t>(node - leaves_);
  if (const auto right = FindLast(2 * node + 1, window)) return right;
  return FindLast(2 * node, window);
}

std::optional<std::uint32_t> TurnIndex::LastStartedBy(std::int64_t at) const {
  auto found = std::upper_bound(by_start_.begin(), by_start_.end(),
                                std::pair(at, std::numeric_limits<std::uint32_t>::max()));
  if (found == by_start_.begin()) return std::nullopt;
  return std::prev(found)->second;
}

std::optional<TurnSpan> TurnIndex::At(const Anchor& anchor) const {
  if (anchor.kind == AnchorKind::kTurns) {
    if (anchor.first_turn > anchor.last_turn || anchor.last_turn >= call_.turns.size()) return std::nullopt;
    return TurnSpan{anchor.first_turn, anchor.last_turn};
  }
  if (anchor.kind != AnchorKind::kTime || by_start_.empty() || !end_ms_) return std::nullopt;
  if (anchor.start_ms > *end_ms_) return std::nullopt;
  const Window window{anchor.start_ms, std::max(anchor.end_ms.value_or(0), anchor.start_ms + 1)};
  const auto first = FindFirst(1, window);
  if (first) return TurnSpan{*first, *FindLast(1, window)};
  // A pause belongs to the words before it; before the first words, to those.
  const auto before = LastStartedBy(anchor.start_ms);
  const std::uint32_t turn = before.value_or(by_start_.front().second);
  return TurnSpan{turn, turn};
}

std::optional<TurnSpan> TurnsAt(const calls::Call& call, const Anchor& anchor) {
  // Numbers need no index.
  if (anchor.kind == AnchorKind::kTurns) {
    if (anchor.first_turn > anchor.last_turn || anchor.last_turn >= call.turns.size()) return std::nullopt;
    return TurnSpan{anchor.first_turn, anchor.last_turn};
  }
  return TurnIndex(call).At(anchor);
}

Anchor AnchorFor(const calls::Call& call, std::uint32_t first_turn, std::uint32_t last_turn) {
  const Anchor numbers{.kind = AnchorKind::kTurns, .first_turn = first_turn, .last_turn = last_turn};
  if (first_turn > last_turn || last_turn >= call.turns.size()) return numbers;
  const calls::Turn& first = call.turns[first_turn];
  if (!first.start_ms || *first.start_ms < 0) return numbers;
  const TurnIndex index(call);
  Anchor times{.kind = AnchorKind::kTime, .start_ms = *first.start_ms};
  const bool point = first_turn == last_turn && !first.end_ms;
  if (!point) {
    const auto end = index.EndOf(last_turn);
    if (!end || *end <= times.start_ms) return numbers;
    times.end_ms = end;
  }
  // Turns out of order, or without times between others: what was pointed at comes first.
  const auto span = index.At(times);
  const bool covers = span && span->first <= first_turn && span->last >= last_turn;
  return covers ? times : numbers;
}

}  // namespace whyspec::evidence
