#include "base/cache_directory.h"

#include <cstdlib>

#include "base/strings.h"

namespace whyspec {

std::string CacheDirectory() {
  if (const char* const own = std::getenv("WHYSPEC_CACHE_DIR")) return own[0] == '/' ? own : "";
  const char* const xdg = std::getenv("XDG_CACHE_HOME");
  if (xdg != nullptr && xdg[0] == '/') return StrCat(xdg, "/whyspec");
  const char* const home = std::getenv("HOME");
  if (home != nullptr && home[0] == '/') return StrCat(home, "/.cache/whyspec");
  return "";
}

}  // namespace whyspec
