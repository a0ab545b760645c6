// Which proxy leads to an address, as the environment says it (HTTPS_PROXY, ALL_PROXY,
// NO_PROXY, in either case). Plain http goes to this computer only, so never by a proxy.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sync/url.h"

namespace whyspec::sync {

// The value of an environment variable, "" if unset.
using Environment = std::function<std::string(const char* name)>;
std::string ProcessEnvironment(const char* name);

// nullopt: none. Errors: the variable holds no address.
Result<std::optional<ProxyUrl>> FindProxy(const Url& url, const Environment& environment);

// NO_PROXY: names separated by commas or blanks; each stands for itself and for all below
// it, with or without a dot before it; "name:port" for that port alone; "*" for everything.
bool IsExempt(const Url& url, std::string_view no_proxy);

}  // namespace whyspec::sync
