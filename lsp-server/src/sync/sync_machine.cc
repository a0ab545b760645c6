#include "sync/sync_machine.h"

#include <algorithm>
#include <charconv>

#include "base/strings.h"

namespace whyspec::sync {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kPageSize = 100;
constexpr std::int64_t kFirstWaitMs = 1'000;
constexpr std::int64_t kLongestWaitMs = 60'000;
// Of what only a person can put right.
constexpr std::int64_t kRefusedWaitMs = 300'000;
constexpr std::int64_t kMostRetryAfterMs = 600'000;
constexpr int kMostDoublings = 6;
// Over what the server may take for an answer.
constexpr seconds kPatience{30};

// RFC 9110 §10.2.3: seconds, or a date, which asks for a clock that agrees with the server's
// and is left out. Unset if it says nothing usable.
std::optional<std::int64_t> RetryAfterMs(const HttpAnswer& answer) {
  const auto found = answer.headers.find("retry-after");
  if (found == answer.headers.end()) return std::nullopt;
  const std::string& text = found->second;
  std::int64_t wait = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), wait);
  if (error != std::errc() || end != text.data() + text.size() || wait < 0) return std::nullopt;
  return std::min(wait, kMostRetryAfterMs / 1000) * 1000;
}

}  // namespace

std::string_view Name(LogState state) {
  switch (state) {
    case LogState::kOff:
      return "off";
    case LogState::kConnecting:
      return "connecting";
    case LogState::kSynced:
      return "synced";
    case LogState::kOffline:
      return "offline";
    case LogState::kRefused:
      return "refused";
  }
  return "off";
}

SyncMachine::SyncMachine(TeamLog& team, std::string url, Options options)
    : team_(team), options_(std::move(options)), page_size_(kPageSize) {
  status_ = {.state = LogState::kConnecting, .url = std::move(url), .message = {}};
  Count();
}

void SyncMachine::Count() {
  status_.calls = team_.call_count();
  status_.synced_at_ms = team_.synced_at_ms();
}

SyncMachine::Plan SyncMachine::Next(std::int64_t now_ms) const {
  if (now_ms < not_before_ms_) return {.request = {}, .wait = milliseconds(not_before_ms_ - now_ms)};
  HttpRequest request;
  const int wait = caught_up_ && failures_ == 0 ? options_.wait_seconds : 0;
  request.target = StrCat("/v1/changes?after=", team_.cursor(), "&limit=", page_size_);
  if (wait > 0) request.target += StrCat("&wait=", wait);
  request.token = options_.token;
  request.headers = {{"Accept", "application/json"}};
  request.timeout = kPatience + seconds(wait);
  return {.request = std::move(request), .wait = milliseconds(0)};
}

bool SyncMachine::Take(const HttpResult& result, std::int64_t now_ms) {
  if (result.trouble == HttpTrouble::kCancelled) return false;
  if (result.trouble == HttpTrouble::kTooLarge && page_size_ > 1) {
    page_size_ = std::max<std::size_t>(1, page_size_ / 4);
    return false;
  }
  if (!result.ok()) {
    const bool hopeless = result.trouble == HttpTrouble::kNotAllowed;
    Fail(hopeless ? LogState::kRefused : LogState::kOffline, result.message, now_ms, std::nullopt);
    return false;
  }
  const HttpAnswer& answer = result.answer;
  if (answer.status == 200) {
    Result<ChangePage> page = ReadChanges(answer.body);
    if (page.ok()) return Succeed(*page, now_ms);
    Fail(LogState::kRefused, page.error().message, now_ms, std::nullopt);
    return false;
  }
  const std::string said = ProblemText(answer.body);
  const std::string ending = said.empty() ? "" : StrCat(" It says: ", said);
  switch (answer.status) {
    case 401: {
      // Whoever holds a token that is no longer good may not read what it gave, either.
      bool changed = team_.call_count() > 0;
      if (changed) {
        if (Status status = team_.StartOver(); !status.ok()) options_.log(status.error().message);
      }
      caught_up_ = false;
      Fail(LogState::kRefused,
           StrCat("The call log at ", Printable(status_.url),
                  " does not accept your token; it may have been revoked or have run out. Ask whoever runs "
                  "the call "
                  "log for a new one and sign in again."),
           now_ms, std::nullopt);
      return changed;
    }
    case 403:
      Fail(LogState::kRefused,
           StrCat("Your token may not follow the call log at ", Printable(status_.url),
                  ". Ask whoever runs it for one that may.", ending),
           now_ms, std::nullopt);
      return false;
    case 404:
    case 405:
      Fail(LogState::kRefused,
           StrCat("There is no Whyspec call log at ", Printable(status_.url),
                  ". Check `callLog.url` in whyspec.json."),
           now_ms, std::nullopt);
      return false;
    case 429:
    case 503:
      Fail(LogState::kOffline,
           StrCat("The call log at ", Printable(status_.url), " is busy; Whyspec asks again soon."), now_ms,
           RetryAfterMs(answer));
      return false;
    default:
      Fail(LogState::kOffline,
           StrCat("The call log at ", Printable(status_.url), " answers with status ", answer.status,
                  "; Whyspec asks again soon.", ending),
           now_ms, RetryAfterMs(answer));
      return false;
  }
}

bool SyncMachine::Succeed(const ChangePage& page, std::int64_t now_ms) {
  for (const std::string& problem : page.problems) options_.log(problem);
  const bool behind = team_.IsOfAnotherPast(page);
  // A server that says there is more and does not move on would be asked for ever.
  const bool more = page.more && page.next != team_.cursor();
  Result<bool> applied = team_.Apply(page, more || behind ? std::nullopt : std::optional(now_ms));
  if (!applied.ok()) {
    Fail(LogState::kOffline, applied.error().message, now_ms, std::nullopt);
    return false;
  }
  failures_ = 0;
  not_before_ms_ = 0;
  caught_up_ = !more && !behind;
  status_.message.clear();
  status_.state = caught_up_ ? LogState::kSynced : LogState::kConnecting;
  if (caught_up_) page_size_ = kPageSize;
  Count();
  return *applied;
}

void SyncMachine::Fail(LogState state, std::string message, std::int64_t now_ms,
                       std::optional<std::int64_t> retry_after_ms) {
  std::int64_t wait = state == LogState::kRefused
                          ? kRefusedWaitMs
                          : std::min(kLongestWaitMs, kFirstWaitMs << std::min(failures_, kMostDoublings));
  // Many editors lose one server at one moment; they must not come back at one moment.
  wait = wait / 2 + static_cast<std::int64_t>(static_cast<double>(wait) / 2 * options_.random());
  if (retry_after_ms) wait = std::max(wait, *retry_after_ms);
  ++failures_;
  not_before_ms_ = now_ms + wait;
  status_.state = state;
  status_.message = std::move(message);
  Count();
}

}  // namespace whyspec::sync
