#include "base/glob.h"

#include <algorithm>

namespace whyspec {
namespace {

constexpr std::size_t kMostAlternatives = 256;  // `{a,b}{a,b}…` doubles at each step

// Splits "a,b{c,d}" at the commas outside braces.
std::vector<std::string_view> SplitAlternatives(std::string_view inside) {
  std::vector<std::string_view> out;
  int depth = 0;
  std::size_t from = 0;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '{') ++depth;
    if (inside[i] == '}') --depth;
    if (inside[i] == ',' && depth == 0) {
      out.push_back(inside.substr(from, i - from));
      from = i + 1;
    }
  }
  out.push_back(inside.substr(from));
  return out;
}

std::vector<std::string> ExpandBraces(std::string_view pattern) {
  std::vector<std::string> done;
  std::vector<std::string> open{std::string(pattern)};
  while (!open.empty()) {
    const std::string next = std::move(open.back());
    open.pop_back();
    const std::size_t begin = next.find('{');
    std::size_t end = std::string::npos;
    int depth = 0;
    for (std::size_t i = begin; i < next.size(); ++i) {
      if (next[i] == '{') ++depth;
      if (next[i] == '}' && --depth == 0) {
        end = i;
        break;
      }
    }
    if (end == std::string::npos || done.size() + open.size() >= kMostAlternatives) {
      done.push_back(next);
      continue;
    }
    const std::string_view view = next;
    for (const std::string_view part : SplitAlternatives(view.substr(begin + 1, end - begin - 1))) {
      std::string expanded(view.substr(0, begin));
      expanded += part;
      expanded += view.substr(end + 1);
      open.push_back(std::move(expanded));
    }
  }
  return done;
}

// One "[…]" set at pattern[at]; moves past it. An unclosed set is a literal "[".
bool MatchesSet(std::string_view pattern, std::size_t& at, char c) {
  const std::size_t close = pattern.find(']', at + 2);
  if (close == std::string_view::npos) {
    ++at;
    return c == '[';
  }
  std::string_view set = pattern.substr(at + 1, close - at - 1);
  at = close + 1;
  const bool negated = set.front() == '!' || set.front() == '^';
  if (negated) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (i + 2 < set.size() && set[i + 1] == '-') {
      found = found || (set[i] <= c && c <= set[i + 2]);
      i += 2;
    } else {
      found = found || set[i] == c;
    }
  }
  return found != negated;
}

// `*` and `?` within one path component. Only the last star can need another try, so
// the time is at most pattern times text.
bool MatchesComponent(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
      continue;
    }
    if (p < pattern.size()) {
      std::size_t next = p + 1;
      const bool matches =
          pattern[p] == '?' ||
          (pattern[p] == '[' ? (next = p, MatchesSet(pattern, next, text[t])) : pattern[p] == text[t]);
      if (matches) {
        p = next;
        ++t;
        continue;
      }
    }
    if (star == std::string_view::npos) return false;
    p = star + 1;
    t = ++star_text;
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::vector<std::string_view> SplitPath(std::string_view path) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', from)) {
    if (slash > from) out.push_back(path.substr(from, slash - from));
    from = slash + 1;
  }
  if (from < path.size()) out.push_back(path.substr(from));
  return out;
}

// The same walk one level up: `**` stands for any number of components.
bool MatchesPath(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& path) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_path = 0;
  while (t < path.size()) {
    if (p < pattern.size() && pattern[p] == "**") {
      if (p + 1 == pattern.size()) return true;
      star = p++;
      star_path = t;
      continue;
    }
    if (p < pattern.size() && MatchesComponent(pattern[p], path[t])) {
      ++p;
      ++t;
      continue;
    }
    if (star == std::string_view::npos) return false;
    p = star + 1;
    t = ++star_path;
  }
  // "calls/**" means what is below calls, not calls itself.
  return p == pattern.size();
}

}  // namespace

Glob::Glob(std::string_view pattern) : pattern_(pattern) {
  if (pattern.substr(0, 2) == "./") pattern.remove_prefix(2);
  if (!pattern.empty() && pattern.back() == '/') {
    alternatives_ = ExpandBraces(std::string(pattern) + "**");
  } else if (pattern.find('/') == std::string_view::npos) {
    alternatives_ = ExpandBraces("**/" + std::string(pattern));
  } else {
    alternatives_ = ExpandBraces(pattern);
  }
}

bool Glob::Matches(std::string_view path) const {
  const std::vector<std::string_view> components = SplitPath(path);
  for (const std::string& alternative : alternatives_) {
    if (MatchesPath(SplitPath(alternative), components)) return true;
  }
  return false;
}

std::string_view Glob::literal_prefix() const {
  std::string_view pattern = pattern_;
  if (pattern.substr(0, 2) == "./") pattern.remove_prefix(2);
  const std::size_t wild = pattern.find_first_of("*?[{");
  if (wild == std::string_view::npos) return pattern;
  const std::size_t slash = pattern.rfind('/', wild);
  return slash == std::string_view::npos ? std::string_view() : pattern.substr(0, slash);
}

bool MatchesAny(const std::vector<Glob>& globs, std::string_view path) {
  return std::any_of(globs.begin(), globs.end(), [&](const Glob& glob) { return glob.Matches(path); });
}

}  // namespace whyspec
