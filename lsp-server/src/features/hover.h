// Hover: what the thing under the cursor is, for a reader who does not want to leave
// the page. Nothing from a transcript, title or spec becomes live markup (see
// markdown_escape.h), and no name is shown that its call's visibility withholds.
//
// In a spec: a citation (or the quote it supports), a section heading, a rule id in a
// suppression or waiver, a front-matter key. In a call file: the turn, and which
// specs cite it. In accounts.yaml: the account, and which specs cite its calls.
#pragma once

#include <optional>
#include <string>

#include "features/world.h"

namespace whyspec::features {

struct Hover {
  std::string contents;  // Markdown or plain text, as asked
  TextRange range;       // what it is about
};

std::optional<Hover> HoverAt(const SpecDocument& spec, World& world, Offset at, Markup markup);
std::optional<Hover> HoverAt(const CallDocument& call, World& world, Offset at, Markup markup);
std::optional<Hover> HoverAt(const AccountsDocument& accounts, World& world, Offset at, Markup markup);

}  // namespace whyspec::features
