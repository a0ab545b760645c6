#include "features/completion_context.h"

#include <algorithm>

#include "base/unicode.h"
#include "engine/directive.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

constexpr std::size_t kMaxComment = 2000;  // bytes looked back for "<!--"

bool IsIdChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}
bool IsAnchorChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == ',' || c == ':' || c == '=' ||
         c == '-';
}

bool IsDirectiveWord(std::string_view word) {
  return std::find(std::begin(engine::kDirectiveWords), std::end(engine::kDirectiveWords), word) !=
         std::end(engine::kDirectiveWords);
}

// In an open comment. `handled` is true there even if nothing is offered.
TypingContext InComment(std::string_view text, Offset at, bool& handled) {
  TypingContext out;
  const std::size_t from = at > kMaxComment ? at - kMaxComment : 0;
  const std::size_t open = text.substr(from, at - from).rfind("<!--");
  if (open == std::string_view::npos) return out;
  const std::size_t inner = from + open + 4;
  if (inner > at || text.substr(inner, at - inner).find("-->") != std::string_view::npos) return out;
  handled = true;
  const TextRange line = LineAround(text, at);
  const std::string_view typed = text.substr(inner, at - inner);
  const std::string_view after = Cut(text, {at, line.end});
  const std::size_t closing = after.find("-->");
  out.comment_closed = closing != std::string_view::npos;
  out.reason_follows = after.substr(0, closing).find(':') != std::string_view::npos;

  std::size_t word = 0;
  while (word < typed.size() && IsAsciiSpace(typed[word])) ++word;
  std::size_t word_end = word;
  while (word_end < typed.size() && !IsAsciiSpace(typed[word_end])) ++word_end;
  const std::string_view name = typed.substr(word, word_end - word);
  if (word_end == typed.size()) {
    constexpr std::string_view kPrefix = "whyspec-";
    if (!name.starts_with(kPrefix) && !kPrefix.starts_with(name)) return out;
    if (inner + word < line.begin) return out;
    out.what = Typing::kDirective;
    out.typed = name;
    out.replace = {static_cast<Offset>(inner + word), at};
    while (out.replace.end < line.end && IsIdChar(text[out.replace.end])) ++out.replace.end;
    // "<!--|-->": the dashes are the comment's end.
    if (name.empty()) out.replace.end = at;
    return out;
  }
  if (!IsDirectiveWord(name) || typed.find(':', word_end) != std::string_view::npos) return out;
  std::size_t start = typed.size();
  while (start > word_end && !IsAsciiSpace(typed[start - 1]) && typed[start - 1] != ',') --start;
  if (inner + start < line.begin) return out;
  out.what = Typing::kDirectiveRule;
  out.typed = typed.substr(start);
  out.replace = {static_cast<Offset>(inner + start), at};
  return out;
}

bool AtHeading(std::string_view text, Offset at, TypingContext& out) {
  const TextRange line = LineAround(text, at);
  const std::string_view before = Cut(text, {line.begin, at});
  std::size_t start = 0;
  while (start < before.size() && start < 3 && before[start] == ' ') ++start;
  std::size_t end = start;
  while (end < before.size() && before[end] == '#') ++end;
  const std::size_t level = end - start;
  if (level == 0 || level > 6) return false;
  out.what = Typing::kHeading;
  out.level = static_cast<int>(level);
  out.typed = before.substr(start);
  out.replace = {line.begin + static_cast<Offset>(start), at};
  out.rest_of_line_blank = Trim(Cut(text, {at, line.end})).empty();
  return true;
}

void FillDestination(std::string_view text, Offset at, std::size_t begin, char opener, TypingContext& out) {
  const TextRange line = LineAround(text, at);
  const std::string_view token = text.substr(begin, at - begin);
  const std::size_t hash = token.find('#');
  out.opener = opener;
  Offset end = at;
  if (hash == std::string_view::npos) {
    out.what = Typing::kDestination;
    out.typed = token;
    while (end < line.end && (IsIdChar(text[end]) || text[end] == '/')) ++end;
    out.replace = {static_cast<Offset>(begin), end};
  } else {
    out.what = Typing::kAnchor;
    out.target = token.substr(0, hash);
    out.typed = token.substr(hash);
    while (end < line.end && IsAnchorChar(text[end])) ++end;
    out.replace = {static_cast<Offset>(begin + hash), end};
  }
  const char closer = opener == '(' ? ')' : '>';
  out.closed = opener == '\0' || (end < text.size() && text[end] == closer);
}

// True if `token` may be the start of a destination that cites a call.
bool StartsCall(std::string_view token) {
  constexpr std::string_view kScheme = "call:";
  return token.starts_with(kScheme) || (token.size() >= 2 && kScheme.starts_with(token));
}

bool AtDestination(std::string_view text, Offset at, TypingContext& out) {
  const TextRange line = LineAround(text, at);
  const std::string_view before = Cut(text, {line.begin, at});
  // Back to where the destination must have begun.
  std::size_t start = before.size();
  while (start > 0 && before[start - 1] != '(' && before[start - 1] != '<' && before[start - 1] != ')' &&
         before[start - 1] != '>' && !IsAsciiSpace(before[start - 1])) {
    --start;
  }
  const std::string_view token = before.substr(start);
  const char opener = start > 0 ? before[start - 1] : '\0';
  const std::size_t begin = line.begin + start;
  const std::string_view ahead = start > 0 ? before.substr(0, start - 1) : std::string_view();
  if (opener == '(' && (ahead.ends_with("]") || StartsCall(token))) {
    FillDestination(text, at, begin, '(', out);
    return true;
  }
  if (opener == '<' && (StartsCall(token) || ahead.ends_with("]("))) {
    FillDestination(text, at, begin, '<', out);
    return true;
  }
  // `[label]: dest`, with or without "<".
  std::string_view label = Trim(opener == '<' ? ahead : before.substr(0, start));
  if (label.starts_with("[") && label.ends_with("]:") && label.size() > 3 &&
      label.substr(0, label.size() - 2).find(']') == std::string_view::npos) {
    FillDestination(text, at, begin, opener == '<' ? '<' : '\0', out);
    return true;
  }
  return false;
}

bool AtCitation(std::string_view text, Offset at, TypingContext& out) {
  const TextRange line = LineAround(text, at);
  const std::string_view before = Cut(text, {line.begin, at});
  const std::size_t open = before.find_last_of("[]");
  if (open == std::string_view::npos || before[open] != '[') return false;
  if (open > 0 && (before[open - 1] == '!' || before[open - 1] == '\\' || before[open - 1] == '['))
    return false;
  const std::string_view typed = before.substr(open);
  // Footnotes and the boxes of task lists are no links.
  if (typed.starts_with("[^") || typed.starts_with("[ ")) return false;
  out.what = Typing::kCitation;
  out.typed = typed;
  out.replace = {line.begin + static_cast<Offset>(open), at};
  const std::string_view after = Cut(text, {at, line.end});
  if (after.starts_with("]") && !after.starts_with("](") && !after.starts_with("][") &&
      !after.starts_with("]:")) {
    ++out.replace.end;
  } else if (after.find(']') != std::string_view::npos && after.find(']') < after.find('[')) {
    return false;  // inside the words of a finished link
  }
  return true;
}

// Prose: the word before the cursor is what is being typed.
TypingContext InSentence(std::string_view text, Offset at) {
  TypingContext out;
  out.what = Typing::kSentence;
  const TextRange line = LineAround(text, at);
  const TextRange word = WordAround(text, at);
  out.replace = word.begin < at ? word : TextRange{at, at};
  out.typed = Cut(text, {out.replace.begin, at});
  out.empty_line = Trim(Cut(text, line)).empty();
  return out;
}

}  // namespace

TypingContext TypingAt(const markdown::Document& document, Offset at) {
  const std::string_view text = document.text();
  at = ClampToCharacter(text, at);
  TypingContext out = TypingInFrontMatter(text, at);
  if (out.what != Typing::kNothing) return out;
  const markdown::FrontMatter* front_matter = document.front_matter();
  if (front_matter != nullptr && at < front_matter->range.end) return out;
  bool in_comment = false;
  if (at > 0 && document.InCode(at - 1)) {
    // A comment counts as code; nothing else of it does.
    out = InComment(text, at, in_comment);
    return out;
  }
  out = InComment(text, at, in_comment);
  if (in_comment) return out;
  if (AtHeading(text, at, out) || AtDestination(text, at, out) || AtCitation(text, at, out)) return out;
  const std::string_view rest = Cut(text, {at, LineAround(text, at).end});
  // Not inside the parts of a finished link, nor in a table.
  const std::size_t closing = rest.find_first_of("[]()|");
  if (closing != std::string_view::npos && rest[closing] != '[' && rest[closing] != '(')
    return TypingContext{};
  return InSentence(text, at);
}

}  // namespace whyspec::features
