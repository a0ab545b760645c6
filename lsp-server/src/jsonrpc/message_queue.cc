#include "jsonrpc/message_queue.h"

#include <algorithm>

namespace whyspec::jsonrpc {

void MessageQueue::PushLocked(Message message) {
  if (message.kind == Message::Kind::kNotification && message.method == "$/cancelRequest") {
    if (const Json* id = Find(message.params, "id")) {
      if (const auto it = unanswered_.find(DumpJson(*id)); it != unanswered_.end()) it->second.Cancel();
    }
    return;
  }
  Item item{.message = std::move(message), .cancel = {}};
  if (item.message.kind == Message::Kind::kRequest) {
    unanswered_.insert_or_assign(DumpJson(item.message.id), item.cancel);
  }
  items_.push_back(std::move(item));
}

void MessageQueue::Push(std::vector<Message> messages) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return;
    for (Message& message : messages) PushLocked(std::move(message));
  }
  changed_.notify_one();
}

void MessageQueue::Push(Message message) {
  std::vector<Message> one;
  one.push_back(std::move(message));
  Push(std::move(one));
}

void MessageQueue::Close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_one();
}

void MessageQueue::Abandon() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = abandoned_ = true;
    items_.clear();
    for (auto& [id, flag] : unanswered_) flag.Cancel();
  }
  changed_.notify_one();
}

std::optional<MessageQueue::Item> MessageQueue::TryPop() {
  const std::lock_guard lock(mutex_);
  if (items_.empty()) return std::nullopt;
  Item item = std::move(items_.front());
  items_.pop_front();
  return item;
}

void MessageQueue::Wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return closed_ || woken_ || !items_.empty(); });
  woken_ = false;
}

void MessageQueue::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_one();
}

bool MessageQueue::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_ && items_.empty();
}

bool MessageQueue::abandoned() const {
  const std::lock_guard lock(mutex_);
  return abandoned_;
}

bool MessageQueue::Any(const std::function<bool(const Message&)>& fits) const {
  const std::lock_guard lock(mutex_);
  return std::any_of(items_.begin(), items_.end(), [&fits](const Item& item) { return fits(item.message); });
}

void MessageQueue::Answered(const Json& id) {
  const std::lock_guard lock(mutex_);
  unanswered_.erase(DumpJson(id));
}

}  // namespace whyspec::jsonrpc
