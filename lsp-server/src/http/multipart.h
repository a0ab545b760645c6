// multipart/form-data (RFC 7578), strictly and over the whole body: parts are views into it.
// Binary content is as it came; linear in the size of the body.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace whyspec::http {

struct Part {
  std::string name;
  std::string file_name;  // without folders; "" for a plain field
  std::string_view content;
};
// `content_type`: the header's value. kInvalid says what is wrong; at most `most` parts.
Result<std::vector<Part>> ParseMultipart(std::string_view content_type, std::string_view body,
                                         std::size_t most);

}  // namespace whyspec::http
