#include "rules/detect/characters.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"

namespace whyspec::rules::detect {
namespace {

// The letters and digits that stand beside words in specs. Everything between Latin
// Extended and the punctuation block counts as a letter, combining marks included.
bool IsWordCodePoint(char32_t c) {
  if (c < 0x80) return IsAlnum(static_cast<char>(c));
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  if (c < 0x2000) return true;
  if (c < 0x2C00) return false;                 // punctuation, arrows, symbols
  if (c >= 0x3000 && c < 0x3040) return false;  // CJK punctuation
  if (c >= 0xE000 && c < 0xF900) return false;  // private use
  if (c >= 0xFE00 && c < 0xFE70) return false;  // variation selectors, small forms
  return c != 0xFFFD && c < 0x1F000;
}

}  // namespace

bool EndsWithIgnoringCase(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && EqualIgnoringCase(text.substr(text.size() - end.size()), end);
}

bool ContainsIgnoringCase(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char x, char y) { return Lower(x) == Lower(y); }) != text.end();
}

bool BeginsWithCapital(std::string_view text) {
  if (text.empty()) return false;
  if (static_cast<unsigned char>(text[0]) < 0x80) return IsUpper(text[0]);
  std::size_t at = 0;
  const char32_t c = DecodeAt(text, at);
  if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
  if (c >= 0x100 && c < 0x250) {
    std::string letter;
    AppendUtf8(letter, c + 1);  // in Latin Extended a capital stands right before its small letter
    std::string capital;
    AppendUtf8(capital, c);
    return c % 2 == 0 && Fold(letter) == Fold(capital);
  }
  return false;
}

std::size_t NextDigit(std::string_view text, std::size_t from) {
  constexpr std::size_t kBlock = 32;  // one or two vector registers once compiled
  const char* data = text.data();
  std::size_t at = from;
  while (at + kBlock <= text.size()) {
    unsigned char any = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      any |= static_cast<unsigned char>(static_cast<unsigned char>(data[at + i] - '0') < 10);
    }
    if (any != 0) break;
    at += kBlock;
  }
  while (at < text.size() && !IsDigit(data[at])) ++at;
  return at;
}

std::size_t BlankAt(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == ' ') return 1;
  if (text.substr(at, 2) == "\xC2\xA0") return 2;
  const std::string_view three = text.substr(at, 3);
  return three == "\xE2\x80\xAF" || three == "\xE2\x80\x89" ? 3 : 0;
}

bool WordCharBefore(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  std::size_t begin = at - 1;
  const std::size_t limit = at < 4 ? 0 : at - 4;
  while (begin > limit && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return IsWordCodePoint(DecodeAt(text, begin));
}

bool WordCharAt(std::string_view text, std::size_t at) {
  return at < text.size() && IsWordCodePoint(DecodeAt(text, at));
}

DigitGroups ReadDigitGroups(std::string_view text, std::size_t at, std::string_view joiners,
                            std::size_t max_digits) {
  DigitGroups out;
  max_digits = std::min(max_digits, std::size(out.digits));
  out.end = at;
  bool in_group = false;
  while (at < text.size()) {
    if (IsDigit(text[at])) {
      if (out.count == max_digits) {
        out.more = true;
        break;
      }
      if (!in_group) ++out.groups;
      in_group = true;
      out.digits[out.count++] = text[at++];
      out.end = at;
      continue;
    }
    if (!in_group) break;
    in_group = false;
    if (const std::size_t blank = BlankAt(text, at); blank != 0) {
      at += blank;
    } else if (joiners.find(text[at]) != std::string_view::npos) {
      ++at;
    } else {
      break;
    }
  }
  return out;
}

}  // namespace whyspec::rules::detect
