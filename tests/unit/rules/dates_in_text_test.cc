#include "rules/dates_in_text.h"

#include <catch2/catch.hpp>

#include "base/strings.h"

namespace whyspec::rules {
namespace {

std::string Dates(std::string_view text, Language language = Language::kEnglish) {
  const std::string folded = Fold(text);
  std::string found;
  for (const DateInText& date : FindDates(folded, language)) {
    found += StrCat(found.empty() ? "" : ", ", date.deadline ? "by " : "", FormatDate(date.last_day), " (",
                    Cut(folded, date.folded), ")");
  }
  return found;
}

TEST_CASE("dates are read as people write them") {
  CHECK(Dates("on 2026-06-30.") == "2026-06-30 (2026-06-30)");
  CHECK(Dates("30 June 2026") == "2026-06-30 (30 june 2026)");
  CHECK(Dates("June 30th, 2026") == "2026-06-30 (june 30th, 2026)");
  CHECK(Dates("the 1st of June 2026") == "2026-06-01 (1st of june 2026)");
  CHECK(Dates("Feb 2028") == "2028-02-29 (feb 2028)");
  CHECK(Dates("Q2 2026 and 2026 H1") == "2026-06-30 (q2 2026), 2026-06-30 (2026 h1)");
  CHECK(Dates("1er août 2026, 15/09/2026 et T4 2026", Language::kFrench) ==
        "2026-08-01 (1er aout 2026), 2026-09-15 (15/09/2026), 2026-12-31 (t4 2026)");
  CHECK(Dates("März 2026", Language::kGerman) == "2026-03-31 (marz 2026)");
  CHECK(Dates("in 2027") == "2027-12-31 (2027)");
}

TEST_CASE("a deadline is what stands behind by, before, d'ici or fin") {
  CHECK(Dates("by the end of March 2026") == "by 2026-03-31 (march 2026)");
  CHECK(Dates("before 2026-06-30") == "by 2026-06-30 (2026-06-30)");
  CHECK(Dates("d'ici fin mars 2026", Language::kFrench) == "by 2026-03-31 (mars 2026)");
  CHECK(Dates("d’ici juin 2026", Language::kFrench) == "by 2026-06-30 (juin 2026)");
  CHECK(Dates("Since March 2024") == "2024-03-31 (march 2024)");
  CHECK(Dates("Bought by Bolt. March 2024") == "2024-03-31 (march 2024)");
}

TEST_CASE("other numbers are no dates") {
  CHECK(Dates("12 of 30, v2.1, FR-001, 1.10, 99/99/2026, 2026-13-01, 19 may come") == "");
}

}  // namespace
}  // namespace whyspec::rules
