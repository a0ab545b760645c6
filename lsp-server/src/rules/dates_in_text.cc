#include "rules/dates_in_text.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/ascii.h"
#include "rules/cue_tables.h"

namespace whyspec::rules {
namespace {

struct Token {
  TextRange range;
  std::string_view text;
  bool digits = false;  // digits, with "-", "/" or "." between them
};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

std::vector<Token> Tokens(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (IsDigit(text[at])) {
      while (at < text.size() &&
             (IsDigit(text[at]) || ((text[at] == '-' || text[at] == '/' || text[at] == '.') &&
                                    at + 1 < text.size() && IsDigit(text[at + 1])))) {
        ++at;
      }
    } else if (IsLetter(text[at])) {
      while (at < text.size() && (IsLetter(text[at]) || IsDigit(text[at]))) ++at;
    } else {
      ++at;
      continue;
    }
    tokens.push_back({{static_cast<Offset>(begin), static_cast<Offset>(at)},
                      text.substr(begin, at - begin),
                      IsDigit(text[begin])});
  }
  return tokens;
}

// Folded month -> 1..12, of every language, short forms too.
const std::unordered_map<std::string, int>& Months() {
  static const auto* const months = [] {
    auto* made = new std::unordered_map<std::string, int>;
    for (int i = 0; i < kLanguageCount; ++i) {
      for (std::string_view list : {"month", "month_short"}) {
        int number = 0;
        for (std::string_view name : FindWordList(static_cast<Language>(i), "words", list)) {
          made->try_emplace(Fold(name), ++number);
        }
      }
    }
    return made;
  }();
  return *months;
}

int ToInt(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

bool IsYear(std::string_view text) {
  return text.size() == 4 && text.substr(0, 2) == "20" && ToInt(text) > 0;
}

Date LastDay(int year, int month) {
  const Date next = month == 12 ? Date{year + 1, 1, 1} : Date{year, month + 1, 1};
  return DateFromDays(DaysSinceEpoch(next) - 1);
}

// "2026-06-30", "2026-06", "30/06/2026", "30.06.2026".
std::optional<Date> NumericDate(std::string_view text) {
  const std::size_t first = text.find_first_of("-/.");
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = text.find_first_of("-/.", first + 1);
  const std::string_view a = text.substr(0, first);
  const std::string_view b =
      text.substr(first + 1, second == std::string_view::npos ? second : second - first - 1);
  const std::string_view c = second == std::string_view::npos ? std::string_view() : text.substr(second + 1);
  if (IsYear(a) && text[first] == '-') {
    const int month = ToInt(b);
    if (month < 1 || month > 12 || b.size() != 2) return std::nullopt;
    if (c.empty()) return LastDay(ToInt(a), month);
    return ParseDate(text);
  }
  if (!IsYear(c)) return std::nullopt;
  int day = ToInt(a);
  int month = ToInt(b);
  if (month > 12) std::swap(day, month);
  if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const Date last = LastDay(ToInt(c), month);
  return Date{last.year, month, std::min(day, last.day)};
}

// "q2", "t3", "h1", "s2" -> its last month.
int LastMonthOf(std::string_view text) {
  if (text.size() != 2 || !IsDigit(text[1])) return 0;
  const int n = text[1] - '0';
  if ((text[0] == 'q' || text[0] == 't') && n >= 1 && n <= 4) return 3 * n;
  if ((text[0] == 'h' || text[0] == 's') && n >= 1 && n <= 2) return 6 * n;
  return 0;
}

bool IsBetweenDayAndMonth(std::string_view word) {
  return word == "er" || word == "st" || word == "nd" || word == "rd" || word == "th" || word == "of" ||
         word == "de";
}

bool HasDeadlineBefore(std::string_view text, Offset at, Language language) {
  // The words just before: "by the end of", "d'ici fin", "au plus tard le".
  constexpr Offset kReach = 28;
  Offset from = at > kReach ? at - kReach : 0;
  while (from > 0 && from < at && text[from - 1] != ' ' && text[from - 1] != '\'') ++from;
  std::string_view before = text.substr(from, at - from);
  const std::size_t stop = before.find_last_of(".;:!?,");
  if (stop != std::string_view::npos) before = before.substr(stop + 1);
  for (std::string_view word : FindWordList(language, "words", "deadline")) {
    const std::string folded = Fold(word);
    const std::size_t found = before.rfind(folded);
    if (found == std::string_view::npos) continue;
    const bool starts = found == 0 || before[found - 1] == ' ';
    const std::size_t end = found + folded.size();
    if (starts && (end == before.size() || before[end] == ' ')) return true;
  }
  return false;
}

}  // namespace

std::vector<DateInText> FindDates(std::string_view text, Language language) {
  std::vector<DateInText> dates;
  const std::vector<Token> tokens = Tokens(text);
  const auto& months = Months();
  const auto month_of = [&](std::size_t i) {
    if (i >= tokens.size() || tokens[i].digits) return 0;
    const auto found = months.find(std::string(tokens[i].text));
    return found == months.end() ? 0 : found->second;
  };
  const auto day_of = [&](std::size_t i) {
    if (i >= tokens.size() || !tokens[i].digits || tokens[i].text.size() > 2) return 0;
    const int day = ToInt(tokens[i].text);
    return day >= 1 && day <= 31 ? day : 0;
  };
  const auto add = [&](std::size_t first, std::size_t last, Date day) {
    const TextRange range{tokens[first].range.begin, tokens[last].range.end};
    dates.push_back({range, day, HasDeadlineBefore(text, range.begin, language)});
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.digits) {
      if (const std::optional<Date> day = NumericDate(token.text)) {
        add(i, i, *day);
        continue;
      }
    }
    if (const int month = month_of(i); month > 0) {
      // "30 June 2026", "June 30, 2026", "June 30th 2026", "June 2026".
      const bool ordinal = day_of(i + 1) > 0 && i + 2 < tokens.size() &&
                           (tokens[i + 2].text == "st" || tokens[i + 2].text == "nd" ||
                            tokens[i + 2].text == "rd" || tokens[i + 2].text == "th");
      std::size_t year_at = i + 1;
      int day = i > 0 ? day_of(i - 1) : 0;
      std::size_t first = day > 0 ? i - 1 : i;
      // "1er juin", "3 de junio", "30th of June".
      for (std::size_t back = 2; back <= 3 && back <= i && day == 0; ++back) {
        if (!IsBetweenDayAndMonth(tokens[i - back + 1].text)) break;
        day = day_of(i - back);
        if (day > 0) first = i - back;
      }
      if (year_at < tokens.size() && !IsYear(tokens[year_at].text) && day_of(i + 1) > 0) {
        day = day_of(i + 1);
        first = i;
        year_at = i + (ordinal ? 3 : 2);
      }
      if (year_at < tokens.size() && IsYear(tokens[year_at].text)) {
        Date last = LastDay(ToInt(tokens[year_at].text), month);
        if (day > 0) last.day = std::min(day, last.day);
        add(first, year_at, last);
        i = year_at;
        continue;
      }
    }
    if (const int month = LastMonthOf(token.text); month > 0) {
      if (i + 1 < tokens.size() && IsYear(tokens[i + 1].text)) {
        add(i, i + 1, LastDay(ToInt(tokens[i + 1].text), month));
        ++i;
        continue;
      }
    }
    if (token.digits && IsYear(token.text)) {
      const int month = i + 1 < tokens.size() ? LastMonthOf(tokens[i + 1].text) : 0;
      if (month > 0) {
        add(i, i + 1, LastDay(ToInt(token.text), month));
        ++i;
      } else {
        add(i, i, Date{ToInt(token.text), 12, 31});
      }
    }
  }
  return dates;
}

}  // namespace whyspec::rules
