// Overviews: what stands behind each spec, and what the salesperson's prospects asked.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "evidence/spec_evidence.h"
#include "rules/judgement.h"
#include "rules/section_text.h"
#include "team/service_state.h"

namespace whyspec::team {
namespace {

using calls::Call;

constexpr std::size_t kMostAskCalls = 500;  // of one salesperson, the newest
constexpr std::size_t kMostAsks = 200;
constexpr std::size_t kMostTurnBytes = 8 * 1024;  // a longer one is a lecture
// Who cites a turn has read what stands around it.
constexpr std::int64_t kNear = 3;

// Of two calls the newer; ids break ties.
bool Newer(const Call& a, const Call& b) {
  if (a.started_at_ms != b.started_at_ms) return a.started_at_ms > b.started_at_ms;
  return a.id > b.id;
}

std::string Money(double amount, std::string_view currency) {
  const std::string digits = std::to_string(std::llround(amount));
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ' ';
    out += digits[i];
  }
  return currency.empty() ? out : StrCat(out, " ", currency);
}

// What the specs of one answer cite, each call looked at once.
class Evidence {
 public:
  explicit Evidence(const Sight& sight) : sight_(sight) {}

  struct Known {
    std::shared_ptr<const Call> call;  // nullptr: gone, or never there
    Access access;
    std::string root;   // account; "" unknown
    std::string label;  // of the root, as the caller may know it
  };
  const Known& Of(const std::string& id) {
    const auto [found, is_new] = known_.try_emplace(id);
    Known& known = found->second;
    if (!is_new) return known;
    known.call = sight_.log->Find(id);
    if (known.call == nullptr || sight_.log->WhyGone(id) != calls::Gone::kNo) {
      known.call = nullptr;
      return known;
    }
    known.access = sight_.Of(*known.call);
    if (known.call->account.empty()) return known;
    known.root = sight_.log->RootAccount(known.call->account);
    known.label = LabelOf(known);
    return known;
  }

 private:
  std::string LabelOf(const Known& known) {
    // The account above may be withheld though the call is not.
    const Level level = std::min(known.access.level, sight_.OfAccount(known.root).level);
    if (level < Level::kAlias) {
      const auto [number, is_new] = numbers_.try_emplace(known.root, numbers_.size() + 1);
      return StrCat("account ", number->second);
    }
    const auto account = sight_.log->FindAccount(known.root);
    if (account == nullptr)
      return level >= Level::kNamed ? known.root : sight_.pseudonyms->OfAccount(known.root);
    const calls::Account shown = Disclose(*account, *sight_.pseudonyms, level);
    if (level >= Level::kNamed) return shown.name.empty() ? shown.id : shown.name;
    return shown.alias;
  }

  const Sight& sight_;
  std::map<std::string, Known> known_;
  std::map<std::string, std::size_t> numbers_;
};

// The newest call of each open sale; a sale cited twice counts once.
class Sales {
 public:
  void Add(const Evidence::Known& known) {
    const calls::Opportunity& deal = known.call->opportunity;
    if (deal.id.empty() && !deal.amount && !deal.arr) return;
    const std::string key = deal.id.empty()
                                ? StrCat("account\n", known.root.empty() ? known.call->id : known.root)
                                : StrCat("deal\n", deal.id);
    const auto [found, is_new] = newest_.try_emplace(key, known.call);
    if (!is_new && Newer(*known.call, *found->second)) found->second = known.call;
    lowest_ = std::min(lowest_, known.access.level);
  }

  // "120 000 EUR, 30 000 USD" for those who know the amounts, "100-250k EUR" for others.
  std::string Sum() const {
    std::map<std::string, double> by_currency;
    for (const auto& [key, call] : newest_) {
      const calls::Opportunity& deal = call->opportunity;
      const std::optional<double> amount = deal.arr ? deal.arr : deal.amount;
      if (!amount || !std::isfinite(*amount) || *amount < 0 || evidence::IsClosedStage(deal.stage)) continue;
      by_currency[deal.currency] += *amount;
    }
    std::vector<std::string> parts;
    for (const auto& [currency, amount] : by_currency) {
      parts.push_back(lowest_ >= Level::kTranscript ? Money(amount, currency) : AmountBand(amount, currency));
    }
    return parts.empty() ? "unknown" : Join(parts, ", ");
  }

 private:
  std::map<std::string, std::shared_ptr<const Call>> newest_;
  Level lowest_ = Level::kContact;
};

OverviewView::Spec Count(const SpecRecord& spec, Evidence& evidence, std::set<std::string>& cited_calls) {
  OverviewView::Spec out{.id = spec.id, .title = spec.title, .status = spec.status};
  out.errors = spec.errors;
  out.warnings = spec.warnings;
  std::map<std::string, std::shared_ptr<const Call>> newest_of_account;
  std::map<std::string, std::int64_t> by_root;
  Sales sales;
  for (const SpecCitation& citation : spec.citations) {
    const Evidence::Known& known = evidence.Of(citation.call);
    if (known.call == nullptr) continue;
    ++out.citations;
    out.quotes += citation.quote.empty() ? 0 : 1;
    out.verified += citation.verdict == "exact" || citation.verdict == "edited" ? 1 : 0;
    cited_calls.insert(citation.call);
    sales.Add(known);
    if (known.call->started_at_ms) {
      const Date day = DateOfInstant(*known.call->started_at_ms);
      if (!out.newest || *out.newest < day) out.newest = day;
    }
    if (known.root.empty()) continue;
    ++by_root[known.root];
    ++out.by_account[known.label];
    const auto [found, is_new] = newest_of_account.try_emplace(known.root, known.call);
    if (!is_new && Newer(*known.call, *found->second)) found->second = known.call;
  }
  out.accounts = static_cast<std::int64_t>(newest_of_account.size());
  for (const auto& [root, call] : newest_of_account) {
    out.prospects += call->lifecycle == calls::Lifecycle::kProspect ? 1 : 0;
    out.customers += call->lifecycle == calls::Lifecycle::kCustomer ? 1 : 0;
  }
  std::int64_t most = 0, all = 0;
  for (const auto& [root, count] : by_root) {
    most = std::max(most, count);
    all += count;
  }
  if (all > 0) out.concentration = static_cast<double>(most) / static_cast<double>(all);
  out.arr_at_stake = sales.Sum();
  return out;
}

bool IsExternal(const Call& call, const calls::Turn& turn) {
  const calls::Participant* who = call.FindParticipant(turn.speaker);
  return who != nullptr && who->affiliation == calls::Affiliation::kExternal;
}

// Turns in which somebody from outside asks for something.
std::vector<std::uint32_t> AsksIn(const Call& call) {
  std::vector<std::uint32_t> out;
  const auto of_call = rules::ParseLanguage(call.language);
  for (std::uint32_t i = 0; i < call.turns.size(); ++i) {
    const calls::Turn& turn = call.turns[i];
    if (turn.text.empty() || !IsExternal(call, turn)) continue;
    const std::string_view text = std::string_view(turn.text).substr(0, kMostTurnBytes);
    const auto language = of_call ? of_call : rules::GuessLanguage(Fold(text));
    if (!language) continue;
    for (const TextRange sentence : rules::SplitSentences(text, *language)) {
      if (!rules::Judge(Cut(text, sentence), *language).ask) continue;
      out.push_back(i);
      break;
    }
  }
  return out;
}

// The spec that cites the turn, or nearest to it; a citation of the whole call answers nothing.
const SpecStore::Cited* AnswerTo(std::uint32_t turn, const std::vector<SpecStore::Cited>& cited) {
  const SpecStore::Cited* best = nullptr;
  std::int64_t nearest = kNear + 1;
  for (const SpecStore::Cited& citation : cited) {
    if (!citation.first_turn || !citation.last_turn) continue;
    const std::int64_t before = std::int64_t{*citation.first_turn} - turn;
    const std::int64_t after = turn - std::int64_t{*citation.last_turn};
    const std::int64_t distance = std::max({before, after, std::int64_t{0}});
    if (distance >= nearest) continue;
    nearest = distance;
    best = &citation;
  }
  return best;
}

// What a salesperson wants an answer to: asks, and whatever else of the customer's a spec took up.
std::vector<std::uint32_t> HeardIn(const calls::Call& call, const std::vector<SpecStore::Cited>& cited) {
  std::vector<std::uint32_t> turns = AsksIn(call);
  for (const SpecStore::Cited& citation : cited) {
    if (!citation.first_turn || !citation.last_turn) continue;
    const bool is_ask = std::any_of(turns.begin(), turns.end(), [&citation](std::uint32_t turn) {
      return turn + kNear >= *citation.first_turn && turn <= *citation.last_turn + kNear;
    });
    if (is_ask) continue;
    for (std::uint32_t turn = *citation.first_turn; turn <= *citation.last_turn && turn < call.turns.size();
         ++turn) {
      if (call.IsOurs(call.turns[turn]) || call.turns[turn].text.empty()) continue;
      turns.push_back(turn);
      break;
    }
  }
  std::sort(turns.begin(), turns.end());
  turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
  return turns;
}

}  // namespace

Result<OverviewView> Service::Overview(const Caller& caller) {
  if (!May(caller.role, Action::kReadReport)) return Forbidden("read overviews");
  const auto sight = state_->LookAs(caller, true);
  if (!sight.ok()) return sight.error();
  const auto specs = state_->specs.List();
  if (!specs.ok()) return specs.error();
  OverviewView view;
  Evidence evidence(*sight);
  std::set<std::string> cited_calls;
  const bool titles = May(caller.role, Action::kReadSpecs);
  for (const TeamSpec& spec : *specs) {
    OverviewView::Spec counted = Count(spec.spec, evidence, cited_calls);
    if (!titles) counted.title.clear();
    for (const SpecCitation& citation : spec.spec.citations) {
      const Evidence::Known& known = evidence.Of(citation.call);
      if (known.call == nullptr || known.access.level >= Level::kNamed) continue;
      counted.title = NamesOf(*known.call, *sight->log, *sight->pseudonyms).Apply(counted.title);
    }
    view.specs.push_back(std::move(counted));
  }
  std::set<std::string> accounts;
  std::map<std::string, std::string> roots;  // by account as written
  sight->log->VisitSummaries([&](const calls::CallSummary& call) {
    if (sight->log->WhyGone(call.id) != calls::Gone::kNo) return;
    ++view.calls;
    if (call.account.empty()) return;
    const auto [root, is_new] = roots.try_emplace(call.account);
    if (is_new) root->second = sight->log->RootAccount(call.account);
    accounts.insert(root->second);
  });
  view.cited_calls = static_cast<std::int64_t>(cited_calls.size());
  view.accounts = static_cast<std::int64_t>(accounts.size());
  return view;
}

Result<std::vector<AskAnswer>> Service::MyAccounts(const Caller& caller) {
  if (!May(caller.role, Action::kReadCalls) || Trim(caller.person).empty()) {
    return Forbidden("see accounts as their owner");
  }
  const auto sight = state_->LookAs(caller, true);
  if (!sight.ok()) return sight.error();
  // Calls they own, and those of accounts they own.
  CallFilter mine{.owner = caller.person};
  std::vector<TeamCall> own;
  const auto gather = [&](const CallFilter& filter) -> Status {
    std::string cursor;
    do {
      auto page = state_->calls.List(filter, cursor, 100);
      if (!page.ok()) return page.error();
      for (TeamCall& known : page->calls) {
        const bool fresh = std::none_of(
            own.begin(), own.end(), [&](const TeamCall& other) { return other.call->id == known.call->id; });
        if (fresh && sight->Of(*known.call).is_owner) own.push_back(std::move(known));
      }
      cursor = page->next;
    } while (!cursor.empty() && own.size() < kMostAskCalls);
    return Done{};
  };
  const Status gathered = gather(mine);
  if (!gathered.ok()) return gathered.error();
  if (!caller.email.empty()) {
    const Status by_address = gather({.owner = caller.email});
    if (!by_address.ok()) return by_address.error();
  }
  for (const auto& account : sight->log->Accounts()) {
    if (!sight->OfAccount(account->id).is_owner) continue;
    const Status more = gather({.account = account->id});
    if (!more.ok()) return more.error();
  }
  std::sort(own.begin(), own.end(),
            [](const TeamCall& a, const TeamCall& b) { return Newer(*a.call, *b.call); });
  own.resize(std::min(own.size(), kMostAskCalls));
  std::vector<std::string> ids;
  for (const TeamCall& known : own) ids.push_back(known.call->id);
  std::vector<AskAnswer> out;
  if (ids.empty()) return out;
  const auto cited = state_->CitedOf(*sight, ids);
  if (!cited.ok()) return cited.error();
  std::map<std::string, std::vector<SpecStore::Cited>, std::less<>> cited_of;
  for (const SpecStore::Cited& citation : *cited) cited_of[citation.call].push_back(citation);
  for (const TeamCall& known : own) {
    const std::vector<SpecStore::Cited>& of_call = cited_of[known.call->id];
    bool is_noted = false;
    for (const std::uint32_t turn : HeardIn(*known.call, of_call)) {
      auto excerpt = State::ExcerptOf(*sight, known, turn, turn, of_call);
      // Refused, withdrawn: not even its owner reads it.
      if (!excerpt.ok()) continue;
      if (!is_noted) {
        const Status noted = state_->NoteView(*sight, "view", *known.call, excerpt->disclosed);
        if (!noted.ok()) return noted.error();
        is_noted = true;
      }
      AskAnswer ask{.account = excerpt->disclosed.call.account, .excerpt = *std::move(excerpt)};
      if (const SpecStore::Cited* answer = AnswerTo(turn, of_call)) {
        ask.spec = answer->spec;
        ask.spec_title = answer->title;
        ask.status = answer->status;
      }
      out.push_back(std::move(ask));
      if (out.size() == kMostAsks) return out;
    }
  }
  return out;
}

}  // namespace whyspec::team
