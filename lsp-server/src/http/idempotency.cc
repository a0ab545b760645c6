#include "http/idempotency.h"

#include <algorithm>

#include "base/strings.h"
#include "http/problem.h"
#include "team/crypto.h"
#include "team/deliveries.h"

namespace whyspec::http {
namespace {

constexpr std::size_t kMostKept = 256UL * 1024;
constexpr std::string_view kKept[] = {"Content-Type", "ETag", "Location"};

// Of what the request asks for; eight bytes of SHA-256, as anybody may choose the body.
std::uint64_t HashOf(const Request& request) {
  const std::string text = StrCat(request.method, ' ', request.target, '\n',
                                  request.headers.Get("Content-Type"), '\n', request.body);
  const std::string hash = team::Sha256(text);
  std::uint64_t number = 0;
  for (int i = 0; i < 8; ++i)
    number = number << 8 | static_cast<unsigned char>(hash[static_cast<std::size_t>(i)]);
  return number >> 1;  // databases know signed numbers only
}

}  // namespace

bool IsIdempotencyKey(std::string_view key) {
  return !key.empty() && key.size() <= 200 &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

Idempotency::Idempotency(team::Service& service, std::string token_id, std::string key,
                         const Request& request)
    : service_(service), token_id_(std::move(token_id)), key_(std::move(key)), hash_(HashOf(request)) {}

std::optional<Response> Idempotency::Find() const {
  std::optional<team::RememberedAnswer> answer;
  const Status read = service_.database().Read([&](team::sql::Session& session) -> Status {
    auto found = team::FindAnswer(session, token_id_, key_);
    if (!found) return found.error();
    answer = std::move(*found);
    return Done{};
  });
  if (!read) return ErrorResponse(read.error());
  if (!answer) return std::nullopt;
  if (answer->request_hash != hash_) {
    return ProblemResponse(
        422, "This Idempotency-Key was used for another request. Take a new one for each request.");
  }
  Response response;
  response.status = answer->status;
  response.body = std::move(answer->body);
  std::string_view lines = answer->headers;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    lines = end == std::string_view::npos ? std::string_view() : lines.substr(end + 1);
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos) {
      response.headers.Add(std::string(line.substr(0, colon)), std::string(line.substr(colon + 2)));
    }
  }
  response.headers.Set("Idempotency-Replayed", "true");
  return response;
}

Response Idempotency::Remember(Response response, std::int64_t now_ms) const {
  if (response.status >= 500 || response.status == 429 || response.stream ||
      response.body.size() > kMostKept) {
    return response;
  }
  team::RememberedAnswer answer{
      .request_hash = hash_, .status = response.status, .headers = "", .body = response.body};
  for (const std::string_view name : kKept) {
    if (response.headers.Has(name)) answer.headers += StrCat(name, ": ", response.headers.Get(name), '\n');
  }
  const Status kept = service_.database().Write([&](team::sql::Session& session) {
    return team::RememberAnswer(session, token_id_, key_, answer, now_ms);
  });
  // What was done is done: saying so matters more than being able to say it again.
  if (!kept) response.headers.Set("Idempotency-Kept", "false");
  return response;
}

}  // namespace whyspec::http
