#include "rules/detect/phone_number.h"

#include <algorithm>
#include <optional>
#include <string>

#include "rules/detect/characters.h"

namespace whyspec::rules::detect {
namespace {

constexpr std::size_t kMaxDigits = 15;  // ITU-T E.164

// Digits of the country code: zones 1 and 7 have one, these two-digit codes two, every
// other three.
std::size_t CountryCodeLength(std::string_view digits) {
  constexpr std::string_view kTwo =
      "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
      "81 82 84 86 90 91 92 93 94 95 98 ";
  if (digits[0] == '1' || digits[0] == '7') return 1;
  for (std::size_t i = 0; i + 2 < kTwo.size(); i += 3) {
    if (kTwo.substr(i, 2) == digits.substr(0, 2)) return 2;
  }
  return 3;
}

// Shortest and longest national number; the rest of the world has 7 to 12 digits.
struct NationalLength {
  std::string_view country;
  std::size_t least;
  std::size_t most;
};
constexpr NationalLength kNational[] = {
    {"1", 10, 10},   {"7", 10, 10},  {"20", 8, 10},  {"27", 9, 9},  {"30", 10, 10}, {"31", 9, 9},
    {"32", 8, 9},    {"33", 9, 9},   {"34", 9, 9},   {"36", 8, 9},  {"39", 8, 11},  {"40", 9, 9},
    {"41", 9, 9},    {"43", 7, 12},  {"44", 9, 10},  {"45", 8, 8},  {"46", 7, 10},  {"47", 8, 8},
    {"48", 9, 9},    {"49", 7, 11},  {"55", 10, 11}, {"61", 9, 9},  {"65", 8, 8},   {"81", 9, 10},
    {"86", 10, 11},  {"91", 10, 10}, {"212", 9, 9},  {"213", 8, 9}, {"216", 8, 8},  {"221", 9, 9},
    {"225", 10, 10}, {"237", 9, 9},  {"351", 9, 9},  {"352", 6, 9}, {"353", 7, 9},  {"377", 8, 9},
    {"420", 9, 9},   {"421", 9, 9}};

bool FitsNational(std::string_view country, std::string_view national) {
  std::size_t least = 7;
  std::size_t most = 12;
  for (const NationalLength& one : kNational) {
    if (one.country == country) {
      least = one.least;
      most = one.most;
    }
  }
  if (national.size() < least || national.size() > most) return false;
  if (country == "1") return national[0] >= '2' && national[3] >= '2';  // North American plan
  return country == "39" || national[0] != '0';
}

// "12345678", "99999999": typed to fill a field.
bool IsFiller(std::string_view digits) {
  bool same = true;
  bool rising = true;
  for (std::size_t i = 1; i < digits.size(); ++i) {
    same = same && digits[i] == digits[i - 1];
    rising = rising && (digits[i] - '0') == (digits[i - 1] - '0' + 1) % 10;
  }
  return same || rising;
}

// A number must not be a part of something longer: "v1.06 12…", "id_06…", "06…/2024".
bool IsFreeBefore(std::string_view text, std::size_t begin) {
  if (begin == 0) return true;
  if (WordCharBefore(text, begin)) return false;
  const char before = text[begin - 1];
  if (before == ':') return begin >= 4 && EqualIgnoringCase(text.substr(begin - 4, 4), "tel:");
  if (std::string_view("_-./#=&%+$\\@,").find(before) != std::string_view::npos) return false;
  // A digit before the blank: one more number of a row ("00 01 02 03 04 05").
  return !(before == ' ' && begin >= 2 && IsDigit(text[begin - 2]));
}

bool IsFreeAfter(std::string_view text, std::size_t end) {
  if (end >= text.size()) return true;
  if (WordCharAt(text, end) || std::string_view("_=%@").find(text[end]) != std::string_view::npos)
    return false;
  const std::size_t blank = BlankAt(text, end);
  const std::size_t next = end + (blank != 0 ? blank : 1);
  const bool joins = blank != 0 || std::string_view(".-/:,").find(text[end]) != std::string_view::npos;
  return !(joins && next < text.size() && IsDigit(text[next]));
}

// The number after "+" at `begin` - 1, or after "00" (`begin` at the country code).
std::optional<std::size_t> International(std::string_view text, std::size_t begin) {
  std::string digits;
  std::size_t first_group = 0;  // digits before the first separator
  bool trunk_zero = false;      // "(0)" was left out
  std::size_t end = begin;
  std::size_t gap = 0;  // separators since the last digit
  for (std::size_t at = begin; at < text.size();) {
    if (IsDigit(text[at])) {
      if (digits.size() == kMaxDigits) return std::nullopt;
      digits.push_back(text[at++]);
      end = at;
      gap = 0;
      continue;
    }
    if (first_group == 0) first_group = digits.size();
    if (text.substr(at, 3) == "(0)" && !trunk_zero) {
      trunk_zero = true;
      at += 3;
      continue;
    }
    const std::size_t blank = BlankAt(text, at);
    if (blank == 0 && std::string_view(".-()/").find(text[at]) == std::string_view::npos) break;
    if (++gap > 2) break;
    at += blank == 0 ? 1 : blank;
  }
  if (digits.size() < 9) return std::nullopt;
  if (first_group == 0) first_group = digits.size();
  const std::size_t code = CountryCodeLength(digits);
  const std::string_view country = std::string_view(digits).substr(0, code);
  const std::string_view national = std::string_view(digits).substr(code);
  // "+12 345 678 901" is an amount: a separated country code stands alone ("+336 12…"
  // is how some write French mobiles).
  const bool compact = first_group == digits.size();
  if (!compact && first_group != code && !(country == "33" && first_group == 3)) return std::nullopt;
  if (!FitsNational(country, national) || IsFiller(digits) || IsFiller(national)) return std::nullopt;
  return end;
}

// "06 39 98 01 02", "06.39.98.01.02", "0639980102": one separator throughout or none.
std::optional<std::size_t> French(std::string_view text, std::size_t begin) {
  if (begin + 10 > text.size() || text[begin + 1] == '0' || !IsDigit(text[begin + 1])) return std::nullopt;
  std::string digits;
  std::string_view separator;
  std::size_t at = begin;
  for (int pair = 0; pair < 5; ++pair) {
    if (pair > 0) {
      const std::size_t blank = BlankAt(text, at);
      std::size_t length = blank;
      if (blank == 0 && at < text.size() && std::string_view(".-/").find(text[at]) != std::string_view::npos)
        length = 1;
      if (pair == 1) separator = text.substr(at, length);
      if (text.substr(at, length) != separator) return std::nullopt;
      at += length;
    }
    if (at + 2 > text.size() || !IsDigit(text[at]) || !IsDigit(text[at + 1])) return std::nullopt;
    digits.append(text.substr(at, 2));
    at += 2;
  }
  bool counting = true;  // 01 02 03 04 05
  for (std::size_t i = 2; i < digits.size(); i += 2) {
    counting = counting && std::stoi(digits.substr(i, 2)) == std::stoi(digits.substr(i - 2, 2)) + 1;
  }
  if (counting || IsFiller(digits)) return std::nullopt;
  return at;
}

}  // namespace

std::vector<TextRange> FindPhoneNumbers(std::string_view text) {
  std::vector<TextRange> found;
  for (std::size_t at = NextDigit(text, 0); at < text.size(); at = NextDigit(text, at)) {
    std::optional<std::size_t> end;
    std::size_t begin = at;
    if (at > 0 && text[at - 1] == '+') {
      begin = at - 1;
      if (text[at] != '0' && (begin == 0 || (!WordCharBefore(text, begin) && text[begin - 1] != '+'))) {
        end = International(text, at);
      }
    } else if (text[at] == '0' && IsFreeBefore(text, at)) {
      const std::string_view start = text.substr(at, 5);
      if (start.substr(0, 4) == "0033") {
        end = International(text, at + 2);
      } else if (start == "00 33") {
        end = International(text, at + 3);
      } else {
        end = French(text, at);
      }
    }
    if (end && IsFreeAfter(text, *end)) {
      found.push_back({static_cast<Offset>(begin), static_cast<Offset>(*end)});
      at = *end;
      continue;
    }
    while (at < text.size() && IsDigit(text[at])) ++at;
  }
  return found;
}

}  // namespace whyspec::rules::detect
