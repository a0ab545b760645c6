// Where a link of a spec leads inside the workspace.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "features/world.h"

namespace whyspec::features {

struct LinkTarget {
  std::string path;      // absolute
  std::string fragment;  // without "#", percent-decoded
};
// The file a relative (or file:) destination names; nullopt for other schemes, for
// absolute paths of a web site ("/docs") and for nothing. "#why" is the document itself.
std::optional<LinkTarget> TargetOf(std::string_view destination, std::string_view document_path);

// The heading a fragment names, by GitHub's rule: lower case, punctuation dropped,
// blanks to "-", "-1" for the second of a name; accents do not matter here. An index
// into headings().
std::optional<markdown::Index> FindHeading(const markdown::Document& document, std::string_view fragment);
std::string HeadingSlug(std::string_view heading);

// A relative destination from a document to a file, safe in any link form.
std::string RelativeDestination(std::string_view target_path, std::string_view document_path);

}  // namespace whyspec::features
