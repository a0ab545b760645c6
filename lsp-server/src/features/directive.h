// Suppression comments as a person types them, for completion, hover and highlights:
//   <!-- whyspec-disable-next-line evidence/stale, quote/reworded: reason -->
// Lenient: half a comment is read as far as it goes. What a suppression does is the
// engine's business.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::features {

inline constexpr std::string_view kDirectives[] = {"whyspec-disable-next-line", "whyspec-disable",
                                                   "whyspec-enable", "whyspec-disable-file"};

struct Directive {
  TextRange name;                // "whyspec-disable…"
  std::vector<TextRange> rules;  // as written, possibly unknown or half typed
  std::optional<Offset> colon;   // what follows is the reason
  TextRange reason;              // blanks around it excluded
};
// `inner` is the comment without its marks, `base` its offset in the text. nullopt if
// its first word does not begin like a directive ("whyspec…", or a start of that).
std::optional<Directive> ReadDirective(std::string_view inner, Offset base);

}  // namespace whyspec::features
