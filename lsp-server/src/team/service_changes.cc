// The feed that editors follow: each change as the follower may know it.
#include <algorithm>
#include <chrono>
#include <limits>
#include <map>
#include <thread>

#include "team/service_state.h"

namespace whyspec::team {
namespace {

constexpr std::size_t kMostChanges = 500;
constexpr auto kGather = std::chrono::milliseconds(50);
constexpr std::size_t kMostRecent = 512;

bool IsOfAccount(const Change& change) {
  return change.kind == ChangeKind::kAccountPut || change.kind == ChangeKind::kAccountErased;
}
bool IsOfSpec(const Change& change) {
  return change.kind == ChangeKind::kSpecPut || change.kind == ChangeKind::kSpecRemoved;
}

}  // namespace

Result<Service::ChangePage> Service::Changes(const Caller& caller, Sequence after, std::size_t limit,
                                             std::int64_t wait_ms) {
  if (!May(caller.role, Action::kFollowChanges)) return Forbidden("follow changes");
  return state_->WaitForPage(after, limit, wait_ms, [&](std::vector<Change>& changes, ChangePage& page) {
    return state_->Follow(caller, changes, !page.more, page);
  });
}

Result<Service::ChangePage> Service::ChangesBriefly(const Caller& caller, std::optional<Sequence> after,
                                                    std::size_t limit, std::int64_t wait_ms) {
  if (!May(caller.role, Action::kFollowChanges)) return Forbidden("follow changes");
  // From beyond the end: nothing yet, and where the end is.
  return state_->WaitForPage(
      after.value_or(std::numeric_limits<Sequence>::max()), limit, after ? wait_ms : 0,
      [&](std::vector<Change>& changes, ChangePage& page) -> Status {
        page.next = changes.back().sequence;
        for (Change& change : changes) {
          if (IsOfAccount(change) || (IsOfSpec(change) && !May(caller.role, Action::kReadSpecs))) continue;
          page.changes.push_back({.change = std::move(change)});
        }
        return Done{};
      });
}

Result<Service::ChangePage> Service::State::WaitForPage(
    Sequence after, std::size_t limit, std::int64_t wait_ms,
    const std::function<Status(std::vector<Change>&, ChangePage&)>& add) {
  using SteadyClock = std::chrono::steady_clock;
  const auto deadline = SteadyClock::now() + std::chrono::milliseconds(wait_ms);
  limit = std::clamp<std::size_t>(limit, 1, kMostChanges);
  auto head = calls.FindHead();
  if (!head.ok()) return head.error();
  ChangePage page{.next = std::min(after, head->latest), .history = std::move(head->history)};
  while (true) {
    auto changes = calls.Changes(page.next, limit);
    if (!changes.ok()) return changes.error();
    if (!changes->empty()) {
      page.more = changes->size() == limit;
      if (const Status added = add(*changes, page); !added.ok()) return added.error();
      if (!page.changes.empty() || page.more) return page;
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now()).count();
    if (left <= 0) return page;
    // Stopped, or nothing came: an empty page tells the follower to ask again.
    if (calls.WaitForChange(page.next, left) <= page.next) return page;
    // While calls come in by the hundred, followers are told of many at once.
    std::this_thread::sleep_for(kGather);
  }
}

Result<TeamCall> Service::State::FindChanged(const Change& change, bool is_last) {
  // If this is the last change there is, the call of this version is the call as it is.
  const bool is_version = is_last && change.kind == ChangeKind::kCallPut;
  if (is_version) {
    const std::lock_guard lock(recent_mutex_);
    const auto found = recent_.find(change.object);
    if (found != recent_.end() && found->second.version == change.sequence) return found->second;
  }
  auto found = FindLiving(change.object);
  if (!found.ok() || !is_version || found->version != change.sequence) return found;
  const std::lock_guard lock(recent_mutex_);
  if (recent_.size() >= kMostRecent) recent_.clear();
  recent_[change.object] = *found;
  return found;
}

Status Service::State::Follow(const Caller& caller, const std::vector<Change>& changes, bool is_end,
                              ChangePage& page) {
  // What is shown must not be older than the changes told: an account's switch decides on its calls.
  const bool fresh = std::any_of(changes.begin(), changes.end(), [](const Change& change) {
    return IsOfAccount(change) || change.kind == ChangeKind::kAccessChanged;
  });
  const auto sight = LookAs(caller, fresh);
  if (!sight.ok()) return sight.error();
  page.next = changes.back().sequence;
  // Of several changes of one object the last tells all.
  std::map<std::pair<bool, std::string>, const Change*> last;
  std::vector<std::string> ids;
  for (const Change& change : changes) {
    if (IsOfAccount(change) || IsOfSpec(change)) continue;
    last[{true, change.object}] = &change;
  }
  for (const auto& [key, change] : last) ids.push_back(change->object);
  std::vector<SpecStore::Cited> cited;
  if (!ids.empty()) {
    auto found = CitedOf(*sight, ids);
    if (!found.ok()) return found.error();
    cited = *std::move(found);
  }
  std::map<std::string, std::vector<SpecStore::Cited>, std::less<>> cited_of;
  for (SpecStore::Cited& citation : cited) cited_of[citation.call].push_back(std::move(citation));
  std::map<std::string, const Change*> last_account, last_spec;
  for (const Change& change : changes) {
    if (IsOfAccount(change)) last_account[change.object] = &change;
    if (IsOfSpec(change)) last_spec[change.object] = &change;
  }
  for (const Change& change : changes) {
    if (IsOfSpec(change)) {
      if (last_spec[change.object] == &change && May(caller.role, Action::kReadSpecs)) {
        page.changes.push_back({.change = change});
      }
      continue;
    }
    if (IsOfAccount(change)) {
      if (last_account[change.object] != &change) continue;
      const Status followed = FollowAccount(*sight, change, page);
      if (!followed.ok()) return followed;
      continue;
    }
    if (last[{true, change.object}] != &change) continue;
    const auto found = FindChanged(change, is_end);
    if (!found.ok()) {
      const bool gone = found.error().code == ErrorCode::kGone || found.error().code == ErrorCode::kNotFound;
      if (!gone) return found.error();
      {
        const std::lock_guard lock(recent_mutex_);
        recent_.erase(change.object);
      }
      Change erased = change;
      erased.kind = ChangeKind::kCallErased;
      page.changes.push_back({.change = std::move(erased)});
      continue;
    }
    auto view = ViewOf(*sight, *found, cited_of[change.object], true);
    if (!view.ok()) return view.error();
    const Status noted = NoteView(*sight, "export", *found->call, view->disclosed);
    if (!noted.ok()) return noted;
    page.changes.push_back({.change = change, .call = *std::move(view)});
  }
  return Done{};
}

Status Service::State::FollowAccount(const Sight& sight, const Change& change, ChangePage& page) {
  ChangeView view{.change = change};
  const Level level = sight.OfAccount(change.object).level;
  if (level < Level::kAlias) return Done{};
  if (level < Level::kNamed) view.change.object = sight.pseudonyms->OfAccount(change.object);
  const auto found = calls.FindAccount(change.object);
  if (found.ok()) {
    view.change.kind = ChangeKind::kAccountPut;
    view.account = AccountView{.account = Disclose(found->account, *sight.pseudonyms, level),
                               .level = level,
                               .version = found->version};
  } else if (found.error().code == ErrorCode::kNotFound || found.error().code == ErrorCode::kGone) {
    view.change.kind = ChangeKind::kAccountErased;
  } else {
    return found.error();
  }
  page.changes.push_back(std::move(view));
  return Done{};
}

}  // namespace whyspec::team
