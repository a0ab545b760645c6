// Finds the turns of a call that a time anchor covers, in O(log n) of its turns as
// long as they overlap as people do. Private to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "evidence/citation.h"

namespace whyspec::evidence {

class TurnIndex {
 public:
  // `call` must outlive the index.
  explicit TurnIndex(const calls::Call& call);

  std::optional<TurnSpan> At(const Anchor& anchor) const;
  // Where a turn ends: as it says, else where the next timed turn starts; never before
  // its start. nullopt for a turn without times.
  std::optional<std::int64_t> EndOf(std::uint32_t turn) const;

 private:
  // A node of a tree over turns, in file order: the earliest start and the latest end
  // below it. Untimed turns never match.
  struct Node {
    std::int64_t start;
    std::int64_t end;
  };
  struct Window {
    std::int64_t from;  // turns that end after this …
    std::int64_t to;    // … and start before this
  };
  bool Matches(const Node& node, Window window) const {
    return node.start < window.to && node.end > window.from;
  }
  std::optional<std::uint32_t> FindFirst(std::size_t node, Window window) const;
  std::optional<std::uint32_t> FindLast(std::size_t node, Window window) const;
  // The turn that started last, not after `at`.
  std::optional<std::uint32_t> LastStartedBy(std::int64_t at) const;

  const calls::Call& call_;
  std::size_t leaves_ = 1;   // power of two
  std::vector<Node> nodes_;  // [1] is the root, [leaves_ + i] turn i
  std::optional<std::int64_t> end_ms_;
  std::vector<std::pair<std::int64_t, std::uint32_t>> by_start_;
};

}  // namespace whyspec::evidence
