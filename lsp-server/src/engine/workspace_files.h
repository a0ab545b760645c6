// Which files of a workspace are specs, calls and configs: found by a scan, kept true
// by events, and by what is open in the editor. The part of Workspace that knows the
// disk; it reads no more of a file than its front matter.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/call_index.h"
#include "engine/citing_index.h"
#include "engine/layout.h"
#include "engine/open_documents.h"
#include "engine/spec_head.h"
#include "engine/team_index.h"
#include "engine/workspace.h"

namespace whyspec::engine {

class WorkspaceFiles {
 public:
  WorkspaceFiles(const FileSystem& files, WorkspaceOptions options);

  void Scan(const std::function<void(std::size_t)>& progress);
  void SetPaths(std::vector<std::string> paths);
  void SetRoots(std::vector<std::string> roots);

  void SetText(const std::string& path, std::string text);
  void Close(const std::string& path);
  void FilesChanged(const std::vector<std::string>& paths);

  // Configs that changed take effect here; asked before anything is answered.
  void Refresh();

  FileKind KindOf(const std::string& path);
  const std::set<std::string>& specs() const { return specs_; }
  // Those of `check PATH…`, or all.
  std::vector<std::string> SelectedSpecs() const;
  // REQUIRES: calls().Log() was asked since the last change.
  std::shared_ptr<const TeamIndex> Team();

  const FileSystem& disk() const { return *disk_; }
  OpenDocuments& open() { return open_; }
  const OpenDocuments& open() const { return open_; }
  Layout& layout() { return layout_; }
  CallIndex& calls() { return calls_; }
  CitingIndex& citing() { return citing_; }
  const std::vector<std::string>& unmatched_patterns() const { return unmatched_; }
  // Met while walking and at paths given by name.
  const std::vector<FileProblem>& scan_problems() const { return scan_problems_; }
  const std::set<std::string>& configs() const { return configs_; }

 private:
  FileKind Classify(const std::string& path);
  // `info`: as the disk says, if it was just asked.
  void Put(const std::string& path, FileKind kind, const FileInfo* info = nullptr);
  void Drop(const std::string& path);
  void Reclassify(const std::string& path, bool exists);
  void Walk(const std::string& directory, const std::function<void(std::size_t)>& progress);
  void AddNamedPaths();
  void AddNamedFolder(const std::string& folder);
  void FindUnmatched();
  void ConfigChanged(bool layout_surely_differs);
  void FolderAppeared(const std::string& directory);
  void FolderVanished(const std::string& directory);
  void SetHead(const std::string& path);
  bool IsConfig(const std::string& path) const;

  const FileSystem* disk_;
  OpenDocuments open_;
  OverlaidFiles overlaid_;
  Layout layout_;
  CallIndex calls_;
  CitingIndex citing_;

  std::map<std::string, FileKind> kinds_;  // all but kOther
  std::set<std::string> specs_;
  std::set<std::string> configs_;
  std::map<std::string, SpecHead> heads_;                // of specs, read when needed
  std::map<std::string, std::uint64_t> open_heads_;      // hash of the front matter of open Markdown
  std::shared_ptr<const TeamIndex> team_;                // null = out of date
  std::shared_ptr<const TeamIndex::Places> team_calls_;  // what team_ was built from

  std::vector<std::string> paths_;     // `check PATH…`
  std::set<std::string> named_specs_;  // files given by name: specs whatever they match
  std::vector<std::string> named_folders_;
  std::vector<std::string> all_markdown_;  // named folders where all Markdown is meant
  std::vector<std::string> unmatched_;
  std::vector<FileProblem> scan_problems_;
  std::size_t seen_ = 0;  // files met by the scan under way
  bool scanned_ = false;
  bool config_changed_ = false;
  bool rescan_ = false;  // config_changed_ and it surely moves files
  std::uint64_t fingerprint_ = 0;
};

}  // namespace whyspec::engine
