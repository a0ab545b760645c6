// Work that must survive a crash: webhooks that came in and are still to be worked on, and
// webhooks that go out. Each is a row until it is done; several processes share the queue.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "team/sql/database.h"

namespace whyspec::team {

enum class Direction : std::uint8_t { kIn, kOut };

struct Delivery {
  std::int64_t number = 0;
  Direction direction = Direction::kIn;
  std::string kind;  // in: vendor ("hubspot"); out: id of the subscription
  std::string key;   // names the event: the same (direction, kind, key) is taken once
  std::string body;  // raw bytes in; JSON out
  std::int64_t at_ms = 0;
  int attempts = 0;
  std::string last_error;  // a sentence, no secrets
};

class Deliveries {
 public:
  explicit Deliveries(sql::Database& database) : database_(database) {}

  // False: it is known already (also when done: keys are kept for 30 days).
  Result<bool> Enqueue(sql::Session& session, const Delivery& delivery);
  // The oldest that is due, leased to this process for `lease_ms`: nobody else gets it meanwhile;
  // if this process dies, it comes back.
  Result<std::optional<Delivery>> Claim(Direction direction, std::int64_t now_ms,
                                        std::int64_t lease_ms = 60'000);
  Status Finish(std::int64_t number, std::int64_t now_ms);
  // Comes back after 5 s, 30 s, 2 min, 10 min, 1 h, 6 h, 24 h; then is put aside.
  Status Fail(std::int64_t number, std::string_view error, std::int64_t now_ms);
  struct Depth {
    std::int64_t waiting = 0, put_aside = 0, oldest_ms = 0;
  };
  Result<Depth> Count(Direction direction);
  Result<std::int64_t> Forget(std::int64_t done_before_ms);

 private:
  sql::Database& database_;
};

// Where our own webhooks go (Standard Webhooks). The secret is kept: it signs.
struct Subscription {
  std::string id;
  std::string url;                  // https, or http to loopback
  std::string secret;               // "whsec_" + base64
  std::vector<std::string> events;  // "spec.status_changed" "call.erased"; empty: all
  std::string owner;                // person: events of their calls only; "" = everything (dpo, founder)
};
class Subscriptions {
 public:
  explicit Subscriptions(sql::Database& database) : database_(database) {}
  // Makes id and secret. kInvalid: a URL that is neither https nor http to loopback, an unknown event.
  Result<Subscription> Add(const Subscription& subscription);
  Result<std::vector<Subscription>> List();
  static Result<std::vector<Subscription>> List(sql::Session& session);
  Result<bool> Remove(std::string_view id);

 private:
  sql::Database& database_;
};

// An Idempotency-Key of one caller: the answer given is given again for a day.
struct RememberedAnswer {
  std::uint64_t request_hash = 0;  // another request under the same key is refused
  int status = 0;
  std::string headers;  // "ETag: …\n…" of the answer
  std::string body;
};
Result<std::optional<RememberedAnswer>> FindAnswer(sql::Session& session, std::string_view token_id,
                                                   std::string_view key);
Status RememberAnswer(sql::Session& session, std::string_view token_id, std::string_view key,
                      const RememberedAnswer& answer, std::int64_t now_ms);
Status ForgetAnswers(sql::Session& session, std::int64_t before_ms);

}  // namespace whyspec::team
