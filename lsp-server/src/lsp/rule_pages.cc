#include "lsp/rule_pages.h"

#include "base/strings.h"
#include "base/uri.h"
#include "base/version.h"
#include "rules/registry.h"

namespace whyspec::lsp {

RulePages::RulePages(const FileSystem& files, std::string cache_directory) : files_(&files) {
  if (!cache_directory.empty()) directory_ = StrCat(cache_directory, "/", Version(), "/rules");
}

const std::string& RulePages::UriOf(std::string_view rule) {
  if (const auto known = uris_.find(rule); known != uris_.end()) return known->second;
  return uris_.emplace(rule, Write(rule)).first->second;
}

std::string RulePages::Write(std::string_view rule) const {
  const rules::Rule* found = rules::FindRule(rule);
  if (found == nullptr || directory_.empty()) return "";
  const std::string path = StrCat(directory_, "/", rules::RulePageFileName(rule));
  const std::string page = rules::RulePage(found->info);
  // Another session may have written it; one from an older build of this version is renewed.
  const Result<std::string> present = files_->ReadFile(path);
  if (!present.ok() || *present != page) {
    // A read-only cache costs the links, not the findings.
    if (!files_->CreateDirectories(directory_).ok() || !files_->WriteFile(path, page).ok()) return "";
  }
  return FileUriFromPath(path);
}

}  // namespace whyspec::lsp
