#include "features/workspace_edits.h"

#include <algorithm>
#include <tuple>

namespace whyspec::features {

void WorkspaceEdits::Replace(const std::string& path, TextRange range, std::string text) {
  edits_[path].push_back({.range = range, .text = std::move(text)});
}

void WorkspaceEdits::RenameFile(std::string from, std::string to) {
  renames_.insert_or_assign(std::move(from), std::move(to));
}

bool WorkspaceEdits::Renames(const std::string& from) const { return renames_.count(from) != 0; }

WorkspaceEdit WorkspaceEdits::Take() {
  WorkspaceEdit out;
  for (auto& [path, edits] : edits_) {
    std::sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) {
      return std::tie(a.range, a.text) < std::tie(b.range, b.text);
    });
    FileEdits file{.path = path, .edits = {}};
    for (TextEdit& edit : edits) {
      if (!file.edits.empty() && edit.range.begin < file.edits.back().range.end) continue;
      if (!file.edits.empty() && edit.range == file.edits.back().range) continue;
      file.edits.push_back(std::move(edit));
    }
    out.files.push_back(std::move(file));
  }
  for (auto& [from, to] : renames_) out.renames.push_back({.from = from, .to = to});
  return out;
}

std::optional<std::vector<TextEdit>> Sorted(std::vector<TextEdit> edits, std::size_t text_size) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const TextEdit& a, const TextEdit& b) { return a.range.begin < b.range.begin; });
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (edits[i].range.begin > edits[i].range.end || edits[i].range.end > text_size) return std::nullopt;
    if (i > 0 && edits[i].range.begin < edits[i - 1].range.end) return std::nullopt;
  }
  return edits;
}

}  // namespace whyspec::features
