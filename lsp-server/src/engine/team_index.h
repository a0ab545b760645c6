// Which specs and calls carry which id: what rules may know of the other documents.
// Immutable once built.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/spec_head.h"
#include "rules/rule.h"

namespace whyspec::engine {

class TeamIndex final : public rules::TeamView {
 public:
  using Places = std::map<std::string, std::vector<Place>, std::less<>>;
  // REQUIRES: places of one id in byte order of paths.
  TeamIndex(Places specs, Places calls);

  bool available() const override { return true; }
  std::vector<Place> SpecsWithId(std::string_view id) const override { return Find(specs_, id); }
  std::vector<Place> CallsWithId(std::string_view id) const override { return Find(calls_, id); }
  // A hash of all it says.
  std::uint64_t revision() const { return revision_; }

 private:
  static std::vector<Place> Find(const Places& places, std::string_view id) {
    const auto found = places.find(id);
    return found == places.end() ? std::vector<Place>() : found->second;
  }

  Places specs_, calls_;
  std::uint64_t revision_;
};

}  // namespace whyspec::engine
