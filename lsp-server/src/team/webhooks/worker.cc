#include "team/webhooks/worker.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/strings.h"
#include "team/webhooks/outside.h"
#include "team/webhooks/work.h"

namespace whyspec::team::webhooks {
namespace {

constexpr std::int64_t kLookEveryMs = 250;
// After a crash its work waits for so long. Work that takes longer may be done twice: a call is
// known again by its source.
constexpr std::int64_t kLeaseMs = 30'000;

// HubSpot's objects are fetched by kind and id: "calls/21".
std::string SourceIdOf(Vendor vendor, const std::string& fetched) {
  return vendor == Vendor::kHubspot ? fetched.substr(fetched.find('/') + 1) : fetched;
}

class HttpPoster final : public Poster {
 public:
  Result<int> Post(const std::string& url, const std::vector<std::pair<std::string, std::string>>& headers,
                   const std::string& body) override {
    // What they answer is of no interest: a little of it is read and thrown away.
    const Result<OutsideAnswer> answer = Ask({.method = "POST",
                                              .url = url,
                                              .headers = headers,
                                              .body = body,
                                              .seconds = 10,
                                              .most_bytes = 1U << 20U});
    if (!answer) return answer.error();
    return answer->status;
  }
};

}  // namespace

std::unique_ptr<Poster> MakePoster() { return std::make_unique<HttpPoster>(); }

struct Worker::Thread {
  std::mutex mutex;
  std::condition_variable wake;
  bool stop = false;
  bool look = false;
  std::thread thread;
};

Worker::Worker(Service& service, Fetcher& fetcher, Poster& poster)
    : service_(service), fetcher_(fetcher), poster_(poster) {}

Worker::~Worker() { Stop(); }

Status Worker::TakeIn(const Delivery& delivery) {
  const std::optional<Event> event = ReadWork(delivery.body);
  const std::optional<Vendor> vendor = ParseVendor(delivery.kind);
  if (!event || !vendor) return Error{.message = "What waits in the queue is not what this version writes."};
  if (const auto* erase = std::get_if<EraseCall>(&event->what)) {
    const Result<bool> erased = service_.EraseBySource(erase->system, erase->id);
    if (!erased) return erased.error();
    return Done{};
  }
  std::vector<calls::ExportFile> files;
  if (const auto* take = std::get_if<TakeCalls>(&event->what)) {
    files = take->files;
  } else if (const auto* fetch = std::get_if<Fetch>(&event->what)) {
    Result<std::vector<calls::ExportFile>> fetched = fetcher_.FetchCall(*vendor, fetch->id);
    if (!fetched && fetched.error().code == ErrorCode::kGone) {
      // Deleted there since: it is not to stay here.
      const Result<bool> erased = service_.EraseBySource(delivery.kind, SourceIdOf(*vendor, fetch->id));
      if (!erased) return erased.error();
      return Done{};
    }
    if (!fetched) return fetched.error();
    files = std::move(*fetched);
  }
  const Result<Service::Uploaded> taken = service_.TakeIn(delivery.kind, files);
  if (!taken) {
    // Erased here: it is not to come back, and asking again changes nothing.
    if (taken.error().code == ErrorCode::kGone) return Done{};
    return taken.error();
  }
  for (const calls::ExportProblem& problem : taken->problems) {
    service_.Say(
        StrCat("In what ", delivery.kind, " sent: ", Printable(Shorten(problem.problem.message, 300))));
  }
  return Done{};
}

Status Worker::SendOut(const Delivery& delivery, std::int64_t now_ms) {
  const Result<std::vector<Subscription>> subscriptions = service_.subscriptions().List();
  if (!subscriptions) return subscriptions.error();
  const auto found = std::find_if(subscriptions->begin(), subscriptions->end(),
                                  [&](const Subscription& one) { return one.id == delivery.kind; });
  if (found == subscriptions->end()) return Done{};  // taken back since
  const std::int64_t now_s = now_ms / 1000;
  const Result<int> status =
      poster_.Post(found->url,
                   {{"Content-Type", "application/json"},
                    {"User-Agent", "whyspec-server"},
                    {"webhook-id", delivery.key},
                    {"webhook-timestamp", std::to_string(now_s)},
                    {"webhook-signature", SignStandard(found->secret, delivery.key, now_s, delivery.body)}},
                   delivery.body);
  if (!status) return status.error();
  if (*status == 410) {
    // "Gone": the receiver wants no more of these (Standard Webhooks, "Delivery").
    const Result<bool> removed = service_.subscriptions().Remove(found->id);
    if (!removed) return removed.error();
    return Done{};
  }
  if (*status < 200 || *status > 299) {
    return Error{.code = ErrorCode::kUnreadable, .message = StrCat("It answered ", *status, ".")};
  }
  return Done{};
}

Result<bool> Worker::Step(std::int64_t now_ms) {
  bool worked = false;
  for (const Direction direction : {Direction::kIn, Direction::kOut}) {
    const Result<std::optional<Delivery>> due = service_.deliveries().Claim(direction, now_ms, kLeaseMs);
    if (!due) return due.error();
    if (!*due) continue;
    worked = true;
    const Delivery& delivery = **due;
    const Status done = direction == Direction::kIn ? TakeIn(delivery) : SendOut(delivery, now_ms);
    if (!done.ok()) {
      service_.Say(StrCat(direction == Direction::kIn ? "A webhook of " : "A webhook to ", delivery.kind,
                          " could not be worked off and is tried again later: ", done.error().message));
    }
    const Status kept = done.ok() ? service_.deliveries().Finish(delivery.number, now_ms)
                                  : service_.deliveries().Fail(delivery.number, done.error().message, now_ms);
    if (!kept.ok()) return kept.error();
  }
  return worked;
}

void Worker::Start() {
  thread_ = std::make_unique<Thread>();
  thread_->thread = std::thread([this] {
    std::unique_lock lock(thread_->mutex);
    while (!thread_->stop) {
      thread_->look = false;
      lock.unlock();
      const Result<bool> worked = Step(service_.clock().NowMs());
      lock.lock();
      if (worked && *worked) continue;
      thread_->wake.wait_for(lock, std::chrono::milliseconds(kLookEveryMs),
                             [this] { return thread_->stop || thread_->look; });
    }
  });
}

void Worker::Wake() {
  if (!thread_) return;
  const std::lock_guard lock(thread_->mutex);
  thread_->look = true;
  thread_->wake.notify_all();
}

void Worker::Stop() {
  if (!thread_) return;
  {
    const std::lock_guard lock(thread_->mutex);
    thread_->stop = true;
    thread_->wake.notify_all();
  }
  thread_->thread.join();
  thread_.reset();
}

}  // namespace whyspec::team::webhooks
