// gzip of HTTP bodies, bounded: a small body that unpacks to a huge one is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whyspec::sync {

// nullopt if the bytes are no whole gzip stream, or unpack to more than `most` bytes.
std::optional<std::string> Gunzip(std::string_view packed, std::size_t most);

}  // namespace whyspec::sync
