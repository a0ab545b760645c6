#include "markdown/document.h"

namespace whyspec::markdown {
namespace {

// The line that begins at `at`: its content's end and the start of the next line.
struct Line {
  std::size_t end;
  std::size_t next;
};
Line LineAt(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
  std::size_t next = end;
  if (next < text.size()) next += text.substr(next).starts_with("\r\n") ? 2 : 1;
  return {end, next};
}

bool IsFence(std::string_view line, std::string_view fence) {
  if (!line.starts_with(fence)) return false;
  return line.find_first_not_of(" \t", fence.size()) == std::string_view::npos;
}

}  // namespace

std::optional<FrontMatterRange> FindFrontMatter(std::string_view text) {
  std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const Line open = LineAt(text, begin);
  if (!IsFence(text.substr(begin, open.end - begin), "---") || open.next == open.end) return std::nullopt;
  for (std::size_t at = open.next; at < text.size();) {
    const Line line = LineAt(text, at);
    const std::string_view content = text.substr(at, line.end - at);
    if (IsFence(content, "---") || IsFence(content, "...")) {
      return FrontMatterRange{
          .range = {static_cast<Offset>(begin), static_cast<Offset>(line.end)},
          .inner = {static_cast<Offset>(open.next), static_cast<Offset>(at)},
      };
    }
    at = line.next;
  }
  return std::nullopt;
}

}  // namespace whyspec::markdown
