// The way from the reader thread to the loop that owns the state: messages in the
// order they came. `$/cancelRequest` does not queue up behind the work it is meant to
// stop: it takes effect when it is pushed.
//
// Thread safe. One thread pushes, one pops, any may wake.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "jsonrpc/message.h"

namespace whyspec::jsonrpc {

// Set when the client no longer wants an answer. Copies share the flag.
class CancelFlag {
 public:
  CancelFlag() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
  void Cancel() { flag_->store(true, std::memory_order_relaxed); }
  bool cancelled() const { return flag_->load(std::memory_order_relaxed); }

 private:
  std::shared_ptr<std::atomic<bool>> flag_;
};

class MessageQueue {
 public:
  struct Item {
    Message message;
    CancelFlag cancel;
  };

  // All messages of one read at once, so that the loop sees a burst as a burst.
  void Push(std::vector<Message> messages);
  void Push(Message message);
  // No more messages will come. What is queued can still be popped.
  void Close();
  // As Close(), but what is queued is dropped: nobody is left to read answers.
  void Abandon();

  std::optional<Item> TryPop();
  // Blocks until there is something to pop, the queue is closed, or somebody calls Wake().
  void Wait();
  // From any thread: work done beside the loop waits for it. One Wake() ends one Wait(),
  // also a later one.
  void Wake();
  bool closed() const;  // and empty
  bool abandoned() const;
  // True if some queued message fits.
  bool Any(const std::function<bool(const Message&)>& fits) const;
  // The request was answered; a later cancel of its id means nothing.
  void Answered(const Json& id);

 private:
  void PushLocked(Message message);

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Item> items_;
  std::unordered_map<std::string, CancelFlag> unanswered_;  // by id as JSON text
  bool woken_ = false;
  bool closed_ = false;
  bool abandoned_ = false;
};

}  // namespace whyspec::jsonrpc
