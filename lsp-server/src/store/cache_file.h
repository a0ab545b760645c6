// Which file of the user's cache folder holds the calls of a workspace.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whyspec::store {

// "<CacheDirectory()>/calls/<hash>.sqlite"; "" if there is no cache folder. `roots` are
// absolute folders, in any order; `view` tells apart what else decides which of their
// files are calls (another calls folder, another config): a cache holds one set of calls,
// or words would be weighed by calls nobody asked for.
std::string CallCacheFile(std::vector<std::string> roots, std::string_view view = {});

}  // namespace whyspec::store
