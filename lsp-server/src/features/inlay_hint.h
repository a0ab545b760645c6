// Inlay hints: after each citation who said it and when, as far as the call's
// visibility lets a reader know ("Acme · ops lead · 13 Jan 2026").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/world.h"

namespace whyspec::features {

struct InlayHint {
  Offset at = 0;      // right after the citation
  std::string label;  // plain text; the client pads it on the left
  std::string id;     // for ResolveInlayHint
};
std::vector<InlayHint> InlayHints(const engine::Snapshot& snapshot, TextRange range);
// The tooltip: the excerpt as in hover; "" if the citation is gone by now.
std::string ResolveInlayHint(const SpecDocument& spec, World& world, std::string_view id, Markup markup);

}  // namespace whyspec::features
