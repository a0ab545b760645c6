// What the front matter of a Markdown file says about its place in the team, read from
// the first kilobytes: whether it is a spec, and its id.
#pragma once

#include <string>
#include <string_view>

#include "base/text_range.h"
#include "engine/open_documents.h"

namespace whyspec::engine {

struct SpecHead {
  bool says_spec = false;  // `type: spec`
  std::string id;          // "" if it has none
  TextRange id_range;
  friend bool operator==(const SpecHead&, const SpecHead&) = default;
};

SpecHead ReadSpecHead(std::string_view text);
// From the open text, else from as much of the file as its front matter takes. A file
// that cannot be read says nothing.
SpecHead ReadSpecHead(const FileSystem& files, const OpenDocuments& open, const std::string& path);

}  // namespace whyspec::engine
