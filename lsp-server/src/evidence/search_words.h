// The words of a query and how they are recognised in a transcript. Private to search.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "calls/text_index.h"
#include "evidence/search.h"
#include "evidence/terms.h"

namespace whyspec::evidence {

struct QueryWord {
  // The word as each language reduces it; "" where it is a stop word there. A query does
  // not know in which language a call is.
  std::array<std::string, kTermLanguages> term = {};
  std::string prefix;         // folded; only of a last word still being typed
  std::size_t position = 0;   // among the distinct words of the query
  double weight = 1;          // less for words of telling ("explained", "customers")
  std::size_t frequency = 0;  // blocks of the index that hold it
  double idf = 0;             // over blocks, weighted
  double call_idf = 0;        // over calls, weighted
};

// At most kMaxQueryWords, the rarest first. `index` may be nullptr: then all are alike.
std::vector<QueryWord> QueryWords(const ExcerptQuery& query, const calls::TextIndex* index);
// Inverse document frequency, smoothed as BM25 has it and flattened.
double Idf(double frequency, double count);

// What one term of a transcript has to do with the query.
struct WordMatch {
  std::uint32_t word = 0;
  bool whole = false;  // the word itself
  float weight = 1;    // less for one that begins alike ("Ukraine", "ukrainien")
};

// Looks terms up among the query's words, for calls of one language. Constant time.
class WordMatcher {
 public:
  WordMatcher(const std::vector<QueryWord>& words, TermLanguage language);

  // Appends to `out` (cleared first).
  void Match(std::string_view term, std::vector<WordMatch>& out) const;

 private:
  struct Entry {
    std::string_view text;
    std::uint32_t word = 0;
    bool is_prefix = false;
  };
  std::array<std::vector<Entry>, 64> buckets_;
};

}  // namespace whyspec::evidence
