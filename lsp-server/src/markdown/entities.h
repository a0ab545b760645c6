// Character references and backslash escapes, resolved as cmark does it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whyspec::markdown::internal {

struct Entity {
  std::string text;        // what it stands for, UTF-8
  std::size_t length = 0;  // bytes from "&" to ";"
};

// The entity at the start of `text`, which begins with "&". `shown`, if given, is what
// cmark made of it and what follows: it spares a look into cmark's table for names
// that are none.
std::optional<Entity> EntityAt(std::string_view text, const std::string_view* shown = nullptr);

// A link destination as written -> as meant.
std::string Unescape(std::string_view written);

}  // namespace whyspec::markdown::internal
