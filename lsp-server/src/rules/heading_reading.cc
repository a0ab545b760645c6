#include "rules/heading_reading.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/unicode.h"
#include "rules/cue_tables.h"

namespace whyspec::rules {
namespace {

using Dictionary = HeadingDictionary;

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}
// Words of folded text; punctuation and symbols beyond ASCII part words as well.
std::vector<std::string_view> WordsOf(std::string_view folded) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  const auto symbol = [folded](std::size_t i) -> std::size_t {
    const auto c = static_cast<unsigned char>(folded[i]);
    if (c == 0xC2) return 2;
    if (c == 0xE2 ||
        (c == 0xEF && i + 1 < folded.size() && static_cast<unsigned char>(folded[i + 1]) == 0xB8))
      return 3;
    return c == 0xF0 ? 4 : 0;
  };
  while (at < folded.size()) {
    if (const std::size_t skip = symbol(at); skip > 0 || !IsLetter(folded[at])) {
      at += std::max<std::size_t>(skip, 1);
      continue;
    }
    const std::size_t begin = at;
    while (at < folded.size() && IsLetter(folded[at]) && symbol(at) == 0) ++at;
    words.push_back(folded.substr(begin, at - begin));
  }
  return words;
}

bool IsRoman(std::string_view word) {
  return word.size() <= 4 && word.find_first_not_of("ivx") == std::string_view::npos;
}

std::string JoinKey(const std::vector<std::string_view>& words, std::size_t from, std::size_t to,
                    const Dictionary* dictionary) {
  std::string key;
  for (std::size_t i = from; i < to; ++i) {
    if (dictionary != nullptr && to - from > 1 && dictionary->joiners.count(std::string(words[i])) > 0)
      continue;
    if (!key.empty()) key.push_back(' ');
    key.append(words[i]);
  }
  return key;
}

// Numbering in front: "1.2", "IV.", "a)", "Section 3 -".
std::size_t NumberingWords(std::string_view folded, const std::vector<std::string_view>& words,
                           const Dictionary& dictionary) {
  std::size_t skip = 0;
  const auto mark_after = [&](std::size_t i) {
    const auto end = static_cast<std::size_t>(words[i].data() - folded.data()) + words[i].size();
    return end < folded.size() && (folded[end] == '.' || folded[end] == ')' || folded[end] == ':');
  };
  const auto digits = [&](std::size_t i) { return std::all_of(words[i].begin(), words[i].end(), IsDigit); };
  if (words.size() > 2 && dictionary.section_words.count(std::string(words[0])) > 0 &&
      (digits(1) || IsRoman(words[1]) || words[1].size() == 1)) {
    return 2;
  }
  while (skip + 1 < words.size() &&
         (digits(skip) || ((words[skip].size() == 1 || IsRoman(words[skip])) && mark_after(skip)))) {
    ++skip;
  }
  return skip;
}

}  // namespace

HeadingGroup HeadingGroupOf(std::string_view list) {
  constexpr std::string_view kNames[] = {"why", "evidence", "usage", "detail", "outcome", "invented"};
  const std::string_view name = list.substr(0, list.find('.'));
  const auto found = std::find(std::begin(kNames), std::end(kNames), name);
  return static_cast<HeadingGroup>(found - std::begin(kNames));  // past the end: kUnrelated
}

const HeadingDictionary& TheHeadings() {
  static const Dictionary* const dictionary = [] {
    auto* made = new Dictionary;
    for (int i = 0; i < kLanguageCount; ++i) {
      const auto language = static_cast<Language>(i);
      for (std::string_view word : FindWordList(language, "words", "joiner"))
        made->joiners.insert(Fold(word));
      for (std::string_view word : FindWordList(language, "words", "section_word")) {
        made->section_words.insert(Fold(word));
      }
    }
    for (int i = 0; i < kLanguageCount; ++i) {
      const auto language = static_cast<Language>(i);
      for (std::string_view note : FindWordList(language, "words", "heading_note")) {
        const std::string folded = Fold(note);
        const std::vector<std::string_view> words = WordsOf(folded);
        made->notes.insert(JoinKey(words, 0, words.size(), nullptr));
      }
      for (const WordList& list : WordLists(language)) {
        if (list.group != "headings") continue;
        for (std::string_view heading : list.entries) {
          const std::string folded = Fold(heading);
          const std::vector<std::string_view> words = WordsOf(folded);
          const std::string key = JoinKey(words, 0, words.size(), made);
          if (made->headings.count(key) == 0) made->order.push_back(key);
          KnownHeading& known = made->headings[key];
          const HeadingGroup group = HeadingGroupOf(list.name);
          if (known.spelling.empty()) known.spelling = heading;
          if (group <= HeadingGroup::kUsage && known.family.empty()) known.family = list.name;
          known.groups |= 1U << static_cast<unsigned>(group);
          known.languages |= 1U << static_cast<unsigned>(i);
        }
      }
    }
    return made;
  }();
  return *dictionary;
}

namespace {

void AddReading(std::string key, std::vector<std::string>* to) {
  if (!key.empty() && std::find(to->begin(), to->end(), key) == to->end()) to->push_back(std::move(key));
}

// Key of a stretch of folded text, and the same without notes at its end.
void AddKeys(std::string_view folded, const Dictionary& dictionary, std::vector<std::string>* to) {
  const std::vector<std::string_view> words = WordsOf(folded);
  if (words.empty()) return;
  const std::size_t from = NumberingWords(folded, words, dictionary);
  AddReading(JoinKey(words, from, words.size(), &dictionary), to);
  std::size_t end = words.size();
  while (end > from + 1) {
    // Notes have one to three words.
    std::size_t take = 0;
    for (std::size_t size = 1; size <= 3 && end - size > from; ++size) {
      if (dictionary.notes.count(JoinKey(words, end - size, end, nullptr)) > 0) take = size;
    }
    if (take == 0) break;
    end -= take;
    AddReading(JoinKey(words, from, end, &dictionary), to);
  }
}

std::size_t FindTitleBreak(std::string_view folded) {
  for (std::size_t i = 1; i + 1 < folded.size(); ++i) {
    if (folded[i] == ':' && (folded[i + 1] == ' ' || folded[i - 1] == ' ')) return i;
    if ((folded[i] == '-' || folded[i] == '|') && folded[i - 1] == ' ' && folded[i + 1] == ' ') return i;
  }
  return std::string_view::npos;
}

}  // namespace

HeadingReadings ReadHeading(std::string_view heading) {
  const Dictionary& dictionary = TheHeadings();
  const std::string folded_text = Fold(heading);
  std::string_view folded = Trim(folded_text);
  HeadingReadings readings;
  AddKeys(folded, dictionary, &readings.whole);
  // Without what stands in brackets at the end.
  while (!folded.empty() && (folded.back() == ')' || folded.back() == ']')) {
    const std::size_t open = folded.rfind(folded.back() == ')' ? '(' : '[');
    if (open == std::string_view::npos || open == 0) break;
    folded = Trim(folded.substr(0, open));
    AddKeys(folded, dictionary, &readings.whole);
  }
  const std::size_t cut = FindTitleBreak(folded);
  if (cut != std::string_view::npos) {
    const std::string_view head = Trim(folded.substr(0, cut));
    const std::vector<std::string_view> words = WordsOf(head);
    const bool numbering = !words.empty() && words.size() <= 2 &&
                           (dictionary.section_words.count(std::string(words[0])) > 0 ||
                            std::all_of(words[0].begin(), words[0].end(), IsDigit));
    if (numbering) {
      AddKeys(folded.substr(cut + 1), dictionary, &readings.whole);
    } else {
      AddKeys(head, dictionary, &readings.heads);
      folded = head;
    }
  }
  for (std::string_view word : {" for ", " pour ", " fur ", " para "}) {
    const std::size_t at = folded.find(word);
    if (at != std::string_view::npos) AddKeys(folded.substr(0, at), dictionary, &readings.heads);
  }
  // Parts: "Why / evidence", "Problem & opportunity", "Introduction and motivation".
  std::size_t begin = 0;
  std::vector<std::string> parts;
  const auto add_part = [&](std::size_t end) {
    AddKeys(folded.substr(begin, end - begin), dictionary, &parts);
  };
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    if (c == '/' || c == '&' || c == '+' || c == ',') {
      add_part(i);
      begin = i + 1;
    } else if (c == ' ') {
      const std::size_t end = folded.find(' ', i + 1);
      if (end == std::string_view::npos) break;
      if (dictionary.joiners.count(std::string(folded.substr(i + 1, end - i - 1))) == 0) continue;
      add_part(i);
      begin = end + 1;
      i = end;
    }
  }
  if (begin > 0) {
    add_part(folded.size());
    readings.parts = std::move(parts);
  }
  return readings;
}

unsigned HeadingLanguages(std::string_view heading) {
  const auto& known = TheHeadings().headings;
  for (const std::string& key : ReadHeading(heading).whole) {
    if (const auto found = known.find(key); found != known.end()) return found->second.languages;
  }
  return 0;
}

}  // namespace whyspec::rules
