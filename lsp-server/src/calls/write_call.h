// Call -> the call record of schemas/call.schema.json, as JSON text that ReadCall reads
// back to the same call. Two-space indentation, one turn a line, keys in the order of the
// schema, "\n" at the end: made to be read and to be diffed.
#pragma once

#include <string>

#include "calls/call.h"
#include "data/value.h"

namespace whyspec::calls {

std::string WriteCall(const Call& call);
// `record`: what the file said before, as data::ParseJson reads it. Keys that are not of
// the schema stay, at every level: people's by id, phases' by kind, turns' by their text.
std::string WriteCall(const Call& call, const data::Value* record);

}  // namespace whyspec::calls
