// Ids made from names. Private to this layer.
#pragma once

#include <string>
#include <string_view>

namespace whyspec::calls {

// "Jane Roe (Acmé)" -> "jane-roe-acme"; "" if nothing of `text` can stand in an id.
std::string Slug(std::string_view text);

}  // namespace whyspec::calls
