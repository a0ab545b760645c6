// What features may ask of the other documents: a narrow view of the workspace.
//
// Features are pure functions over documents and this view; they read no disk, keep
// no state and know nothing of LSP. Offsets are bytes, paths absolute. The view is
// not thread safe: the owner of the workspace calls features on its own loop.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_edit.h"
#include "base/text_range.h"
#include "engine/snapshot.h"
#include "engine/workspace.h"
#include "rules/finding.h"

namespace whyspec::features {

class World {
 public:
  virtual ~World() = default;

  virtual std::shared_ptr<const calls::CallLog> Log() = 0;
  virtual std::vector<std::string> SpecPaths() = 0;  // in byte order
  virtual std::vector<std::string> CallPaths() = 0;  // in byte order
  virtual engine::FileKind KindOf(const std::string& path) = 0;
  virtual bool IsOpen(const std::string& path) = 0;  // in the editor
  // nullopt: no spec, or it cannot be read.
  virtual std::optional<engine::Snapshot> SnapshotOf(const std::string& path) = 0;
  // The spec as if it had this text (source.fixAll).
  virtual engine::Snapshot SnapshotWithText(const std::string& path, std::string text) = 0;
  // Bytes as the workspace sees them: open text, else disk. nullopt: unreadable.
  virtual std::optional<std::string> TextOf(const std::string& path) = 0;
  // Places in specs that cite this call, by path and position.
  virtual std::vector<engine::Workspace::CitedBy> SpecsCiting(std::string_view call_id) = 0;
};

// The view of a real workspace, which must outlive it.
class WorkspaceWorld final : public World {
 public:
  explicit WorkspaceWorld(engine::Workspace& workspace) : workspace_(&workspace) {}

  std::shared_ptr<const calls::CallLog> Log() override;
  std::vector<std::string> SpecPaths() override;
  std::vector<std::string> CallPaths() override;
  engine::FileKind KindOf(const std::string& path) override;
  bool IsOpen(const std::string& path) override { return workspace_->IsOpen(path); }
  std::optional<engine::Snapshot> SnapshotOf(const std::string& path) override;
  engine::Snapshot SnapshotWithText(const std::string& path, std::string text) override;
  std::optional<std::string> TextOf(const std::string& path) override;
  std::vector<engine::Workspace::CitedBy> SpecsCiting(std::string_view call_id) override;

 private:
  engine::Workspace* workspace_;
};

// A spec in the editor with what the checker says about it. `findings` are those of
// engine::Check(snapshot), in its order; both outlive the call.
struct SpecDocument {
  const engine::Snapshot& snapshot;
  std::span<const rules::Finding> findings;
};

// A call file in the editor. Turn.source and the other ranges of `call` point into
// `text` (bytes of the file as the workspace sees it).
struct CallDocument {
  std::string path;
  std::string text;
  std::shared_ptr<const calls::Call> call;  // nullptr: the file gave no call
};
// The call file at `path` (not its side-car); nullopt if it is none or unreadable.
std::optional<CallDocument> OpenCall(World& world, const std::string& path);

// accounts.yaml in the editor.
struct AccountsDocument {
  std::string path;
  std::string text;
};
std::optional<AccountsDocument> OpenAccounts(World& world, const std::string& path);

// A place in some document.
struct Location {
  std::string path;
  TextRange range;
  friend bool operator==(const Location&, const Location&) = default;
};

struct FileEdits {
  std::string path;
  std::vector<TextEdit> edits;  // ascending, never overlapping
};
struct FileRename {
  std::string from, to;  // absolute paths; files or folders
};
// Changes over several documents: edits first (positions before any rename), renames after.
struct WorkspaceEdit {
  std::vector<FileEdits> files;  // in byte order of paths, each path once
  std::vector<FileRename> renames;
  bool empty() const { return files.empty() && renames.empty(); }
};

// How a client shows documentation.
enum class Markup { kMarkdown, kPlainText };

}  // namespace whyspec::features
