#include "cli/import_plan.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/read_call.h"
#include "calls/update_call.h"
#include "calls/write_call.h"

namespace whyspec::cli {
namespace {

std::string Key(const std::string& system, const std::string& id) { return StrCat(system, '\0', id); }

std::string_view StemOf(std::string_view path) {
  const std::string_view name = Basename(path);
  return name.substr(0, name.find('.', 1));
}

bool IsJson(std::string_view path) { return path.ends_with(".json"); }

// The calls a folder has: by import key, and by id.
class Folder {
 public:
  Folder(const FileSystem& files, std::string path) : files_(files), path_(std::move(path)) {}

  Status Read() {
    if (!files_.Stat(path_).ok()) return Done{};
    std::vector<std::string> paths;
    files_.WalkFiles(path_,
                     {.enter = [](const std::string& below) { return Basename(below).front() != '.'; },
                      .visit = [&](const std::string& path, const FileInfo&) { paths.push_back(path); },
                      .problem = [](const Error&) {}});
    for (const std::string& path : paths) {
      if (Status read = ReadFile(path); !read.ok()) return read;
    }
    return Done{};
  }

  const std::string* FindKey(const calls::Call& call) const {
    const auto found = by_key_.find(Key(call.source.system, call.source.id));
    return found == by_key_.end() ? nullptr : &found->second;
  }
  void Add(const calls::Call& call, const std::string& id, const std::string& path) {
    by_key_.emplace(Key(call.source.system, call.source.id), path);
    ids_.insert(id);
  }
  // `id`, or with a number if another call has it.
  std::string FreeId(const std::string& id) const {
    if (!ids_.contains(id)) return id;
    for (int number = 2;; ++number) {
      std::string other = StrCat(id, '-', number);
      if (!ids_.contains(other)) return other;
    }
  }

 private:
  Status ReadFile(const std::string& path) {
    if (!calls::IsCallFileName(path) && !calls::IsSidecarName(path)) return Done{};
    ids_.insert(calls::MakeCallId(StemOf(path)));
    const bool front_matter = path.ends_with(".md");
    if (!IsJson(path) && !front_matter) return Done{};
    // The details stand before the words, as a rule.
    constexpr std::size_t kHead = 16U << 10U;
    Result<std::string> head = files_.ReadHead(path, kHead);
    if (!head.ok()) return head.error();
    calls::SourceKey key;
    bool has_key = head->size() < kHead ? calls::ReadSourceKey(*head, key) : HasKeyInHead(*head, key);
    if (!has_key && head->size() == kHead) {
      const Result<std::string> bytes = files_.ReadFile(path);
      if (!bytes.ok()) return bytes.error();
      has_key = calls::ReadSourceKey(*bytes, key);
    }
    if (has_key) by_key_.emplace(Key(key.system, key.id), path);
    return Done{};
  }

  // A head is no whole JSON: only what stands in it in full counts.
  static bool HasKeyInHead(std::string_view head, calls::SourceKey& key) {
    return head.find("\"source\"") != std::string_view::npos && calls::ReadSourceKey(head, key);
  }

  const FileSystem& files_;
  std::string path_;
  std::map<std::string, std::string> by_key_;
  std::set<std::string> ids_;
};

}  // namespace

std::string_view Name(ImportOutcome outcome) {
  switch (outcome) {
    case ImportOutcome::kNew:
      return "new";
    case ImportOutcome::kUpdated:
      return "updated";
    case ImportOutcome::kUnchanged:
      return "unchanged";
    case ImportOutcome::kSkipped:
      return "skipped";
  }
  return "";
}

Result<ImportPlan> PlanImport(const FileSystem& files, const std::string& folder,
                              const std::vector<calls::ImportedCall>& calls) {
  Folder known(files, folder);
  if (Status read = known.Read(); !read.ok()) return read.error();
  ImportPlan plan;
  for (const calls::ImportedCall& imported : calls) {
    PlannedCall planned;
    planned.imported = &imported;
    const std::string record =
        imported.record.empty() ? imported.file : StrCat(imported.file, ", ", imported.record);
    const std::string* path = known.FindKey(imported.call);
    if (path == nullptr) {
      calls::Call call = imported.call;
      call.id = known.FreeId(call.id);
      if (call.id != imported.call.id) {
        planned.reason = StrCat("another call has the id ", imported.call.id);
      }
      planned.id = call.id;
      planned.name = call.id + ".json";
      known.Add(call, call.id, JoinPath(folder, planned.name));
      plan.entries.push_back({.name = planned.name, .bytes = calls::WriteCall(call), .record = record});
      plan.calls.push_back(std::move(planned));
      continue;
    }
    planned.name = RelativePath(*path, folder);
    planned.id = std::string(StemOf(*path));
    if (!IsJson(*path)) {
      planned.outcome = ImportOutcome::kSkipped;
      planned.reason = "it is logged in a file written by hand, which stays as it is";
      plan.calls.push_back(std::move(planned));
      continue;
    }
    const Result<std::string> bytes = files.ReadFile(*path);
    if (!bytes.ok()) return bytes.error();
    calls::CallUpdate update = calls::UpdateCall(imported.call, *path, *bytes);
    if (!update.readable) {
      return Error{ErrorCode::kInvalid,
                   StrCat(Printable(*path), " is the file of ", record,
                          ", but it is no call record any more. Correct it, or delete it and "
                          "import again.")};
    }
    planned.id = update.id;
    if (!update.kept.empty()) planned.reason = StrCat("kept your ", JoinWords(update.kept));
    planned.outcome = update.changed ? ImportOutcome::kUpdated : ImportOutcome::kUnchanged;
    if (update.changed) {
      plan.entries.push_back({.name = planned.name, .bytes = std::move(update.bytes), .record = record});
    }
    plan.calls.push_back(std::move(planned));
  }
  return plan;
}

}  // namespace whyspec::cli
