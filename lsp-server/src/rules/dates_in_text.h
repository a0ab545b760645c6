// Dates written in prose: "2026-06-30", "30 June 2026", "juin 2026", "Q2 2026", "2026".
#pragma once

#include <vector>

#include "rules/spec.h"

namespace whyspec::rules {

struct DateInText {
  TextRange folded;
  Date last_day;          // of the day, month, quarter or year
  bool deadline = false;  // "by", "before", "d'ici", "fin" stands before it
};

// In order; linear in the text.
std::vector<DateInText> FindDates(std::string_view folded_text, Language language);

}  // namespace whyspec::rules
