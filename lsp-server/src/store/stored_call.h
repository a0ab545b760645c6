// What a call log keeps of each call: the row of a database that has its words, and in
// memory only what lists and look-ups need.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calls/call_log.h"
#include "calls/read_call.h"

namespace whyspec::store {

// A call that no database has, with an index of its own, made when first asked for.
class HeldWords {
 public:
  explicit HeldWords(std::shared_ptr<const calls::Call> call) : call_(std::move(call)) {}
  const std::shared_ptr<const calls::Call>& call() const { return call_; }
  // Blocks that hold the term, ascending. Thread safe.
  const std::vector<std::uint32_t>& BlocksWith(std::string_view term) const;

 private:
  std::shared_ptr<const calls::Call> call_;
  mutable std::once_flag indexed_;
  mutable std::map<std::string, std::vector<std::uint32_t>, std::less<>> blocks_;
};

// A call at hand. Immutable once made; its words are in a database under `row`, or here.
struct StoredCall {
  calls::CallSummary summary;
  std::string sidecar_path;
  TextRange id_source;
  // What decides whether the words may be read on a given day (WhyGone()).
  calls::Consent consent = calls::Consent::kUnknown;
  calls::TranscriptStatus transcript_status = calls::TranscriptStatus::kNone;
  std::string embargo_until;

  calls::CallNumber row = 0;      // 0: in no database, `words` has them
  std::uint64_t first_block = 0;  // in the text index of that database
  std::uint32_t block_count = 0;
  std::shared_ptr<const HeldWords> words;
};
using StoredCallPtr = std::shared_ptr<const StoredCall>;

// All but the row.
StoredCall OutlineOf(const calls::Call& call);
// The call with its words, needing no database.
StoredCallPtr HoldInMemory(std::shared_ptr<const calls::Call> call);
calls::Gone WhyGone(const StoredCall& call, Date today);

// How a file was when it was read. Equal stamps mean unchanged bytes, unless the file was
// read within moments of its last change (IsSettled()).
struct FileStamp {
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

// A thing calls come from, and what was made of it: a call file, or a record of another
// system. What is put again under the same name replaces what was there.
struct Entry {
  std::string name;        // FileEntryName() or SourceEntryName()
  std::uint64_t hash = 0;  // of the bytes it was made from
  FileStamp file;
  std::string sidecar_path;  // "" if it had none
  FileStamp sidecar;
  std::int64_t read_ns = 0;  // when, since 1970-01-01T00:00Z
  std::vector<calls::Problem> problems;
  StoredCallPtr call;  // null: there is no call in it
};

std::string FileEntryName(std::string_view absolute_path);
std::string SourceEntryName(std::string_view system, std::string_view id);
// The path in a FileEntryName(); "" for other names.
std::string_view FileOfEntry(std::string_view name);

// True if `stamp` was old enough when the file was read at `read_ns` for a later change
// to show in it. File systems count time in steps of up to two seconds (FAT).
bool IsSettled(const FileStamp& stamp, std::int64_t read_ns);

}  // namespace whyspec::store
