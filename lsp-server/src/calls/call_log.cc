#include "calls/call_log.h"

#include <algorithm>
#include <set>

#include "base/unicode.h"

namespace whyspec::calls {

CallSummary Summarise(const Call& call) {
  CallSummary summary{.id = call.id,
                      .title = call.title,
                      .account = call.account,
                      .started_at_ms = call.started_at_ms,
                      .type = call.type,
                      .lifecycle = call.lifecycle,
                      .visibility = call.visibility,
                      .personas = {},
                      .path = call.path,
                      .turn_count = call.turns.size()};
  std::set<std::string_view> personas;
  for (const Participant& person : call.participants) {
    if (person.affiliation != Affiliation::kInternal && !person.persona.empty())
      personas.insert(person.persona);
  }
  summary.personas.assign(personas.begin(), personas.end());
  return summary;
}

std::string CallLog::RootAccount(std::string_view reference) const {
  std::string current(reference);
  std::vector<std::string> chain;
  std::set<std::string> seen;
  while (true) {
    const std::shared_ptr<const Account> account = FindAccount(current);
    // An account that accounts.yaml does not list may still be the parent of two that it does.
    if (account == nullptr) return Fold(current);
    if (!seen.insert(account->id).second) {
      // A loop has no top: its smallest id stands for all in it, whoever asks.
      const auto loop = std::find(chain.begin(), chain.end(), account->id);
      return *std::min_element(loop, chain.end());
    }
    chain.push_back(account->id);
    if (account->parent.empty()) return account->id;
    current = account->parent;
  }
}

Visibility CallLog::VisibilityOf(const Call& call) const {
  if (call.visibility) return *call.visibility;
  std::set<std::string> seen;
  std::string current = call.account;
  while (!current.empty()) {
    const std::shared_ptr<const Account> account = FindAccount(current);
    if (account == nullptr || !seen.insert(account->id).second) break;
    if (account->visibility) return *account->visibility;
    current = account->parent;
  }
  return Visibility::kNamed;
}

}  // namespace whyspec::calls
