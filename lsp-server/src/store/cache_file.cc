#include "store/cache_file.h"

#include <algorithm>

#include "base/cache_directory.h"
#include "base/hash.h"
#include "base/strings.h"

namespace whyspec::store {

std::string CallCacheFile(std::vector<std::string> roots, std::string_view view) {
  const std::string directory = CacheDirectory();
  if (directory.empty()) return {};
  std::sort(roots.begin(), roots.end());
  std::string all;
  for (const std::string& root : roots) all += StrCat(root, "\n");
  if (!view.empty()) all += StrCat("\n", view);
  return StrCat(directory, "/calls/", HashHex(Hash64(all)), ".sqlite");
}

}  // namespace whyspec::store
