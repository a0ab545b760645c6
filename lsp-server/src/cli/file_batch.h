// Several files written to one folder, all of them or none: what `calls import` does.
//
// They are made ready in a folder of their own beside (".whyspec-import"), each on the
// disk before the next; then a journal says where they go, and from there on the batch
// counts; then they are moved. A batch that is cut short (a kill, a lost machine) is
// finished or undone by the next Recover(), by what its journal says.
#pragma once

#include <string>
#include <vector>

#include "base/file_system.h"

namespace whyspec::cli {

class FileBatch {
 public:
  // `files` must outlive this. `folder` is absolute; it is made if it is not there.
  FileBatch(const FileSystem& files, std::string folder) : files_(files), folder_(std::move(folder)) {}

  struct Entry {
    std::string name;  // in the folder, "acme.json"; or below it, "2026/acme.json"
    std::string bytes;
    std::string record;  // what it is, for the sentence if it fails: "call 9007…"
  };
  // On an error everything is as it was, and the sentence names the record.
  Status Commit(const std::vector<Entry>& entries);

  enum class Recovered { kNothing, kFinished, kUndone };
  // What a batch that was cut short left behind. Cheap if there is nothing.
  static Result<Recovered> Recover(const FileSystem& files, const std::string& folder);

 private:
  struct Move;
  Status Stage(const std::vector<Entry>& entries, std::vector<Move>& moves);
  Status WriteJournal(const std::vector<Move>& moves, bool undo);
  Status Undo(const std::vector<Move>& moves, std::size_t done);
  void Clean();
  std::string Staged(const std::string& name) const;
  std::string Target(const std::string& name) const;

  const FileSystem& files_;
  std::string folder_;
};

}  // namespace whyspec::cli
