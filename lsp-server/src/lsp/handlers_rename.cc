// Renaming call and account ids, and keeping links alive when files move.

#include "base/strings.h"
#include "base/uri.h"
#include "features/file_rename.h"
#include "features/rename.h"
#include "lsp/edits.h"
#include "lsp/handlers.h"

namespace whyspec::lsp {
namespace {

RpcError Failed(std::string sentence) {
  return {.code = jsonrpc::code::kRequestFailed, .message = std::move(sentence), .data = nullptr};
}

}  // namespace

Answer OnPrepareRename(Session& session, const PositionParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json();
  const Offset at = positions->ToOffset(params.position);
  std::optional<features::RenameTarget> target;
  if (subject.spec) {
    target = features::PrepareRename(*subject.spec, session.world(), at);
  } else if (subject.call) {
    target = features::PrepareRename(*subject.call, session.world(), at);
  } else {
    target = features::PrepareRename(*subject.accounts, session.world(), at);
  }
  if (!target) return Json();
  return Json{{"range", ToJson(positions->ToRange(target->range))}, {"placeholder", target->placeholder}};
}

Answer OnRename(Session& session, const RenameParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Failed("Nothing here can be renamed: only ids of calls and accounts can.");
  const Offset at = positions->ToOffset(params.position);
  const std::string& name = params.new_name;
  const Result<features::WorkspaceEdit> edit =
      subject.spec   ? features::Rename(*subject.spec, session.world(), at, name)
      : subject.call ? features::Rename(*subject.call, session.world(), at, name)
                     : features::Rename(*subject.accounts, session.world(), at, name);
  if (!edit.ok()) return Failed(edit.error().message);
  Result<Json> json = WorkspaceEditJson(session, *edit, StrCat("Rename to ", Printable(Shorten(name, 80))));
  if (!json.ok()) return Failed(json.error().message);
  return std::move(json).value();
}

Answer OnWillRenameFiles(Session& session, const RenameFilesParams& params, const RequestContext&) {
  std::vector<features::FileRename> renames;
  for (const RenameFilesParams::File& file : params.files) {
    auto from = PathFromFileUri(file.old_uri);
    auto to = PathFromFileUri(file.new_uri);
    if (from && to) renames.push_back({.from = *std::move(from), .to = *std::move(to)});
  }
  const features::WorkspaceEdit edit = features::EditsForFileRenames(session.world(), renames);
  if (edit.empty()) return Json();
  Result<Json> json = WorkspaceEditJson(session, edit, "Keep links to moved files");
  if (!json.ok()) return Failed(json.error().message);
  return std::move(json).value();
}

}  // namespace whyspec::lsp
