#include "features/markdown_escape.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::features {
namespace {

// Characters that move, hide or reorder what follows instead of being seen: C0, C1,
// bidi controls (Unicode TR 9), invisible operators, the byte order mark, interlinear
// marks and the "tag" characters that can smuggle a text past a reader. Joiners
// (U+200C, U+200D) and variation selectors stay: scripts and emoji need them.
bool IsInvisibleControl(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  if (c == 0x061C || c == 0x200E || c == 0x200F) return true;
  if (c >= 0x202A && c <= 0x202E) return true;
  if (c >= 0x2060 && c <= 0x206F) return true;
  if (c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB)) return true;
  return c >= 0xE0000 && c <= 0xE0FFF;
}

bool IsLineOrBlank(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

void AppendVisible(std::string& out, char32_t c) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string digits;
  for (char32_t rest = c; rest != 0; rest >>= 4) digits += kHex[rest & 0xF];
  if (digits.empty()) digits = "0";
  std::reverse(digits.begin(), digits.end());
  out.append("\\u{").append(digits).append("}");
}

// "&amp;" and "&#x3c;" are entities, "R&D" is not.
bool StartsEntity(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  if (end < text.size() && text[end] == '#') ++end;
  const std::size_t first = end;
  while (end < text.size() && end - first < 40 && (IsAlpha(text[end]) || IsDigit(text[end]))) {
    ++end;
  }
  return end > first && end < text.size() && text[end] == ';';
}

// The "." of "www.", which GFM turns into a link.
bool EndsWww(std::string_view text, std::size_t dot) {
  if (dot < 3) return false;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(dot - 3),
                     text.begin() + static_cast<std::ptrdiff_t>(dot),
                     [](char c) { return c == 'w' || c == 'W'; });
}

// "12." and "12)" at the start of a line make a list.
bool EndsListNumber(std::string_view text, std::size_t at) {
  return at > 0 && at <= 9 &&
         std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), IsDigit);
}

bool MustEscape(std::string_view text, std::size_t at) {
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  switch (text[at]) {
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case ']':
    case '<':
    case '>':
    case '~':
    case '|':
    case '@':
      return true;
    case '&':
      return StartsEntity(text, at);
    case ':':
      return next == '/';
    case '$':
      return next == '(' || next == '{';
    case '#':
    case '-':
    case '+':
    case '=':
      return at == 0;
    case '.':
      return EndsWww(text, at) || EndsListNumber(text, at);
    case '(':
      // Editors that know links by a pattern, and no escapes, see one in "\](".
      return at > 0 && text[at - 1] == ']';
    case ')':
      return EndsListNumber(text, at);
    default:
      return false;
  }
}

}  // namespace

std::string PlainLine(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeAt(text, at);
    if (IsLineOrBlank(c)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    if (IsInvisibleControl(c)) {
      AppendVisible(out, c);
    } else {
      AppendUtf8(out, c);
    }
  }
  return out;
}

std::string EscapeMarkdown(std::string_view text) {
  const std::string plain = PlainLine(text);
  std::string out;
  out.reserve(plain.size() + 8);
  for (std::size_t at = 0; at < plain.size(); ++at) {
    if (MustEscape(plain, at)) out += '\\';
    out += plain[at];
  }
  return out;
}

std::string MarkdownLink(std::string_view label, std::string_view uri) {
  const std::string words = EscapeMarkdown(label);
  if (!uri.starts_with("file:///") && !uri.starts_with("https://")) return words;
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string target;
  for (const char c : uri) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || std::string_view("<>()[]\\\"`*_").find(c) != std::string_view::npos) {
      target += '%';
      target += kHex[byte >> 4];
      target += kHex[byte & 0xF];
    } else {
      target += c;
    }
  }
  return StrCat("[", words.empty() ? std::string("…") : words, "](", target, ")");
}

std::string MarkdownCode(std::string_view text) {
  const std::string plain = PlainLine(text);
  if (plain.empty()) return "";
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : plain) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const bool pad = plain.front() == '`' || plain.back() == '`';
  const std::string_view blank = pad ? " " : "";
  return StrCat(fence, blank, plain, blank, fence);
}

std::string EscapeSnippet(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '$' || c == '}') out += '\\';
    out += c;
  }
  return out;
}

std::string PlainFromSnippet(std::string_view snippet) {
  std::string out;
  std::size_t open = 0;  // stops with a default whose "}" is still to come
  for (std::size_t at = 0; at < snippet.size(); ++at) {
    const char c = snippet[at];
    if (c == '\\' && at + 1 < snippet.size()) {
      out += snippet[++at];
    } else if (c == '}' && open > 0) {
      --open;
    } else if (c == '$' && at + 1 < snippet.size() && IsDigit(snippet[at + 1])) {
      while (at + 1 < snippet.size() && IsDigit(snippet[at + 1])) ++at;
    } else if (c == '$' && at + 2 < snippet.size() && snippet[at + 1] == '{' && IsDigit(snippet[at + 2])) {
      at += 2;
      while (at + 1 < snippet.size() && IsDigit(snippet[at + 1])) ++at;
      const char sign = at + 1 < snippet.size() ? snippet[at + 1] : '\0';
      if (sign == '}') {
        ++at;
      } else if (sign == ':') {
        ++at;
        ++open;
      } else if (sign == '|') {  // a choice: the first one stands
        at += 2;
        while (at < snippet.size() && snippet[at] != ',' && snippet[at] != '|') out += snippet[at++];
        while (at < snippet.size() && snippet[at] != '}') ++at;
      }
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace whyspec::features
