// Front matter while it is typed: lines, dashes and indentation instead of YAML.
#include <algorithm>
#include <optional>

#include "base/unicode.h"
#include "features/completion_context.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

constexpr int kMaxLines = 2000;  // looked at above the cursor

bool IsKeyChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// The YAML between the "---" lines, closed or not yet; nullopt if `at` is not in it.
std::optional<TextRange> YamlAround(std::string_view text, Offset at) {
  const Offset first = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const TextRange opening = LineAround(text, first);
  if (Trim(Cut(text, {first, opening.end})) != "---" || text.substr(first, 3) != "---") return std::nullopt;
  const Offset begin = NextLine(text, opening.begin);
  if (at < begin || begin <= opening.end) return std::nullopt;
  for (Offset line = begin; line < text.size();) {
    const TextRange range = LineAround(text, line);
    const std::string_view words = Cut(text, range);
    if (words == "---" || words == "...")
      return at <= range.begin ? std::optional(TextRange{begin, range.begin}) : std::nullopt;
    // Without an end yet it goes as far as it looks like keys.
    if (at <= range.end && (words.starts_with("# ") || words.starts_with("## "))) return std::nullopt;
    const Offset next = NextLine(text, line);
    if (next <= line || next == range.end) break;
    line = next;
  }
  // Never closed: everything down to the first blank line or heading.
  for (Offset line = begin; line < at;) {
    const TextRange range = LineAround(text, line);
    const std::string_view words = Cut(text, range);
    if (range.end < at && (Trim(words).empty() || words.starts_with("#"))) return std::nullopt;
    const Offset next = NextLine(text, line);
    if (next <= line) break;
    line = next;
  }
  return TextRange{begin, SizeOf(text)};
}

struct YamlLine {
  int dash = -1;         // column of the last "- "
  int key_column = 0;    // of what comes after indentation and dashes
  std::string_view key;  // empty: no "key:" here
  bool value_empty = false;
};

YamlLine ReadLine(std::string_view line) {
  YamlLine out;
  std::size_t at = 0;
  while (at < line.size()) {
    if (line[at] == ' ') {
      ++at;
    } else if (line[at] == '-' && (at + 1 == line.size() || line[at + 1] == ' ')) {
      out.dash = static_cast<int>(at);
      ++at;
    } else {
      break;
    }
  }
  out.key_column = static_cast<int>(at);
  std::size_t end = at;
  while (end < line.size() && IsKeyChar(line[end])) ++end;
  const bool colon =
      end < line.size() && line[end] == ':' && (end + 1 == line.size() || line[end + 1] == ' ');
  if (end > at && colon) {
    out.key = line.substr(at, end - at);
    out.value_empty = Trim(line.substr(end + 1)).empty();
  }
  return out;
}

// Keys of the mappings around a line, outermost first, joined by ".".
std::string PathAbove(std::string_view text, TextRange yaml, Offset line_begin, const YamlLine& here) {
  std::vector<std::string_view> keys;
  int limit = here.dash >= 0 ? here.dash : here.key_column;
  int column = here.dash >= 0 ? -1 : here.key_column;  // where keys of the same item stand
  bool equal = here.dash >= 0;                         // "key:" may stand right above its "- "
  Offset line = line_begin;
  for (int i = 0; i < kMaxLines && line > yaml.begin && (limit > 0 || equal); ++i) {
    line = LineAround(text, line - 1).begin;
    const std::string_view words = Cut(text, LineAround(text, line));
    if (Trim(words).empty() || Trim(words).front() == '#') continue;
    const YamlLine above = ReadLine(words);
    if (above.dash >= 0 && above.key_column == column && above.dash < limit) {
      limit = above.dash;
      column = -1;
      equal = true;
      continue;
    }
    if (above.key.empty()) continue;
    const bool parent = above.key_column < limit ||
                        (equal && above.dash < 0 && above.key_column == limit && above.value_empty);
    if (!parent) continue;
    keys.push_back(above.key);
    limit = above.dash >= 0 ? above.dash : above.key_column;
    column = above.dash >= 0 ? -1 : above.key_column;
    equal = above.dash >= 0;
  }
  std::string path;
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
    if (!path.empty()) path += '.';
    path += *key;
  }
  return path;
}

}  // namespace

TypingContext TypingInFrontMatter(std::string_view text, Offset at) {
  TypingContext out;
  const auto yaml = YamlAround(text, at);
  if (!yaml) return out;
  const TextRange line = LineAround(text, at);
  const std::string_view before = Cut(text, {line.begin, at});
  const YamlLine here = ReadLine(Cut(text, line));
  const YamlLine typed_line = ReadLine(before);
  if (Trim(before).starts_with("#")) return out;
  const std::string above = PathAbove(text, *yaml, line.begin, here);

  if (typed_line.key.empty() && before.find(':') == std::string_view::npos) {
    // A key, or the first word of a list item.
    const std::size_t start =
        std::min<std::size_t>(static_cast<std::size_t>(typed_line.key_column), before.size());
    const std::string_view typed = before.substr(start);
    if (!std::all_of(typed.begin(), typed.end(), IsKeyChar)) {
      if (typed_line.dash < 0) return out;
      // "- some words": the value of a list.
    }
    out.what = Typing::kKey;
    out.path = above;
    out.in_list = typed_line.dash >= 0;
    out.typed = typed;
    out.replace = {line.begin + static_cast<Offset>(start), at};
    Offset end = at;
    while (end < line.end && IsKeyChar(text[end])) ++end;
    out.replace.end = end;
    out.colon_follows = end < line.end && text[end] == ':';
    return out;
  }
  if (typed_line.key.empty()) return out;
  const std::size_t colon = before.find(':', static_cast<std::size_t>(typed_line.key_column));
  std::size_t start = colon + 1;
  if (start >= before.size() && at == line.begin + start) {
    // Right after the colon: YAML wants a blank there, the item brings it.
  }
  for (std::size_t i = start; i < before.size(); ++i) {
    if (before[i] == '[' || before[i] == ',') {
      start = i + 1;
      out.in_list = true;
    } else if (before[i] == '{') {
      return TypingContext{};  // flow mappings are rare and every editor has them closed
    }
  }
  while (start < before.size() && (before[start] == ' ' || before[start] == '"' || before[start] == '\''))
    ++start;
  out.what = Typing::kValue;
  out.path = above.empty() ? std::string(typed_line.key) : above + "." + std::string(typed_line.key);
  out.typed = before.substr(start);
  out.replace = {line.begin + static_cast<Offset>(start), at};
  return out;
}

std::vector<std::string> TopLevelKeys(std::string_view text, Offset at) {
  std::vector<std::string> out;
  const auto yaml = YamlAround(text, at);
  if (!yaml) return out;
  const TextRange current = LineAround(text, at);
  for (Offset line = yaml->begin; line < yaml->end;) {
    const TextRange range = LineAround(text, line);
    const YamlLine read = ReadLine(Cut(text, range));
    if (range.begin != current.begin && read.key_column == 0 && !read.key.empty()) out.emplace_back(read.key);
    const Offset next = NextLine(text, line);
    if (next <= line) break;
    line = next;
  }
  return out;
}

}  // namespace whyspec::features
