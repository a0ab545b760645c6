// Code lenses, in the spec's own language: counts over the evidence heading ("2
// prospects · 1 customer · newest 12 days ago · €180k open"), and "cited by 3 specs"
// over a call and its cited turns. Places are cheap; titles are made when shown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/world.h"

namespace whyspec::features {

// "2 prospects · 1 customer · newest 12 days ago · €180k open".
std::string EvidenceSummary(const evidence::Tally& tally, Date today, rules::Language language);

struct CodeLens {
  TextRange range;
  std::string id;  // for ResolveCodeLens
};
std::vector<CodeLens> CodeLenses(const engine::Snapshot& snapshot);
std::vector<CodeLens> CodeLenses(const CallDocument& call, World& world);

struct LensTitle {
  std::string title;
  // What a click shows, where the client can show locations: the citations counted,
  // the specs that cite the call. Empty = the title alone.
  Location at;
  std::vector<Location> locations;
};
std::optional<LensTitle> ResolveCodeLens(const engine::Snapshot& snapshot, World& world, std::string_view id);
std::optional<LensTitle> ResolveCodeLens(const CallDocument& call, World& world, std::string_view id);

}  // namespace whyspec::features
