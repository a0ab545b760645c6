// Documents open in the editor. Their text wins over the disk, saved or not, until they
// are closed. Each text is held once: by the parsed document as soon as there is one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/file_system.h"
#include "base/strings.h"
#include "base/uri.h"
#include "markdown/document.h"

namespace whyspec::engine {

class OpenDocuments {
 public:
  void Set(const std::string& path, std::string text) { documents_[path] = {std::move(text), std::nullopt}; }
  void Close(const std::string& path) { documents_.erase(path); }
  bool Has(const std::string& path) const { return documents_.count(path) != 0; }

  // nullopt if it is not open. Valid until it changes or is parsed.
  std::optional<std::string_view> Text(const std::string& path) const {
    const auto found = documents_.find(path);
    if (found == documents_.end()) return std::nullopt;
    const Entry& entry = found->second;
    if (entry.document) return entry.document->text();
    return entry.text;
  }

  // Parsed once a version; nullptr if it is not open.
  const markdown::Document* Parsed(const std::string& path) {
    const auto found = documents_.find(path);
    if (found == documents_.end()) return nullptr;
    Entry& entry = found->second;
    if (!entry.document) {
      entry.document = markdown::Document::Parse(std::move(entry.text));
      entry.text = {};
    }
    return &*entry.document;
  }

  // Bytes as the workspace sees them: open, else disk.
  Result<std::string> Read(const FileSystem& files, const std::string& path) const {
    if (const std::optional<std::string_view> text = Text(path)) return std::string(*text);
    return files.ReadFile(path);
  }

  template <typename Visit>
  void ForEach(const Visit& visit) const {
    for (const auto& [path, entry] : documents_) visit(path);
  }

 private:
  struct Entry {
    std::string text;
    std::optional<markdown::Document> document;
  };
  std::map<std::string, Entry> documents_;
};

// The disk with what is open laid over it, for readers that know only files.
class OverlaidFiles final : public FileSystem {
 public:
  OverlaidFiles(const FileSystem& disk, const OpenDocuments& open) : disk_(&disk), open_(&open) {}

  Result<std::string> ReadFile(const std::string& path, std::uint64_t limit) const override {
    const auto text = open_->Text(path);
    if (!text) return disk_->ReadFile(path, limit);
    if (text->size() <= limit) return std::string(*text);
    return Error{ErrorCode::kTooLarge,
                 StrCat(Printable(path), " is larger than such a file can sensibly be.")};
  }
  Result<std::string> ReadHead(const std::string& path, std::size_t bytes) const override {
    const auto text = open_->Text(path);
    return text ? Result<std::string>(std::string(text->substr(0, bytes))) : disk_->ReadHead(path, bytes);
  }
  Result<FileInfo> Stat(const std::string& path) const override {
    const auto text = open_->Text(path);
    return text ? Result<FileInfo>(FileInfo{.size = text->size()}) : disk_->Stat(path);
  }
  Status WriteFile(const std::string& path, std::string_view bytes) const override {
    return disk_->WriteFile(path, bytes);
  }
  Status CreateDirectories(const std::string& path) const override { return disk_->CreateDirectories(path); }
  void WalkFiles(const std::string& directory, const Walk& walk) const override {
    disk_->WalkFiles(directory, walk);
  }

 private:
  const FileSystem* disk_;
  const OpenDocuments* open_;
};

}  // namespace whyspec::engine
