// Host names and addresses as they stand in a URL or a Host header.
#pragma once

#include <string>
#include <string_view>

namespace whyspec {

std::string_view HostWithoutPort(std::string_view host);  // "[::1]:7171" -> "[::1]"
std::string HostOfUrl(std::string_view url);              // lower case, without port; "" if it has none
// This computer: "localhost", an address of 127.0.0.0/8 in four numbers, ::1 with or without brackets.
bool IsLoopbackHost(std::string_view host);
// 192.0.2.1, 2001:db8::1, [2001:db8::1].
bool IsAddress(std::string_view host);

}  // namespace whyspec
