#include "features/file_rename.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "base/uri.h"
#include "calls/read_call.h"
#include "features/call_id.h"
#include "features/link_target.h"
#include "features/spots.h"
#include "features/workspace_edits.h"

namespace whyspec::features {
namespace {

// Where a path is after the renames; itself if nothing moves it. Of nested renames
// the most special one counts.
class Moves {
 public:
  explicit Moves(std::span<const FileRename> renames) {
    for (const FileRename& rename : renames) {
      moves_.push_back({NormalizePath(rename.from), NormalizePath(rename.to)});
    }
    std::stable_sort(moves_.begin(), moves_.end(),
                     [](const FileRename& a, const FileRename& b) { return a.from.size() > b.from.size(); });
  }

  std::string After(const std::string& path) const {
    for (const FileRename& move : moves_) {
      if (path == move.from) return move.to;
      if (IsInside(path, move.from)) return move.to + path.substr(move.from.size());
    }
    return path;
  }

 private:
  std::vector<FileRename> moves_;
};

// The path part of a destination as written: up to "?" or the "#" of a fragment.
TextRange PathPart(std::string_view text, TextRange destination) {
  const std::string_view written = Cut(text, destination);
  std::size_t end = written.size();
  for (std::size_t i = 0; i < written.size(); ++i) {
    const bool entity = written[i] == '#' && i > 0 && written[i - 1] == '&';
    if ((written[i] == '#' && !entity) || written[i] == '?') {
      end = i;
      break;
    }
  }
  return {destination.begin, destination.begin + static_cast<Offset>(end)};
}

struct MovedDocument {
  const std::string& path;
  std::string_view text;
};

void MoveLink(const MovedDocument& spec, const Moves& moves, std::string_view destination, TextRange range,
              WorkspaceEdits& edits) {
  const auto target = TargetOf(destination, spec.path);
  if (!target) return;
  const TextRange path_part = PathPart(spec.text, range);
  if (path_part.empty()) return;  // "#heading": moves with its document
  const std::string document_after = moves.After(spec.path);
  const std::string target_after = moves.After(target->path);
  if (document_after == spec.path && target_after == target->path) return;
  if (destination.starts_with("file:")) {
    edits.Replace(spec.path, path_part, FileUriFromPath(target_after));
    return;
  }
  const auto unchanged = TargetOf(destination, document_after);
  if (unchanged && unchanged->path == target_after) return;
  std::string written = RelativeDestination(target_after, document_after);
  // A folder keeps its final slash.
  if (Cut(spec.text, path_part).ends_with("/")) written += "/";
  edits.Replace(spec.path, path_part, std::move(written));
}

void MoveLinks(World& world, const Moves& moves, WorkspaceEdits& edits) {
  for (const std::string& path : world.SpecPaths()) {
    auto text = world.TextOf(path);
    if (!text) continue;
    const auto document = markdown::Document::Parse(*std::move(text));
    const MovedDocument spec{path, document.text()};
    for (const markdown::Link& link : document.links()) {
      if (link.kind != markdown::LinkKind::kReference) {
        MoveLink(spec, moves, link.destination, link.destination_range, edits);
      }
    }
    for (const markdown::LinkDefinition& definition : document.definitions()) {
      MoveLink(spec, moves, definition.destination, definition.destination_range, edits);
    }
  }
}

// Ids that come from names of files, and side-cars, which follow their call.
void MoveCalls(World& world, const Moves& moves, WorkspaceEdits& edits) {
  const auto log = world.Log();
  for (const std::string& path : world.CallPaths()) {
    const std::string after = moves.After(path);
    if (after == path) continue;
    const auto call = log->FindByPath(path);
    if (call == nullptr || call->path != path) continue;
    if (!call->sidecar_path.empty() && moves.After(call->sidecar_path) == call->sidecar_path) {
      edits.RenameFile(call->sidecar_path, SidecarPathOf(after));
    }
    if (WhereIdStands(*call, world).source != IdSource::kFileName) continue;
    const std::string id = IdFromFileName(after);
    if (id != call->id) ReplaceIdInSpecs(world, call->id, id, edits);
  }
}

}  // namespace

WorkspaceEdit EditsForFileRenames(World& world, std::span<const FileRename> renames) {
  WorkspaceEdits edits;
  const Moves moves(renames);
  MoveLinks(world, moves, edits);
  MoveCalls(world, moves, edits);
  return edits.Take();
}

}  // namespace whyspec::features
