#include "markdown/link_syntax.h"

#include "base/unicode.h"

namespace whyspec::markdown::internal {
namespace {

constexpr int kMaxLabelBytes = 1000;
constexpr int kMaxOpenParentheses = 32;

void SkipSpaces(const LeafLines& leaf, Cursor& c) {
  for (int b = leaf.Peek(c); b == ' ' || b == '\t'; b = leaf.Peek(c)) leaf.Next(c);
}

void SkipWhiteSpace(const LeafLines& leaf, Cursor& c) {
  while (IsSpaceByte(leaf.Peek(c))) leaf.Next(c);
}

bool AtLineEnd(const LeafLines& leaf, const Cursor& c) {
  const int b = leaf.Peek(c);
  return b == '\n' || b == LeafLines::kEnd;
}

// Blanks with at most one line end among them.
void SkipSpacesAndLineEnd(const LeafLines& leaf, Cursor& c) {
  SkipSpaces(leaf, c);
  if (!AtLineEnd(leaf, c)) return;
  leaf.Next(c);
  SkipSpaces(leaf, c);
}

}  // namespace

std::optional<TextRange> ScanLabel(const LeafLines& leaf, Cursor& c) {
  Cursor at = c;
  if (leaf.Peek(at) != '[') return std::nullopt;
  leaf.Next(at);
  const Offset begin = at.at;
  int length = 0;
  for (;;) {
    const int b = leaf.Peek(at);
    if (b == LeafLines::kEnd || b == '[' || length > kMaxLabelBytes) return std::nullopt;
    if (b == ']') break;
    leaf.Next(at);
    ++length;
    if (b == '\\' && IsPunctByte(leaf.Peek(at))) {
      leaf.Next(at);
      ++length;
    }
  }
  const TextRange range{begin, at.at};
  leaf.Next(at);
  c = at;
  return range;
}

std::optional<Destination> ScanDestination(const LeafLines& leaf, Cursor& c) {
  Cursor at = c;
  if (leaf.Peek(at) == '<') {
    leaf.Next(at);
    const Offset begin = at.at;
    for (;;) {
      const int b = leaf.Peek(at);
      if (b == LeafLines::kEnd || b == '\n' || b == '<') return std::nullopt;
      if (b == '>') break;
      leaf.Next(at);
      if (b == '\\' && !AtLineEnd(leaf, at)) leaf.Next(at);
    }
    const Offset end = at.at;
    leaf.Next(at);
    c = at;
    return Destination{.range = {begin, end}};
  }
  int open = 0;
  for (;;) {
    const int b = leaf.Peek(at);
    if (b == LeafLines::kEnd || IsSpaceByte(b)) break;
    if (b == ')' && open == 0) break;
    if (b == '(' && ++open > kMaxOpenParentheses) return std::nullopt;
    if (b == ')') --open;
    leaf.Next(at);
    if (b == '\\' && IsPunctByte(leaf.Peek(at))) leaf.Next(at);
  }
  if (open != 0) return std::nullopt;
  if (at == c && leaf.Peek(at) != ')') return std::nullopt;
  const Destination found{.range = {c.at, at.at}};
  c = at;
  return found;
}

bool ScanTitle(const LeafLines& leaf, Cursor& c) {
  const int open = leaf.Peek(c);
  if (open != '"' && open != '\'' && open != '(') return false;
  const int close = open == '(' ? ')' : open;
  Cursor at = c;
  leaf.Next(at);
  for (;;) {
    const int b = leaf.Peek(at);
    if (b == LeafLines::kEnd || (open == '(' && b == '(')) return false;
    leaf.Next(at);
    if (b == close) break;
    if (b == '\\' && IsPunctByte(leaf.Peek(at))) leaf.Next(at);
  }
  c = at;
  return true;
}

std::optional<Destination> ScanLinkTail(const LeafLines& leaf, Cursor& c) {
  if (leaf.Peek(c) != '(') return std::nullopt;
  Cursor at = c;
  leaf.Next(at);
  SkipWhiteSpace(leaf, at);
  const auto destination = ScanDestination(leaf, at);
  if (!destination) return std::nullopt;
  const Offset before_blanks = at.at;
  SkipWhiteSpace(leaf, at);
  if (at.at != before_blanks) ScanTitle(leaf, at);
  SkipWhiteSpace(leaf, at);
  if (leaf.Peek(at) != ')') return std::nullopt;
  leaf.Next(at);
  c = at;
  return destination;
}

std::optional<ScannedDefinition> ScanDefinition(const LeafLines& leaf, Cursor& c) {
  Cursor at = c;
  const auto label = ScanLabel(leaf, at);
  if (!label || leaf.Peek(at) != ':') return std::nullopt;
  ScannedDefinition found;
  found.label = *label;
  Cursor label_begin = c;
  leaf.Next(label_begin);
  found.label_key = LabelKey(leaf, label_begin, label->end);
  if (found.label_key.empty()) return std::nullopt;
  leaf.Next(at);
  SkipSpacesAndLineEnd(leaf, at);
  const auto destination = ScanDestination(leaf, at);
  if (!destination) return std::nullopt;
  found.destination = destination->range;

  const Cursor before_title = at;
  SkipSpacesAndLineEnd(leaf, at);
  bool titled = !(at == before_title) && ScanTitle(leaf, at);
  if (!titled) at = before_title;
  Cursor end = at;
  SkipSpaces(leaf, at);
  if (!AtLineEnd(leaf, at)) {
    if (!titled) return std::nullopt;
    at = before_title;  // what looked like a title is text of the next line
    end = at;
    SkipSpaces(leaf, at);
    if (!AtLineEnd(leaf, at)) return std::nullopt;
  }
  found.range = {c.at, end.at};
  leaf.Next(at);
  c = at;
  return found;
}

std::string LabelKey(const LeafLines& leaf, Cursor from, Offset end) {
  std::string raw;
  while (from.at < end && leaf.Peek(from) != LeafLines::kEnd) {
    const int b = leaf.Peek(from);
    raw += b == '\n' ? ' ' : static_cast<char>(b);
    leaf.Next(from);
  }
  const std::string folded = Fold(raw);
  return std::string(Trim(folded));
}

}  // namespace whyspec::markdown::internal
