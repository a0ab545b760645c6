#include "cli/file_batch.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::cli {
namespace {

constexpr std::string_view kFolder = ".whyspec-import";
constexpr std::string_view kJournal = "journal";

// A journal lies in a folder that others may write to: it moves files within the folder
// it is in, and nothing else.
bool IsSafeTarget(const std::string& name) {
  if (name.empty() || name.front() == '/' || name.find('\0') != std::string::npos) return false;
  std::string_view rest = name;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part.empty() || part.front() == '.') return false;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return name.back() != '/';
}
bool IsSafeStaged(const std::string& name) {
  return (name.starts_with("new-") || name.starts_with("old-")) && name.find('/') == std::string::npos;
}

Error About(const std::string& record, const Error& error) {
  if (record.empty()) return error;
  return Error{error.code, StrCat(record, ": ", error.message)};
}

}  // namespace

struct FileBatch::Move {
  std::string staged;  // in the batch's folder
  std::string target;  // in the folder
  std::string old;     // the copy of what is there, in the batch's folder; "" = nothing is
  std::string record;
};

std::string FileBatch::Staged(const std::string& name) const {
  return JoinPath(JoinPath(folder_, kFolder), name);
}
std::string FileBatch::Target(const std::string& name) const { return JoinPath(folder_, name); }

Status FileBatch::Commit(const std::vector<Entry>& entries) {
  if (entries.empty()) return Done{};
  std::vector<Move> moves;
  if (Status staged = Stage(entries, moves); !staged.ok()) {
    Clean();
    return staged;
  }
  if (Status written = WriteJournal(moves, /*undo=*/false); !written.ok()) {
    Clean();
    return written;
  }
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const Status moved = files_.MoveFile(Staged(moves[i].staged), Target(moves[i].target));
    if (moved.ok()) continue;
    const Error failure = About(moves[i].record, moved.error());
    if (Status undone = Undo(moves, i); !undone.ok()) {
      return Error{failure.code,
                   StrCat(failure.message,
                          " Taking the import back did not work either; put that right and run any "
                          "`whyspec calls` command, which does it then.")};
    }
    return failure;
  }
  // From here on nothing can be lost: what cannot be cleaned is cleaned by the next batch.
  Clean();
  return Done{};
}

Status FileBatch::Stage(const std::vector<Entry>& entries, std::vector<Move>& moves) {
  if (Status made = files_.CreateDirectories(JoinPath(folder_, kFolder)); !made.ok()) return made;
  for (const Entry& entry : entries) {
    Move move{
        .staged = StrCat("new-", moves.size()), .target = entry.name, .old = "", .record = entry.record};
    const std::string target = Target(entry.name);
    if (files_.Stat(target).ok()) {
      const Result<std::string> old = files_.ReadFile(target);
      if (!old.ok()) return About(entry.record, old.error());
      move.old = StrCat("old-", moves.size());
      if (Status kept = files_.WriteFile(Staged(move.old), *old); !kept.ok()) {
        return About(entry.record, kept.error());
      }
    }
    if (Status written = files_.WriteFile(Staged(move.staged), entry.bytes); !written.ok()) {
      return About(entry.record, written.error());
    }
    moves.push_back(std::move(move));
  }
  return Done{};
}

Status FileBatch::WriteJournal(const std::vector<Move>& moves, bool undo) {
  nlohmann::json journal = {{"version", 1}, {"undo", undo}, {"moves", nlohmann::json::array()}};
  for (const Move& move : moves) {
    journal["moves"].push_back({{"from", move.staged}, {"to", move.target}, {"old", move.old}});
  }
  return files_.WriteFile(Staged(std::string(kJournal)),
                          journal.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

// The first `done` of `moves` have happened.
Status FileBatch::Undo(const std::vector<Move>& moves, std::size_t done) {
  // So that a kill from here on is undone too, not finished.
  if (Status marked = WriteJournal(moves, /*undo=*/true); !marked.ok()) return marked;
  for (std::size_t i = 0; i < done; ++i) {
    const Status back = moves[i].old.empty() ? files_.DeleteFile(Target(moves[i].target))
                                             : files_.MoveFile(Staged(moves[i].old), Target(moves[i].target));
    if (!back.ok()) return About(moves[i].record, back.error());
  }
  Clean();
  return Done{};
}

// The journal goes first: without it, what is left in the folder is waste.
void FileBatch::Clean() {
  const std::string folder = JoinPath(folder_, kFolder);
  if (files_.Stat(Staged(std::string(kJournal))).ok() &&
      !files_.DeleteFile(Staged(std::string(kJournal))).ok())
    return;
  std::vector<std::string> left;
  files_.WalkFiles(folder, {.enter = [](const std::string&) { return false; },
                            .visit = [&](const std::string& path, const FileInfo&) { left.push_back(path); },
                            .problem = [](const Error&) {}});
  bool empty = true;
  for (const std::string& path : left) empty = files_.DeleteFile(path).ok() && empty;
  if (empty && files_.Stat(folder).ok() && !files_.DeleteFile(folder).ok()) return;
}

Result<FileBatch::Recovered> FileBatch::Recover(const FileSystem& files, const std::string& folder) {
  if (!files.Stat(JoinPath(folder, kFolder)).ok()) return Recovered::kNothing;
  FileBatch batch(files, folder);
  const Result<std::string> journal = files.ReadFile(batch.Staged(std::string(kJournal)));
  if (!journal.ok()) {
    if (journal.error().code != ErrorCode::kNotFound) return journal.error();
    batch.Clean();  // it never came to count, or it was done but for this
    return Recovered::kNothing;
  }
  const auto parsed = nlohmann::json::parse(*journal, nullptr, /*allow_exceptions=*/false);
  std::vector<Move> moves;
  bool good = parsed.is_object() && parsed.contains("moves") && parsed["moves"].is_array();
  for (const auto& entry : good ? parsed["moves"] : nlohmann::json::array()) {
    const auto text = [&entry](const char* key) {
      return entry.is_object() && entry.contains(key) && entry[key].is_string()
                 ? entry[key].get<std::string>()
                 : std::string();
    };
    Move move{.staged = text("from"), .target = text("to"), .old = text("old"), .record = ""};
    good = good && IsSafeStaged(move.staged) && IsSafeTarget(move.target) &&
           (move.old.empty() || IsSafeStaged(move.old));
    moves.push_back(std::move(move));
  }
  if (!good) {
    return Error{
        ErrorCode::kInvalid,
        StrCat("The folder ", Printable(JoinPath(folder, kFolder)),
               " was left by an import that broke off, and its journal cannot be read. Delete the folder, "
               "and run the import again.")};
  }
  const bool undo = parsed.contains("undo") && parsed["undo"].is_boolean() && parsed["undo"].get<bool>();
  for (const Move& move : moves) {
    const bool waiting = files.Stat(batch.Staged(move.staged)).ok();
    Status step = Done{};
    if (!undo && waiting) {
      step = files.MoveFile(batch.Staged(move.staged), batch.Target(move.target));
    } else if (undo && !waiting && !move.old.empty()) {
      if (files.Stat(batch.Staged(move.old)).ok()) {
        step = files.MoveFile(batch.Staged(move.old), batch.Target(move.target));
      }
    } else if (undo && !waiting && files.Stat(batch.Target(move.target)).ok()) {
      step = files.DeleteFile(batch.Target(move.target));
    }
    if (!step.ok()) return step.error();
  }
  batch.Clean();
  return undo ? Recovered::kUndone : Recovered::kFinished;
}

}  // namespace whyspec::cli
