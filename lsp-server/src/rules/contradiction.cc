#include "rules/contradiction.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

#include "base/hash.h"
#include "base/unicode.h"
#include "evidence/terms.h"
#include "rules/section_text.h"

namespace whyspec::rules {
namespace {

constexpr std::size_t kMinTerms = 2;
constexpr std::size_t kMaxTerms = 24;        // a longer clause is a turn without punctuation
constexpr std::size_t kMaxCandidates = 512;  // statements of one term that are looked at
constexpr std::size_t kKeptCalls = 256;
constexpr std::size_t kKeptQuotes = 2048;
constexpr std::size_t kMaxTextBytes = std::size_t{256} * 1024;

Language LanguageOf(evidence::TermLanguage language) {
  switch (language) {
    case evidence::TermLanguage::kEnglish:
      return Language::kEnglish;
    case evidence::TermLanguage::kFrench:
      return Language::kFrench;
    case evidence::TermLanguage::kGerman:
      return Language::kGerman;
    case evidence::TermLanguage::kSpanish:
      return Language::kSpanish;
  }
  return Language::kEnglish;
}

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Words that turn a statement round. French "ne" alone does not ("on ne fait que ça"); "plus"
// does only after "ne".
bool Negates(std::string_view word, std::string_view before, std::string_view two_before, Language language) {
  switch (language) {
    case Language::kFrench:
      if (word == "plus") return before == "ne" || before == "n" || two_before == "ne" || two_before == "n";
      if (word == "pas") return true;
      return IsOneOf(word, {"jamais", "aucun", "aucune", "rien", "sans", "guere", "non"});
    case Language::kGerman:
      return IsOneOf(word, {"nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "ohne"});
    case Language::kSpanish:
      return IsOneOf(word, {"no", "nunca", "jamas", "sin", "tampoco", "ningun", "ninguna"});
    case Language::kEnglish:
      break;
  }
  if (word == "t") {
    return IsOneOf(before, {"don", "doesn", "didn", "won", "can", "couldn", "wouldn", "shouldn", "isn",
                            "aren", "wasn", "weren", "hasn", "haven", "hadn", "ain"});
  }
  return IsOneOf(word, {"not", "never", "no", "nobody", "none", "without", "cannot", "hardly"});
}

// A word that begins another statement.
bool Joins(std::string_view word, Language language) {
  switch (language) {
    case Language::kFrench:
      return IsOneOf(word, {"mais", "et", "donc", "car", "alors", "sauf", "puis", "parce", "puisque"});
    case Language::kGerman:
      return IsOneOf(word, {"aber", "und", "weil", "denn", "sondern"});
    case Language::kSpanish:
      return IsOneOf(word, {"pero", "y", "porque", "sino"});
    case Language::kEnglish:
      break;
  }
  return IsOneOf(word, {"but", "and", "because", "so", "then", "although", "though", "except"});
}

// A word that makes a statement a condition, a wish or a guess.
bool Hedges(std::string_view word, Language language) {
  switch (language) {
    case Language::kFrench:
      return IsOneOf(word, {"si", "quand", "lorsque", "pourrait", "aurait", "serait"});
    case Language::kGerman:
      return IsOneOf(word, {"wenn", "falls", "wurde", "ware"});
    case Language::kSpanish:
      return IsOneOf(word, {"si", "cuando"});
    case Language::kEnglish:
      break;
  }
  return IsOneOf(word, {"if", "when", "unless", "would", "could", "should", "might"});
}

class Splitter {
 public:
  Splitter(std::string_view text, evidence::TermLanguage terms)
      : text_(text), terms_language_(terms), language_(LanguageOf(terms)) {}

  std::vector<Clause> Split() {
    for (const TextRange sentence : SplitSentences(text_, language_)) {
      if (Cut(text_, sentence).back() == '?') continue;
      Sentence(sentence);
    }
    return std::move(clauses_);
  }

 private:
  void Sentence(TextRange sentence) {
    const std::string_view whole = Cut(text_, sentence);
    std::array<std::string, 2> before;  // the words before, the nearest first
    Offset begin = sentence.begin;
    Offset end_of_last = sentence.begin;
    bool negated = false;
    bool hedged = false;
    const auto close = [&](Offset end) {
      if (!hedged) Add({begin, end}, negated);
      begin = end;
      negated = hedged = false;
      before = {};
    };
    for (const TextRange relative : Words(whole)) {
      const TextRange word{sentence.begin + relative.begin, sentence.begin + relative.end};
      const std::string_view gap = text_.substr(end_of_last, word.begin - end_of_last);
      const std::string folded = Fold(Cut(text_, word));
      if (gap.find_first_of(",;:()") != std::string_view::npos || Joins(folded, language_)) {
        close(word.begin);
      }
      if (Negates(folded, before[0], before[1], language_)) negated = !negated;
      hedged = hedged || Hedges(folded, language_);
      before[1] = std::move(before[0]);
      before[0] = folded;
      end_of_last = word.end;
    }
    close(sentence.end);
  }

  void Add(TextRange range, bool negated) {
    found_.clear();
    evidence::AppendTerms(Cut(text_, range), terms_language_, found_);
    if (found_.size() < kMinTerms || found_.size() > kMaxTerms) return;
    Clause clause{.turn = 0, .range = range, .terms = {}, .negated = negated};
    for (const evidence::Term& term : found_) {
      // The sign is kept apart.
      const TextRange word{range.begin + term.source.begin, range.begin + term.source.end};
      if (Negates(Fold(Cut(text_, word)), "", "", language_)) continue;
      clause.terms.push_back(static_cast<std::uint32_t>(Hash64(term.text)));
    }
    std::sort(clause.terms.begin(), clause.terms.end());
    clause.terms.erase(std::unique(clause.terms.begin(), clause.terms.end()), clause.terms.end());
    if (clause.terms.size() >= kMinTerms) clauses_.push_back(std::move(clause));
  }

  std::string_view text_;
  evidence::TermLanguage terms_language_;
  Language language_;
  std::vector<evidence::Term> found_;
  std::vector<Clause> clauses_;
};

// The same statement but for its sign: few words more or less on either side.
bool SameWords(std::size_t common, std::size_t mine, std::size_t theirs) {
  if (common == mine && common == theirs) return true;
  return common >= 3 && common * 4 >= mine * 3 && common * 4 >= theirs * 3;
}

}  // namespace

std::vector<Clause> ClausesOf(std::string_view text, std::string_view language) {
  text = text.substr(0, kMaxTextBytes);
  return Splitter(text, evidence::TermLanguageOf(language, text)).Split();
}

std::shared_ptr<const std::vector<Clause>> QuoteClauses(std::string_view quote, std::string_view language) {
  thread_local std::unordered_map<std::uint64_t, std::shared_ptr<const std::vector<Clause>>> remembered;
  const std::uint64_t key = Hash64(quote, Hash64(language));
  const auto known = remembered.find(key);
  if (known != remembered.end()) return known->second;
  if (remembered.size() >= kKeptQuotes) remembered.clear();
  auto clauses = std::make_shared<const std::vector<Clause>>(ClausesOf(quote, language));
  remembered.emplace(key, clauses);
  return clauses;
}

CallClauses::CallClauses(const calls::Call& call) {
  std::string sample;
  for (const calls::Turn& turn : call.turns) {
    if (!call.language.empty() || sample.size() > 4096) break;
    sample += turn.text;
    sample += ' ';
  }
  const evidence::TermLanguage language = evidence::TermLanguageOf(call.language, sample);
  for (std::uint32_t turn = 0; turn < call.turns.size(); ++turn) {
    if (call.turns[turn].speaker.empty() || call.IsOurs(call.turns[turn])) continue;
    const std::string_view text = std::string_view(call.turns[turn].text).substr(0, kMaxTextBytes);
    for (Clause& clause : Splitter(text, language).Split()) {
      clause.turn = turn;
      const auto number = static_cast<std::uint32_t>(clauses_.size());
      for (const std::uint32_t term : clause.terms) postings_.emplace_back(term, number);
      clauses_.push_back(std::move(clause));
    }
  }
  std::sort(postings_.begin(), postings_.end());
}

std::vector<const Clause*> CallClauses::Opposing(const Clause& clause) const {
  // What shares three quarters of the terms holds one of the rarest quarter and one more.
  using Postings = std::pair<std::size_t, std::size_t>;
  std::vector<Postings> rarest;
  for (const std::uint32_t term : clause.terms) {
    const auto first = std::lower_bound(postings_.begin(), postings_.end(), std::make_pair(term, 0U));
    const auto last = term == ~0U ? postings_.end()
                                  : std::lower_bound(first, postings_.end(), std::make_pair(term + 1, 0U));
    rarest.emplace_back(first - postings_.begin(), last - postings_.begin());
  }
  std::sort(rarest.begin(), rarest.end(), [](const Postings& a, const Postings& b) {
    return a.second - a.first != b.second - b.first ? a.second - a.first < b.second - b.first
                                                    : a.first < b.first;
  });
  const std::size_t needed = std::max(kMinTerms, (clause.terms.size() * 3 + 3) / 4);
  rarest.resize(clause.terms.size() - needed + 1);

  std::set<std::uint32_t> candidates;
  for (const auto& [first, last] : rarest) {
    for (std::size_t i = first; i < std::min(last, first + kMaxCandidates); ++i) {
      if (clauses_[postings_[i].second].negated != clause.negated) candidates.insert(postings_[i].second);
    }
  }
  std::vector<const Clause*> opposing;
  std::vector<std::uint32_t> common;
  for (const std::uint32_t number : candidates) {
    const Clause& other = clauses_[number];
    common.clear();
    std::set_intersection(clause.terms.begin(), clause.terms.end(), other.terms.begin(), other.terms.end(),
                          std::back_inserter(common));
    if (SameWords(common.size(), clause.terms.size(), other.terms.size())) opposing.push_back(&other);
  }
  return opposing;
}

std::shared_ptr<const CallClauses> CallClauses::Of(const std::shared_ptr<const calls::Call>& call) {
  struct Entry {
    std::weak_ptr<const calls::Call> call;
    std::shared_ptr<const CallClauses> clauses;
  };
  static std::mutex mutex;
  static auto* const entries = new std::map<const calls::Call*, Entry>;
  {
    const std::lock_guard<std::mutex> lock(mutex);
    const auto found = entries->find(call.get());
    // The address may have been used again: only the same owner means the same call.
    if (found != entries->end() && !found->second.call.owner_before(call) &&
        !call.owner_before(found->second.call) && !found->second.call.expired()) {
      return found->second.clauses;
    }
  }
  auto clauses = std::make_shared<const CallClauses>(*call);
  const std::lock_guard<std::mutex> lock(mutex);
  if (entries->size() >= kKeptCalls) {
    for (auto it = entries->begin(); it != entries->end();) {
      it = it->second.call.expired() ? entries->erase(it) : std::next(it);
    }
    if (entries->size() >= kKeptCalls) entries->clear();
  }
  (*entries)[call.get()] = {call, clauses};
  return clauses;
}

}  // namespace whyspec::rules
