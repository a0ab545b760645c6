// A small team in memory: specs, calls and accounts as an editor would have them, with
// the cursor in one of them. All people and companies are invented.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/checker.h"
#include "features/world.h"
#include "support/cursor_text.h"
#include "support/memory_file_system.h"

namespace whyspec::features {

inline const std::string kSpecPath = "/team/specs/export.md";
inline const std::string kOtherSpecPath = "/team/specs/more/alerts.md";
inline const std::string kFrenchSpecPath = "/team/specs/rappels.md";
inline const std::string kAcmePath = "/team/calls/acme-2026-01-13.md";   // named, id in its front matter
inline const std::string kNordPath = "/team/calls/nord-2026-01-20.vtt";  // named, id from its name, side-car
inline const std::string kZenPath = "/team/calls/c-0202.md";             // alias
inline const std::string kVaultPath = "/team/calls/c-0210.md";           // aggregate
inline const std::string kHostilePath = "/team/calls/hostile.md";
inline const std::string kAccountsPath = "/team/calls/accounts.yaml";

// A spec with its findings, alive as long as this.
struct OpenSpec {
  engine::Snapshot snapshot;
  engine::CheckResult checked;
  test::CursorText marked;
  Offset at() const { return marked.at(); }
  SpecDocument document() const { return {.snapshot = snapshot, .findings = checked.findings}; }
  std::string_view text() const { return snapshot.spec->text(); }
};

class Team {
 public:
  Team();

  void Put(const std::string& path, std::string text);
  // Opens a text with marks as the spec (or another document) at `path`.
  OpenSpec Spec(std::string_view marked, const std::string& path = kSpecPath);
  struct OpenedCall {
    CallDocument document;
    test::CursorText marked;
    Offset at() const { return marked.at(); }
  };
  OpenedCall Call(std::string_view marked, const std::string& path);
  CallDocument Call(const std::string& path);
  struct OpenedAccounts {
    AccountsDocument document;
    test::CursorText marked;
    Offset at() const { return marked.at(); }
  };
  OpenedAccounts Accounts(std::string_view marked);

  std::string TextOf(const std::string& path) const { return files_.Get(path); }
  WorkspaceWorld& world() { return *world_; }
  engine::Workspace& workspace() { return *workspace_; }
  // The workspace after these edits and renames, as the client would make them.
  void Apply(const WorkspaceEdit& edit);

 private:
  void Reload();

  test::MemoryFileSystem files_;
  std::unique_ptr<engine::Workspace> workspace_;
  std::unique_ptr<WorkspaceWorld> world_;
};

// The text where the cursor stands in `of`, its first occurrence: "<|>" put before it.
std::string WithCursorAt(std::string_view text, std::string_view of);

}  // namespace whyspec::features
