// The call record of DESIGN.md, wherever it stands: a .json file, the front matter of
// a .md call, a side-car.
#pragma once

#include "calls/call.h"
#include "calls/importers/problems.h"
#include "data/value.h"

namespace whyspec::calls {

// Reads `record` onto `call`: each key that is there replaces what `call` says, but
// participants are joined by id or name. A value that cannot be read is a problem, and
// what `call` said before stands. Turns keep their speaker as written (JoinSpeakers).
// From a side-car no range is taken (they point into the other file), and no turns.
enum class RecordPlace : std::uint8_t { kFile, kSidecar };
void ApplyRecord(const data::Value& record, RecordPlace place, Call& call, Problems& problems);

// Whether a JSON value is meant as our record, and not some tool's export.
bool LooksLikeCallRecord(const data::Value& root);

}  // namespace whyspec::calls
