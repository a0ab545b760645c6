// A TextIndex held in memory: for logs of a few hundred calls, tests and benchmarks. A
// workspace of thousands keeps its index in the cache file (store/).
#pragma once

#include <memory>
#include <vector>

#include "calls/call.h"
#include "calls/text_index.h"

namespace whyspec::evidence {

// Of two calls with one id the first is indexed, as MemoryCallLog has it.
std::shared_ptr<const calls::TextIndex> MakeMemoryTextIndex(
    const std::vector<std::shared_ptr<const calls::Call>>& calls);

}  // namespace whyspec::evidence
