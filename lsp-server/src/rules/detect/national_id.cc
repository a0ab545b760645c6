#include "rules/detect/national_id.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "rules/detect/characters.h"

namespace whyspec::rules::detect {
namespace {

constexpr std::size_t kNirLength = 15;

int Two(std::string_view digits, std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); }

// Sex, year, month, department (2A and 2B in Corsica), commune, order, key.
bool IsNir(std::string nir, bool separated) {
  if (!separated && nir[0] != '1' && nir[0] != '2') return false;  // temporary numbers: only in groups
  if (std::string_view("123478").find(nir[0]) == std::string_view::npos) return false;
  const int month = Two(nir, 3);
  if (month == 0 || (month > 12 && month < 20) || (month > 42 && month < 50)) return false;
  std::uint64_t corsica = 0;
  if (!IsDigit(nir[6])) {
    corsica = nir[6] == 'A' ? 1 : 2;
    nir[6] = '0';  // 2A counts as 19, 2B as 18: "20" less 1 or 2
  } else if (Two(nir, 5) == 0) {
    return false;
  }
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 13; ++i) number = number * 10 + static_cast<std::uint64_t>(nir[i] - '0');
  number -= corsica * 1000000;
  return 97 - number % 97 == static_cast<std::uint64_t>(Two(nir, 13));
}

std::optional<std::size_t> NirEnd(std::string_view text, std::size_t begin) {
  std::string nir;
  bool gap = false;
  bool separated = false;
  std::size_t at = begin;
  while (at < text.size() && nir.size() < kNirLength) {
    const char c = text[at];
    const bool corsica = nir.size() == 6 && nir[5] == '2' && (c == 'A' || c == 'B');
    if (IsDigit(c) || corsica) {
      nir.push_back(c);
      ++at;
      gap = false;
      continue;
    }
    const std::size_t blank = c == '-' || c == '.' ? 1 : BlankAt(text, at);
    if (blank == 0 || gap) return std::nullopt;
    gap = separated = true;
    at += blank;
  }
  if (nir.size() != kNirLength || WordCharAt(text, at) || !IsNir(nir, separated)) return std::nullopt;
  return at;
}

struct Labelled {
  std::string_view label;  // stands before the number, at most kLabelReach bytes away
  std::string_view kind;
  std::size_t digits;
};
constexpr std::size_t kLabelReach = 24;
constexpr std::size_t kMaxLabelledDigits = 22;
constexpr Labelled kLabelled[] = {{"RPPS", "RPPS", 11}, {"ADELI", "ADELI", 9},
                                  {"INS", "INS", 22},   {"NHS", "NHS number", 10},
                                  {"SSN", "SSN", 9},    {"social security", "SSN", 9}};

bool HasLabelBefore(std::string_view text, std::size_t begin, std::string_view label) {
  const std::size_t reach = std::min(begin, kLabelReach + label.size());
  const std::string_view before = text.substr(begin - reach, reach);
  for (std::size_t i = before.size() < label.size() ? 0 : before.size() - label.size() + 1; i-- > 0;) {
    if (!EqualIgnoringCase(before.substr(i, label.size()), label)) continue;
    const std::string_view between = before.substr(i + label.size());
    const bool free = (i == 0 || !IsAlnum(before[i - 1])) && (between.empty() || !IsAlpha(between[0]));
    // No other number and no line end between the name and the number.
    return free &&
           std::none_of(between.begin(), between.end(), [](char c) { return IsDigit(c) || c == '\n'; });
  }
  return false;
}

bool IsFiller(std::string_view digits) {
  return std::all_of(digits.begin(), digits.end(), [&](char c) { return c == digits[0]; }) ||
         std::string_view("01234567890123456789012345").find(digits) != std::string_view::npos;
}

}  // namespace

std::vector<NationalId> FindNationalIds(std::string_view text) {
  std::vector<NationalId> found;
  for (std::size_t at = NextDigit(text, 0); at < text.size(); at = NextDigit(text, at)) {
    std::size_t run = at;
    while (run < text.size() && IsDigit(text[run])) ++run;
    // Cheap tests first: nearly every digit of a spec is none of these.
    const std::size_t length = run - at;
    const bool free = !WordCharBefore(text, at) && (at == 0 || (text[at - 1] != '_' && text[at - 1] != '.'));
    bool hit = false;
    if (free &&
        (length == 1 || length == 5 || length == 6 || length == 7 || length == 13 || length == kNirLength)) {
      if (const std::optional<std::size_t> end = NirEnd(text, at)) {
        found.push_back({{static_cast<Offset>(at), static_cast<Offset>(*end)}, "NIR"});
        at = *end;
        hit = true;
      }
    }
    if (!hit && free && length >= 2) {
      const DigitGroups groups = ReadDigitGroups(text, at, "-.", kMaxLabelledDigits);
      for (const Labelled& one : kLabelled) {
        const bool whole = length == one.digits;
        if (!whole && (groups.count != one.digits || groups.more)) continue;
        const std::size_t end = whole ? run : groups.end;
        if (WordCharAt(text, end) || IsFiller({groups.digits, one.digits}) ||
            !HasLabelBefore(text, at, one.label)) {
          continue;
        }
        found.push_back({{static_cast<Offset>(at), static_cast<Offset>(end)}, one.kind});
        at = end;
        hit = true;
        break;
      }
    }
    if (!hit) at = run;
  }
  return found;
}

}  // namespace whyspec::rules::detect
