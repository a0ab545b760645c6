// Which spec cites which call, and where. A spec is parsed for it when asked for and
// again only after it changed; its document is not kept.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/open_documents.h"
#include "engine/snapshot.h"
#include "engine/workspace.h"

namespace whyspec::engine {

class CitingIndex {
 public:
  void Touch(const std::string& path) {
    entries_.erase(path);
    dirty_ = true;
  }
  void TouchAll() {
    entries_.clear();
    dirty_ = true;
  }

  // `specs` in byte order; `places` says which links are citations.
  std::vector<Workspace::CitedBy> Citing(std::string_view call_id, const std::vector<std::string>& specs,
                                         const FileSystem& files, OpenDocuments& open,
                                         const std::shared_ptr<const CallPlaces>& places,
                                         const calls::CallLog& log);

 private:
  struct Citation {
    bool by_path = false;
    std::string target;  // id, or absolute path
    TextRange range;
  };
  using Citations = std::vector<Citation>;
  static Citations CitationsOf(const std::string& path, const markdown::Document& document,
                               const CallPlaces& places);

  std::map<std::string, Citations> entries_;
  bool dirty_ = true;  // some spec may have no entry
  std::shared_ptr<const CallPlaces> places_;
};

}  // namespace whyspec::engine
