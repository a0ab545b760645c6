#include "base/strings.h"

#include "base/unicode.h"

namespace whyspec {

std::string Join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string Plural(std::size_t count, std::string_view singular, std::string_view plural) {
  std::string out = StrCat(count, " ");
  if (count == 1) return out.append(singular);
  if (!plural.empty()) return out.append(plural);
  return out.append(singular).append("s");
}

std::string JoinWords(const std::vector<std::string>& parts, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += i + 1 == parts.size() ? last : std::string_view(", ");
    out += parts[i];
  }
  return out;
}

std::string Shorten(std::string_view text, std::size_t max_code_points) {
  std::size_t at = 0;
  std::size_t count = 0;
  std::size_t fits = 0;       // where the text must end to leave room for "…"
  std::size_t last_word = 0;  // end of the last whole word before that
  while (at < text.size()) {
    if (count + 1 == max_code_points) fits = at;
    if (count + 1 <= max_code_points && IsAsciiSpace(text[at])) last_word = at;
    if (count == max_code_points) {
      // A word longer than half of the room is cut; anything else goes whole.
      const std::size_t cut = last_word * 2 >= fits ? last_word : fits;
      return StrCat(Trim(text.substr(0, cut)), "…");
    }
    DecodeAt(text, at);
    ++count;
  }
  return std::string(text);
}

std::string Printable(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = DecodeAt(text, at);
    const bool invalid = c == 0xFFFD && at == start + 1;
    const bool control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0);
    // Bidirectional controls (Unicode TR 9) reorder what a person sees.
    const bool bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
                      c == 0x200F || c == 0x061C;
    if (!invalid && !control && !bidi) {
      out += text.substr(start, at - start);
      continue;
    }
    const char32_t shown = invalid ? static_cast<unsigned char>(text[start]) : c;
    out += invalid ? "\\x{" : "\\u{";
    bool leading = true;
    for (int shift = 20; shift >= 0; shift -= 4) {
      const unsigned digit = (shown >> shift) & 0xF;
      if (leading && digit == 0 && shift > 4) continue;
      leading = false;
      out += kHex[digit];
    }
    out += '}';
  }
  return out;
}

}  // namespace whyspec
