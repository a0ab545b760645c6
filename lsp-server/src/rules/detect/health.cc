#include "rules/detect/health.h"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <optional>
#include <unordered_map>

#include "base/unicode.h"
#include "rules/cue_tables.h"
#include "rules/detect/characters.h"
#include "rules/detect/name_finder.h"

namespace whyspec::rules::detect {
namespace {

// Longest stretch between blank lines that is looked at in one piece.
constexpr std::size_t kMaxParagraph = 64 * 1024;

struct Term {
  std::vector<std::string> words;  // folded; a "*" at the end of one means any ending
};

bool FitsWord(std::string_view pattern, std::string_view word) {
  if (!pattern.empty() && pattern.back() == '*') {
    pattern.remove_suffix(1);
    return word.substr(0, pattern.size()) == pattern;
  }
  return word == pattern;
}

// The first four bytes of a word, lower case; shorter words are filled with zeros.
std::uint32_t Key(std::string_view word) {
  std::uint32_t key = 0;
  for (std::size_t i = 0; i < 4 && i < word.size(); ++i) {
    key |= static_cast<std::uint32_t>(static_cast<unsigned char>(Lower(word[i]))) << (8 * i);
  }
  return key;
}

// A table, for the lengths of words are what a branch predictor cannot learn.
constexpr std::uint32_t kMask[] = {0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF};

// The same from the word's first four bytes as they lie in memory, of which the first
// `letters` belong to it: ASCII letters and digits.
std::uint32_t AsciiKey(std::uint32_t head, std::size_t letters) {
  if constexpr (std::endian::native == std::endian::big) head = __builtin_bswap32(head);
  return (head | 0x20202020U) & kMask[letters];  // lower case; digits have that bit already
}

// How many of the first four bytes at `at` are ASCII letters or digits.
std::size_t LettersAt(std::string_view text, std::size_t at) {
  std::size_t letters = 0;
  while (letters < 4 && at + letters < text.size() && IsAlnum(text[at + letters])) ++letters;
  return letters;
}

class Lexicon {
 public:
  static const Lexicon& Get() {
    static const Lexicon lexicon;
    return lexicon;
  }

  // False for nearly every word that begins no term, by its first four letters.
  bool MayBegin(std::uint32_t key) const { return filter_.test(Slot(key)); }

  // True if some term begins with this word, folded.
  bool Begins(std::string_view folded) const {
    const std::uint32_t key = Key(folded);
    if (!MayBegin(key)) return false;
    const auto found = terms_.find(key);
    return found != terms_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const Term& term) { return FitsWord(term.words[0], folded); });
  }

  // Number of words of the longest term that begins at words[at]; 0 if none does.
  std::size_t TermAt(const std::vector<std::string>& words, std::size_t at) const {
    const auto found = terms_.find(Key(words[at]));
    if (found == terms_.end()) return 0;
    std::size_t longest = 0;
    for (const Term& term : found->second) {
      if (term.words.size() <= longest || at + term.words.size() > words.size()) continue;
      bool fits = true;
      for (std::size_t i = 0; i < term.words.size() && fits; ++i)
        fits = FitsWord(term.words[i], words[at + i]);
      if (fits) longest = term.words.size();
    }
    return longest;
  }

  bool IsTitle(std::string_view word) const { return Has(titles_, word); }
  bool IsAgeWord(std::string_view word) const { return Has(age_words_, word); }
  bool IsYears(std::string_view word) const { return Has(years_, word); }
  bool IsGroupWord(std::string_view word) const { return Has(group_words_, word); }
  bool IsHuman(std::string_view word) const { return Has(humans_, word); }
  bool IsBorn(std::string_view word) const { return Has(born_, word); }

 private:
  using Words = std::vector<std::string_view>;
  static bool Has(const Words& words, std::string_view word) {
    return std::binary_search(words.begin(), words.end(), word);
  }
  static std::size_t Slot(std::uint32_t key) { return (key * 2654435761U) >> 17; }  // 15 bits
  static Words Read(std::string_view list) {
    Words words;
    for (int i = 0; i < kLanguageCount; ++i) {
      const auto entries = FindWordList(static_cast<Language>(i), "privacy", list);
      words.insert(words.end(), entries.begin(), entries.end());
    }
    std::sort(words.begin(), words.end());
    return words;
  }

  Lexicon() {
    for (std::string_view entry : Read("health_terms")) {
      Term term;
      for (std::size_t at = 0; at <= entry.size();) {
        const std::size_t blank = std::min(entry.find(' ', at), entry.size());
        term.words.emplace_back(entry.substr(at, blank - at));
        at = blank + 1;
      }
      // A stem of fewer than four letters could not be found by its key: such an entry
      // has to be spelt out, which a test holds the lists to.
      const std::uint32_t key = Key(term.words[0]);
      filter_.set(Slot(key));
      terms_[key].push_back(std::move(term));
    }
    titles_ = Read("titles");
    age_words_ = Read("age_words");
    years_ = Read("years");
    group_words_ = Read("group_words");
    humans_ = Read("humans");
    born_ = Read("born");
  }

  std::bitset<32768> filter_;
  std::unordered_map<std::uint32_t, std::vector<Term>> terms_;
  Words titles_, age_words_, years_, group_words_, humans_, born_;
};

// Words of one paragraph, as written and folded.
struct Paragraph {
  std::string_view text;
  std::vector<TextRange> ranges;
  std::vector<std::string> folded;

  explicit Paragraph(std::string_view paragraph) : text(paragraph), ranges(Words(paragraph)) {
    folded.reserve(ranges.size());
    for (TextRange range : ranges) folded.push_back(Fold(Cut(text, range)));
  }
  std::size_t size() const { return ranges.size(); }
  std::string_view Written(std::size_t i) const { return Cut(text, ranges[i]); }
  std::string_view Gap(std::size_t before) const {  // between that word and the next
    const Offset end = before + 1 < size() ? ranges[before + 1].begin : static_cast<Offset>(text.size());
    return Cut(text, {ranges[before].end, end});
  }
  std::string_view Word(std::size_t i) const {
    return i < size() ? std::string_view(folded[i]) : std::string_view();
  }
};

struct Span {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::optional<int> Age(std::string_view word) {
  if (word.empty() || word.size() > 3 || !std::all_of(word.begin(), word.end(), IsDigit)) return std::nullopt;
  const int age = std::stoi(std::string(word));
  return age > 0 && age < 120 ? std::optional<int>(age) : std::nullopt;
}

// "54 years old", "54-year-old", "aged 54", "patiente de 54 ans", "Mme D., 54 ans",
// "54 Jahre alt". Not "depuis 10 ans", "over 65", "65 and older".
std::optional<Span> AgeAt(const Paragraph& p, std::size_t i, const Lexicon& lexicon) {
  if (!Age(p.Word(i))) return std::nullopt;
  const auto before = [&](std::size_t back) { return i >= back ? p.Word(i - back) : std::string_view(); };
  for (std::size_t back = 1; back <= 2; ++back) {
    if (lexicon.IsGroupWord(before(back))) return std::nullopt;
  }
  for (std::size_t ahead = 1; ahead <= 4; ++ahead) {
    if (lexicon.IsGroupWord(p.Word(i + ahead))) return std::nullopt;
  }
  if (lexicon.IsAgeWord(before(1))) return Span{i - 1, i};
  if (!lexicon.IsYears(p.Word(i + 1))) {
    const std::string_view next = p.Word(i + 1);
    if (next == "yo" || (next == "y" && p.Word(i + 2) == "o")) return Span{i, i + 1};
    return std::nullopt;
  }
  if (p.Word(i + 2) == "old" || p.Word(i + 2) == "alt" || lexicon.IsAgeWord(before(2))) return Span{i, i + 1};
  if (before(1) == "de" && lexicon.IsHuman(before(2))) return Span{i - 2, i + 1};
  // "Mme D., 54 ans" and "(54 ans)"; "3 ans de traitement" is a duration.
  if (i == 0 || p.Word(i + 2) == "de" || p.Word(i + 2) == "d" || p.Word(i + 2) == "plus") return std::nullopt;
  const std::string_view gap = p.Gap(i - 1);
  const bool apposition = gap.find(',') != std::string_view::npos || gap.find('(') != std::string_view::npos;
  return apposition && (p.Word(i + 1) == "ans" || p.Word(i + 1) == "anos")
             ? std::optional<Span>(Span{i, i + 1})
             : std::nullopt;
}

bool IsCapitalised(std::string_view word) {
  if (word.empty()) return false;
  return IsUpper(word[0]) || (static_cast<unsigned char>(word[0]) == 0xC3 && word.size() > 1 &&
                              static_cast<unsigned char>(word[1]) <= 0x9E);
}

// "Mme Roe", "Mr. R.", "M. Roe".
std::optional<Span> TitledAt(const Paragraph& p, std::size_t i, const Lexicon& lexicon) {
  if (i + 1 >= p.size() || !lexicon.IsTitle(p.Word(i))) return std::nullopt;
  const std::string_view written = p.Written(i);
  const std::string_view gap = p.Gap(i);
  if (!IsUpper(written[0])) return std::nullopt;
  if (written.size() == 1 && gap.substr(0, 1) != ".") return std::nullopt;  // "I'm", "M Roe"
  if (written.size() > 1 && IsUpper(written[1])) return std::nullopt;       // "MS Office"
  const bool joined =
      gap == " " || gap == ". " || gap == "\n" || gap == "." || gap == "\xC2\xA0" || gap == ".\xC2\xA0";
  if (!joined || !IsCapitalised(p.Written(i + 1)) || lexicon.IsTitle(p.Word(i + 1))) return std::nullopt;
  return Span{i, i + 1};
}

// "J.D.", "J. D.": two single capitals with their dots, not a known abbreviation.
std::optional<Span> InitialsAt(const Paragraph& p, std::size_t i) {
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
  return Span{i, i + 1};
}

// "born on 12/03/1970", "née le 12 mars".
std::optional<Span> BirthAt(const Paragraph& p, std::size_t i, const Lexicon& lexicon) {
  if (!lexicon.IsBorn(p.Word(i))) return std::nullopt;
  for (std::size_t ahead = 1; ahead <= 3 && i + ahead < p.size(); ++ahead) {
    const std::string_view word = p.Word(i + ahead);
    if (std::all_of(word.begin(), word.end(), IsDigit)) return Span{i, i + ahead};
  }
  return std::nullopt;
}

std::vector<Span> FindPersons(const Paragraph& p, const NameFinder& names, const Lexicon& lexicon) {
  std::vector<Span> persons;
  for (std::size_t i = 0; i < p.size(); ++i) {
    std::optional<Span> span = TitledAt(p, i, lexicon);
    if (!span) span = InitialsAt(p, i);
    if (!span) span = AgeAt(p, i, lexicon);
    if (!span) span = BirthAt(p, i, lexicon);
    if (span) persons.push_back(*span);
  }
  for (const NameFinder::Hit& hit : names.Find(p.text)) {
    Span span;
    const auto first = std::lower_bound(p.ranges.begin(), p.ranges.end(), hit.range.begin,
                                        [](TextRange range, Offset at) { return range.end <= at; });
    if (first == p.ranges.end()) continue;
    span.first = span.last = static_cast<std::size_t>(first - p.ranges.begin());
    while (span.last + 1 < p.size() && p.ranges[span.last + 1].begin < hit.range.end) ++span.last;
    persons.push_back(span);
  }
  std::sort(persons.begin(), persons.end(), [](Span a, Span b) { return a.first < b.first; });
  return persons;
}

void FindInParagraph(std::string_view text, std::size_t begin, const NameFinder& names,
                     std::vector<HealthMention>* out) {
  const Lexicon& lexicon = Lexicon::Get();
  const Paragraph p(text);
  std::vector<Span> terms;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const std::size_t words = lexicon.TermAt(p.folded, i);
    if (words == 0) continue;
    terms.push_back({i, i + words - 1});
    i += words - 1;
  }
  if (terms.empty()) return;
  const std::vector<Span> persons = FindPersons(p, names, lexicon);
  const auto source = [&](Span span) {
    return TextRange{static_cast<Offset>(begin + p.ranges[span.first].begin),
                     static_cast<Offset>(begin + p.ranges[span.last].end)};
  };
  std::size_t from = 0;
  for (const Span term : terms) {
    while (from < persons.size() && persons[from].last + kHealthReach < term.first) ++from;
    for (std::size_t i = from; i < persons.size() && persons[i].first <= term.last + kHealthReach; ++i) {
      const bool near = persons[i].last + kHealthReach >= term.first;
      const bool apart = persons[i].last < term.first || persons[i].first > term.last;
      if (!near || !apart) continue;
      out->push_back({source(term), source(persons[i])});
      break;
    }
  }
}

// Start of the paragraph that holds `at`, and its end: blank lines, or kMaxParagraph away.
std::size_t ParagraphBegin(std::string_view text, std::size_t at, std::size_t floor) {
  const std::size_t limit = std::max(floor, at > kMaxParagraph ? at - kMaxParagraph : 0);
  while (at > limit) {
    if (text[at - 1] == '\n' && at >= 2 &&
        (text[at - 2] == '\n' || (at >= 3 && text.substr(at - 3, 2) == "\n\r")))
      break;
    --at;
  }
  return at;
}

std::size_t ParagraphEnd(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kMaxParagraph);
  for (; at < limit; ++at) {
    if (text[at] == '\n' && (text.substr(at + 1, 1) == "\n" || text.substr(at + 1, 2) == "\r\n")) return at;
  }
  return limit;
}

// Which of 64 bytes are ASCII letters or digits, and which are no ASCII, a bit for each.
// The loops over flags become vector instructions; the multiplication gathers eight flags
// of a byte each into eight bits.
struct ByteClasses {
  std::uint64_t ascii = 0;
  std::uint64_t high = 0;
};

std::uint64_t GatherBits(const unsigned char (&flags)[64]) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    std::uint64_t eight = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&eight, flags + 8 * i, 8);
    } else {
      for (std::size_t k = 0; k < 8; ++k) eight |= static_cast<std::uint64_t>(flags[8 * i + k]) << (8 * k);
    }
    bits |= ((eight * 0x0102040810204080ULL) >> 56) << (8 * i);
  }
  return bits;
}

ByteClasses Classify(const char* data) {
  unsigned char ascii[64];
  unsigned char high[64];
  for (std::size_t i = 0; i < 64; ++i) {
    const auto c = static_cast<unsigned char>(data[i]);
    const auto letter = static_cast<unsigned char>(static_cast<unsigned char>((c | 0x20) - 'a') < 26);
    const auto digit = static_cast<unsigned char>(static_cast<unsigned char>(c - '0') < 10);
    ascii[i] = letter | digit;
    high[i] = c >> 7;
  }
  return {GatherBits(ascii), GatherBits(high)};
}

bool IsRunByte(char c) { return IsAlnum(c) || static_cast<unsigned char>(c) >= 0x80; }

// True if a health term may begin in the run of word bytes that begins at `at`. A run with
// accents, typographic quotes or dashes may hold several words, and its first letters are
// not what its words fold to.
bool RunMayHoldTerm(std::string_view text, std::size_t at, const Lexicon& lexicon) {
  constexpr std::size_t kLongestRun = 96;  // bytes; every further word of it has a start of its own
  std::size_t end = at;
  bool ascii = true;
  while (end < text.size() && end - at < kLongestRun && IsRunByte(text[end])) {
    ascii = ascii && static_cast<unsigned char>(text[end]) < 0x80;
    ++end;
  }
  const std::string_view run = text.substr(at, end - at);
  if (ascii) {
    char lower[kLongestRun];
    std::transform(run.begin(), run.end(), lower, Lower);
    return lexicon.Begins({lower, run.size()});
  }
  const std::vector<TextRange> words = Words(run);
  return std::any_of(words.begin(), words.end(),
                     [&](TextRange word) { return lexicon.Begins(Fold(Cut(run, word))); });
}

// Offset of the next word that may begin a health term; the text's size if there is none.
// The hot loop of this rule: it sees every word of every spec.
std::size_t NextCandidate(std::string_view text, std::size_t from, const Lexicon& lexicon) {
  char last_block[64] = {};
  for (std::size_t block = from; block < text.size(); block += 64) {
    const char* data = text.data() + block;
    if (text.size() - block < 64) {
      std::copy(data, data + (text.size() - block), last_block);
      data = last_block;
    }
    const ByteClasses bytes = Classify(data);
    const std::uint64_t word = bytes.ascii | bytes.high;
    const std::uint64_t carry = block > 0 && IsRunByte(text[block - 1]) ? 1 : 0;
    const std::uint64_t high_carry = block > 0 && static_cast<unsigned char>(text[block - 1]) >= 0x80 ? 1 : 0;
    // Where a run begins, and, in it, each letter after an accent, quote or dash.
    std::uint64_t starts = (word & ~((word << 1) | carry)) | (bytes.ascii & ((bytes.high << 1) | high_carry));
    for (; starts != 0; starts &= starts - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(starts));
      const std::size_t at = block + bit;
      std::uint32_t head = 0;
      if (bit <= 60) {
        std::memcpy(&head, data + bit, 4);
      } else {
        std::memcpy(&head, text.data() + at, std::min<std::size_t>(4, text.size() - at));
      }
      if ((head & 0x80808080U) == 0) {
        const std::size_t letters =
            bit <= 60 ? static_cast<std::size_t>(std::countr_one((bytes.ascii >> bit) & 0xF))
                      : LettersAt(text, at);
        if (!lexicon.MayBegin(AsciiKey(head, letters))) continue;
      }
      if (RunMayHoldTerm(text, at, lexicon)) return at;
    }
  }
  return text.size();
}

}  // namespace

std::vector<HealthMention> FindHealthMentions(std::string_view text, const std::vector<std::string>& names) {
  std::vector<HealthMention> found;
  const Lexicon& lexicon = Lexicon::Get();
  std::optional<NameFinder> finder;  // built only when a term was met
  std::size_t at = 0;
  std::size_t done = 0;  // end of the last paragraph looked at
  for (;;) {
    const std::size_t begin = NextCandidate(text, at, lexicon);
    if (begin == text.size()) break;
    if (!finder) {
      finder.emplace();
      for (const std::string& name : names) finder->Add(name, 0);
    }
    const std::size_t first = ParagraphBegin(text, begin, done);
    const std::size_t last = ParagraphEnd(text, begin + 1);
    FindInParagraph(text.substr(first, last - first), first, *finder, &found);
    at = done = last;
  }
  return found;
}

}  // namespace whyspec::rules::detect
