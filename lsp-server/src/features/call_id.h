// Where the id of a call comes from, and where specs write it.
#pragma once

#include <string>
#include <string_view>

#include "features/workspace_edits.h"

namespace whyspec::features {

enum class IdSource {
  kNowhere,  // synced: no file of the workspace says it
  kFile,     // an `id` key in the call's file
  kSidecar,  // an `id` key in its side-car
  kFileName,
};
struct IdPlace {
  IdSource source = IdSource::kNowhere;
  std::string path;  // kFile, kSidecar
  TextRange range;   // kFile, kSidecar: the id without quotes
};
IdPlace WhereIdStands(const calls::Call& call, World& world);

// "acme-2026-01-13" for "/calls/Acme 2026-01-13.vtt".
std::string IdFromFileName(std::string_view path);
// "/calls/acme.call.yaml" for "/calls/acme.vtt".
std::string SidecarPathOf(std::string_view call_path);
// The same folder and extension, another name.
std::string WithStem(std::string_view path, std::string_view stem);

// Every `call:` destination of every spec that cites `from`.
void ReplaceIdInSpecs(World& world, std::string_view from, std::string_view to, WorkspaceEdits& edits);

}  // namespace whyspec::features
