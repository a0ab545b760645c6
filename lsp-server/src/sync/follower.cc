#include "sync/follower.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <system_error>
#include <utility>

#include "base/strings.h"

namespace whyspec::sync {
namespace {

// How long whoever reads the calls has to take up new ones before old words go.
constexpr std::chrono::seconds kTakeUp{2};
constexpr std::int64_t kTooSoonMs = 1000;
constexpr std::chrono::milliseconds kPause{5000};
constexpr int kPagesAtATime = 20;
constexpr std::size_t kPassages = 20;    // asked for at once
constexpr std::size_t kMostRead = 500;   // of cited turns
constexpr std::size_t kRemembered = 64;  // questions not asked again

std::int64_t ClockMs() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

double Chance() {
  thread_local std::minstd_rand generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

Follower::Options Filled(Follower::Options options) {
  if (!options.now_ms) options.now_ms = ClockMs;
  if (!options.random) options.random = Chance;
  return options;
}

}  // namespace

Follower::Follower(Options options) : options_(Filled(std::move(options))) {
  status_.state = LogState::kConnecting;
  status_.url = options_.url.Text();
}

Follower::~Follower() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  if (client_ != nullptr) client_->Cancel();
  if (errand_client_ != nullptr) errand_client_->Cancel();
  wake_.notify_all();
  if (follower_.joinable()) follower_.join();
  if (runner_.joinable()) runner_.join();
}

std::unique_ptr<HttpClient> Follower::MakeClient(std::string& problem) const {
  Result<std::optional<ProxyUrl>> proxy = FindProxy(options_.url, options_.environment);
  if (!proxy.ok()) {
    problem = proxy.error().message;
    return nullptr;
  }
  return std::make_unique<HttpClient>(HttpClient::Options{
      .base = options_.url, .proxy = std::move(proxy).value(), .ca_file = options_.ca_file});
}

void Follower::Start() {
  if (!options_.transport) {
    client_ = MakeClient(client_problem_);
    errand_client_ = MakeClient(client_problem_);
  }
  if (!options_.threads) return;
  try {
    follower_ = std::thread([this] { Follow(); });
    runner_ = std::thread([this] { RunErrands(); });
  } catch (const std::system_error&) {
    options_.log("This computer gives no more threads, so the call log is not followed.");
    const std::lock_guard lock(mutex_);
    status_.state = LogState::kOffline;
  }
}

SyncStatus Follower::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

std::shared_ptr<const store::SyncedCalls> Follower::calls() {
  const std::lock_guard lock(mutex_);
  taken_ = true;
  wake_.notify_all();
  return calls_;
}

std::uint64_t Follower::version() const {
  const std::lock_guard lock(mutex_);
  return version_;
}

HttpResult Follower::Send(HttpClient* client, const HttpRequest& request) const {
  if (options_.transport) return options_.transport(request);
  if (client != nullptr) return client->Send(request);
  return {.trouble = HttpTrouble::kNotAllowed, .message = client_problem_, .answer = {}};
}

// --- following ---

void Follower::Open() {
  const std::lock_guard team(team_mutex_);
  team_ = TeamLog::Open(options_.file, options_.log);
  if (team_ == nullptr) {
    const std::lock_guard lock(mutex_);
    status_.state = LogState::kOffline;
    status_.message = "There is no room for the calls of the team, neither on the disk nor in memory.";
    ++version_;
    return;
  }
  machine_.emplace(*team_, options_.url.Text(),
                   SyncMachine::Options{.token = options_.token,
                                        .wait_seconds = options_.wait_seconds,
                                        .random = options_.random,
                                        .log = options_.log});
  Publish(/*calls_changed=*/true);
}

void Follower::Publish(bool calls_changed) {
  std::shared_ptr<const store::SyncedCalls> calls = calls_changed ? team_->Calls() : nullptr;
  {
    const std::lock_guard lock(mutex_);
    status_ = machine_->status();
    if (calls != nullptr) {
      calls_ = std::move(calls);
      taken_ = false;
    }
    ++version_;
  }
  options_.changed();
}

void Follower::ScourWhenTaken() {
  {
    const std::lock_guard team(team_mutex_);
    if (!team_->must_scour()) return;
  }
  if (options_.threads) {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kTakeUp, [this] { return taken_ || stopped_; });
  }
  const std::lock_guard team(team_mutex_);
  if (Status status = team_->Scour(); !status.ok() && status.error().code != ErrorCode::kConflict) {
    options_.log(status.error().message);
  }
}

std::chrono::milliseconds Follower::Step() {
  if (team_ == nullptr) {
    Open();
    if (team_ == nullptr) return std::chrono::minutes(5);
  }
  ScourWhenTaken();
  SyncMachine::Plan plan;
  {
    const std::lock_guard team(team_mutex_);
    plan = machine_->Next(options_.now_ms());
  }
  if (!plan.request) return plan.wait;
  const std::int64_t asked_ms = options_.now_ms();
  const HttpResult result = Send(client_.get(), *plan.request);
  if (result.trouble == HttpTrouble::kCancelled) return std::chrono::milliseconds(0);
  const std::lock_guard team(team_mutex_);
  const bool changed = machine_->Take(result, options_.now_ms());
  if (changed) {
    const std::lock_guard lock(mutex_);
    looked_for_.clear();  // there may be better answers now
    read_.clear();
  }
  // Whoever shows them need not take up each page of a long list.
  pages_untold_ += changed ? 1 : 0;
  const bool tell = pages_untold_ > 0 &&
                    (machine_->status().state != LogState::kConnecting || pages_untold_ >= kPagesAtATime);
  if (tell) pages_untold_ = 0;
  Publish(tell);
  // A server that holds no answers back (too many follow it) must not be asked without end.
  const SyncMachine::Plan next = machine_->Next(options_.now_ms());
  const bool nothing_new = next.request && next.request->target == plan.request->target;
  return nothing_new && options_.now_ms() - asked_ms < kTooSoonMs ? kPause : std::chrono::milliseconds(0);
}

void Follower::Follow() {
  while (true) {
    {
      const std::lock_guard lock(mutex_);
      if (stopped_) return;
    }
    const std::chrono::milliseconds wait = Step();
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, wait, [this] { return stopped_; });
    if (stopped_) return;
  }
}

// --- errands ---

void Follower::Ask(HttpRequest request, std::function<void(HttpResult)> done) {
  request.token = options_.token;
  {
    const std::lock_guard lock(mutex_);
    errands_.push_back({.request = std::move(request), .done = std::move(done)});
  }
  wake_.notify_all();
}

bool Follower::RunErrand() {
  std::unique_lock lock(mutex_);
  if (errands_.empty()) return false;
  const Errand errand = std::move(errands_.front());
  errands_.pop_front();
  lock.unlock();
  errand.done(Send(errand_client_.get(), errand.request));
  return true;
}

bool Follower::Look(std::string words, std::function<void()> done) {
  std::optional<Search> passed_over;
  bool waits = false;
  {
    const std::lock_guard lock(mutex_);
    if (std::find(looked_for_.begin(), looked_for_.end(), words) != looked_for_.end()) return false;
    waits = looking_;
    if (waits) {
      passed_over = std::exchange(to_look_for_, Search{.words = std::move(words), .done = std::move(done)});
    } else {
      looking_ = true;
      looked_for_.push_back(words);
      if (looked_for_.size() > kRemembered) looked_for_.pop_front();
    }
  }
  if (passed_over) passed_over->done();
  if (waits) return true;
  HttpRequest request = SearchRequest(words, kPassages);
  Ask(std::move(request), [this, done = std::move(done)](const HttpResult& result) {
    Learn(result);
    std::optional<Search> next;
    {
      const std::lock_guard lock(mutex_);
      looking_ = false;
      // What failed may be looked for again.
      if (!result.ok() || result.answer.status != 200) looked_for_.clear();
      next = std::exchange(to_look_for_, std::nullopt);
    }
    done();
    if (next) {
      std::function<void()> after = next->done;
      if (!Look(std::move(next->words), std::move(next->done))) after();
    }
  });
  return true;
}

void Follower::Read(std::string_view call, std::uint32_t first_turn, std::uint32_t last_turn) {
  HttpRequest request = ExcerptRequest(call, first_turn, last_turn);
  {
    const std::lock_guard lock(mutex_);
    if (read_.size() >= kMostRead || !read_.insert(request.target).second) return;
  }
  Ask(std::move(request), [this](const HttpResult& result) { Learn(result); });
}

void Follower::Learn(const HttpResult& result) {
  if (!result.ok() || result.answer.status != 200) return;
  const std::vector<RemoteExcerpt> excerpts = ReadExcerpts(result.answer.body);
  const std::lock_guard team(team_mutex_);
  if (team_ == nullptr || !machine_) return;
  Result<bool> learned = team_->Learn(excerpts);
  if (!learned.ok()) return options_.log(learned.error().message);
  if (*learned) Publish(/*calls_changed=*/true);
}

void Follower::RunErrands() {
  while (true) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopped_ || !errands_.empty(); });
      if (stopped_) return;
    }
    RunErrand();
  }
}

}  // namespace whyspec::sync
