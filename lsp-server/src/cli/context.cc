#include "cli/context.h"

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::cli {

int Context::Fail(std::string_view sentence) const {
  err() << "whyspec: " << Printable(ShownIn(std::string(sentence))) << '\n';
  return kFailure;
}

void Context::Note(std::string_view sentence) const { err() << Printable(sentence) << '\n'; }

std::string Context::Absolute(std::string_view path) const {
  return NormalizePath(JoinPath(directory, path));
}

std::string Context::Shown(std::string_view absolute_path) const {
  return RelativePath(absolute_path, directory);
}

std::string Context::ShownIn(std::string sentence) const {
  if (directory == "/") return sentence;
  const std::string prefix = directory + "/";
  for (std::size_t at = sentence.find(prefix); at != std::string::npos; at = sentence.find(prefix, at)) {
    // Only where a path starts: "/b/a.md" is no part of "/a/b/a.md".
    const bool starts = at == 0 ||
                        std::string_view(" \"'`(“").find(sentence[at - 1]) != std::string_view::npos ||
                        static_cast<unsigned char>(sentence[at - 1]) >= 0x80;
    if (starts) {
      sentence.erase(at, prefix.size());
    } else {
      at += prefix.size();
    }
  }
  return sentence;
}

}  // namespace whyspec::cli
