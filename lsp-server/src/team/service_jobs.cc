// What time brings: retention, the audit log's old end, embargoes that end, forgotten deliveries.
#include <algorithm>

#include "base/strings.h"
#include "team/service_state.h"

namespace whyspec::team {
namespace {

using sql::Session;

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::size_t kMostChanges = 100'000;
constexpr std::string_view kLastDay = "jobs-last-day";

// The day the jobs last looked at, of every process together; unset: never.
Result<std::optional<Date>> LastDay(Session& session) {
  const auto rows = session.Query("SELECT value FROM secrets WHERE name = $1", {std::string(kLastDay)});
  if (!rows.ok()) return rows.error();
  if (rows->empty()) return std::optional<Date>();
  return ParseDate(rows->front().Text(0));
}

}  // namespace

Status Service::RunJobs() {
  const std::int64_t now = state_->Now();
  const Date today = state_->Today();
  std::optional<Date> last;
  const Status read = state_->database->Read([&](Session& session) -> Status {
    auto day = LastDay(session);
    if (!day.ok()) return day.error();
    last = *day;
    return Done{};
  });
  if (!read.ok()) return read;
  const bool new_day = !last || *last < today;
  // Every call is read once a day, and in between those that changed.
  const auto latest = state_->calls.Latest();
  if (!latest.ok()) return latest.error();
  std::vector<std::string> changed;
  const Sequence since = state_->jobs_saw.load();
  if (!new_day && since > 0) {
    const auto changes = state_->calls.Changes(since, kMostChanges);
    if (!changes.ok()) return changes.error();
    for (const Change& change : *changes) {
      if (change.kind == ChangeKind::kCallPut) changed.push_back(change.object);
    }
    if (changes->size() == kMostChanges) changed.clear();
  }
  const bool some = !new_day && since > 0 && (!changed.empty() || *latest == since);
  const Caller job{.token_id = "job:retention"};
  const auto ended =
      EnforceRetention(state_->eraser, state_->calls, today, state_->options.retention_days, now,
                       state_->NoteErasure(job, "its time was over"), some ? &changed : nullptr);
  if (!ended.ok()) return ended.error();
  state_->jobs_saw = *latest;
  if (*ended > 0)
    state_->options.log(
        StrCat("Retention ended for ", Plural(static_cast<std::size_t>(*ended), "call"), "."));
  if (new_day) {
    // Calls whose embargo ended since: followers fetch them as they are now.
    std::vector<std::string> opened;
    const Status looked = state_->calls.ForEach([&](const TeamCall& known) {
      const auto day = ParseDate(known.call->embargo_until);
      if (day && last && *last < *day && *day <= today) opened.push_back(known.call->id);
      return true;
    });
    if (!looked.ok()) return looked;
    const Status announced = state_->database->Write([&](Session& session) -> Status {
      const Status told = state_->AnnounceAccess(session, opened);
      if (!told.ok()) return told;
      const auto noted = session.Run(
          "INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = "
          "excluded.value",
          {std::string(kLastDay), FormatDate(today)});
      if (!noted.ok()) return noted.error();
      return Done{};
    });
    if (!announced.ok()) return announced;
  }
  const auto forgotten = state_->deliveries.Forget(now - 30 * kDayMs);
  if (!forgotten.ok()) return forgotten.error();
  return state_->database->Write([&](Session& session) -> Status {
    const Status answers = ForgetAnswers(session, now - kDayMs);
    if (!answers.ok()) return answers;
    if (state_->options.audit_days <= 0) return Done{};
    const auto cut = CutAudit(session, now - state_->options.audit_days * kDayMs);
    if (!cut.ok()) return cut.error();
    return Done{};
  });
}

}  // namespace whyspec::team
