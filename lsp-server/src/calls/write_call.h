// Call -> the call record of schemas/call.schema.json, as JSON text that ReadCall reads
// back to the same call. Two-space indentation, one turn a line, keys in the order of the
// schema, "\n" at the end: made to be read and to be diffed.
#pragma once

#include <string>

#include "calls/call.h"

namespace whyspec::calls {

std::string WriteCall(const Call& call);

}  // namespace whyspec::calls
