// What an import does to a folder of call files, worked out before anything is written.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "calls/read_export.h"
#include "cli/file_batch.h"

namespace whyspec::cli {

enum class ImportOutcome { kNew, kUpdated, kUnchanged, kSkipped };
std::string_view Name(ImportOutcome outcome);

struct PlannedCall {
  ImportOutcome outcome = ImportOutcome::kNew;
  std::string id;
  std::string name;    // of its file, in the folder
  std::string reason;  // why it was skipped; what of the file stays as people wrote it
  const calls::ImportedCall* imported = nullptr;
};

struct ImportPlan {
  std::vector<PlannedCall> calls;  // in the order of the import
  std::vector<FileBatch::Entry> entries;
};

// Calls that are in `folder` already are known by their source's system and id; they may
// have been renamed. Errors: a file of the folder that cannot be read.
Result<ImportPlan> PlanImport(const FileSystem& files, const std::string& folder,
                              const std::vector<calls::ImportedCall>& calls);

}  // namespace whyspec::cli
