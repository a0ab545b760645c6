#include "features/unlinked_asks.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "engine/parallel.h"
#include "evidence/stop_words.h"
#include "evidence/terms.h"
#include "features/account_names.h"
#include "features/call_face.h"
#include "features/markdown_escape.h"
#include "features/wording.h"
#include "rules/cited_words.h"
#include "rules/cue_tables.h"
#include "rules/judgement.h"
#include "rules/section_text.h"

namespace whyspec::features {
namespace {

using evidence::Term;
using evidence::TermLanguage;
using rules::Language;

constexpr std::size_t kMostCalls = 2'000;
constexpr std::size_t kMostSentences = 40'000;    // candidates; the newest calls' first
constexpr std::size_t kMostTurnBytes = 8 * 1024;  // of one turn; a longer one is a lecture
constexpr std::size_t kMostAsks = 50;
constexpr std::size_t kShownCodePoints = 280;
// Captions have no full stops: of a stretch without any, so many words around the ask.
constexpr std::size_t kLongSentence = 40;
constexpr std::size_t kWordsBefore = 6;
constexpr std::size_t kWordsAfter = 20;
// Who cites a turn has read what stands around it.
constexpr std::uint32_t kNeighbours = 2;
// A term of more sentences than that tells nothing, and would make the work quadratic.
constexpr std::size_t kMostPostings = 2'000;

// A sentence that asks, or wishes, or tells of a trouble.
struct Candidate {
  std::uint32_t call = 0;  // in Reader::calls
  std::uint32_t turn = 0;
  TextRange words;  // in the turn
  bool asks = false;
  std::vector<std::string> terms;  // sorted, each once
};

struct ReadCall {
  std::string id;
  std::string root;  // account
  std::vector<Candidate> found;
};

// Stems of words that any ask may hold.
using Stems = std::set<std::string, std::less<>>;
const Stems& CommonStems(TermLanguage language) {
  static const auto* const all = [] {
    auto* made = new std::vector<Stems>(evidence::kTermLanguages);
    for (std::size_t i = 0; i < evidence::kTermLanguages; ++i) {
      const auto term_language = static_cast<TermLanguage>(i);
      std::vector<Term> terms;
      const auto add = [&](std::string_view words) { evidence::AppendAllWords(words, term_language, terms); };
      const auto words = rules::FindWordList(static_cast<Language>(i), "words", "common");
      for (const std::string_view word : words) add(word);
      add(evidence::FaintWords(term_language));
      for (Term& term : terms) (*made)[i].insert(std::move(term.text));
    }
    return made;
  }();
  return (*all)[static_cast<std::size_t>(language)];
}
static_assert(static_cast<int>(TermLanguage::kEnglish) == static_cast<int>(Language::kEnglish));
static_assert(static_cast<int>(TermLanguage::kFrench) == static_cast<int>(Language::kFrench));
static_assert(static_cast<int>(TermLanguage::kGerman) == static_cast<int>(Language::kGerman));
static_assert(static_cast<int>(TermLanguage::kSpanish) == static_cast<int>(Language::kSpanish));

bool IsNumber(std::string_view term) {
  return std::all_of(term.begin(), term.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "SSO", "API", "HL7": a name of something, whatever the words around it.
bool IsAcronym(std::string_view written) {
  std::size_t upper = 0;
  for (const char c : written) {
    if (c >= 'a' && c <= 'z') return false;
    upper += static_cast<std::size_t>(c >= 'A' && c <= 'Z');
  }
  return upper >= 2 && written.size() <= 8;
}

bool IsExternal(const calls::Call& call, const calls::Turn& turn) {
  const calls::Participant* who = call.FindParticipant(turn.speaker);
  return who != nullptr && who->affiliation == calls::Affiliation::kExternal;
}

// Of a stretch of talk without full stops, the words around what was found in it.
TextRange Around(std::string_view text, TextRange sentence, TextRange found) {
  const std::vector<TextRange> words = Words(Cut(text, sentence));
  if (words.size() <= kLongSentence) return sentence;
  std::size_t at = 0;
  while (at + 1 < words.size() && sentence.begin + words[at].end <= found.begin) ++at;
  const std::size_t first = at - std::min(at, kWordsBefore);
  const std::size_t last = std::min(at + kWordsAfter, words.size() - 1);
  return {sentence.begin + words[first].begin, sentence.begin + words[last].end};
}

class Reader {
 public:
  explicit Reader(const calls::CallLog& log) : log_(log) {}

  // Everything a call has to give. From any thread.
  ReadCall Read(const std::string& id) const {
    ReadCall out{.id = id};
    if (log_.WhyGone(id) != calls::Gone::kNo) return out;
    const std::shared_ptr<const calls::Call> call = log_.Find(id);
    if (call == nullptr || call->account.empty()) return out;
    const CallFace face(*call, log_, Language::kEnglish);
    if (!face.shows_words()) return out;
    out.root = log_.RootAccount(call->account);
    const TermLanguage term_language = evidence::TermLanguageOf(*call);
    const Stems names = NamesIn(*call, term_language);
    for (std::uint32_t i = 0; i < call->turns.size(); ++i) {
      const calls::Turn& turn = call->turns[i];
      if (turn.text.empty() || !IsExternal(*call, turn)) continue;
      const std::string_view text =
          std::string_view(turn.text).substr(0, std::min(turn.text.size(), kMostTurnBytes));
      const auto language = rules::LanguageOf(*call, text, Language::kEnglish);
      if (!language) continue;
      const rules::Judgement whole = rules::Judge(text, *language);
      if (!whole.ask && !whole.pain && !whole.hypothetical) continue;
      for (const TextRange sentence : rules::SplitSentences(text, *language)) {
        AddSentence(text, sentence, *language, term_language, names, i, out);
      }
    }
    return out;
  }

 private:
  void AddSentence(std::string_view text, TextRange sentence, Language language, TermLanguage term_language,
                   const Stems& names, std::uint32_t turn, ReadCall& out) const {
    const rules::Judgement judged = rules::Judge(Cut(text, sentence), language);
    if (!judged.ask && !judged.pain && !judged.hypothetical) return;
    TextRange found = judged.ask ? *judged.ask : judged.hypothetical ? *judged.hypothetical : *judged.pain;
    found = {found.begin + sentence.begin, found.end + sentence.begin};
    Candidate candidate{.turn = turn, .words = Around(text, sentence, found), .asks = judged.ask.has_value()};
    const std::string_view words = Cut(text, candidate.words);
    const Stems& common = CommonStems(term_language);
    std::size_t acronyms = 0;
    for (Term& term : evidence::Terms(words, term_language)) {
      if (term.text.size() < 2 || IsNumber(term.text) || common.count(term.text) != 0) continue;
      if (names.count(term.text) != 0) continue;
      // "A nightmare" says that it hurts, not what.
      const TextRange at{candidate.words.begin + term.source.begin, candidate.words.begin + term.source.end};
      if (!candidate.asks && found.Contains(at)) continue;
      acronyms += static_cast<std::size_t>(IsAcronym(Cut(words, term.source)));
      candidate.terms.push_back(std::move(term.text));
    }
    std::sort(candidate.terms.begin(), candidate.terms.end());
    candidate.terms.erase(std::unique(candidate.terms.begin(), candidate.terms.end()), candidate.terms.end());
    // One word is enough to be about the same only if it is a name.
    if (candidate.terms.size() < 2 && acronyms == 0) return;
    if (!candidate.terms.empty()) out.found.push_back(std::move(candidate));
  }

  // People and companies are not what an ask is about.
  Stems NamesIn(const calls::Call& call, TermLanguage language) const {
    std::vector<Term> terms;
    const auto add = [&](std::string_view name) { evidence::AppendAllWords(name, language, terms); };
    for (const calls::Participant& person : call.participants) add(person.name);
    add(call.account);
    if (const auto account = log_.FindAccount(call.account)) {
      add(account->name);
      for (const std::string& alias : account->aliases) add(alias);
    }
    Stems out;
    for (Term& term : terms) out.insert(std::move(term.text));
    return out;
  }

  const calls::CallLog& log_;
};

bool IsCited(const CitedByCall& cited, const std::string& call, std::uint32_t turn) {
  const auto found = cited.find(call);
  if (found == cited.end()) return false;
  if (found->second.whole) return true;
  return std::any_of(found->second.spans.begin(), found->second.spans.end(),
                     [&](const evidence::TurnSpan& span) {
                       return turn + kNeighbours >= span.first && turn <= span.last + kNeighbours;
                     });
}

// Who says the same as one ask.
struct Star {
  std::size_t seed = 0;
  std::size_t accounts = 0;  // the seed's own included
  double likeness = 0;       // of all members together
};
using Members = std::vector<std::pair<std::size_t, double>>;  // candidates of other accounts, likeness

class Grouper {
 public:
  Grouper(const calls::CallLog& log, std::vector<ReadCall> calls) : calls_(std::move(calls)) {
    for (std::uint32_t i = 0; i < calls_.size() && all_.size() < kMostSentences; ++i) {
      for (Candidate& candidate : calls_[i].found) {
        candidate.call = i;
        all_.push_back(std::move(candidate));
      }
      calls_[i].found.clear();
    }
    for (std::size_t i = 0; i < all_.size(); ++i) {
      for (const std::string& term : all_[i].terms) postings_[term].push_back(i);
    }
    DropCommon(log.text_index());
  }

  const std::vector<ReadCall>& calls() const { return calls_; }
  const Candidate& At(std::size_t at) const { return all_[at]; }
  const std::string& RootOf(std::size_t at) const { return calls_[all_[at].call].root; }
  std::size_t size() const { return all_.size(); }

  Members Around(std::size_t seed) {
    Members out;
    if (!all_[seed].asks) return out;
    shared_.resize(all_.size());
    std::vector<std::size_t> touched;
    for (const std::string& term : all_[seed].terms) {
      for (const std::size_t other : postings_.at(term)) {
        if (shared_[other]++ == 0) touched.push_back(other);
      }
    }
    std::sort(touched.begin(), touched.end());
    for (const std::size_t other : touched) {
      const std::size_t count = std::exchange(shared_[other], 0);
      if (RootOf(other) == RootOf(seed)) continue;
      const double likeness = Likeness(all_[seed], all_[other], count);
      if (likeness > 0) out.emplace_back(other, likeness);
    }
    return out;
  }

  std::vector<Star> Stars() {
    std::vector<Star> out;
    for (std::size_t seed = 0; seed < all_.size(); ++seed) {
      Star star{.seed = seed};
      std::set<std::string_view> accounts = {RootOf(seed)};
      for (const auto& [member, likeness] : Around(seed)) {
        accounts.insert(RootOf(member));
        star.likeness += likeness;
      }
      star.accounts = accounts.size();
      if (star.accounts >= 2) out.push_back(star);
    }
    std::stable_sort(out.begin(), out.end(), [](const Star& a, const Star& b) {
      return std::tuple(b.accounts, b.likeness) < std::tuple(a.accounts, a.likeness);
    });
    return out;
  }

 private:
  // 0: about something else, as far as words tell.
  static double Likeness(const Candidate& a, const Candidate& b, std::size_t shared) {
    const std::size_t fewer = std::min(a.terms.size(), b.terms.size());
    const std::size_t all = a.terms.size() + b.terms.size() - shared;
    const double of_all = static_cast<double>(shared) / static_cast<double>(all);
    if (fewer == 1) return a.terms.size() == b.terms.size() && shared == 1 && b.asks ? 1 : 0;
    if (shared < 2) return 0;
    // Who wishes or tells of a trouble must say nearly all that the ask says.
    if (!b.asks) return shared == fewer && of_all > 0.5 ? of_all : 0;
    if (of_all > 0.5) return of_all;
    return shared >= 3 && shared * 5 >= fewer * 3 && of_all >= 0.3 ? of_all : 0;
  }

  // Words that stand all over the log tell nothing.
  void DropCommon(const calls::TextIndex* index) {
    constexpr std::size_t kBlocksThatTell = 200;  // fewer say nothing about how common a word is
    const std::size_t blocks = index == nullptr ? 0 : index->block_count();
    for (auto& [term, list] : postings_) {
      const bool everywhere = blocks >= kBlocksThatTell && index->Frequency(term) > blocks / 12;
      if (everywhere || list.size() > kMostPostings) list.clear();
    }
    for (Candidate& candidate : all_) {
      const std::size_t dropped =
          std::erase_if(candidate.terms, [&](const std::string& term) { return postings_.at(term).empty(); });
      // What is left of several words must still be several.
      if (dropped > 0 && candidate.terms.size() < 2) candidate.terms.clear();
    }
  }

  std::vector<ReadCall> calls_;
  std::vector<Candidate> all_;
  std::unordered_map<std::string, std::vector<std::size_t>> postings_;
  std::vector<std::uint32_t> shared_;  // terms with the seed; all 0 between calls
};

// From the first to the last word that both asks hold: "single sign-on for the tablets".
std::string TopicOf(std::string_view words, const std::vector<std::string>& seed,
                    const std::vector<std::string>& other, TermLanguage language) {
  constexpr std::size_t kMostWords = 8;
  std::vector<TextRange> places;
  for (const Term& term : evidence::Terms(words, language)) {
    if (std::binary_search(seed.begin(), seed.end(), term.text) &&
        std::binary_search(other.begin(), other.end(), term.text)) {
      places.push_back(term.source);
    }
  }
  if (places.empty()) return "";
  const TextRange span{places.front().begin, places.back().end};
  if (CountWords(Cut(words, span)) <= kMostWords) return std::string(Cut(words, span));
  std::vector<std::string> parts;
  for (const TextRange place : places) {
    std::string word(Cut(words, place));
    if (std::find(parts.begin(), parts.end(), word) == parts.end()) parts.push_back(std::move(word));
  }
  return Join(parts, ", ");
}

class Presenter {
 public:
  Presenter(const calls::CallLog& log, const Grouper& grouper, Language labels)
      : log_(log), grouper_(grouper), labels_(labels), names_(log, labels) {}

  UnlinkedAsk Show(const Star& star, const Members& members) const {
    UnlinkedAsk out{.accounts = star.accounts};
    std::set<std::uint32_t> calls = {grouper_.At(star.seed).call};
    // One voice an account: the nearest to the seed, an ask before a trouble.
    std::map<std::string_view, std::pair<std::size_t, double>> best;
    for (const auto& [member, likeness] : members) {
      calls.insert(grouper_.At(member).call);
      const double weight = likeness + (grouper_.At(member).asks ? 1 : 0);
      const auto [found, fresh] = best.try_emplace(grouper_.RootOf(member), member, weight);
      if (!fresh && weight > found->second.second) found->second = {member, weight};
    }
    out.calls = calls.size();
    std::vector<std::tuple<double, std::size_t>> others;
    for (const auto& [root, entry] : best) others.emplace_back(-entry.second, entry.first);
    std::sort(others.begin(), others.end());
    out.voices.push_back(Voice(star.seed));
    for (const auto& [weight, member] : others) out.voices.push_back(Voice(member));
    out.topic = Topic(star.seed, std::get<1>(others.front()));
    return out;
  }

 private:
  AskVoice Voice(std::size_t at) const {
    const Candidate& candidate = grouper_.At(at);
    AskVoice out;
    const auto call = log_.Find(grouper_.calls()[candidate.call].id);
    if (call == nullptr || candidate.turn >= call->turns.size()) return out;
    const CallFace face(*call, log_, labels_);
    const calls::Turn& turn = call->turns[candidate.turn];
    out.who = PlainLine(face.SpeakerLine(turn));
    out.account = names_.Of(*call);
    out.lifecycle = LifecycleText(call->lifecycle, labels_);
    out.day = face.Day();
    out.words = Shorten(PlainLine(face.Redact(Trim(Cut(turn.text, candidate.words)))), kShownCodePoints);
    if (face.shows_names()) {
      out.citation =
          StrCat("call:", call->id,
                 evidence::FormatAnchor(evidence::AnchorFor(*call, candidate.turn, candidate.turn)));
    }
    return out;
  }

  std::string Topic(std::size_t seed, std::size_t other) const {
    const Candidate& candidate = grouper_.At(seed);
    const auto call = log_.Find(grouper_.calls()[candidate.call].id);
    if (call == nullptr || candidate.turn >= call->turns.size()) return "";
    const std::string topic = TopicOf(Cut(call->turns[candidate.turn].text, candidate.words), candidate.terms,
                                      grouper_.At(other).terms, evidence::TermLanguageOf(*call));
    return PlainLine(CallFace(*call, log_, labels_).Redact(topic));
  }

  const calls::CallLog& log_;
  const Grouper& grouper_;
  Language labels_;
  AccountNames names_;
};

}  // namespace

void AddCited(const evidence::SpecEvidence& evidence, CitedByCall& cited) {
  for (const evidence::ResolvedCitation& citation : evidence.citations) {
    if (citation.call == nullptr) continue;
    CitedTurns& turns = cited[citation.call->id];
    if (citation.has_turns) {
      turns.spans.push_back({citation.first_turn, citation.last_turn});
    } else if (citation.state == evidence::CitationState::kResolved) {
      turns.whole = true;
    }
  }
}

AskSearch FindUnlinkedAsks(const calls::CallLog& log, const CitedByCall& cited, Language labels) {
  AskSearch out;
  std::vector<calls::CallSummary> list = log.List();
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return a.started_at_ms.value_or(INT64_MIN) > b.started_at_ms.value_or(INT64_MIN);
  });
  out.calls_left_out = list.size() - std::min(list.size(), kMostCalls);
  list.resize(std::min(list.size(), kMostCalls));
  const Reader reader(log);
  std::vector<ReadCall> read(list.size());
  engine::ParallelFor(list.size(), [&](std::size_t i) { read[i] = reader.Read(list[i].id); });

  Grouper grouper(log, std::move(read));
  const Presenter presenter(log, grouper, labels);
  std::vector<bool> used(grouper.size(), false);
  for (const Star& star : grouper.Stars()) {
    if (used[star.seed]) continue;
    Members members = grouper.Around(star.seed);
    members.emplace_back(star.seed, 0);
    // What belongs to a stronger group was said, or is known, there.
    bool taken = false;
    bool known = false;
    for (const auto& [at, likeness] : members) {
      taken = taken || used[at];
      known = known || IsCited(cited, grouper.calls()[grouper.At(at).call].id, grouper.At(at).turn);
      used[at] = true;
    }
    if (taken || known) continue;
    members.pop_back();
    out.asks.push_back(presenter.Show(star, members));
    if (out.asks.size() == kMostAsks) break;
  }
  return out;
}

}  // namespace whyspec::features
