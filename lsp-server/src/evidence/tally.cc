// The counts people ask for: how many accounts, how many of them prospects, how old,
// how much money is open.
#include <algorithm>
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "evidence/spec_evidence.h"

namespace whyspec::evidence {
namespace {

using calls::Call;

}  // namespace

bool IsClosedStage(std::string_view stage) {
  // Words that say the sale is over, folded.
  static constexpr std::string_view kOver[] = {
      "abandon",     "abandonne", "abandonnee", "annule",  "annulee",  "canceled",
      "cancelled",   "cerrada",   "cerrado",    "churned", "cloture",  "cloturee",
      "closed",      "closedwon", "closedlost", "clos",    "dead",     "disqualified",
      "ferme",       "fermee",    "ganada",     "ganado",  "gagne",    "gagnee",
      "geschlossen", "gewonnen",  "lost",       "perdida", "perdido",  "perdu",
      "perdue",      "signe",     "signed",     "signee",  "verloren", "won"};
  const std::string folded = Fold(stage);
  for (const TextRange range : Words(folded)) {
    const std::string_view word = Cut(folded, range);
    if (std::find(std::begin(kOver), std::end(kOver), word) != std::end(kOver)) return true;
  }
  return false;
}

namespace {

// Of two calls the newer; one without a date is older than any, ids break ties.
bool Newer(const Call& a, const Call& b) {
  if (a.started_at_ms != b.started_at_ms) return a.started_at_ms > b.started_at_ms;
  return a.id > b.id;
}

class Counter {
 public:
  explicit Counter(const calls::CallLog& log) : log_(log) {}

  void Add(const ResolvedCitation& citation) {
    if (citation.state != CitationState::kResolved || citation.call == nullptr) return;
    ++tally_.citations;
    const Call& call = *citation.call;
    const auto [found, is_new] = account_of_call_.try_emplace(call.id);
    if (is_new) {
      if (!call.account.empty()) found->second = log_.RootAccount(call.account);
      AddCall(call, found->second);
    }
    if (!found->second.empty()) ++tally_.citations_by_account[found->second];
  }

  Tally Finish() {
    tally_.calls = account_of_call_.size();
    tally_.accounts = newest_of_account_.size();
    for (const auto& [account, call] : newest_of_account_) {
      const calls::Lifecycle lifecycle = LifecycleOf(*call, account);
      if (lifecycle == calls::Lifecycle::kProspect) ++tally_.prospects;
      if (lifecycle == calls::Lifecycle::kCustomer) ++tally_.customers;
    }
    for (const auto& [key, call] : newest_of_opportunity_) {
      const calls::Opportunity& opportunity = call->opportunity;
      if (opportunity.amount && !IsClosedStage(opportunity.stage)) {
        tally_.open_amount[opportunity.currency] += *opportunity.amount;
      }
    }
    return std::move(tally_);
  }

 private:
  static void KeepNewer(const Call& call, const Call*& kept) {
    if (kept == nullptr || Newer(call, *kept)) kept = &call;
  }

  void AddCall(const Call& call, const std::string& account) {
    // A call nobody says the account of is evidence, but of no account.
    if (!account.empty()) KeepNewer(call, newest_of_account_[account]);
    if (call.started_at_ms) {
      const Date day = DateOfInstant(*call.started_at_ms);
      if (!tally_.newest || day > *tally_.newest) tally_.newest = day;
      if (!tally_.oldest || day < *tally_.oldest) tally_.oldest = day;
    }
    const calls::Opportunity& opportunity = call.opportunity;
    if (!opportunity.id.empty()) {
      KeepNewer(call, newest_of_opportunity_[StrCat("id ", opportunity.id)]);
    } else if (opportunity.amount) {
      // Without an id, calls with one account are taken to be about one sale.
      KeepNewer(
          call,
          newest_of_opportunity_[account.empty() ? StrCat("call ", call.id) : StrCat("account ", account)]);
    }
  }

  calls::Lifecycle LifecycleOf(const Call& call, const std::string& root) const {
    if (call.lifecycle != calls::Lifecycle::kUnknown) return call.lifecycle;
    for (const std::string* reference : {&call.account, &root}) {
      const auto account = log_.FindAccount(*reference);
      if (account != nullptr && account->lifecycle != calls::Lifecycle::kUnknown) return account->lifecycle;
    }
    return calls::Lifecycle::kUnknown;
  }

  const calls::CallLog& log_;
  Tally tally_;
  std::unordered_map<std::string, std::string> account_of_call_;  // call id -> root account, "" if unknown
  std::map<std::string, const Call*> newest_of_account_;
  std::map<std::string, const Call*> newest_of_opportunity_;
};

}  // namespace

Tally Count(const SpecEvidence& evidence, const calls::CallLog& log, const std::vector<std::size_t>& which) {
  Counter counter(log);
  for (const std::size_t index : which) {
    if (index < evidence.citations.size()) counter.Add(evidence.citations[index]);
  }
  return counter.Finish();
}

Tally Count(const SpecEvidence& evidence, const calls::CallLog& log) {
  Counter counter(log);
  for (const ResolvedCitation& citation : evidence.citations) counter.Add(citation);
  return counter.Finish();
}

}  // namespace whyspec::evidence
