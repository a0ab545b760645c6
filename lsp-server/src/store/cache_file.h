// Which file of the user's cache folder holds the calls of a workspace.
#pragma once

#include <string>
#include <vector>

namespace whyspec::store {

// "<CacheDirectory()>/calls/<hash of the roots>.sqlite"; "" if there is no cache folder.
// `roots` are absolute folders, in any order.
std::string CallCacheFile(std::vector<std::string> roots);

}  // namespace whyspec::store
