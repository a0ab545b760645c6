#include "features/wording.h"

#include <catch2/catch.hpp>
#include <limits>

#include "features/sentence.h"

namespace whyspec::features {

using rules::Language;
constexpr Language kEn = Language::kEnglish;
constexpr Language kFr = Language::kFrench;

TEST_CASE("Counts follow the language's plural") {
  CHECK(Counted(0, Noun::kProspect, kEn) == "0 prospects");
  CHECK(Counted(1, Noun::kCustomer, kEn) == "1 customer");
  CHECK(Counted(0, Noun::kCustomer, kFr) == "0 client");
  CHECK(Counted(2, Noun::kTurn, kFr) == "2 prises de parole");
}

TEST_CASE("How long ago") {
  const Date today{2026, 3, 1};
  CHECK(Ago({2026, 3, 1}, today, kEn) == "today");
  CHECK(Ago({2026, 2, 28}, today, kFr) == "hier");
  CHECK(Ago({2026, 2, 17}, today, kEn) == "12 days ago");
  CHECK(Ago({2025, 9, 1}, today, kFr) == "il y a 5 mois");
  CHECK(Ago({2023, 3, 1}, today, kEn) == "3 years ago");
  CHECK(Ago({2026, 5, 14}, today, kEn) == "14 May 2026");
}

TEST_CASE("Amounts at a glance") {
  CHECK(MoneyText(180000, "EUR", kEn) == "€180k");
  CHECK(MoneyText(180000, "EUR", kFr) == "180 k€");
  CHECK(MoneyText(1250000, "USD", kEn) == "$1.3M");
  CHECK(MoneyText(1200000, "EUR", kFr) == "1,2 M€");
  CHECK(MoneyText(2500, "CHF", kEn) == "2.5k CHF");
  CHECK(MoneyText(999600, "EUR", kEn) == "€1M");
  CHECK(MoneyText(950, "", kFr) == "950 €");
  CHECK(MoneyText(-5, "EUR", kEn).empty());
  CHECK(MoneyText(std::numeric_limits<double>::quiet_NaN(), "EUR", kEn).empty());
  CHECK(MoneyText(std::numeric_limits<double>::infinity(), "EUR", kEn).empty());
}

TEST_CASE("Times of a call") {
  CHECK(ClockText(460230) == "7:40");
  CHECK(ClockText(3723000) == "1:02:03");
  CHECK(ClockText(-5) == "0:00");
}

TEST_CASE("Sentences end where the next begins") {
  const std::string text = "Costs 3.5 M. per year, e.g. in Lyon. It hurts… Vraiment ? Oui.";
  const TextRange all{0, static_cast<Offset>(text.size())};
  const auto around = [&](std::string_view word) {
    return std::string(Cut(text, SentenceAround(text, all, static_cast<Offset>(text.find(word)))));
  };
  CHECK(around("year") == "Costs 3.5 M. per year, e.g. in Lyon.");
  CHECK(around("hurts") == "It hurts…");
  CHECK(around("Oui") == "Oui.");
}

TEST_CASE("Telling words leave out the small ones") {
  CHECK(TellingWords("The export of the FIGURES, exporting them by hand") ==
        std::vector<std::string>{"export", "figur", "hand"});
  CHECK(TellingWords("les chiffres et les chiffres de l'export") ==
        std::vector<std::string>{"chiffr", "export"});
  CHECK(CountShared(TellingWords("les exports des chiffres sont faux"), "Le chiffre était faux, faux") == 2);
}

}  // namespace whyspec::features
