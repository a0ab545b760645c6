#include "team/deliveries.h"

#include <iterator>

#include "base/base64.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "team/crypto.h"

namespace whyspec::team {
namespace {

using sql::Row;
using sql::Session;

constexpr std::string_view kWaiting = "waiting";
constexpr std::string_view kDone = "done";
constexpr std::string_view kPutAside = "aside";

constexpr std::int64_t kSecond = 1'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kWaits[] = {5 * kSecond, 30 * kSecond, 2 * kMinute, 10 * kMinute,
                                   kHour,       6 * kHour,    24 * kHour};
constexpr std::int64_t kAnswerLivesMs = 24 * kHour;

std::string_view Name(Direction direction) { return direction == Direction::kIn ? "in" : "out"; }

std::string JoinedBy(const std::vector<std::string>& parts) { return Join(parts, ","); }
std::vector<std::string> SplitBy(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// https, or http to this machine; no password, nothing that could end a header line.
bool IsUsableUrl(std::string_view url) {
  constexpr std::string_view kHttps = "https://";
  constexpr std::string_view kHttp = "http://";
  if (url.size() > 2'000) return false;
  for (const char c : url) {
    if (c <= ' ' || c == '\\' || c == '\x7F') return false;
  }
  const bool secure = url.starts_with(kHttps);
  if (!secure && !url.starts_with(kHttp)) return false;
  std::string_view host = url.substr(secure ? kHttps.size() : kHttp.size());
  host = host.substr(0, host.find_first_of("/?#"));
  if (host.empty() || host.find('@') != std::string_view::npos) return false;
  if (secure) return true;
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && !host.ends_with(']')) host = host.substr(0, colon);
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

}  // namespace

Result<bool> Deliveries::Enqueue(Session& session, const Delivery& delivery) {
  const auto ran = session.Run(
      "INSERT INTO deliveries (direction, kind, event_key, body, at_ms, attempts, due_ms, state, last_error) "
      "VALUES "
      "($1, $2, $3, $4, $5, 0, $5, $6, '') ON CONFLICT (direction, kind, event_key) DO NOTHING",
      {std::string(Name(delivery.direction)), delivery.kind, delivery.key, sql::Blob{delivery.body},
       delivery.at_ms, std::string(kWaiting)});
  if (!ran.ok()) return ran.error();
  return *ran > 0;
}

Result<std::optional<Delivery>> Deliveries::Claim(Direction direction, std::int64_t now_ms,
                                                  std::int64_t lease_ms) {
  std::optional<Delivery> claimed;
  // Nothing due is the rule: found without a writer's turn.
  bool any = false;
  const Status looked = database_.Read([&](Session& session) -> Status {
    const auto rows =
        session.Query("SELECT 1 FROM deliveries WHERE direction = $1 AND state = $2 AND due_ms <= $3 LIMIT 1",
                      {std::string(Name(direction)), std::string(kWaiting), now_ms});
    if (!rows.ok()) return rows.error();
    any = !rows->empty();
    return Done{};
  });
  if (!looked.ok()) return looked.error();
  if (!any) return claimed;
  const Status written = database_.Write([&](Session& session) -> Status {
    claimed.reset();
    // A row somebody else claims right now is passed over.
    const std::string_view lock =
        session.dialect() == sql::Dialect::kPostgres ? " FOR UPDATE SKIP LOCKED" : "";
    const auto rows = session.Query(StrCat("SELECT number, kind, event_key, body, at_ms, attempts, "
                                           "last_error FROM deliveries WHERE direction = $1 "
                                           "AND state = $2 AND due_ms <= $3 ORDER BY due_ms, number LIMIT 1",
                                           lock),
                                    {std::string(Name(direction)), std::string(kWaiting), now_ms});
    if (!rows.ok()) return rows.error();
    if (rows->empty()) return Done{};
    const Row& row = rows->front();
    claimed = Delivery{.number = row.Integer(0),
                       .direction = direction,
                       .kind = row.Text(1),
                       .key = row.Text(2),
                       .body = row.Bytes(3),
                       .at_ms = row.Integer(4),
                       .attempts = static_cast<int>(row.Integer(5)),
                       .last_error = row.Text(6)};
    const auto ran = session.Run("UPDATE deliveries SET due_ms = $1 WHERE number = $2",
                                 {now_ms + lease_ms, claimed->number});
    if (!ran.ok()) return ran.error();
    return Done{};
  });
  if (!written.ok()) return written.error();
  return claimed;
}

Status Deliveries::Finish(std::int64_t number, std::int64_t now_ms) {
  return database_.Write([&](Session& session) -> Status {
    // The key stays, to know the event again; what it said does not.
    const auto ran = session.Run(
        "UPDATE deliveries SET state = $1, done_ms = $2, body = $3, last_error = '' WHERE number = $4",
        {std::string(kDone), now_ms, sql::Blob{}, number});
    if (!ran.ok()) return ran.error();
    return Done{};
  });
}

Status Deliveries::Fail(std::int64_t number, std::string_view error, std::int64_t now_ms) {
  return database_.Write([&](Session& session) -> Status {
    const auto rows = session.Query("SELECT attempts FROM deliveries WHERE number = $1", {number});
    if (!rows.ok()) return rows.error();
    if (rows->empty()) return Done{};
    const std::int64_t attempts = rows->front().Integer(0);
    const bool again = attempts < std::ssize(kWaits);
    const auto ran = session.Run(
        "UPDATE deliveries SET attempts = $1, due_ms = $2, state = $3, last_error = $4 WHERE number = $5",
        {attempts + 1, now_ms + (again ? kWaits[attempts] : 0), std::string(again ? kWaiting : kPutAside),
         Shorten(error, 500), number});
    if (!ran.ok()) return ran.error();
    return Done{};
  });
}

Result<Deliveries::Depth> Deliveries::Count(Direction direction) {
  Depth depth;
  const Status read = database_.Read([&](Session& session) -> Status {
    const auto rows = session.Query(
        "SELECT state, COUNT(*), MIN(at_ms) FROM deliveries WHERE direction = $1 GROUP BY state",
        {std::string(Name(direction))});
    if (!rows.ok()) return rows.error();
    depth = {};
    for (const Row& row : *rows) {
      if (row.Text(0) == kWaiting) {
        depth.waiting = row.Integer(1);
        depth.oldest_ms = row.Integer(2);
      } else if (row.Text(0) == kPutAside) {
        depth.put_aside = row.Integer(1);
      }
    }
    return Done{};
  });
  if (!read.ok()) return read.error();
  return depth;
}

Result<std::int64_t> Deliveries::Forget(std::int64_t done_before_ms) {
  std::int64_t forgotten = 0;
  const Status written = database_.Write([&](Session& session) -> Status {
    const auto ran = session.Run("DELETE FROM deliveries WHERE state = $1 AND done_ms < $2",
                                 {std::string(kDone), done_before_ms});
    if (!ran.ok()) return ran.error();
    forgotten = *ran;
    return Done{};
  });
  if (!written.ok()) return written.error();
  return forgotten;
}

Result<Subscription> Subscriptions::Add(const Subscription& subscription) {
  if (!IsUsableUrl(subscription.url)) {
    return Error{
        ErrorCode::kInvalid,
        "Webhooks go to an https:// address (http:// only on this machine), without a password in it."};
  }
  Subscription made = subscription;
  made.id = StrCat("hook-", ToHex(RandomBytes(6)));
  made.secret = StrCat("whsec_", ToBase64(RandomBytes(24)));
  for (const std::string& event : made.events) {
    if (event != "spec.status_changed" && event != "call.erased") {
      return Error{ErrorCode::kInvalid,
                   StrCat("There is no event \xE2\x80\x9C", Printable(event),
                          "\xE2\x80\x9D. Events are spec.status_changed and call.erased.")};
    }
  }
  const Status written = database_.Write([&](Session& session) -> Status {
    const auto ran =
        session.Run("INSERT INTO subscriptions (id, url, secret, events, owner) VALUES ($1, $2, $3, $4, $5)",
                    {made.id, made.url, made.secret, JoinedBy(made.events), made.owner});
    if (!ran.ok()) return ran.error();
    return Done{};
  });
  if (!written.ok()) return written.error();
  return made;
}

Result<std::vector<Subscription>> Subscriptions::List(Session& session) {
  const auto rows = session.Query("SELECT id, url, secret, events, owner FROM subscriptions ORDER BY id");
  if (!rows.ok()) return rows.error();
  std::vector<Subscription> out;
  for (const Row& row : *rows) {
    out.push_back({.id = row.Text(0),
                   .url = row.Text(1),
                   .secret = row.Text(2),
                   .events = SplitBy(row.Text(3)),
                   .owner = row.Text(4)});
  }
  return out;
}

Result<std::vector<Subscription>> Subscriptions::List() {
  std::vector<Subscription> out;
  const Status read = database_.Read([&](Session& session) -> Status {
    auto listed = List(session);
    if (!listed.ok()) return listed.error();
    out = *std::move(listed);
    return Done{};
  });
  if (!read.ok()) return read.error();
  return out;
}

Result<bool> Subscriptions::Remove(std::string_view id) {
  bool removed = false;
  const Status written = database_.Write([&](Session& session) -> Status {
    const auto ran = session.Run("DELETE FROM subscriptions WHERE id = $1", {std::string(id)});
    if (!ran.ok()) return ran.error();
    removed = *ran > 0;
    if (!removed) return Done{};
    // Nobody waits for what is still queued for it.
    const auto dropped = session.Run("DELETE FROM deliveries WHERE direction = $1 AND kind = $2",
                                     {std::string(Name(Direction::kOut)), std::string(id)});
    if (!dropped.ok()) return dropped.error();
    return Done{};
  });
  if (!written.ok()) return written.error();
  return removed;
}

Result<std::optional<RememberedAnswer>> FindAnswer(Session& session, std::string_view token_id,
                                                   std::string_view key) {
  const auto rows = session.Query(
      "SELECT request_hash, status, headers, body FROM answers WHERE token_id = $1 AND request_key = $2",
      {std::string(token_id), std::string(key)});
  if (!rows.ok()) return rows.error();
  if (rows->empty()) return std::optional<RememberedAnswer>();
  const Row& row = rows->front();
  return std::optional<RememberedAnswer>({.request_hash = static_cast<std::uint64_t>(row.Integer(0)),
                                          .status = static_cast<int>(row.Integer(1)),
                                          .headers = row.Text(2),
                                          .body = row.Text(3)});
}

Status RememberAnswer(Session& session, std::string_view token_id, std::string_view key,
                      const RememberedAnswer& answer, std::int64_t now_ms) {
  const Status cut = ForgetAnswers(session, now_ms - kAnswerLivesMs);
  if (!cut.ok()) return cut;
  const auto ran = session.Run(
      "INSERT INTO answers (token_id, request_key, request_hash, status, headers, body, at_ms) VALUES ($1, "
      "$2, $3, $4, "
      "$5, $6, $7) ON CONFLICT (token_id, request_key) DO NOTHING",
      {std::string(token_id), std::string(key), static_cast<std::int64_t>(answer.request_hash),
       static_cast<std::int64_t>(answer.status), answer.headers, answer.body, now_ms});
  if (!ran.ok()) return ran.error();
  if (*ran == 0) {
    return Error{ErrorCode::kConflict,
                 "Two requests with the same Idempotency-Key came at once. Send it again."};
  }
  return Done{};
}

Status ForgetAnswers(Session& session, std::int64_t before_ms) {
  const auto cut = session.Run("DELETE FROM answers WHERE at_ms < $1", {before_ms});
  if (!cut.ok()) return cut.error();
  return Done{};
}

}  // namespace whyspec::team
