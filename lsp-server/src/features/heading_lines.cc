#include "features/heading_lines.h"

#include <string>

#include "base/unicode.h"
#include "features/spots.h"
#include "features/symbols.h"

namespace whyspec::features {
namespace {

bool IsUnderline(std::string_view line) {
  const std::string_view marks = Trim(line);
  return !marks.empty() && (marks.front() == '=' || marks.front() == '-') &&
         marks.find_first_not_of(marks.front()) == std::string_view::npos;
}

// What may stand before a heading on its line: blanks, quotes, list markers.
std::string_view WithoutMarkers(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t>-+.)0123456789");
  return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

bool LooksLikeHeading(std::string_view line) {
  const std::string_view words = WithoutMarkers(line);
  return words.starts_with("#") || words.starts_with("**") || words.starts_with("__") ||
         words.starts_with("title:") || words.starts_with("id:") || words.starts_with("\"title\"") ||
         words.starts_with("\"id\"") || words.starts_with("*") || words.starts_with("{");
}

}  // namespace

bool MayHaveSymbol(std::string_view text, std::string_view folded_query) {
  if (folded_query.empty()) return true;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::string paragraph;  // lines up to here, as the words of a setext heading
  for (Offset at = 0; at < text.size();) {
    const TextRange range = LineAround(text, at);
    const std::string_view line = Cut(text, range);
    if (Trim(line).empty()) {
      paragraph.clear();
    } else if (IsUnderline(line) && !paragraph.empty()) {
      const bool entity = paragraph.find('&') != std::string::npos;
      if (entity || FuzzyScore(folded_query, Fold(paragraph)) > 0) return true;
      paragraph.clear();
    } else {
      // An entity ("&eacute;") shows another letter than it is written with.
      const bool entity = line.find('&') != std::string_view::npos;
      if (LooksLikeHeading(line) && (entity || FuzzyScore(folded_query, Fold(line)) > 0)) return true;
      // The words of a heading are few; a long paragraph above a rule is none.
      if (paragraph.size() < 2000) paragraph.append(line).append(" ");
    }
    const Offset next = NextLine(text, at);
    if (next <= at) break;
    at = next;
  }
  return false;
}

}  // namespace whyspec::features
