// Host names, as far as DNS rebinding is about them: a page of a stranger can make its own name
// point at us, but neither an address nor "localhost".
#pragma once

#include <string>
#include <string_view>

namespace whyspec::http {

std::string_view HostWithoutPort(std::string_view host);  // "[::1]:7171" -> "[::1]"
std::string HostOfUrl(std::string_view url);              // lower case, without port; "" if it has none
bool IsLoopbackOrAddress(std::string_view name);          // localhost, 192.0.2.1, [2001:db8::1]
bool IsLoopback(std::string_view name);                   // localhost, 127.…, ::1, [::1]

}  // namespace whyspec::http
