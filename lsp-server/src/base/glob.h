// Path patterns of the config: `*`, `?`, `[abc]`, `{a,b}` and `**` over a path with
// "/" separators. Matching takes time linear in pattern times path: hostile
// patterns cannot make it explode. Case-sensitive. A pattern without "/" matches
// the last component only, as in .gitignore; `dir/**` matches all below dir.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whyspec {

class Glob {
 public:
  explicit Glob(std::string_view pattern);
  // `path` is relative to the folder the pattern was written in, without "./".
  bool Matches(std::string_view path) const;
  const std::string& pattern() const { return pattern_; }
  // The leading part that holds no wildcard ("docs/specs"), to walk no more
  // folders than needed. May be empty.
  std::string_view literal_prefix() const;

 private:
  std::string pattern_;
  std::vector<std::string> alternatives_;  // `{a,b}` expanded
};

bool MatchesAny(const std::vector<Glob>& globs, std::string_view path);

}  // namespace whyspec
