// Pages of rules as files, for "codeDescription": an editor opens a rule's page when a
// reader clicks its code. Written into the user's cache folder when a rule first
// fires; the same text as docs/rules and `whyspec rules ID`. Not thread safe.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/file_system.h"

namespace whyspec::lsp {

class RulePages {
 public:
  // Pages go to `cache_directory`/<version>/rules; "" = nowhere.
  RulePages(const FileSystem& files, std::string cache_directory);

  // URI of the page; "" if there is no such rule or its page cannot be written.
  const std::string& UriOf(std::string_view rule);

 private:
  std::string Write(std::string_view rule) const;

  const FileSystem* files_;
  std::string directory_;
  std::map<std::string, std::string, std::less<>> uris_;
};

}  // namespace whyspec::lsp
