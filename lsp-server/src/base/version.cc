#include "base/version.h"

namespace whyspec {

std::string_view Version() { return WHYSPEC_VERSION; }

}  // namespace whyspec
