// Heading indexes of own profiles, kept as long as the profile lives.
#pragma once

#include <memory>

#include "rules/heading_index.h"

namespace whyspec::rules {

// Built-in profiles have theirs for ever; any other is compiled on first sight. Safe to
// call from any thread. The result keeps the profile alive.
std::shared_ptr<const HeadingIndex> HeadingIndexFor(const std::shared_ptr<const Profile>& profile);

}  // namespace whyspec::rules
