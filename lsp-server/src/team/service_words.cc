// Words: excerpts found, read, and quotes verified, for those who may.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "evidence/search.h"
#include "evidence/spec_evidence.h"
#include "team/service_state.h"

namespace whyspec::team {
namespace {

using calls::Call;
using evidence::Excerpt;
using evidence::ExcerptQuery;

constexpr std::size_t kMostFound = 50;
constexpr std::size_t kMostQuoteBytes = 20'000;

// A word of the query, or what it was found as, differing in its ending alone.
bool IsForm(std::string_view a, std::string_view b) {
  std::size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[same] == b[same]) ++same;
  const std::size_t shorter = std::min(a.size(), b.size());
  return same >= 2 && same + 2 >= shorter;
}

std::set<std::string, std::less<>> FoldedWordsOf(std::string_view text) {
  std::set<std::string, std::less<>> out;
  for (const TextRange word : Words(text)) out.insert(Fold(Cut(text, word)));
  return out;
}

// `text` without the words that are forms of `hidden` ones.
std::string Without(std::string_view text, const std::set<std::string, std::less<>>& hidden) {
  std::string out;
  Offset copied = 0;
  for (const TextRange word : Words(text)) {
    const std::string folded = Fold(Cut(text, word));
    const bool is_hidden = std::any_of(hidden.begin(), hidden.end(),
                                       [&](const std::string& other) { return IsForm(folded, other); });
    if (!is_hidden) continue;
    out.append(Cut(text, {copied, word.begin}));
    copied = word.end;
  }
  out.append(text.substr(copied));
  return out;
}

std::vector<TurnRange> Around(const Call& call, std::uint32_t first, std::uint32_t last) {
  const auto count = static_cast<std::uint32_t>(call.turns.size());
  return {{first - std::min(first, kAround), std::min(last + kAround, count - 1)}};
}

// Found words that the text as disclosed does not hold: names.
std::set<std::string, std::less<>> HiddenIn(const Excerpt& excerpt, const Disclosed& shown) {
  std::set<std::string, std::less<>> hidden;
  std::map<std::uint32_t, std::set<std::string, std::less<>>> visible;
  for (const evidence::WordHit& hit : excerpt.words) {
    const auto [words, is_new] = visible.try_emplace(hit.turn);
    if (is_new) words->second = FoldedWordsOf(shown.call.turns[hit.turn].text);
    std::string word = Fold(Cut(excerpt.call->turns[hit.turn].text, hit.range));
    if (words->second.count(word) == 0) hidden.insert(std::move(word));
  }
  return hidden;
}

// Words of the names a call knows, whether somebody says them or not: search looks at speakers too.
std::set<std::string, std::less<>> NameWordsOf(const Call& call, const calls::CallLog& log) {
  std::set<std::string, std::less<>> out;
  const auto add = [&](std::string_view name) { out.merge(FoldedWordsOf(name)); };
  for (const calls::Participant& who : call.participants) {
    for (const std::string& name : {who.id, who.name, who.email}) add(name);
  }
  for (const calls::Turn& turn : call.turns) {
    if (call.FindParticipant(turn.speaker) == nullptr) add(turn.speaker);
  }
  add(call.owner);
  add(call.account);
  for (const std::string& id : FactsOf(call, log).account_and_parents) {
    const auto account = log.FindAccount(id);
    if (account == nullptr) continue;
    for (const std::string& name : {account->id, account->name, account->owner}) add(name);
    for (const std::string& name : account->aliases) add(name);
  }
  return out;
}

class Searcher {
 public:
  Searcher(const Sight& sight, const ExcerptQuery& query) : sight_(sight), query_(query) {
    query_.limit = std::min(query.limit, kMostFound);
    // Accounts to leave out: by a pseudonym any; by name only where the name is known.
    for (const std::string& account : query.without_accounts) {
      const auto known = sight.log->FindAccount(account);
      without_named_.insert(known == nullptr ? account : sight.log->RootAccount(known->id));
    }
    query_.without_accounts.clear();
    if (query.without_accounts.empty()) return;
    for (const auto& account : sight.log->Accounts()) {
      if (query.without_accounts.count(sight.pseudonyms->OfAccount(account->id)) != 0) {
        query_.without_accounts.insert(sight.log->RootAccount(account->id));
      }
    }
  }

  struct Hit {
    Excerpt excerpt;
    Disclosed shown;
  };

  std::vector<Hit> Run() {
    std::vector<Hit> open;
    std::vector<Hit> closed;  // names withheld
    std::set<std::string, std::less<>> hidden;
    std::string text(query_.text);
    // Words that are names in calls that withhold them are no words of the question there: else
    // the answer would tell whose call it is. Until no more of them come up.
    for (int round = 0; round < 4; ++round) {
      closed.clear();
      const std::size_t known = hidden.size();
      for (Hit& hit : Find(text)) {
        if (hit.shown.level >= Level::kNamed) {
          if (round == 0) open.push_back(std::move(hit));
          continue;
        }
        auto names = HiddenIn(hit.excerpt, hit.shown);
        const auto known_names = NameWordsOf(*hit.excerpt.call, *sight_.log);
        for (const std::string& asked : FoldedWordsOf(text)) {
          const bool is_name =
              std::any_of(known_names.begin(), known_names.end(), [&](const std::string& name) {
                return IsForm(asked, name) &&
                       std::max(asked.size(), name.size()) <= std::min(asked.size(), name.size()) + 2;
              });
          if (is_name) names.insert(asked);
        }
        if (names.empty()) {
          closed.push_back(std::move(hit));
        } else {
          hidden.insert(names.begin(), names.end());
        }
      }
      if (hidden.size() == known) break;
      closed.clear();
      text = Without(query_.text, hidden);
      if (Words(text).empty()) break;
    }
    std::move(closed.begin(), closed.end(), std::back_inserter(open));
    std::stable_sort(open.begin(), open.end(),
                     [](const Hit& a, const Hit& b) { return a.excerpt.score > b.excerpt.score; });
    if (open.size() > query_.limit) open.resize(query_.limit);
    return open;
  }

 private:
  std::vector<Hit> Find(std::string_view text) const {
    std::vector<Hit> out;
    // Calls that are not shown take room among the best: asked for more until there are enough.
    for (std::size_t limit = query_.limit * 2;; limit *= 4) {
      ExcerptQuery query = query_;
      query.text = text;
      query.limit = limit;
      out.clear();
      const std::vector<Excerpt> found = evidence::Search(*sight_.log, query);
      for (const Excerpt& excerpt : found) {
        const Call& call = *excerpt.call;
        const Access access = sight_.Of(call);
        if (access.level < Level::kAlias) continue;
        if (access.level >= Level::kNamed && !without_named_.empty() &&
            without_named_.count(sight_.log->RootAccount(call.account)) != 0) {
          continue;
        }
        out.push_back(
            {excerpt, sight_.Show(call, access, Around(call, excerpt.first_turn, excerpt.last_turn))});
      }
      if (out.size() >= query_.limit || found.size() < limit || limit > 1'000) return out;
    }
  }

  const Sight& sight_;
  ExcerptQuery query_;
  std::set<std::string> without_named_;
};

// Of a call that is shown whole, the turns of an excerpt alone.
Disclosed OnlyAround(Disclosed shown, const std::vector<TurnRange>& ranges) {
  for (std::uint32_t i = 0; i < shown.call.turns.size(); ++i) {
    const bool inside = std::any_of(ranges.begin(), ranges.end(),
                                    [i](TurnRange range) { return i >= range.first && i <= range.last; });
    if (inside || shown.call.turns[i].text.empty()) continue;
    shown.call.turns[i].text.clear();
    shown.text_is_partial = true;
  }
  shown.call.notes.clear();
  return shown;
}

// Turns of an excerpt, where they are; the others are no part of the answer.
ExcerptView ViewOf(const Call& call, std::uint32_t first, std::uint32_t last, double score, Disclosed shown) {
  return {.call = call.id,
          .first_turn = first,
          .last_turn = last,
          .score = score,
          .disclosed = OnlyAround(std::move(shown), Around(call, first, last))};
}

}  // namespace

Result<std::vector<ExcerptView>> Service::Search(const Caller& caller, const ExcerptQuery& query) {
  if (!May(caller.role, Action::kReadCalls)) return Forbidden("search calls");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  std::vector<ExcerptView> out;
  for (Searcher::Hit& hit : Searcher(*sight, query).Run()) {
    const Excerpt& excerpt = hit.excerpt;
    out.push_back(
        ViewOf(*excerpt.call, excerpt.first_turn, excerpt.last_turn, excerpt.score, std::move(hit.shown)));
    const Status noted = state_->NoteView(*sight, "search", *excerpt.call, out.back().disclosed);
    if (!noted.ok()) return noted.error();
  }
  return out;
}

Result<ExcerptView> Service::State::ExcerptOf(const Sight& sight, const TeamCall& known, std::uint32_t first,
                                              std::uint32_t last,
                                              const std::vector<SpecStore::Cited>& cited) {
  const Call& call = *known.call;
  const Access access = sight.Of(call);
  const auto count = static_cast<std::uint32_t>(call.turns.size());
  if (access.level < Level::kAlias) return Forbidden("read words of this call");
  if (first > last || first >= count) {
    return Error{ErrorCode::kNotFound,
                 StrCat("The call has no such turns: it has ", Plural(count, "turn"), ".")};
  }
  last = std::min(last, count - 1);
  if (access.level < Level::kTranscript && last - first >= kMostCitedTurns) {
    return Error{ErrorCode::kTooLarge,
                 StrCat("At most ", kMostCitedTurns, " turns at once can be read as an excerpt.")};
  }
  // At kAlias, what specs cite; who may cite reads on.
  std::vector<TurnRange> ranges = Around(call, first, last);
  if (access.level == Level::kAlias) {
    std::vector<TurnRange> within;
    for (const TurnRange open : ExcerptsOf(call, cited)) {
      const TurnRange both{std::max(open.first, ranges[0].first), std::min(open.last, ranges[0].last)};
      if (both.first <= both.last) within.push_back(both);
    }
    ranges = std::move(within);
    if (ranges.empty()) return Forbidden("read turns that no spec cites");
  }
  return ExcerptView{.call = call.id,
                     .first_turn = first,
                     .last_turn = last,
                     .disclosed = OnlyAround(sight.Show(call, access, ranges), ranges)};
}

Result<ExcerptView> Service::ReadExcerpt(const Caller& caller, std::string_view id, std::uint32_t first,
                                         std::uint32_t last) {
  if (!May(caller.role, Action::kReadCalls)) return Forbidden("read calls");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  const auto found = state_->FindLiving(id);
  if (!found.ok()) return found.error();
  const auto cited = state_->specs.CitedOf({found->call->id});
  if (!cited.ok()) return cited.error();
  auto view = state_->ExcerptOf(*sight, *found, first, last, *cited);
  if (!view.ok()) return view;
  const Status noted = state_->NoteView(*sight, "view", *found->call, view->disclosed);
  if (!noted.ok()) return noted.error();
  return view;
}

Result<VerifyAnswer> Service::VerifyQuote(const Caller& caller, std::string_view id, std::string_view quote) {
  if (!May(caller.role, Action::kVerify)) return Forbidden("have quotes verified");
  if (quote.size() > kMostQuoteBytes) {
    return Error{ErrorCode::kTooLarge,
                 "A quote of more than 20,000 bytes is a transcript. Verify its sentences."};
  }
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  // A word or two would ask whether a name was said.
  const bool is_short = CountWords(quote) < evidence::kMinQuoteWords;
  std::shared_ptr<const Call> call;
  VerifyAnswer answer;
  Access access;
  if (id.empty()) {
    for (evidence::Verifier::Found& found : state_->verifier.FindQuote(quote, *sight->log, 10)) {
      const Access may = sight->Of(*found.call);
      // Which call says it is more than a count.
      if (may.level < Level::kAlias || (is_short && may.level < Level::kNamed)) continue;
      call = found.call;
      access = may;
      answer.verification = std::move(found.verification);
      break;
    }
    if (call == nullptr) return answer;
  } else {
    const auto found = state_->FindLiving(id);
    if (!found.ok()) return found.error();
    call = found->call;
    access = sight->Of(*call);
    if (access.withheld != Withheld::kNo && access.level < Level::kAlias) {
      return Error{ErrorCode::kForbidden, StrCat("The call is withheld (", Name(access.withheld),
                                                 "), so its words are not compared with a quote.")};
    }
    if (is_short && access.level < Level::kNamed) {
      return Error{ErrorCode::kInvalid,
                   "A quote of fewer than five words says too little to be verified here."};
    }
    answer.verification = state_->verifier.Verify(quote, call, *sight->log);
  }
  answer.call = call->id;
  evidence::Verification& verification = answer.verification;
  const bool was_found = verification.verdict != evidence::Verdict::kNotFound;
  if (was_found && verification.first_turn < call->turns.size() &&
      verification.last_turn < call->turns.size()) {
    answer.start_ms = call->turns[verification.first_turn].start_ms;
    answer.end_ms = call->turns[verification.last_turn].end_ms;
  }
  // What is said instead is shown to those who read such words, within a quote that is nearly right.
  if (access.level >= Level::kNamed && was_found) {
    answer.difference = evidence::Explain(verification);
    return answer;
  }
  for (evidence::Change& change : verification.changes) {
    change.said = {};
    change.said_words.clear();
  }
  return answer;
}

}  // namespace whyspec::team
