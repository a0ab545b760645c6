// E-mail addresses of people in raw text, code and comments included.
//
// Left out, for they lead to no person: reserved example and test domains (RFC 2606,
// RFC 6761), no-reply and shared mailboxes ("support@"), mailing lists, logins in URLs
// and SSH remotes ("git@host:team/repo"), package versions ("core@1.2.3") and file or
// unit names ("icon@2x.png").
#pragma once

#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::rules::detect {

// In order of place; never overlapping. Linear in the text.
std::vector<TextRange> FindEmailAddresses(std::string_view text);

}  // namespace whyspec::rules::detect
