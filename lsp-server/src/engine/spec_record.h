// A checked spec -> what it publishes to the team's call log.
#pragma once

#include <string>

#include "base/file_system.h"
#include "engine/checker.h"
#include "engine/snapshot.h"
#include "evidence/spec_record.h"

namespace whyspec::engine {

// Which repository a file belongs to, and its path there.
struct SpecPlace {
  std::string repository;
  std::string path;
};
// `configured`: callLog.repository, "" if it is not set. Then the name is the end of the git
// remote "origin" ("shop/specs"), else that of the folder with `.git`, else of `root`.
SpecPlace PlaceOf(const FileSystem& files, const std::string& path, const std::string& root,
                  const std::string& configured);

// Citations of calls by id alone: what a file of the workspace says is not in the team's
// log unless it is known there under the same id.
evidence::SpecRecord MakeSpecRecord(const Snapshot& snapshot, const CheckResult& result, SpecPlace place);

}  // namespace whyspec::engine
