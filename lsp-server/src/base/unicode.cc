#include "base/unicode.h"

#include <utf8proc.h>

#include <array>

namespace whyspec {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// What one character folds to when NFKD does not say what people expect: quotes, dashes and
// ligatures are typed in many ways, zero-width characters are not seen at all.
// nullptr means "ask utf8proc".
const char* FoldByHand(char32_t c) {
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x02BC:
    case 0x2032:
    case 0x00B4:
    case '`':
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x00BB:
    case 0x2033:
      return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return "-";
    case 0x0152:
    case 0x0153:
      return "oe";
    case 0x00C6:
    case 0x00E6:
      return "ae";
    case 0x00D8:
    case 0x00F8:
      return "o";
    case 0x0141:
    case 0x0142:
      return "l";
    case 0x00AD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
    case 0x200E:
    case 0x200F:
      return "";
    default:
      return nullptr;
  }
}

// Feeds every folded byte to `emit(char)`; `begin(offset)` announces each source character.
template <typename Begin, typename Emit>
void FoldEach(std::string_view text, Begin begin, Emit emit) {
  bool blank_before = false;  // the last byte emitted was a blank
  const auto blank = [&] {
    if (!blank_before) emit(' ');
    blank_before = true;
  };
  for (std::size_t at = 0; at < text.size();) {
    begin(at);
    const unsigned char byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      ++at;
      if (byte == ' ' || (byte >= '\t' && byte <= '\r')) {
        blank();
        continue;
      }
      blank_before = false;
      emit(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32)
                                      : (byte == '`' ? '\'' : static_cast<char>(byte)));
      continue;
    }
    const std::size_t start = at;
    const char32_t c = DecodeAt(text, at);
    if (c == kReplacement && at == start + 1) {  // an invalid byte stays itself
      blank_before = false;
      emit(text[start]);
      continue;
    }
    if (const char* by_hand = FoldByHand(c)) {
      if (*by_hand != '\0') blank_before = false;
      for (; *by_hand != '\0'; ++by_hand) emit(*by_hand);
      continue;
    }
    std::array<utf8proc_int32_t, 32> parts{};
    int boundary_class = 0;
    const utf8proc_ssize_t count =
        utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(), parts.size(),
                                static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                                               UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK),
                                &boundary_class);
    if (count < 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) {
      blank_before = false;
      for (std::size_t i = start; i < at; ++i) emit(text[i]);
      continue;
    }
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
      const char32_t part = static_cast<char32_t>(parts[static_cast<std::size_t>(i)]);
      const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(part));
      if (part == ' ' || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
          category == UTF8PROC_CATEGORY_ZP) {
        blank();
        continue;
      }
      blank_before = false;
      if (part < 0x80) {
        emit(static_cast<char>(part));
        continue;
      }
      std::string encoded;
      AppendUtf8(encoded, part);
      for (const char e : encoded) emit(e);
    }
  }
}

bool IsAsciiWord(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsWordChar(char32_t c) {
  if (c < 0x80) return IsAsciiWord(static_cast<unsigned char>(c));
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return true;
    default:
      return false;
  }
}

// Calls `word(begin, end)` for each word of `text`.
template <typename Word>
void EachWord(std::string_view text, Word word) {
  std::size_t at = 0;
  std::size_t begin = std::string_view::npos;
  while (at < text.size()) {
    const std::size_t start = at;
    const unsigned char byte = static_cast<unsigned char>(text[at]);
    const bool inside = byte < 0x80 ? (++at, IsAsciiWord(byte)) : IsWordChar(DecodeAt(text, at));
    if (inside && begin == std::string_view::npos) begin = start;
    if (!inside && begin != std::string_view::npos) {
      word(begin, start);
      begin = std::string_view::npos;
    }
  }
  if (begin != std::string_view::npos) word(begin, text.size());
}

std::vector<char32_t> Decode(std::string_view text) {
  std::vector<char32_t> out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out.push_back(DecodeAt(text, at));
  return out;
}

}  // namespace

char32_t DecodeAt(std::string_view text, std::size_t& at) {
  // Unicode 15, table 3-7 "Well-Formed UTF-8 Byte Sequences".
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  int length = 0;
  char32_t c = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    c = lead & 0x1F;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    c = lead & 0x0F;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    c = lead & 0x07;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  }
  if (length == 0 || text.size() - at < static_cast<std::size_t>(length)) {
    ++at;
    return kReplacement;
  }
  for (int i = 1; i < length; ++i) {
    const unsigned char next = byte(at + static_cast<std::size_t>(i));
    if (next < low || next > high) {
      ++at;
      return kReplacement;
    }
    c = (c << 6) | (next & 0x3F);
    low = 0x80;
    high = 0xBF;
  }
  at += static_cast<std::size_t>(length);
  return c;
}

void AppendUtf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool IsValidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (DecodeAt(text, at) == kReplacement && at == start + 1) return false;
  }
  return true;
}

int DisplayWidth(char32_t c) { return utf8proc_charwidth(static_cast<utf8proc_int32_t>(c)); }

std::size_t CountCodePoints(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) DecodeAt(text, at);
  return count;
}

std::string Fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  FoldEach(
      text, [](std::size_t) {}, [&](char c) { out += c; });
  return out;
}

FoldedText FoldWithOrigin(std::string_view text) {
  FoldedText out;
  out.text.reserve(text.size());
  out.origin.reserve(text.size() + 1);
  Offset from = 0;
  FoldEach(
      text, [&](std::size_t offset) { from = static_cast<Offset>(offset); },
      [&](char c) {
        out.text += c;
        out.origin.push_back(from);
      });
  out.origin.push_back(static_cast<Offset>(text.size()));
  return out;
}

TextRange FoldedText::ToOriginal(TextRange folded) const {
  const auto last = static_cast<Offset>(origin.size() - 1);
  const Offset begin = std::min(folded.begin, last);
  const Offset end = std::clamp(folded.end, begin, last);
  if (begin == end) return {origin[begin], origin[begin]};
  // The character after the last one may begin where the last one does (one character folded to
  // several bytes): go on to the first that starts later.
  Offset next = end;
  while (next < last && origin[next] == origin[end - 1]) ++next;
  return {origin[begin], origin[next]};
}

std::vector<TextRange> Words(std::string_view text) {
  std::vector<TextRange> out;
  EachWord(text, [&](std::size_t begin, std::size_t end) {
    out.push_back({static_cast<Offset>(begin), static_cast<Offset>(end)});
  });
  return out;
}

std::size_t CountWords(std::string_view text) {
  std::size_t count = 0;
  EachWord(text, [&](std::size_t, std::size_t) { ++count; });
  return count;
}

std::size_t EditDistance(std::string_view a, std::string_view b) {
  const std::vector<char32_t> left = Decode(a);
  const std::vector<char32_t> right = Decode(b);
  std::vector<std::size_t> before(right.size() + 1);
  std::vector<std::size_t> above(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t swap = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + swap});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[right.size()];
}

std::optional<std::string_view> Closest(std::string_view word,
                                        const std::vector<std::string_view>& candidates) {
  constexpr std::size_t kLongest = 200;  // nobody mistypes a novel, and the distance is quadratic
  if (word.size() > kLongest) return std::nullopt;
  const std::string folded = Fold(word);
  const std::size_t length = CountCodePoints(folded);
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const std::string other = Fold(candidate);
    const std::size_t longer = std::max(length, CountCodePoints(other));
    const std::size_t distance = EditDistance(folded, other);
    if (distance * 3 > longer || distance >= longer) continue;
    if (!best || distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

bool IsAsciiSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace whyspec
