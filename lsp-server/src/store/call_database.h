// The reading side of a call database, shared by all snapshots of it: words of calls,
// blocks that hold a term. Rows are never changed in place, so a snapshot reads what it
// knows of at any time. Thread safe. Private to this layer.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "calls/call.h"
#include "calls/text_index.h"
#include "store/sqlite.h"

namespace whyspec::store {

// Terms are counted under a hash of theirs; a count shared by two of them is harmless.
std::int64_t TermKey(std::string_view term);

class CallDatabase {
 public:
  // `writer` is of `file`, or in memory if that is "": then it is the only connection, and
  // readers and the writer take turns.
  CallDatabase(std::string file, std::unique_ptr<Connection> writer);
  ~CallDatabase();

  // nullptr if the row is gone or damaged (then damaged() is true).
  std::shared_ptr<const calls::Call> Words(calls::CallNumber row);
  // Blocks from `first` up to `last` that hold the term, ascending, until `visit` says false.
  void ForEachBlock(std::string_view term, std::uint64_t first, std::uint64_t last,
                    const std::function<bool(std::uint64_t)>& visit);
  // In how many blocks a term stands.
  std::size_t Frequency(std::string_view term);

  // Something in the file is not as it was written.
  bool damaged() const { return damaged_.load(std::memory_order_relaxed); }
  void SetDamaged() { damaged_.store(true, std::memory_order_relaxed); }

  // The writer's turn, for databases in memory; does nothing for files.
  std::unique_lock<std::recursive_mutex> TakeTurn();
  Connection& writer() { return *writer_; }
  // Of calls that were kept unpacked, none is any more.
  void ForgetKept();
  // Opens the file no more.
  void Retire() { retired_.store(true, std::memory_order_relaxed); }

 private:
  // A connection with what is asked of it again and again.
  struct Reader {
    std::unique_ptr<Connection> connection;
    Statement words;
    Statement blocks;
    Statement frequency;
  };
  // Takes a reader out of the pool for one question, and puts it back.
  class Lease;

  static constexpr std::size_t kPooled = 4;             // readers kept
  static constexpr std::size_t kMostBytes = 8U << 20U;  // of calls kept unpacked

  std::shared_ptr<const calls::Call> Remembered(calls::CallNumber row);
  void Remember(calls::CallNumber row, const std::shared_ptr<const calls::Call>& call);
  void Note(const Connection& connection);

  bool in_memory() const { return file_.empty(); }

  std::string file_;
  std::unique_ptr<Connection> writer_;
  std::recursive_mutex turn_;  // of a writer in memory
  std::atomic<bool> damaged_ = false;
  std::atomic<bool> retired_ = false;

  std::mutex pool_mutex_;
  std::vector<std::unique_ptr<Reader>> pool_;

  struct Kept {
    calls::CallNumber row;
    std::shared_ptr<const calls::Call> call;
    std::size_t bytes;
  };
  std::mutex kept_mutex_;
  std::list<Kept> kept_;  // used last first
  std::unordered_map<calls::CallNumber, std::list<Kept>::iterator> kept_by_row_;
  std::size_t kept_bytes_ = 0;
};

}  // namespace whyspec::store
