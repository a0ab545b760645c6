// Puts together a WorkspaceEdit: edits sorted, equal ones once, none that overlap.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "features/world.h"

namespace whyspec::features {

class WorkspaceEdits {
 public:
  void Replace(const std::string& path, TextRange range, std::string text);
  void RenameFile(std::string from, std::string to);
  bool Renames(const std::string& from) const;
  // Of edits that overlap, the first by position stands.
  WorkspaceEdit Take();

 private:
  std::map<std::string, std::vector<TextEdit>> edits_;
  std::map<std::string, std::string> renames_;
};

// `edits` in order; nullopt if they overlap or lie outside a text of this size.
std::optional<std::vector<TextEdit>> Sorted(std::vector<TextEdit> edits, std::size_t text_size);

}  // namespace whyspec::features
