// One `<!-- whyspec-… -->` comment, taken apart.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/text_range.h"
#include "markdown/document.h"

namespace whyspec::engine {

enum class DirectiveKind { kUnknown, kNextLine, kDisable, kEnable, kFile };

struct Directive {
  DirectiveKind kind = DirectiveKind::kUnknown;
  TextRange comment;
  TextRange word;                // "whyspec-disable"
  std::vector<TextRange> names;  // rules and groups as written; none = all rules
  TextRange reason;              // trimmed; empty if there is none
  // Words after the names without a colon between ("evidence/stale because …"): a
  // reason that is not marked as one.
  TextRange loose;
};

// Names of the four comments, for completion and for the nearest to a slip.
inline constexpr std::string_view kDirectiveWords[] = {"whyspec-disable-next-line", "whyspec-disable",
                                                       "whyspec-enable", "whyspec-disable-file"};

// nullopt if the comment does not begin with "whyspec-".
std::optional<Directive> ParseDirective(std::string_view text, const markdown::Comment& comment);

}  // namespace whyspec::engine
