// Folders, files on disk and settings.

#include "base/uri.h"
#include "lsp/routes.h"

namespace whyspec::lsp {

void OnDidChangeWatchedFiles(Session& session, Background&, const FilesParams& params) {
  session.NoteFilesChanged(params.uris);
}

void OnFilesCreatedOrDeleted(Session& session, Background&, const FilesParams& params) {
  session.NoteFilesChanged(params.uris);
}

void OnDidRenameFiles(Session& session, Background&, const RenameFilesParams& params) {
  std::vector<std::string> uris;
  for (const RenameFilesParams::File& file : params.files) {
    uris.push_back(file.old_uri);
    uris.push_back(file.new_uri);
  }
  session.NoteFilesChanged(uris);
}

void OnDidChangeConfiguration(Session& session, Background& background, const RawParams& params) {
  if (session.caps.configuration) return PullConfiguration(session, background);
  const Json* settings = jsonrpc::Find(params.value, "settings");
  if (settings == nullptr) return;
  session.SetSettings(ReadSettings(SectionOf(*settings)));
  background.EverythingChanged();
}

void PullConfiguration(Session& session, Background& background) {
  if (!session.caps.configuration) return;
  session.client.Request(
      "workspace/configuration", {{"items", Json::array({{{"section", "whyspec"}}})}},
      [&session, &background](Answer answer) {
        const Json* list = std::get_if<Json>(&answer);
        // A client that has nothing for us sends null, an error, or an empty list.
        if (list == nullptr || !list->is_array() || list->empty() || !list->front().is_object()) return;
        const Settings settings = ReadSettings(list->front());
        if (settings == session.settings()) return;
        session.SetSettings(settings);
        background.EverythingChanged();
      });
}

void OnDidChangeWorkspaceFolders(Session& session, Background& background, const FoldersParams& params) {
  std::vector<std::string> roots = session.roots();
  for (const std::string& uri : params.removed) {
    if (const auto path = PathFromFileUri(uri)) std::erase(roots, *path);
  }
  for (const std::string& uri : params.added) {
    const auto path = PathFromFileUri(uri);
    if (path && std::find(roots.begin(), roots.end(), *path) == roots.end()) roots.push_back(*path);
  }
  session.SetRoots(std::move(roots));
  background.EverythingChanged();
}

}  // namespace whyspec::lsp
