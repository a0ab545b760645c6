// Putting sentences together without a formatting library.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace whyspec {

namespace internal {
inline std::string ToPiece(std::string_view text) { return std::string(text); }
inline std::string ToPiece(char c) { return std::string(1, c); }
template <std::integral Number>
std::string ToPiece(Number number) {
  return std::to_string(number);
}
}  // namespace internal

// StrCat("Says ", 5, " prospects") == "Says 5 prospects".
template <typename... Pieces>
std::string StrCat(const Pieces&... pieces) {
  std::string out;
  (out.append(internal::ToPiece(pieces)), ...);
  return out;
}

std::string Join(const std::vector<std::string>& parts, std::string_view separator);
// "1 prospect", "2 prospects"; `plural` defaults to singular + "s".
std::string Plural(std::size_t count, std::string_view singular, std::string_view plural = "");
// "a, b and c".
std::string JoinWords(const std::vector<std::string>& parts, std::string_view last = " and ");
// At most `max_code_points`, cut at a word, "…" for what is left out.
std::string Shorten(std::string_view text, std::size_t max_code_points);
// Control characters (ANSI escapes, NUL, bidi overrides) made visible as "\u{1b}", so
// that untrusted text cannot drive a terminal or reorder a line.
std::string Printable(std::string_view text);

}  // namespace whyspec
