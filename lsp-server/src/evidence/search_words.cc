#include "evidence/search_words.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "base/unicode.h"
#include "evidence/search_ranking.h"
#include "evidence/stop_words.h"

namespace whyspec::evidence {
namespace {

// Distinct words looked up in the index before the rarest are kept: a query can be a page.
constexpr std::size_t kMostLookups = 256;
// A word counts a little for words of the same beginning: derivations that a stemmer
// keeps apart.
constexpr std::size_t kSharedBytes = 5;
constexpr std::size_t kMostEndingBytes = 4;

const std::unordered_set<std::string>& FaintTerms(TermLanguage language) {
  static const auto sets = [] {
    std::array<std::unordered_set<std::string>, kTermLanguages> out;
    for (std::size_t i = 0; i < kTermLanguages; ++i) {
      const auto each = static_cast<TermLanguage>(i);
      for (Term& term : Terms(FaintWords(each), each)) out[i].insert(std::move(term.text));
    }
    return out;
  }();
  return sets[static_cast<std::size_t>(language)];
}

std::size_t BucketOf(std::string_view term) {
  // By the first three bytes: a term falls where its beginnings of three and more do.
  std::size_t key = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, term.size()); ++i) {
    key = key * 31 + static_cast<unsigned char>(term[i]);
  }
  return key & 63;
}

std::size_t FrequencyOf(const QueryWord& word, const calls::TextIndex& index) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < kTermLanguages; ++i) {
    const auto before = word.term.begin() + static_cast<std::ptrdiff_t>(i);
    if (word.term[i].empty() || std::find(word.term.begin(), before, word.term[i]) != before) continue;
    sum += index.Frequency(word.term[i]);
  }
  return std::min(sum, index.block_count());
}

}  // namespace

double Idf(double frequency, double count) {
  const double odds = (std::max(count - frequency, 0.0) + 0.5) / (frequency + 0.5);
  return std::pow(std::log1p(odds), kRanking.idf_power);
}

std::vector<QueryWord> QueryWords(const ExcerptQuery& query, const calls::TextIndex* index) {
  const TermLanguage language = TermLanguageOf(query.language, query.text);
  std::vector<Term> terms = Terms(query.text, language);
  const bool only_stop_words = terms.empty();
  if (only_stop_words) AppendAllWords(query.text, language, terms);

  std::string prefix;
  if (query.last_word_is_prefix) {
    // The word the text ends with, stop word or not: "the cust|" must not look for "the".
    std::vector<Term> all;
    AppendAllWords(query.text, language, all);
    if (!all.empty() && all.back().source.end == query.text.size()) {
      if (terms.empty() || terms.back().source != all.back().source) terms.push_back(all.back());
      prefix = Fold(Cut(query.text, terms.back().source));
    }
  }

  std::vector<QueryWord> words;
  std::unordered_set<std::string_view> seen;
  std::vector<Term> other;
  const auto add = [&](const Term& term, std::string typed) {
    if (words.size() >= kMostLookups || !seen.insert(term.text).second) return;
    QueryWord word{.prefix = std::move(typed), .position = words.size()};
    for (std::size_t i = 0; i < kTermLanguages; ++i) {
      const auto each = static_cast<TermLanguage>(i);
      if (each == language) {
        word.term[i] = term.text;
        continue;
      }
      other.clear();
      const std::string_view source = Cut(query.text, term.source);
      if (only_stop_words) {
        AppendAllWords(source, each, other);
      } else {
        AppendTerms(source, each, other);
      }
      if (!other.empty()) word.term[i] = std::move(other.front().text);
    }
    if (FaintTerms(language).count(term.text) != 0) word.weight = kRanking.faint;
    words.push_back(std::move(word));
  };
  if (!prefix.empty()) add(terms.back(), prefix);
  for (const Term& term : terms) add(term, "");

  if (index != nullptr) {
    for (QueryWord& word : words) word.frequency = FrequencyOf(word, *index);
  }
  std::stable_sort(words.begin(), words.end(), [](const QueryWord& a, const QueryWord& b) {
    // The word being typed first: it is not in the index yet. Words that nobody says last:
    // they can only find what begins alike.
    const auto key = [](const QueryWord& word) {
      return std::tuple(word.prefix.empty(), word.frequency == 0, word.frequency);
    };
    return key(a) < key(b);
  });
  if (words.size() > kMaxQueryWords) words.resize(kMaxQueryWords);
  const double blocks = index == nullptr ? 1 : static_cast<double>(index->block_count());
  const double calls = index == nullptr ? 1 : static_cast<double>(index->call_count());
  for (QueryWord& word : words) {
    const double frequency = static_cast<double>(word.frequency);
    word.idf = word.weight * Idf(frequency, blocks);
    // Until its calls are counted: as if its blocks lay where they fell.
    const double spread =
        calls * (1 - std::pow(1 - frequency / std::max(blocks, 1.0), blocks / std::max(calls, 1.0)));
    word.call_idf = word.weight * Idf(spread, calls);
  }
  return words;
}

WordMatcher::WordMatcher(const std::vector<QueryWord>& words, TermLanguage language) {
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    const std::string& term = words[i].term[static_cast<std::size_t>(language)];
    if (!term.empty()) buckets_[BucketOf(term)].push_back(Entry{.text = term, .word = i});
    const std::string& prefix = words[i].prefix;
    if (prefix.size() >= 3)
      buckets_[BucketOf(prefix)].push_back(Entry{.text = prefix, .word = i, .is_prefix = true});
  }
}

void WordMatcher::Match(std::string_view term, std::vector<WordMatch>& out) const {
  out.clear();
  for (const Entry& entry : buckets_[BucketOf(term)]) {
    const bool whole = entry.is_prefix ? term.starts_with(entry.text) : term == entry.text;
    const bool alike = !whole && !entry.is_prefix && term.size() >= kSharedBytes &&
                       entry.text.size() >= kSharedBytes &&
                       term.substr(0, kSharedBytes) == entry.text.substr(0, kSharedBytes) &&
                       std::max(term.size(), entry.text.size()) - std::min(term.size(), entry.text.size()) <=
                           kMostEndingBytes;
    if (!whole && !alike) continue;
    const float weight = whole ? 1.0F : static_cast<float>(kRanking.alike);
    const auto same =
        std::find_if(out.begin(), out.end(), [&](const WordMatch& m) { return m.word == entry.word; });
    if (same == out.end()) {
      out.push_back(WordMatch{.word = entry.word, .whole = whole, .weight = weight});
    } else {
      same->whole = same->whole || whole;
      same->weight = std::max(same->weight, weight);
    }
  }
}

}  // namespace whyspec::evidence
