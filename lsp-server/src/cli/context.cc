#include "cli/context.h"

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::cli {

int Context::Fail(std::string_view sentence) const {
  err() << "whyspec: " << Printable(sentence) << '\n';
  return kFailure;
}

void Context::Note(std::string_view sentence) const { err() << Printable(sentence) << '\n'; }

std::string Context::Absolute(std::string_view path) const {
  return NormalizePath(JoinPath(directory, path));
}

std::string Context::Shown(std::string_view absolute_path) const {
  return RelativePath(absolute_path, directory);
}

}  // namespace whyspec::cli
