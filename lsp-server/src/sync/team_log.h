// The copy of a team's call log on this computer: one file of the user's cache for each
// address and token. What the server said changed is taken in together with how far it
// came, so that a crash at any moment neither skips a change nor takes half of one. Several
// processes may use one file: whoever comes second takes over what the first has read.
//
// Not thread safe; what Calls() answers is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/sqlite_call_log.h"
#include "store/synced_calls.h"
#include "sync/changes.h"
#include "sync/excerpts.h"
#include "sync/url.h"

namespace whyspec::sync {

// "<CacheDirectory()>/team/<hash>.sqlite"; "" if there is no cache folder. The token cannot
// be told from the name.
std::string TeamLogFile(const Url& url, std::string_view token);

class TeamLog {
 public:
  // `file`: "" = in memory. Null only if not even memory can be had.
  static std::unique_ptr<TeamLog> Open(const std::string& file,
                                       const std::function<void(std::string_view)>& log);

  std::int64_t cursor() const { return cursor_; }
  // It was asked for with a cursor of another past of the log, or from beyond its end: what is here may
  // never have been.
  bool IsOfAnotherPast(const ChangePage& page) const;
  // When the server last said that this is all; unset: never yet.
  std::optional<std::int64_t> synced_at_ms() const { return synced_at_ms_; }
  std::size_t call_count() const { return calls_.size(); }

  // Takes in a page asked for with cursor(); one of another past is not, but everything is begun anew.
  // `synced_at_ms`: now, if it is the last one. True if anything a reader can see has changed. Errors: the
  // file cannot be written.
  Result<bool> Apply(const ChangePage& page, std::optional<std::int64_t> synced_at_ms);
  // Puts passages that were shown into calls of which only a part is here. True if that was
  // new. What the server says of the call later stands instead.
  Result<bool> Learn(const std::vector<RemoteExcerpt>& excerpts);
  // Begins anew: everything is asked for again.
  Status StartOver();

  // As of the last change; the same object until the next.
  std::shared_ptr<const store::SyncedCalls> Calls();

  // Words that were taken back still lie in the file until Scour() has worked; it is to be
  // tried again if not. Survives a crash in between.
  bool must_scour() const { return must_scour_; }
  Status Scour();

 private:
  TeamLog() = default;
  // Everything as the file has it.
  void Load();

  std::shared_ptr<store::SqliteCallLog> store_;
  std::int64_t cursor_ = 0;
  std::string history_;
  std::optional<std::int64_t> synced_at_ms_;
  bool must_scour_ = false;
  struct Held {
    store::StoredCallPtr call;
    std::uint64_t hash = 0;
  };
  std::map<std::string, Held, std::less<>> calls_;  // by id
  std::map<std::string, std::shared_ptr<const calls::Account>, std::less<>> accounts_;
  std::map<std::string, std::string, std::less<>> account_bytes_;
  std::map<std::string, calls::Gone, std::less<>> gone_;
  std::set<std::string, std::less<>> partial_;  // ids
  std::shared_ptr<const store::SyncedCalls> given_;
};

}  // namespace whyspec::sync
