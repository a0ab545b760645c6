// Which spec cites which call, and where. A spec is parsed for it when asked for and
// again only after it changed; its document is not kept.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
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
    touched_.insert(path);
    dirty_ = true;
  }
  void TouchAll() {
    entries_.clear();
    touched_.clear();
    sweep_from_ = "";
    dirty_ = true;
  }

  // Reads some specs of those that Citing would have to read, for about `slice`, at least
  // one; false once there are none. Open ones are left to Citing: they change with every letter.
  bool Prepare(const std::set<std::string>& specs, const FileSystem& files, const OpenDocuments& open,
               const std::shared_ptr<const CallPlaces>& places, std::chrono::microseconds slice);

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
  void SetPlaces(const std::shared_ptr<const CallPlaces>& places);
  static Citations Read(const std::string& path, const FileSystem& files, const CallPlaces& places);
  static Citations CitationsOf(const std::string& path, const markdown::Document& document,
                               const CallPlaces& places);

  std::map<std::string, Citations> entries_;
  bool dirty_ = true;  // some spec may have no entry:
  std::set<std::string> touched_;
  std::optional<std::string> sweep_from_ = "";  // … and any from here on
  std::shared_ptr<const CallPlaces> places_;
};

}  // namespace whyspec::engine
