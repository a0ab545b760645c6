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

bool CutEnd(std::string& word, std::string_view ending, std::size_t keep) {
  if (word.size() < ending.size() + keep || !std::string_view(word).ends_with(ending)) return false;
  word.resize(word.size() - ending.size());
  return true;
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
    const auto form = forms_.find(std::string(word));
    if (form != forms_.end()) {
      ids.insert(ids.end(), form->second.begin(), form->second.end());
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
        opposites_[Stem(word)].emplace_back(opposite_count_, side == 0);
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
        forms_.emplace(form, std::move(ids));
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
      } else if (list.group == "speech" && list.name == "fillers") {
        std::vector<WordId> ids = Ids(left);
        if (ids.empty()) continue;
        infos_[ids[0]].classes |= kStartsFiller;
        fillers_[ids[0]].push_back(std::move(ids));
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
              [](const auto& a, const auto& b) { return a.size() > b.size(); });
  }
}

const std::vector<WordId>* Lexicon::FormOf(std::string_view form) const {
  if (form.size() > 24) return nullptr;
  const auto found = forms_.find(std::string(form));
  return found == forms_.end() ? nullptr : &found->second;
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

std::size_t Lexicon::FillerAt(std::span<const WordId> words) const {
  if (words.empty() || (InfoOf(words[0]).classes & kStartsFiller) == 0) return 0;
  for (const std::vector<WordId>& phrase : fillers_.at(words[0])) {
    if (phrase.size() <= words.size() && std::equal(phrase.begin(), phrase.end(), words.begin())) {
      return phrase.size();
    }
  }
  return 0;
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

// Rough on purpose: both sides of a comparison go through it, and what it confuses is
// only ever compared with a list of opposites.
std::string Lexicon::Stem(std::string_view word) const {
  std::string stem(word);
  constexpr std::size_t kKeep = 3;
  if (french_) {
    static constexpr std::string_view kEndings[] = {
        "issaient", "eraient", "issait", "issent", "issant", "erions", "assent", "erait", "erais", "eront",
        "erons",    "aient",   "antes",  "ement",  "erez",   "ment",   "ions",   "iez",   "ais",   "ait",
        "ant",      "ees",     "era",    "ent",    "ons",    "ees",    "ez",     "er",    "ee",    "es",
        "ir",       "it",      "is",     "re",     "s",      "x",      "e",      "i"};
    for (const std::string_view ending : kEndings) {
      if (CutEnd(stem, ending, kKeep)) break;
    }
    if (stem.size() > kKeep && stem.back() == 'e') stem.pop_back();
    return stem;
  }
  static constexpr std::string_view kEndings[] = {"iness", "ness", "ingly", "edly", "ing", "ied",
                                                  "ies",   "iest", "est",   "ier",  "ily", "ed",
                                                  "er",    "es",   "ly",    "s"};
  for (const std::string_view ending : kEndings) {
    if (ending == "s" && stem.ends_with("ss")) continue;
    if (CutEnd(stem, ending, kKeep)) {
      if (ending[0] == 'i' && ending != "ing" && ending != "ingly") stem += 'i';
      break;
    }
  }
  if (stem.size() > kKeep && stem.back() == 'e') stem.pop_back();
  if (stem.size() >= kKeep && stem.back() == 'y') stem.back() = 'i';
  const std::size_t size = stem.size();
  if (size > kKeep && stem[size - 1] == stem[size - 2]) stem.pop_back();
  return stem;
}

bool Lexicon::NegatesByPrefix(std::string_view longer, std::string_view shorter) const {
  if (shorter.size() < 4) return false;
  return std::any_of(prefixes_.begin(), prefixes_.end(), [&](std::string_view prefix) {
    return longer.size() == prefix.size() + shorter.size() && longer.starts_with(prefix) &&
           longer.ends_with(shorter);
  });
}

bool Lexicon::Opposite(std::string_view a, std::string_view b) const {
  if (a == b) return false;
  const std::string stem_a = Stem(a);
  const std::string stem_b = Stem(b);
  if (stem_a == stem_b) return false;
  const auto of_a = opposites_.find(stem_a);
  const auto of_b = opposites_.find(stem_b);
  if (of_a != opposites_.end() && of_b != opposites_.end()) {
    for (const auto& [pair_a, side_a] : of_a->second) {
      for (const auto& [pair_b, side_b] : of_b->second) {
        if (pair_a == pair_b && side_a != side_b) return true;
      }
    }
  }
  if (NegatesByPrefix(a, b) || NegatesByPrefix(b, a) || NegatesByPrefix(stem_a, stem_b) ||
      NegatesByPrefix(stem_b, stem_a)) {
    return true;
  }
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
