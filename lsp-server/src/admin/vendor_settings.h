// What is shared with the vendors whose webhooks come in, and how we sign in at their APIs.
// Secrets come from the environment or from files, never from flags: other users see those.
#pragma once

#include "admin/settings.h"
#include "data/value.h"

namespace whyspec::admin {

// `config`: the "webhooks" of the configuration file; may be nullptr.
Status ReadVendorSettings(const data::Value* config, const Environment& environment, Settings& settings);

}  // namespace whyspec::admin
