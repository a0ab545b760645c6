// Idempotency-Key: the answer to a POST is given again for a day, whatever became of the
// connection in between; the same key with another request is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"
#include "team/service.h"

namespace whyspec::http {

bool IsIdempotencyKey(std::string_view key);

class Idempotency {
 public:
  Idempotency(team::Service& service, std::string token_id, std::string key, const Request& request);

  // The answer given before, or the refusal; nullopt: it is new.
  std::optional<Response> Find() const;
  // Kept if it is final (not 5xx, 429): then the same is given again. `response`, as it is to be sent.
  Response Remember(Response response, std::int64_t now_ms) const;

 private:
  team::Service& service_;
  std::string token_id_;
  std::string key_;
  std::uint64_t hash_;
};

}  // namespace whyspec::http
