// Which specs and calls carry which id: what rules may know of the other documents.
// Immutable once built.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace whyspec::engine {

class TeamIndex final : public rules::TeamView {
 public:
  struct IdPlace : Place {
    friend bool operator==(const IdPlace& a, const IdPlace& b) {
      return a.path == b.path && a.range == b.range;
    }
  };
  using Places = std::map<std::string, std::vector<IdPlace>, std::less<>>;
  // REQUIRES: places of one id in byte order of paths; calls is not null.
  TeamIndex(Places specs, std::shared_ptr<const Places> calls);

  bool available() const override { return true; }
  std::vector<Place> SpecsWithId(std::string_view id) const override { return Find(specs_, id); }
  std::vector<Place> CallsWithId(std::string_view id) const override { return Find(*calls_, id); }
  // A hash of all it says.
  std::uint64_t revision() const { return revision_; }

 private:
  static std::vector<Place> Find(const Places& places, std::string_view id) {
    const auto found = places.find(id);
    return found == places.end() ? std::vector<Place>()
                                 : std::vector<Place>(found->second.begin(), found->second.end());
  }

  Places specs_;
  std::shared_ptr<const Places> calls_;
  std::uint64_t revision_;
};

}  // namespace whyspec::engine
