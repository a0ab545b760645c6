// A call log on SQLite: calls with their words and an index of these (FTS5), in one file
// or in memory. The cache of a workspace's call files, and the log of a team.
//
// What Apply() has answered is on the disk, whole; what it has not is not there at all.
// Several processes may use one file: readers never wait, writers take turns. A row of
// the database is never changed: a call that is put again gets a new one, and the old
// stays until nobody can know of it, so that snapshots stay what they are. (Only words of
// replaced calls stop being found by text_index() of older snapshots.)
//
// Thread safe; Apply() of several threads take turns.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/stored_call.h"
#include "store/stored_call_log.h"

namespace whyspec::store {

class CallDatabase;
class Connection;
class FileLock;

// A call made ready for the database: packed, and cut into terms. The costly half of a
// put, done on any thread.
struct PreparedCall {
  StoredCall summary;
  std::string body;
  std::vector<std::string> blocks;  // the distinct terms of each, with a blank between two
};
PreparedCall Prepare(const calls::Call& call);

// Of one version of the program; a file of another is made anew (a cache) or refused.
std::string_view StoreVersion();

class SqliteCallLog {
 public:
  struct Options {
    std::string file;  // absolute; "" = in memory
    // A cache: what is damaged or of another version is thrown away and begun anew, and
    // power loss may undo the last batches. Otherwise nothing is ever thrown away.
    bool is_cache = false;
    // Holds words that people may take back: bytes that are deleted are overwritten, and
    // Scour() leaves none of what was replaced or removed.
    bool forgets = false;
    // One line for the log of the program, now and then.
    std::function<void(std::string_view)> log = [](std::string_view) {};
  };
  static Result<std::shared_ptr<SqliteCallLog>> Open(Options options);
  // A cache in `file`, or, where that cannot be, in memory, with a line in the log.
  static std::shared_ptr<SqliteCallLog> OpenCache(const std::string& file,
                                                  const std::function<void(std::string_view)>& log);
  ~SqliteCallLog();

  struct Put {
    // All but `call`. The same name and hash as before change nothing but what is said
    // about the file.
    Entry entry;
    std::optional<PreparedCall> call;  // unset: it holds none
    // Only what is said about the file is new; an entry that is not there any more is left.
    bool only_facts = false;
  };
  struct Batch {
    std::vector<Put> puts;
    std::vector<std::string> removals;  // names
    // Small things to know beside the calls (how far a sync came), in the same transaction;
    // unset: removed.
    std::map<std::string, std::optional<std::string>> notes;
    // Only while this note has this value ("" = there is none), or nothing is done: kConflict.
    std::optional<std::pair<std::string, std::string>> expected_note;
  };
  // All of it or nothing. Answers the entries as they are now, in the order of the puts.
  Result<std::vector<Entry>> Apply(Batch batch);

  // The words of an entry's call; null if they are not there any more.
  std::shared_ptr<const calls::Call> Words(const StoredCall& call) const;

  // By name. Empty, and damaged(), if they cannot be read.
  std::map<std::string, std::string> Notes();

  // Takes the words of calls that were replaced or removed out of the file, at once, whoever
  // may still know of them: older snapshots no longer find these. Errors: another process
  // reads just now; try again later.
  Status Scour();

  // What is there, in no order. Empty, and damaged(), if it cannot be read.
  std::vector<Entry> Entries();
  // All calls, without accounts.
  std::shared_ptr<const calls::CallLog> Snapshot(Date today);

  // After much was written: what was taken for it is not needed soon again.
  void GiveBackMemory();

  const std::shared_ptr<CallDatabase>& database() const { return database_; }
  bool in_memory() const { return options_.file.empty(); }
  // Something read turned out not to be what was written. A cache should be opened anew.
  bool damaged() const;
  // The next open throws the file away. For a cache that is damaged.
  void Condemn();

 private:
  struct Writer;
  SqliteCallLog(Options options, std::unique_ptr<FileLock> lock);

  Status Start();
  Status CreateTables(Connection& connection);
  void Sweep();
  Error Explain(const Connection& connection) const;
  bool ApplyPut(Put& put, Entry& result);
  bool RemoveCall(calls::CallNumber row);
  bool AddCall(PreparedCall& call, calls::CallNumber& row, std::uint64_t& first_block);
  bool FlushTermCounts();
  bool ApplyNotes(const Batch& batch, bool& as_expected);

  Options options_;
  std::unique_ptr<FileLock> lock_;
  std::shared_ptr<CallDatabase> database_;
  std::mutex writing_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace whyspec::store
