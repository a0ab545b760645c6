// Changes that put a customer's words behind a finding: link the turn that says a quote,
// the excerpts that fit a claim, quotes from accounts nobody has cited yet; and, from
// inside a call, "cite this turn" in a spec.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features/code_action.h"

namespace whyspec::features {

struct CitePlan {
  std::string title;
  ActionEdit edit;
};
// What calls offer for this finding, best first; empty if the rule asks for none, or the
// calls have nothing. Searches the log: meant for the findings under a cursor.
std::vector<CitePlan> CitePlansFor(const SpecDocument& spec, std::size_t finding);

// "Cite this turn in “Monthly export”": specs that are open or cite this call already.
std::vector<CitePlan> CitePlansFor(const CallDocument& call, World& world, std::uint32_t turn);

}  // namespace whyspec::features
