// Who we are to a team's call log: which address may be talked to and with which token, or a
// sentence that says what is missing.
#pragma once

#include <string>
#include <string_view>

#include "sync/proxy.h"
#include "sync/url.h"

namespace whyspec::sync {

// The variable that holds the token where no config names another.
inline constexpr std::string_view kTokenVariable = "WHYSPEC_TOKEN";

// What the server's tokens begin with. A config can name any variable of the environment,
// and its value goes to the address beside it: nothing but such a token ever does.
inline constexpr std::string_view kTokenStart = "wsp_";
bool LooksLikeToken(std::string_view token);

// `variable`: as the config names it; "" = kTokenVariable. Errors: the variable is not set, or
// holds something else.
Result<std::string> TokenFromEnvironment(const Url& url, std::string_view variable,
                                         const Environment& environment);

}  // namespace whyspec::sync
