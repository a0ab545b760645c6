// JSON on one line that never throws: bytes that are not UTF-8 (a path, a broken spec)
// become U+FFFD.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace whyspec::cli {

using Json = nlohmann::ordered_json;

inline std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace whyspec::cli
