// Verdicts remembered, and quotes looked up in a whole log.
#include <algorithm>
#include <list>
#include <map>
#include <mutex>
#include <unordered_map>

#include "base/hash.h"
#include "base/unicode.h"
#include "evidence/terms.h"
#include "evidence/transcript_words.h"
#include "evidence/verify_quote.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kMostTranscripts = 24;  // about half a megabyte each
constexpr std::size_t kMostVerdicts = 4096;
constexpr std::size_t kMostTerms = 8;        // rarest words of a quote that are looked up
constexpr std::size_t kMostPostings = 6000;  // looked at for one quote
constexpr std::size_t kLeastTerms = 2;
constexpr std::size_t kMostCalls = 5;       // read for one quote
constexpr std::size_t kMostUnindexed = 64;  // calls read one by one where no index is kept
constexpr std::size_t kMostFound = 256;
constexpr std::uint64_t kSeed = 0x51;

// Without what an editor put in brackets: nobody said that.
std::string WithoutBrackets(std::string_view quote) {
  std::string out;
  while (!quote.empty()) {
    const std::size_t open = quote.find('[');
    out.append(quote.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = quote.find(']', open);
    if (close == std::string_view::npos) break;
    out += ' ';
    quote.remove_prefix(close + 1);
  }
  return out;
}

// Calls that hold the rarest words of a quote near each other, likeliest first.
std::vector<calls::CallNumber> CandidatesFor(const std::string& quote, TermLanguage language,
                                             const calls::TextIndex& index) {
  std::vector<std::pair<std::size_t, std::string>> terms;  // frequency, term
  for (const Term& term : Terms(quote, language)) {
    const bool known =
        std::any_of(terms.begin(), terms.end(), [&](const auto& one) { return one.second == term.text; });
    if (known) continue;
    const std::size_t frequency = index.Frequency(term.text);
    if (frequency > 0) terms.emplace_back(frequency, term.text);
  }
  std::sort(terms.begin(), terms.end());
  if (terms.size() > kMostTerms) terms.resize(kMostTerms);

  // Weight of each block; a passage may lie across two. Frequent words are left out once
  // the rarer ones have named enough places.
  std::vector<std::pair<std::uint64_t, double>> places;  // call and block, weight
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const auto& [frequency, term] = terms[i];
    if (i >= kLeastTerms && places.size() + frequency > kMostPostings) break;
    const double weight = 0.2 + 1.0 / (1.0 + static_cast<double>(frequency) / 16.0);
    std::size_t visited = 0;
    index.ForEach(term, [&](calls::Posting posting) {
      places.emplace_back((std::uint64_t{posting.call} << 32U) | posting.block, weight);
      return ++visited < kMostPostings;
    });
  }
  std::sort(places.begin(), places.end());
  std::vector<std::pair<std::uint64_t, double>> blocks;
  for (const auto& [place, weight] : places) {
    if (blocks.empty() || blocks.back().first != place) blocks.emplace_back(place, 0.0);
    blocks.back().second += weight;
  }
  std::unordered_map<calls::CallNumber, double> best;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    double weight = blocks[i].second;
    const bool goes_on = i + 1 < blocks.size() && blocks[i + 1].first == blocks[i].first + 1;
    if (goes_on) weight += blocks[i + 1].second * 0.9;
    double& of_call = best[static_cast<calls::CallNumber>(blocks[i].first >> 32U)];
    of_call = std::max(of_call, weight);
  }
  std::vector<std::pair<double, calls::CallNumber>> ranked;
  ranked.reserve(best.size());
  for (const auto& [call, weight] : best) ranked.emplace_back(-weight, call);
  const std::size_t kept = std::min(ranked.size(), kMostCalls);
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept), ranked.end());
  std::vector<calls::CallNumber> candidates;
  for (std::size_t i = 0; i < kept; ++i) {
    // Far fewer of the words: not where it was said, if it was said anywhere.
    if (ranked[i].first > ranked[0].first * 0.5) break;
    candidates.push_back(ranked[i].second);
  }
  return candidates;
}

}  // namespace

std::vector<std::vector<std::string>> NamesOf(const calls::CallLog& log) {
  std::vector<std::vector<std::string>> names;
  for (const std::shared_ptr<const calls::Account>& account : log.Accounts()) {
    std::vector<std::string> spellings;
    for (const std::string& spelling : {account->name, account->alias}) {
      if (!spelling.empty()) spellings.push_back(spelling);
    }
    for (const std::string& spelling : account->aliases) {
      if (!spelling.empty()) spellings.push_back(spelling);
    }
    if (spellings.size() > 1) names.push_back(std::move(spellings));
  }
  return names;
}

struct Verifier::State {
  std::mutex mutex;
  // Names of one log at one revision, by lexicon.
  const calls::CallLog* log = nullptr;
  std::uint64_t revision = 0;
  std::uint64_t names_hash = 0;
  std::vector<std::vector<std::string>> names;
  std::map<const Lexicon*, std::shared_ptr<const NameTable>> tables;

  struct Prepared {
    std::uint64_t names_hash;
    std::shared_ptr<const Transcript> transcript;  // holds its call: the pointer cannot be another's
  };
  std::list<Prepared> transcripts;  // last used first

  struct Known {
    std::weak_ptr<const calls::Call> call;
    Verification verification;
  };
  std::unordered_map<std::uint64_t, Known> verdicts;
  std::unordered_map<std::uint64_t, std::vector<Found>> found;  // of FindQuote, at this revision

  void Look(const calls::CallLog& now) {
    if (log == &now && revision == now.revision()) return;
    log = &now;
    revision = now.revision();
    found.clear();
    std::vector<std::vector<std::string>> spellings = NamesOf(now);
    if (spellings == names) return;
    names = std::move(spellings);
    tables.clear();
    names_hash = kSeed;
    for (const auto& list : names) {
      for (const std::string& name : list) names_hash = Hash64(name, names_hash);
      names_hash = Hash64("|", names_hash);
    }
  }

  std::shared_ptr<const NameTable> TableFor(const Lexicon& lexicon) {
    if (names.empty()) return nullptr;
    std::shared_ptr<const NameTable>& table = tables[&lexicon];
    if (table == nullptr) table = std::make_shared<const NameTable>(lexicon, names);
    return table;
  }
};

Verifier::Verifier() : state_(std::make_unique<State>()) {}
Verifier::~Verifier() = default;

std::shared_ptr<const Transcript> Verifier::Prepare(const std::shared_ptr<const calls::Call>& call,
                                                    const calls::CallLog& log) {
  std::shared_ptr<const NameTable> table;
  std::uint64_t names_hash = 0;
  const Lexicon& lexicon = LexiconOf(*call);
  {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    state_->Look(log);
    names_hash = state_->names_hash;
    auto& kept = state_->transcripts;
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const State::Prepared& one) {
      return one.transcript->call() == call && one.names_hash == names_hash;
    });
    if (found != kept.end()) {
      kept.splice(kept.begin(), kept, found);
      return found->transcript;
    }
    table = state_->TableFor(lexicon);
  }
  // Reading the words takes a millisecond or more: not under the lock.
  std::shared_ptr<const Transcript> transcript(
      new Transcript(call, std::make_unique<const Transcript::Words>(*call, lexicon, std::move(table))));
  const std::lock_guard<std::mutex> lock(state_->mutex);
  state_->transcripts.push_front({names_hash, transcript});
  if (state_->transcripts.size() > kMostTranscripts) state_->transcripts.pop_back();
  return transcript;
}

Verification Verifier::Verify(std::string_view quote, const std::shared_ptr<const calls::Call>& call,
                              const calls::CallLog& log, const VerifyOptions& options) {
  std::uint64_t key = 0;
  {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    state_->Look(log);
    const std::uint64_t numbers[] = {reinterpret_cast<std::uintptr_t>(call.get()), state_->names_hash,
                                     options.first_turn ? *options.first_turn + 1ULL : 0,
                                     options.last_turn ? *options.last_turn + 1ULL : 0};
    key = Hash64(quote, Hash64({reinterpret_cast<const char*>(numbers), sizeof numbers}));
    const auto known = state_->verdicts.find(key);
    if (known != state_->verdicts.end() && known->second.call.lock() == call)
      return known->second.verification;
  }
  const std::shared_ptr<const Transcript> transcript = Prepare(call, log);
  Verification verification = evidence::Verify(quote, *transcript, options);
  const std::lock_guard<std::mutex> lock(state_->mutex);
  if (state_->verdicts.size() >= kMostVerdicts) state_->verdicts.clear();
  state_->verdicts.insert_or_assign(key, State::Known{call, verification});
  return verification;
}

std::vector<Verifier::Found> Verifier::FindQuote(std::string_view quote, const calls::CallLog& log,
                                                 std::size_t limit) {
  const std::uint64_t key = Hash64(quote, limit);
  {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    state_->Look(log);
    const auto known = state_->found.find(key);
    if (known != state_->found.end()) return known->second;
  }
  std::vector<std::string> ids;
  if (const calls::TextIndex* index = log.text_index()) {
    const std::string said = WithoutBrackets(quote);
    const TermLanguage guess = TermLanguageOf("", said);
    for (const calls::CallNumber number : CandidatesFor(said, guess, *index))
      ids.push_back(index->IdOf(number));
  } else {
    std::vector<calls::CallSummary> list = log.List();
    if (list.size() <= kMostUnindexed) {
      for (calls::CallSummary& summary : list) ids.push_back(std::move(summary.id));
    }
  }
  std::vector<Found> found;
  for (const std::string& id : ids) {
    if (log.WhyGone(id) != calls::Gone::kNo) continue;
    std::shared_ptr<const calls::Call> call = log.Find(id);
    if (call == nullptr || call->turns.empty()) continue;
    Verification verification = Verify(quote, call, log);
    if (verification.verdict == Verdict::kNotFound) continue;
    found.push_back({std::move(call), std::move(verification)});
  }
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    if (a.verification.verdict != b.verification.verdict)
      return a.verification.verdict < b.verification.verdict;
    return a.verification.score > b.verification.score;
  });
  if (found.size() > limit) found.resize(limit);
  const std::lock_guard<std::mutex> lock(state_->mutex);
  state_->Look(log);
  if (state_->found.size() >= kMostFound) state_->found.clear();
  state_->found.insert_or_assign(key, found);
  return found;
}

}  // namespace whyspec::evidence
