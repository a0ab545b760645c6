#include "team/audit_trail.h"

#include <chrono>
#include <iterator>

namespace whyspec::team {
namespace {

constexpr std::size_t kMostWaiting = 50'000;
constexpr auto kGather = std::chrono::milliseconds(50);
constexpr auto kTryAgain = std::chrono::milliseconds(500);

}  // namespace

AuditTrail::AuditTrail(sql::Database& database) : database_(database), writer_([this] { Run(); }) {}

AuditTrail::~AuditTrail() { Stop(); }

Status AuditTrail::Add(std::vector<AuditEntry> entries) {
  if (entries.empty()) return Done{};
  const std::lock_guard lock(mutex_);
  if (stop_) return Error{ErrorCode::kUnreadable, "The server is stopping. Try again in a moment."};
  if (!last_.ok()) return last_;
  if (waiting_.size() + entries.size() > kMostWaiting) {
    return Error{ErrorCode::kUnreadable,
                 "More is read than can be written to the audit log. Try again in a moment."};
  }
  added_count_ += entries.size();
  waiting_.insert(waiting_.end(), std::make_move_iterator(entries.begin()),
                  std::make_move_iterator(entries.end()));
  added_.notify_one();
  return Done{};
}

Status AuditTrail::Flush() {
  std::unique_lock lock(mutex_);
  const std::uint64_t until = added_count_;
  written_.wait(lock, [&] { return written_count_ >= until || !last_.ok() || stop_; });
  return last_;
}

void AuditTrail::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  added_.notify_all();
  if (writer_.joinable()) writer_.join();
}

void AuditTrail::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    added_.wait(lock, [&] { return stop_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    // Those of the next moment come along.
    if (!stop_) added_.wait_for(lock, kGather, [&] { return stop_; });
    std::vector<AuditEntry> batch;
    batch.swap(waiting_);
    lock.unlock();
    const Status written = database_.Write([&](sql::Session& session) -> Status {
      for (const AuditEntry& entry : batch) {
        const Status appended = Append(session, entry);
        if (!appended.ok()) return appended;
      }
      return Done{};
    });
    lock.lock();
    last_ = written;
    if (written.ok()) {
      written_count_ += batch.size();
    } else {
      batch.insert(batch.end(), std::make_move_iterator(waiting_.begin()),
                   std::make_move_iterator(waiting_.end()));
      waiting_.swap(batch);
    }
    written_.notify_all();
    if (written.ok()) continue;
    if (stop_) return;
    added_.wait_for(lock, kTryAgain, [&] { return stop_; });
  }
}

}  // namespace whyspec::team
