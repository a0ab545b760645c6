#include "evidence/lexicon.h"

#include <algorithm>
#include <charconv>

#include "base/unicode.h"

namespace whyspec::evidence {
namespace {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(Trim(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::uint64_t Both(WordId a, WordId b) { return (std::uint64_t{a} << 32U) | b; }

std::optional<double> ToNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// How many of the frequent words of a language stand in `words`.
std::size_t CountKnown(const Lexicon& lexicon, std::string_view sample) {
  std::size_t known = 0;
  std::size_t seen = 0;
  const std::string folded = Fold(sample);
  for (const TextRange word : Words(folded)) {
    if (++seen > 400) break;
    const WordId id = lexicon.Find(Cut(folded, word));
    if (id != kNoWord && (lexicon.InfoOf(id).classes & (kFunction | kPronoun)) != 0) ++known;
  }
  return known;
}

constexpr std::size_t kGuessBytes = 4096;
constexpr std::size_t kRoot = 3;  // letters that forms of a word share

}  // namespace

const Lexicon& Lexicon::Of(std::string_view language) {
  static const Lexicon english(WordLists_en(), false);
  static const Lexicon french(WordLists_fr(), true);
  const bool is_french = language.size() >= 2 && (language[0] == 'f' || language[0] == 'F') &&
                         (language[1] == 'r' || language[1] == 'R');
  return is_french ? french : english;
}

const Lexicon& Lexicon::Guess(std::string_view sample) {
  sample = sample.substr(0, kGuessBytes);
  const Lexicon& english = Of("en");
  const Lexicon& french = Of("fr");
  return CountKnown(french, sample) > CountKnown(english, sample) ? french : english;
}

Lexicon::Lexicon(std::span<const WordList> lists, bool french) : french_(french) { Load(lists); }

WordInfo& Lexicon::Add(std::string_view word, std::uint32_t classes) {
  WordId id = kNoWord;
  const std::size_t blank = word.find(' ');
  if (blank == std::string_view::npos) {
    id = table_.Intern(word);
  } else {  // "peut etre": one word, wherever the two stand side by side
    const WordId first = table_.Intern(word.substr(0, blank));
    const WordId second = table_.Intern(word.substr(blank + 1));
    id = table_.Intern(word);
    infos_.resize(table_.end());
    infos_[first].classes |= kStartsPair;
    pairs_[Both(first, second)] = id;
  }
  infos_.resize(table_.end());
  infos_[id].classes |= classes;
  return infos_[id];
}

std::vector<WordId> Lexicon::Ids(std::string_view words) {
  std::vector<WordId> ids;
  for (const std::string_view word : Split(words, ' ')) {
    if (word.empty()) continue;
    if (const std::vector<WordId>* form = FormOf(word)) {
      ids.insert(ids.end(), form->begin(), form->end());
    } else {
      ids.push_back(table_.Intern(word));
    }
  }
  infos_.resize(table_.end());
  return ids;
}

void Lexicon::AddMeanings(const WordList& list) {
  static constexpr std::pair<std::string_view, std::uint32_t> kLists[] = {
      {"negations", kNegative},
      {"negation_marks", kNegationMark},
      {"conditional_negations", kMaybeNegative},
      {"quantifiers", kQuantity},
      {"comparatives", kCompares},
      {"modals", kModal},
      {"pronouns", kPronoun},
      {"units", kUnitWord},
      {"dates", kDateWord}};
  const auto* found = std::find_if(std::begin(kLists), std::end(kLists),
                                   [&](const auto& one) { return one.first == list.name; });
  if (found == std::end(kLists)) return;
  for (const std::string_view entry : list.entries) {
    ++group_count_;
    for (const std::string_view word : Split(entry, ',')) {
      WordInfo& info = Add(word, found->second);
      switch (found->second) {
        case kQuantity:
          info.quantity = group_count_;
          break;
        case kCompares:
          info.comparison = group_count_;
          break;
        case kModal:
          info.modal = group_count_;
          break;
        case kPronoun:
          info.person = group_count_;
          break;
        case kUnitWord:
          info.unit = group_count_;
          break;
        case kDateWord:
          info.date = group_count_;
          break;
        default:
          break;
      }
    }
  }
}

void Lexicon::AddOpposites(const WordList& list) {
  if (list.name == "prefixes") {
    prefixes_.assign(list.entries.begin(), list.entries.end());
    return;
  }
  for (const std::string_view entry : list.entries) {
    const std::vector<std::string_view> sides = Split(entry, '/');
    if (sides.size() != 2) continue;
    if (list.name == "suffixes") {
      suffixes_.emplace_back(sides[0], sides[1]);
      continue;
    }
    ++opposite_count_;
    for (std::size_t side = 0; side < 2; ++side) {
      for (const std::string_view word : Split(sides[side], ',')) {
        opposites_[std::string(word.substr(0, kRoot))].push_back({word, opposite_count_, side == 0});
      }
    }
  }
}

void Lexicon::Load(std::span<const WordList> lists) {
  // Forms first: phrases of other lists are read through them.
  for (const WordList& list : lists) {
    if (list.group != "forms" || list.name == "same") continue;
    for (const std::string_view entry : list.entries) {
      const std::size_t equal = entry.find('=');
      const std::string_view form = entry.substr(0, equal);
      std::vector<WordId> ids = Ids(entry.substr(equal + 1));
      if (form.find(' ') == std::string_view::npos) {
        Add(form, kIsForm);
        forms_.emplace(table_.Find(form), std::move(ids));
      } else if (ids.size() == 1) {
        const std::size_t blank = form.find(' ');
        const WordId first = table_.Intern(form.substr(0, blank));
        const WordId second = table_.Intern(form.substr(blank + 1));
        infos_.resize(table_.end());
        infos_[first].classes |= kStartsPair;
        pairs_[Both(first, second)] = ids[0];
      }
    }
  }
  for (const WordList& list : lists) {
    if (list.group == "meaning") AddMeanings(list);
    if (list.group == "opposites") AddOpposites(list);
    if (list.group == "function") {
      for (const std::string_view word : list.entries) Add(word, kFunction);
    }
    for (const std::string_view entry : list.entries) {
      const std::size_t equal = entry.find('=');
      const std::string_view left = entry.substr(0, equal);
      const std::string_view right = equal == std::string_view::npos ? "" : entry.substr(equal + 1);
      if (list.group == "numbers" && list.name == "values") {
        Add(left, kNumeral);
        NumberWord number{.kind = NumberWord::Kind::kUnit};
        if (right[0] == '*') number.kind = NumberWord::Kind::kMultiplier;
        if (right[0] == 'o') number.kind = NumberWord::Kind::kOrdinal;
        number.value = ToNumber(right.substr(number.kind == NumberWord::Kind::kUnit ? 0 : 1)).value_or(0);
        numbers_.emplace(left, number);
      } else if (list.group == "numbers" && list.name == "opaque") {
        Add(left, kNumeral);
        numbers_.emplace(left, NumberWord{});
      } else if (list.group == "numbers" && list.name == "articles") {
        Add(left, kArticle);
      } else if (list.group == "numbers" && list.name == "ordinal_suffixes") {
        ordinal_suffixes_.push_back(left);
      } else if (list.group == "numbers" && list.name == "units_on_symbols") {
        Add(right, kUnitWord);
        symbols_.emplace(left, table_.Find(right));
      } else if (list.group == "speech" && list.name == "noises") {
        if (left.find(' ') == std::string_view::npos) Add(left, kSound);
      } else if (list.group == "speech" && list.name == "conjunctions") {
        Add(left, kConjunction);
      } else if (list.group == "speech") {  // three lists of fillers
        std::vector<WordId> ids = Ids(left);
        if (ids.empty()) continue;
        infos_[ids[0]].classes |= kStartsFiller;
        if (list.name == "hesitations" && ids.size() == 1) infos_[ids[0]].classes |= kHesitation;
        const WordId first = ids[0];
        fillers_[first].push_back(
            {.words = std::move(ids), .must_be_set_off = list.name == "set_off_fillers"});
      } else if (list.group == "forms" && list.name == "same") {
        const WordId word = Ids(left).front();
        for (const std::string_view other : Split(right, ',')) {
          const WordId twin = table_.Intern(other);
          infos_.resize(table_.end());
          infos_[word].classes |= kHasTwin;
          infos_[twin].classes |= kHasTwin;
          twins_[Both(std::min(word, twin), std::max(word, twin))] = true;
        }
      }
    }
  }
  for (auto& [first, phrases] : fillers_) {
    std::sort(phrases.begin(), phrases.end(),
              [](const auto& a, const auto& b) { return a.words.size() > b.words.size(); });
  }
}

const std::vector<WordId>* Lexicon::FormOf(std::string_view form) const {
  const WordId id = table_.Find(form);
  return id != kNoWord && (InfoOf(id).classes & kIsForm) != 0 ? &forms_.at(id) : nullptr;
}

WordId Lexicon::PairOf(WordId first, WordId second) const {
  const auto found = pairs_.find(Both(first, second));
  return found == pairs_.end() ? kNoWord : found->second;
}

bool Lexicon::Same(WordId a, WordId b) const {
  if (a == b) return true;
  if (a >= infos_.size() || b >= infos_.size()) return false;
  if ((infos_[a].classes & infos_[b].classes & kHasTwin) == 0) return false;
  return twins_.count(Both(std::min(a, b), std::max(a, b))) > 0;
}

Lexicon::Filler Lexicon::FillerAt(std::span<const WordId> words) const {
  if (words.empty() || (InfoOf(words[0]).classes & kStartsFiller) == 0) return {};
  for (const FillerPhrase& phrase : fillers_.at(words[0])) {
    if (phrase.words.size() <= words.size() &&
        std::equal(phrase.words.begin(), phrase.words.end(), words.begin())) {
      return {.length = phrase.words.size(), .must_be_set_off = phrase.must_be_set_off};
    }
  }
  return {};
}

WordId Lexicon::UnitOf(std::string_view symbol) const {
  const auto found = symbols_.find(std::string(symbol));
  return found == symbols_.end() ? kNoWord : found->second;
}

std::optional<NumberWord> Lexicon::NumberOf(std::string_view word) const {
  const auto found = numbers_.find(std::string(word));
  if (found != numbers_.end()) return found->second;
  if (word.empty() || word[0] < '0' || word[0] > '9') return std::nullopt;
  if (const auto value = ToNumber(word)) return NumberWord{NumberWord::Kind::kUnit, *value};
  std::size_t digits = 0;
  while (digits < word.size() && word[digits] >= '0' && word[digits] <= '9') ++digits;
  const std::string_view ending = word.substr(digits);
  if (std::find(ordinal_suffixes_.begin(), ordinal_suffixes_.end(), ending) != ordinal_suffixes_.end()) {
    if (const auto value = ToNumber(word.substr(0, digits)))
      return NumberWord{NumberWord::Kind::kOrdinal, *value};
  }
  return NumberWord{};
}

// "bigger" is a form of "big", "lentement" of "lent": a common beginning, and endings
// that words of the language take. Rough on purpose: it is only asked for words in lists.
bool Lexicon::IsForm(std::string_view entry, std::string_view word) const {
  static constexpr std::string_view kFrench[] = {
      "",       "e",        "s",     "es",     "x",    "er",    "ez",    "ent",    "ons",
      "ais",    "ait",      "aient", "ant",    "ante", "ants",  "antes", "ee",     "ees",
      "era",    "erai",     "eras",  "erons",  "erez", "eront", "erait", "erais",  "eraient",
      "erions", "ir",       "it",    "is",     "i",    "ie",    "ies",   "issent", "issait",
      "issant", "issaient", "issez", "issons", "ira",  "irait", "iront", "ment",   "ement",
      "re",     "u",        "ue",    "us",     "ues",  "t",     "te",    "ts",     "tes",
      "ne",     "nes",      "le",    "les",    "eur",  "eurs",  "euse",  "euses",  "eux",
      "if",     "ive",      "ifs",   "ives",   "d",    "dre",   "rait",  "ra",     "ront",
      "iez",    "ions",     "era",   "ai",     "as",   "a",     "at",    "erent",  "ite"};
  static constexpr std::string_view kEnglish[] = {
      "",    "s", "es", "ed", "d",  "ing", "er",    "est",  "ly", "ier", "iest", "ily",  "ies",
      "ied", "y", "e",  "r",  "st", "ers", "ingly", "edly", "n",  "en",  "ness", "iness"};
  std::size_t common = 0;
  while (common < entry.size() && common < word.size() && entry[common] == word[common]) ++common;
  if (common < kRoot || common + 4 < entry.size()) return entry == word;
  const auto is_ending = [&](std::string_view ending) {
    // "big-ger": the last letter is doubled.
    if (!french_ && ending.size() > 1 && ending[0] == entry[common - 1] &&
        std::find(std::begin(kEnglish), std::end(kEnglish), ending.substr(1)) != std::end(kEnglish)) {
      return true;
    }
    if (french_) return std::find(std::begin(kFrench), std::end(kFrench), ending) != std::end(kFrench);
    return std::find(std::begin(kEnglish), std::end(kEnglish), ending) != std::end(kEnglish);
  };
  const std::string_view of_entry = entry.substr(common);
  const std::string_view of_word = word.substr(common);
  // A short root may be another word's: only a plural or a feminine is sure to be a form.
  if (entry.size() <= kRoot && of_word.size() > 3) return false;
  return is_ending(of_entry) && is_ending(of_word);
}

template <typename Visit>
void Lexicon::ForSides(std::string_view word, Visit visit) const {
  const auto found = opposites_.find(std::string(word.substr(0, kRoot)));
  if (found == opposites_.end()) return;
  for (const Side& side : found->second) {
    if (IsForm(side.word, word)) visit(side);
  }
}

bool Lexicon::NegatesByPrefix(std::string_view longer, std::string_view shorter) const {
  if (shorter.size() < 4) return false;
  return std::any_of(prefixes_.begin(), prefixes_.end(), [&](std::string_view prefix) {
    return longer.starts_with(prefix) && longer.size() >= prefix.size() + 4 &&
           IsForm(shorter, longer.substr(prefix.size()));
  });
}

bool Lexicon::Opposite(std::string_view a, std::string_view b) const {
  if (a == b) return false;
  bool opposite = false;
  ForSides(a, [&](const Side& one) {
    ForSides(b, [&](const Side& other) {
      opposite = opposite || (one.pair == other.pair && one.left != other.left);
    });
  });
  if (opposite || NegatesByPrefix(a, b) || NegatesByPrefix(b, a)) return true;
  return std::any_of(suffixes_.begin(), suffixes_.end(), [&](const auto& suffix) {
    const auto turned = [&](std::string_view one, std::string_view other) {
      if (!one.ends_with(suffix.first) || !other.ends_with(suffix.second)) return false;
      const std::string_view root = one.substr(0, one.size() - suffix.first.size());
      return root.size() >= 3 && root == other.substr(0, other.size() - suffix.second.size());
    };
    return turned(a, b) || turned(b, a);
  });
}

bool Lexicon::ConditionDiffers(std::string_view a, std::string_view b) const {
  if (!french_) return false;
  static constexpr std::string_view kEndings[] = {"rais", "rait", "raient", "rions", "riez"};
  const auto is_condition = [](std::string_view word) {
    return std::any_of(std::begin(kEndings), std::end(kEndings), [&](std::string_view ending) {
      return word.size() > ending.size() + 1 && word.ends_with(ending);
    });
  };
  std::size_t common = 0;
  while (common < a.size() && common < b.size() && a[common] == b[common]) ++common;
  return common >= 2 && common * 2 >= std::min(a.size(), b.size()) && is_condition(a) != is_condition(b);
}

}  // namespace whyspec::evidence
