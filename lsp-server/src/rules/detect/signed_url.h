// Links that carry their own key: whoever has the text opens the recording. Amazon,
// Google and Azure signatures, and `token=`, `sig=`, `Signature=` and their like with a
// value that looks made by a machine.
#pragma once

#include <string_view>
#include <vector>

#include "base/text_edit.h"
#include "base/text_range.h"

namespace whyspec::rules::detect {

struct SignedUrl {
  TextRange url;
  TextRange query;  // from "?" or "#" on: what must not be seen
  // The URL without the key and what belongs to it; parameters that say where to look
  // ("t=460") stay.
  TextEdit without_key;
};

// In order of place; never overlapping. Linear in the text.
std::vector<SignedUrl> FindSignedUrls(std::string_view text);

}  // namespace whyspec::rules::detect
