// The baseline: findings a team accepts for now, so that only new ones fail the build.
//
// An entry says what a finding is about, not where it stands: rule, file, a hash of the
// text found with the text around it on its lines, and how many there are of them.
// Moving lines keeps an entry; one more of the same is new. Only hashes are stored, so
// that the file repeats no word of a spec (a privacy finding least of all).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "base/line_index.h"
#include "base/result.h"
#include "cli/report.h"

namespace whyspec::cli {

// Identity of a finding within its file. Numbers and wording of the message do not
// count; what it names in quotation marks does (two missing sections are two things).
std::uint64_t ContentKey(const rules::Finding& finding, std::string_view text, const LineIndex& index);

class Baseline {
 public:
  static constexpr int kVersion = 1;

  // Paths in the file are relative to the folder it stands in. `path` is absolute.
  explicit Baseline(std::string path) : path_(std::move(path)) {}
  // An error if the bytes are no baseline of this version.
  static Result<Baseline> Parse(std::string path, std::string_view bytes);

  // Marks the findings that entries accept, each entry as often as it counts, first
  // findings first. Remembers what was used.
  void Accept(FileReport* file);
  // Takes all findings of a file in.
  void Add(const FileReport& file);

  // How many accepted findings no longer occur: of the files given to Accept, and of
  // those for which `exists` (absolute path) says no.
  template <typename Exists>
  std::size_t CountStale(const Exists& exists) const {
    std::size_t stale = 0;
    for (const auto& [id, entry] : entries_) {
      const std::string& file = std::get<0>(id);
      if (entry.used < entry.count && (seen_.count(file) > 0 || !exists(AbsoluteOf(file)))) {
        stale += entry.count - entry.used;
      }
    }
    return stale;
  }

  std::string ToJson() const;
  std::size_t size() const;

 private:
  struct Entry {
    std::size_t count = 0;
    std::size_t used = 0;
  };
  using Id = std::tuple<std::string, std::string, std::uint64_t>;  // file, rule, key

  std::string RelativeOf(std::string_view absolute) const;
  std::string AbsoluteOf(std::string_view relative) const;

  std::string path_;
  std::map<Id, Entry> entries_;
  std::map<std::string, bool> seen_;  // files given to Accept
};

}  // namespace whyspec::cli
