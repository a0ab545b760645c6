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

// Moves over one character. cmark's scanner for titles takes well-formed UTF-8 only
// (surrogates included); for other bytes this returns false.
bool NextCharacter(const LeafLines& leaf, Cursor& c) {
  const int lead = leaf.Peek(c);
  leaf.Next(c);
  if (lead < 0x80) return true;
  if (lead < 0xC2 || lead > 0xF4) return false;
  int low = 0x80;
  int high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3; more > 0; --more) {
    const int b = leaf.Peek(c);
    if (b < low || b > high) return false;
    leaf.Next(c);
    low = 0x80;
    high = 0xBF;
  }
  return true;
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
      if (b == '\\') leaf.Next(at);  // cmark lets it escape a line end, too
    }
    TextRange range{begin, at.at};
    const auto space_at = [&](Offset i) { return IsSpaceByte(static_cast<unsigned char>(leaf.text()[i])); };
    while (!range.empty() && space_at(range.end - 1)) --range.end;
    while (!range.empty() && space_at(range.begin)) ++range.begin;
    leaf.Next(at);
    c = at;
    return Destination{.range = range};
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
  // cmark takes the longest title: a closing mark after a backslash closes only if
  // none without a backslash follows.
  std::optional<Cursor> end;
  int before = open;
  Cursor at = c;
  leaf.Next(at);
  for (;;) {
    const int b = leaf.Peek(at);
    if (b == LeafLines::kEnd || (open == '(' && b == '(' && before != '\\')) break;
    if (!NextCharacter(leaf, at)) break;
    if (b == close) {
      end = at;
      if (before != '\\') break;
    }
    before = b;
  }
  if (!end) return false;
  c = *end;
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
  if (IsBlankLabel(leaf, label_begin, label->end)) return std::nullopt;
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

bool IsBlankLabel(const LeafLines& leaf, Cursor from, Offset end) {
  while (from.at < end && IsSpaceByte(leaf.Peek(from))) leaf.Next(from);
  return from.at >= end;
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
