#include "calls/importers/visible_text.h"

#include <algorithm>
#include <cstdint>

#include "base/ascii.h"
#include "base/unicode.h"

namespace whyspec::calls {
namespace {

struct Named {
  std::string_view name;
  char32_t character;
  bool bare;  // known without its semicolon too
};
// In byte order of names.
constexpr Named kNamed[] = {
    {"AElig", 0xC6, true},     {"Aacute", 0xC1, true},    {"Acirc", 0xC2, true},
    {"Agrave", 0xC0, true},    {"Aring", 0xC5, true},     {"Atilde", 0xC3, true},
    {"Auml", 0xC4, true},      {"Ccedil", 0xC7, true},    {"Dagger", 0x2021, false},
    {"ETH", 0xD0, true},       {"Eacute", 0xC9, true},    {"Ecirc", 0xCA, true},
    {"Egrave", 0xC8, true},    {"Euml", 0xCB, true},      {"Iacute", 0xCD, true},
    {"Icirc", 0xCE, true},     {"Igrave", 0xCC, true},    {"Iuml", 0xCF, true},
    {"NewLine", 0xA, false},   {"Ntilde", 0xD1, true},    {"OElig", 0x152, false},
    {"Oacute", 0xD3, true},    {"Ocirc", 0xD4, true},     {"Ograve", 0xD2, true},
    {"Oslash", 0xD8, true},    {"Otilde", 0xD5, true},    {"Ouml", 0xD6, true},
    {"Scaron", 0x160, false},  {"THORN", 0xDE, true},     {"Tab", 0x9, false},
    {"Uacute", 0xDA, true},    {"Ucirc", 0xDB, true},     {"Ugrave", 0xD9, true},
    {"Uuml", 0xDC, true},      {"Yacute", 0xDD, true},    {"Yuml", 0x178, false},
    {"aacute", 0xE1, true},    {"acirc", 0xE2, true},     {"acute", 0xB4, true},
    {"aelig", 0xE6, true},     {"agrave", 0xE0, true},    {"amp", 0x26, true},
    {"apos", 0x27, false},     {"aring", 0xE5, true},     {"ast", 0x2A, false},
    {"asymp", 0x2248, false},  {"atilde", 0xE3, true},    {"auml", 0xE4, true},
    {"bdquo", 0x201E, false},  {"brvbar", 0xA6, true},    {"bull", 0x2022, false},
    {"ccedil", 0xE7, true},    {"cedil", 0xB8, true},     {"cent", 0xA2, true},
    {"check", 0x2713, false},  {"circ", 0x2C6, false},    {"colon", 0x3A, false},
    {"comma", 0x2C, false},    {"commat", 0x40, false},   {"copy", 0xA9, true},
    {"curren", 0xA4, true},    {"dagger", 0x2020, false}, {"darr", 0x2193, false},
    {"deg", 0xB0, true},       {"divide", 0xF7, true},    {"dollar", 0x24, false},
    {"eacute", 0xE9, true},    {"ecirc", 0xEA, true},     {"egrave", 0xE8, true},
    {"emsp", 0x2003, false},   {"ensp", 0x2002, false},   {"equals", 0x3D, false},
    {"eth", 0xF0, true},       {"euml", 0xEB, true},      {"euro", 0x20AC, false},
    {"excl", 0x21, false},     {"frac12", 0xBD, true},    {"frac14", 0xBC, true},
    {"frac34", 0xBE, true},    {"ge", 0x2265, false},     {"gt", 0x3E, true},
    {"hearts", 0x2665, false}, {"hellip", 0x2026, false}, {"iacute", 0xED, true},
    {"icirc", 0xEE, true},     {"iexcl", 0xA1, true},     {"igrave", 0xEC, true},
    {"infin", 0x221E, false},  {"iquest", 0xBF, true},    {"iuml", 0xEF, true},
    {"laquo", 0xAB, true},     {"larr", 0x2190, false},   {"lbrack", 0x5B, false},
    {"ldquo", 0x201C, false},  {"le", 0x2264, false},     {"lowbar", 0x5F, false},
    {"lpar", 0x28, false},     {"lrm", 0x200E, false},    {"lsaquo", 0x2039, false},
    {"lsqb", 0x5B, false},     {"lsquo", 0x2018, false},  {"lt", 0x3C, true},
    {"macr", 0xAF, true},      {"mdash", 0x2014, false},  {"micro", 0xB5, true},
    {"middot", 0xB7, true},    {"minus", 0x2212, false},  {"nbsp", 0xA0, true},
    {"ndash", 0x2013, false},  {"ne", 0x2260, false},     {"not", 0xAC, true},
    {"ntilde", 0xF1, true},    {"num", 0x23, false},      {"oacute", 0xF3, true},
    {"ocirc", 0xF4, true},     {"oelig", 0x153, false},   {"ograve", 0xF2, true},
    {"ordf", 0xAA, true},      {"ordm", 0xBA, true},      {"oslash", 0xF8, true},
    {"otilde", 0xF5, true},    {"ouml", 0xF6, true},      {"para", 0xB6, true},
    {"percnt", 0x25, false},   {"period", 0x2E, false},   {"permil", 0x2030, false},
    {"plus", 0x2B, false},     {"plusmn", 0xB1, true},    {"pound", 0xA3, true},
    {"quest", 0x3F, false},    {"quot", 0x22, true},      {"raquo", 0xBB, true},
    {"rarr", 0x2192, false},   {"rbrack", 0x5D, false},   {"rdquo", 0x201D, false},
    {"reg", 0xAE, true},       {"rlm", 0x200F, false},    {"rpar", 0x29, false},
    {"rsaquo", 0x203A, false}, {"rsqb", 0x5D, false},     {"rsquo", 0x2019, false},
    {"sbquo", 0x201A, false},  {"scaron", 0x161, false},  {"sect", 0xA7, true},
    {"shy", 0xAD, true},       {"sol", 0x2F, false},      {"star", 0x2606, false},
    {"sup1", 0xB9, true},      {"sup2", 0xB2, true},      {"sup3", 0xB3, true},
    {"szlig", 0xDF, true},     {"thinsp", 0x2009, false}, {"thorn", 0xFE, true},
    {"tilde", 0x2DC, false},   {"times", 0xD7, true},     {"trade", 0x2122, false},
    {"uacute", 0xFA, true},    {"uarr", 0x2191, false},   {"ucirc", 0xFB, true},
    {"ugrave", 0xF9, true},    {"uml", 0xA8, true},       {"uuml", 0xFC, true},
    {"yacute", 0xFD, true},    {"yen", 0xA5, true},       {"yuml", 0xFF, true},
    {"zwj", 0x200D, false},    {"zwnj", 0x200C, false},
};
constexpr std::size_t kLongestName = 8;

constexpr char32_t kWindows1252[] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                     0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

int DigitValue(char c, int base) {
  int value = 99;
  if (c >= '0' && c <= '9') value = c - '0';
  if (c >= 'a' && c <= 'f') value = c - 'a' + 10;
  if (c >= 'A' && c <= 'F') value = c - 'A' + 10;
  return value < base ? value : -1;
}

// "&#233;", "&#xE9;": the HTML rules for numbers out of range and for the
// Windows-1252 numbers that old pages meant.
bool AppendNumeric(std::string_view text, std::size_t& at, std::string& out) {
  std::size_t cursor = at + 2;
  int base = 10;
  if (cursor < text.size() && (text[cursor] == 'x' || text[cursor] == 'X')) {
    base = 16;
    ++cursor;
  }
  const std::size_t digits = cursor;
  std::uint32_t code = 0;
  for (; cursor < text.size(); ++cursor) {
    const int digit = DigitValue(text[cursor], base);
    if (digit < 0) break;
    code = std::min<std::uint32_t>(
        code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit), 0x110000);
  }
  if (cursor == digits) return false;
  if (cursor < text.size() && text[cursor] == ';') ++cursor;
  if (code >= 0x80 && code < 0xA0) code = kWindows1252[code - 0x80];
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  AppendUtf8(out, code == 0 || code > 0x10FFFF || surrogate ? char32_t{0xFFFD} : char32_t{code});
  at = cursor;
  return true;
}

}  // namespace

void AppendCharacterReference(std::string_view text, std::size_t& at, std::string& out) {
  if (at + 1 < text.size() && text[at + 1] == '#') {
    if (AppendNumeric(text, at, out)) return;
  } else {
    std::size_t end = at + 1;
    while (end < text.size() && end - at <= kLongestName && IsAlnum(text[end])) ++end;
    const bool closed = end < text.size() && text[end] == ';';
    // Longest name first; without a semicolon only the names HTML knows bare.
    for (std::size_t length = end - at - 1; length > 0; --length) {
      const std::string_view name = text.substr(at + 1, length);
      const Named* found =
          std::lower_bound(std::begin(kNamed), std::end(kNamed), name,
                           [](const Named& named, std::string_view key) { return named.name < key; });
      if (found == std::end(kNamed) || found->name != name) continue;
      const bool ends_here = closed && at + 1 + length == end;
      if (!ends_here && !found->bare) continue;
      AppendUtf8(out, found->character);
      at += 1 + length + (ends_here ? 1 : 0);
      return;
    }
  }
  out += text[at++];
}

std::string Tidy(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (const char c : text) {
    if (IsAsciiSpace(c)) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    if (c == '\0') {
      out += "\xEF\xBF\xBD";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace whyspec::calls
