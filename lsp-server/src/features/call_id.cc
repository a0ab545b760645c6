#include "features/call_id.h"

#include "base/strings.h"
#include "base/uri.h"
#include "data/value.h"
#include "features/citing.h"
#include "features/speaker_name.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

std::string_view StemOf(std::string_view path) {
  const std::string_view name = Basename(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace

IdPlace WhereIdStands(const calls::Call& call, World& world) {
  if (call.path.empty()) return {};
  if (!call.id_source.empty()) {
    if (const auto document = OpenCall(world, call.path)) {
      if (const auto range = IdInFile(*document)) {
        return {.source = IdSource::kFile, .path = call.path, .range = *range};
      }
    }
  }
  if (!call.sidecar_path.empty()) {
    if (const auto text = world.TextOf(call.sidecar_path)) {
      const data::Parsed yaml = data::ParseYaml(*text);
      const data::Value* id = yaml.root.Find("id");
      if (id != nullptr && id->text == call.id) {
        return {.source = IdSource::kSidecar, .path = call.sidecar_path, .range = Unquoted(*text, id->range)};
      }
    }
  }
  if (IdFromFileName(call.path) == call.id) return {.source = IdSource::kFileName, .path = {}, .range = {}};
  return {};
}

std::string IdFromFileName(std::string_view path) { return calls::MakeCallId(StemOf(path)); }

std::string SidecarPathOf(std::string_view call_path) {
  return StrCat(JoinPath(Dirname(call_path), StemOf(call_path)), ".call.yaml");
}

std::string WithStem(std::string_view path, std::string_view stem) {
  const std::string_view extension = Basename(path).substr(StemOf(path).size());
  return JoinPath(Dirname(path), StrCat(stem, extension));
}

void ReplaceIdInSpecs(World& world, std::string_view from, std::string_view to, WorkspaceEdits& edits) {
  for (const std::string& path : SpecsOf(PlacesCiting(world, from))) {
    const auto snapshot = world.SnapshotOf(path);
    if (!snapshot) continue;
    for (const evidence::ResolvedCitation& citation : snapshot->spec->evidence.citations) {
      if (citation.citation.by_path || citation.citation.target != from) continue;
      const TextRange range = IdRange(snapshot->spec->text(), citation.citation);
      if (!range.empty()) edits.Replace(path, range, std::string(to));
    }
  }
}

}  // namespace whyspec::features
