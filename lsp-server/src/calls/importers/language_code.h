// Languages as vendors write them -> BCP 47.
#pragma once

#include <string>
#include <string_view>

namespace whyspec::calls {

// "eng" -> "en", "fra" and "fre" -> "fr", "en_US" -> "en-US", "fr-FR" as it is, "English" ->
// "en"; "" for what is no language ("und", "multi", "auto").
std::string LanguageCode(std::string_view written);

}  // namespace whyspec::calls
