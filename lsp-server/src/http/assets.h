// Files that were made part of the program at build time (cmake/EmbedFiles.cmake).
#pragma once

#include <string_view>
#include <vector>

namespace whyspec::http {

struct EmbeddedFile {
  std::string_view name;  // "index.html", "assets/app-3f2a.js"
  std::string_view bytes;
};

// The web pages; empty if the program was built without Node.
const std::vector<EmbeddedFile>& web_files();
// schemas/openapi.json.
const std::vector<EmbeddedFile>& openapi_files();

}  // namespace whyspec::http
