#include "lsp/documents.h"

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::lsp {

std::string_view SchemeOf(std::string_view uri) { return uri.substr(0, uri.find(':')); }

std::string PathOfUri(std::string_view uri) {
  if (auto path = PathFromFileUri(uri)) return *std::move(path);
  // One component, so that ".." in it leads nowhere.
  return StrCat(kNoFilePath, PercentEncode(PercentDecode(uri)));
}

bool IsFilePath(std::string_view path) { return !path.starts_with(kNoFilePath); }

OpenDocument& Documents::Open(std::string_view uri, std::string language_id, std::int32_t version,
                              std::string text) {
  std::string path = PathOfUri(uri);
  OpenDocument& document = by_path_[path];
  document = {.uri = std::string(uri),
              .path = path,
              .scheme_is_file = IsFilePath(path),
              .language_id = std::move(language_id),
              .version = version,
              .text = std::make_shared<const LineText>(std::move(text)),
              .out_of_sync = false};
  return document;
}

void Documents::Close(std::string_view uri) { by_path_.erase(PathOfUri(uri)); }

OpenDocument* Documents::Find(std::string_view uri) {
  const auto it = by_path_.find(PathOfUri(uri));
  return it == by_path_.end() ? nullptr : &it->second;
}

const OpenDocument* Documents::FindByPath(std::string_view path) const {
  const auto it = by_path_.find(path);
  return it == by_path_.end() ? nullptr : &it->second;
}

std::string Documents::UriOf(std::string_view path) const {
  if (const OpenDocument* open = FindByPath(path)) return open->uri;
  return FileUriFromPath(path);
}

}  // namespace whyspec::lsp
