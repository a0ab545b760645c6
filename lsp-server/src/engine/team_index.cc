#include "engine/team_index.h"

#include <utility>

#include "base/hash.h"
#include "base/strings.h"

namespace whyspec::engine {
namespace {

std::uint64_t HashOf(const TeamIndex::Places& places, std::uint64_t seed) {
  std::string bytes;
  for (const auto& [id, list] : places) {
    bytes += StrCat(id.size(), ":", id, "\n");
    for (const auto& place : list) {
      bytes += StrCat(place.path.size(), ":", place.path, " ", place.range.begin, "-", place.range.end, "\n");
    }
  }
  return Hash64(bytes, seed);
}

}  // namespace

TeamIndex::TeamIndex(Places specs, std::shared_ptr<const Places> calls)
    : specs_(std::move(specs)), calls_(std::move(calls)), revision_(HashOf(*calls_, HashOf(specs_, 1))) {}

}  // namespace whyspec::engine
