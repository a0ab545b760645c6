#include "rules/detect/persons.h"

#include <algorithm>
#include <optional>

#include "base/unicode.h"
#include "rules/detect/characters.h"
#include "rules/detect/health_lexicon.h"

namespace whyspec::rules::detect {
namespace {

std::optional<int> Age(std::string_view word) {
  if (word.empty() || word.size() > 3 || !std::all_of(word.begin(), word.end(), IsDigit)) return std::nullopt;
  const int age = std::stoi(std::string(word));
  return age > 0 && age < 120 ? std::optional<int>(age) : std::nullopt;
}

// "54 years old", "54-year-old", "aged 54", "patiente de 54 ans", "Mme D., 54 ans",
// "54 Jahre alt". Not "depuis 10 ans", "over 65", "65 and older".
std::optional<WordSpan> AgeAt(const Paragraph& p, std::size_t i, const HealthLexicon& lexicon) {
  if (!Age(p.Word(i))) return std::nullopt;
  const auto before = [&](std::size_t back) { return i >= back ? p.Word(i - back) : std::string_view(); };
  for (std::size_t back = 1; back <= 2; ++back) {
    if (lexicon.IsGroupWord(before(back))) return std::nullopt;
  }
  for (std::size_t ahead = 1; ahead <= 4; ++ahead) {
    if (lexicon.IsGroupWord(p.Word(i + ahead))) return std::nullopt;
  }
  if (lexicon.IsAgeWord(before(1))) return WordSpan{i - 1, i};
  if (!lexicon.IsYears(p.Word(i + 1))) {
    const std::string_view next = p.Word(i + 1);
    if (next == "yo" || (next == "y" && p.Word(i + 2) == "o")) return WordSpan{i, i + 1};
    return std::nullopt;
  }
  if (p.Word(i + 2) == "old" || p.Word(i + 2) == "alt" || lexicon.IsAgeWord(before(2)))
    return WordSpan{i, i + 1};
  if (before(1) == "de" && lexicon.IsHuman(before(2))) return WordSpan{i - 2, i + 1};
  // "Mme D., 54 ans" and "(54 ans)"; "3 ans de traitement" is a duration.
  if (i == 0 || p.Word(i + 2) == "de" || p.Word(i + 2) == "d" || p.Word(i + 2) == "plus") return std::nullopt;
  const std::string_view gap = p.Gap(i - 1);
  const bool apposition = gap.find(',') != std::string_view::npos || gap.find('(') != std::string_view::npos;
  return apposition && (p.Word(i + 1) == "ans" || p.Word(i + 1) == "anos")
             ? std::optional<WordSpan>(WordSpan{i, i + 1})
             : std::nullopt;
}

bool IsCapitalised(std::string_view word) {
  if (word.empty()) return false;
  return IsUpper(word[0]) || (static_cast<unsigned char>(word[0]) == 0xC3 && word.size() > 1 &&
                              static_cast<unsigned char>(word[1]) <= 0x9E);
}

// "Mme Roe", "Mr. R.", "M. Roe".
std::optional<WordSpan> TitledAt(const Paragraph& p, std::size_t i, const HealthLexicon& lexicon) {
  if (i + 1 >= p.size() || !lexicon.IsTitle(p.Word(i))) return std::nullopt;
  const std::string_view written = p.Written(i);
  const std::string_view gap = p.Gap(i);
  if (!IsUpper(written[0])) return std::nullopt;
  if (written.size() == 1 && gap.substr(0, 1) != ".") return std::nullopt;  // "I'm", "M Roe"
  if (written.size() > 1 && IsUpper(written[1])) return std::nullopt;       // "MS Office"
  const bool joined =
      gap == " " || gap == ". " || gap == "\n" || gap == "." || gap == "\xC2\xA0" || gap == ".\xC2\xA0";
  if (!joined || !IsCapitalised(p.Written(i + 1)) || lexicon.IsTitle(p.Word(i + 1))) return std::nullopt;
  return WordSpan{i, i + 1};
}

// "J.D.", "J. D.": two single capitals with their dots, not a known abbreviation.
std::optional<WordSpan> InitialsAt(const Paragraph& p, std::size_t i) {
  if (i + 1 >= p.size()) return std::nullopt;
  const std::string_view a = p.Written(i);
  const std::string_view b = p.Written(i + 1);
  if (a.size() != 1 || b.size() != 1 || !IsUpper(a[0]) || !IsUpper(b[0])) return std::nullopt;
  const std::string_view gap = p.Gap(i);
  if ((gap != "." && gap != ". ") || p.Gap(i + 1).substr(0, 1) != ".") return std::nullopt;
  constexpr std::string_view kAbbreviations =
      "US UK UN EU UE DC LA NY PO QA ID AI IA NB PS RD IT HR RH SA CE EG IE VS";
  const char both[] = {a[0], b[0], '\0'};
  if (kAbbreviations.find(both) != std::string_view::npos) return std::nullopt;
  // "U.S.A.", "A.B.C.": longer runs are abbreviations.
  if (i + 2 < p.size() && p.Written(i + 2).size() == 1 && p.Gap(i + 1) == ".") return std::nullopt;
  return WordSpan{i, i + 1};
}

// "born on 12/03/1970", "née le 12 mars".
std::optional<WordSpan> BirthAt(const Paragraph& p, std::size_t i, const HealthLexicon& lexicon) {
  if (!lexicon.IsBorn(p.Word(i))) return std::nullopt;
  for (std::size_t ahead = 1; ahead <= 3 && i + ahead < p.size(); ++ahead) {
    const std::string_view word = p.Word(i + ahead);
    if (std::all_of(word.begin(), word.end(), IsDigit)) return WordSpan{i, i + ahead};
  }
  return std::nullopt;
}

}  // namespace

Paragraph::Paragraph(std::string_view paragraph) : text(paragraph), ranges(Words(paragraph)) {
  folded.reserve(ranges.size());
  for (TextRange range : ranges) folded.push_back(Fold(Cut(text, range)));
}

std::string_view Paragraph::Gap(std::size_t before) const {
  const Offset end = before + 1 < size() ? ranges[before + 1].begin : static_cast<Offset>(text.size());
  return Cut(text, {ranges[before].end, end});
}

std::vector<WordSpan> FindPersons(const Paragraph& p, const NameFinder& names) {
  const HealthLexicon& lexicon = HealthLexicon::Get();
  std::vector<WordSpan> persons;
  for (std::size_t i = 0; i < p.size(); ++i) {
    std::optional<WordSpan> span = TitledAt(p, i, lexicon);
    if (!span) span = InitialsAt(p, i);
    if (!span) span = AgeAt(p, i, lexicon);
    if (!span) span = BirthAt(p, i, lexicon);
    if (span) persons.push_back(*span);
  }
  for (const NameFinder::Hit& hit : names.Find(p.text)) {
    WordSpan span;
    const auto first = std::lower_bound(p.ranges.begin(), p.ranges.end(), hit.range.begin,
                                        [](TextRange range, Offset at) { return range.end <= at; });
    if (first == p.ranges.end()) continue;
    span.first = span.last = static_cast<std::size_t>(first - p.ranges.begin());
    while (span.last + 1 < p.size() && p.ranges[span.last + 1].begin < hit.range.end) ++span.last;
    persons.push_back(span);
  }
  std::sort(persons.begin(), persons.end(), [](WordSpan a, WordSpan b) { return a.first < b.first; });
  return persons;
}

}  // namespace whyspec::rules::detect
