// Byte tests and fast forward scans shared by the detectors of personal data. They read
// the raw bytes of a whole spec on every check, so each skips what cannot matter a block
// at a time and looks closer only where a digit, "@" or "://" stands.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/ascii.h"

namespace whyspec::rules::detect {

// ASCII letters only; other bytes must be equal.
bool EndsWithIgnoringCase(std::string_view text, std::string_view end);
bool ContainsIgnoringCase(std::string_view text, std::string_view part);

// `text` begins with a capital letter, ASCII or accented Latin.
bool BeginsWithCapital(std::string_view text);

// Offset of the next ASCII digit at or after `from`; text.size() if there is none.
std::size_t NextDigit(std::string_view text, std::size_t from);

// Length in bytes of the blank at `at`: " ", no-break space, narrow no-break space, thin
// space; 0 if there is none.
std::size_t BlankAt(std::string_view text, std::size_t at);

// True if the character that ends right before `at`, or begins at it, is a letter or a
// digit of any script (typographic quotes, dashes and blanks are not).
bool WordCharBefore(std::string_view text, std::size_t at);
bool WordCharAt(std::string_view text, std::size_t at);

// A separated number as people write it: digit groups joined by at most one blank or one
// of `joiners`. Reads from `at` (a digit) up to `max_digits` digits.
struct DigitGroups {
  char digits[24] = {};
  std::size_t count = 0;
  std::size_t end = 0;  // offset after the last digit
  std::size_t groups = 0;
  bool more = false;  // a further digit follows directly: the number is longer
};
DigitGroups ReadDigitGroups(std::string_view text, std::size_t at, std::string_view joiners,
                            std::size_t max_digits);

}  // namespace whyspec::rules::detect
