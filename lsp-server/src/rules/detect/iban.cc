#include "rules/detect/iban.h"

#include <algorithm>

#include "rules/detect/characters.h"

namespace whyspec::rules::detect {
namespace {

struct CountryLength {
  std::string_view country;
  std::size_t length;
};

// Lengths of the SWIFT IBAN registry.
constexpr CountryLength kLengths[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24},
    {"DE", 22}, {"DJ", 27}, {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18},
    {"FK", 18}, {"FO", 18}, {"FR", 27}, {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27},
    {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27},
    {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20},
    {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MN", 20}, {"MR", 27},
    {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24}, {"PL", 28},
    {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31},
    {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}};

std::size_t LengthFor(std::string_view country) {
  const auto* found =
      std::lower_bound(std::begin(kLengths), std::end(kLengths), country,
                       [](const CountryLength& one, std::string_view c) { return one.country < c; });
  return found != std::end(kLengths) && found->country == country ? found->length : 0;
}

// ISO 7064 MOD 97-10 over the number with its first four characters moved to the end.
bool HasValidCheckDigits(std::string_view iban) {
  unsigned remainder = 0;
  for (std::size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    remainder = IsDigit(c) ? (remainder * 10 + static_cast<unsigned>(c - '0')) % 97
                           : (remainder * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
  }
  return remainder == 1;
}

}  // namespace

std::vector<TextRange> FindIbans(std::string_view text) {
  std::vector<TextRange> found;
  for (std::size_t at = NextDigit(text, 0); at < text.size(); at = NextDigit(text, at + 1)) {
    if (at < 2 || !IsUpper(text[at - 1]) || !IsUpper(text[at - 2])) continue;
    const std::size_t begin = at - 2;
    if (begin > 0 && (IsAlnum(text[begin - 1]) || text[begin - 1] == '_')) continue;
    const std::size_t wanted = LengthFor(text.substr(begin, 2));
    if (wanted == 0) continue;
    char iban[34];
    std::size_t count = 0;
    std::size_t end = begin;
    bool separated = false;
    while (end < text.size() && count < wanted) {
      if (IsDigit(text[end]) || IsUpper(text[end])) {
        iban[count++] = text[end++];
        separated = false;
        continue;
      }
      const std::size_t blank = text[end] == '-' ? 1 : BlankAt(text, end);
      if (blank == 0 || separated) break;
      separated = true;
      end += blank;
    }
    if (count != wanted || WordCharAt(text, end) || !HasValidCheckDigits({iban, count})) continue;
    found.push_back({static_cast<Offset>(begin), static_cast<Offset>(end)});
    at = end - 1;
  }
  return found;
}

}  // namespace whyspec::rules::detect
