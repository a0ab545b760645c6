// Findings in byte offsets -> findings with lines and columns, as reports print them.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/line_index.h"
#include "cli/context.h"
#include "cli/report.h"
#include "engine/checker.h"
#include "engine/workspace.h"

namespace whyspec::cli {

Span MakeSpan(std::string_view text, const LineIndex& index, TextRange range);

// Texts of files that findings point into (calls, accounts, configs), kept while they
// are likely to be asked for again. May be called from any thread.
class FileTexts {
 public:
  struct Entry {
    std::string text;
    LineIndex index;
  };
  explicit FileTexts(const FileSystem& files) : files_(&files) {}
  // nullptr if the file cannot be read.
  std::shared_ptr<const Entry> Find(const std::string& path);

 private:
  const FileSystem* files_;
  std::mutex mutex_;
  std::list<std::pair<std::string, std::shared_ptr<const Entry>>> entries_;  // latest first
};

struct ReportBuilder {
  const Context* context;
  FileTexts* texts;
  bool snippets = true;  // only the text format shows them

  FileReport Build(const std::string& path, std::string_view text, const engine::CheckResult& result,
                   rules::Severity fail_on) const;
  ReportedProblem Build(const engine::FileProblem& problem) const;
};

}  // namespace whyspec::cli
