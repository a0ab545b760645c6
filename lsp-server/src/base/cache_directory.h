// Where Whyspec keeps what it can make again: a folder of its own in the user's cache.
#pragma once

#include <string>

namespace whyspec {

// $WHYSPEC_CACHE_DIR, else $XDG_CACHE_HOME/whyspec, else $HOME/.cache/whyspec; "" if none
// is set to an absolute path (XDG Base Directory Specification: a relative one counts as
// unset). $WHYSPEC_CACHE_DIR set to nothing also gives "": no cache. Not created here.
std::string CacheDirectory();

}  // namespace whyspec
