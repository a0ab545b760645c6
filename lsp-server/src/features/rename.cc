#include "features/rename.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "features/call_id.h"
#include "features/citing.h"
#include "features/file_rename.h"
#include "features/markdown_escape.h"
#include "features/speaker_name.h"
#include "features/spots.h"
#include "features/workspace_edits.h"

namespace whyspec::features {
namespace {

using calls::Call;

Error Invalid(std::string message) { return {.code = ErrorCode::kInvalid, .message = std::move(message)}; }

Error NothingHere() {
  return Invalid("Nothing that can be renamed stands here: put the cursor on the id of a call or account.");
}

// What is wrong with a new id, if anything is.
std::optional<Error> CheckId(std::string_view name, std::string_view what) {
  if (calls::IsCallId(name)) return std::nullopt;
  std::string message =
      StrCat("\"", Shorten(PlainLine(name), 60), "\" cannot be the id of ", what,
             ": an id is made of small letters a to z, digits, \".\", \"_\" and \"-\", and begins "
             "with a letter or digit.");
  const std::string valid = calls::MakeCallId(name);
  if (calls::IsCallId(valid)) message += StrCat(" Try \"", valid, "\".");
  return Invalid(std::move(message));
}

Result<WorkspaceEdit> RenameCall(World& world, const Call& call, std::string_view new_id) {
  if (new_id == call.id) return WorkspaceEdit{};
  if (auto error = CheckId(new_id, "a call")) return *std::move(error);
  if (const auto other = world.Log()->Find(new_id)) {
    return Error{
        .code = ErrorCode::kConflict,
        .message = StrCat("Another call has the id \"", new_id, "\" already",
                          other->path.empty() ? "" : StrCat(" (", PlainLine(Basename(other->path)), ")"),
                          ". Choose an id that no call has, so that citations stay clear.")};
  }
  const IdPlace place = WhereIdStands(call, world);
  if (place.source == IdSource::kNowhere) {
    return Invalid(StrCat("The call \"", call.id,
                          "\" is not in a file of this workspace, so its id can only be "
                          "changed in the call log it comes from."));
  }
  if (place.source == IdSource::kFileName) {
    // The file's name is the id: rename the file, and all that leads to it follows.
    const FileRename rename{.from = call.path, .to = WithStem(call.path, new_id)};
    if (world.TextOf(rename.to)) {
      return Error{.code = ErrorCode::kConflict,
                   .message = StrCat("A file \"", PlainLine(Basename(rename.to)),
                                     "\" exists already in that folder. "
                                     "Choose another id.")};
    }
    WorkspaceEdit edit = EditsForFileRenames(world, {&rename, 1});
    edit.renames.insert(edit.renames.begin(), rename);
    return edit;
  }
  WorkspaceEdits edits;
  ReplaceIdInSpecs(world, call.id, new_id, edits);
  edits.Replace(place.path, place.range, std::string(new_id));
  return edits.Take();
}

Result<WorkspaceEdit> RenameAccount(World& world, const std::string& id, std::string_view new_id) {
  if (new_id == id) return WorkspaceEdit{};
  if (auto error = CheckId(new_id, "an account")) return *std::move(error);
  const auto log = world.Log();
  std::vector<std::string> files;
  for (const auto& account : log->Accounts()) {
    if (account->id == new_id) {
      return Error{.code = ErrorCode::kConflict,
                   .message = StrCat("Another account has the id \"", new_id,
                                     "\" already. Choose one that none has.")};
    }
    if (!account->path.empty()) files.push_back(account->path);
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  WorkspaceEdits edits;
  for (const std::string& path : files) {
    const auto accounts = OpenAccounts(world, path);
    if (!accounts) continue;
    for (const TextRange range : AccountReferences(*accounts, id))
      edits.Replace(path, range, std::string(new_id));
  }
  for (const std::string& path : world.CallPaths()) {
    const auto call = log->FindByPath(path);
    if (call == nullptr || call->account != id) continue;
    const auto text = world.TextOf(path);
    const TextRange range = text ? Unquoted(*text, Within(call->account_source, text->size())) : TextRange{};
    if (text && !range.empty() && Cut(*text, range) == id) {
      edits.Replace(path, range, std::string(new_id));
      continue;
    }
    const auto sidecar = call->sidecar_path.empty() ? std::nullopt : world.TextOf(call->sidecar_path);
    if (!sidecar) continue;
    const data::Parsed yaml = data::ParseYaml(*sidecar);
    const data::Value* account = yaml.root.Find("account");
    if (account != nullptr && account->text == id) {
      edits.Replace(call->sidecar_path, Unquoted(*sidecar, account->range), std::string(new_id));
    }
  }
  return edits.Take();
}

// A call under the cursor of a spec, with its id as written there.
struct CitedId {
  RenameTarget target;
  std::shared_ptr<const Call> call;
};
std::optional<CitedId> CitedIdAt(const rules::Spec& spec, Offset at) {
  for (const evidence::ResolvedCitation& citation : spec.evidence.citations) {
    if (citation.citation.by_path || citation.call == nullptr) continue;
    const TextRange range = IdRange(spec.text(), citation.citation);
    if (range.empty() || !range.Touches(at)) continue;
    return CitedId{.target = {.range = range, .placeholder = citation.call->id}, .call = citation.call};
  }
  return std::nullopt;
}

std::optional<RenameTarget> AccountIn(const CallDocument& call, World& world, Offset at) {
  if (call.call == nullptr) return std::nullopt;
  const TextRange range = Unquoted(call.text, Within(call.call->account_source, call.text.size()));
  if (range.empty() || !range.Touches(at)) return std::nullopt;
  const auto account = world.Log()->FindAccount(call.call->account);
  if (account == nullptr || account->id != Cut(call.text, range)) return std::nullopt;
  return RenameTarget{.range = range, .placeholder = account->id};
}

}  // namespace

std::optional<RenameTarget> PrepareRename(const engine::Snapshot& snapshot, World& /*world*/, Offset at) {
  auto found = CitedIdAt(*snapshot.spec, at);
  if (!found) return std::nullopt;
  return std::move(found->target);
}

std::optional<RenameTarget> PrepareRename(const CallDocument& call, World& world, Offset at) {
  if (const auto id = IdInFile(call); id && id->Touches(at)) {
    return RenameTarget{.range = *id, .placeholder = call.call->id};
  }
  return AccountIn(call, world, at);
}

std::optional<RenameTarget> PrepareRename(const AccountsDocument& accounts, World& world, Offset at) {
  for (const auto& account : world.Log()->Accounts()) {
    for (const TextRange range : AccountReferences(accounts, account->id)) {
      if (range.Touches(at)) return RenameTarget{.range = range, .placeholder = account->id};
    }
  }
  return std::nullopt;
}

Result<WorkspaceEdit> Rename(const engine::Snapshot& snapshot, World& world, Offset at,
                             std::string_view new_name) {
  const auto found = CitedIdAt(*snapshot.spec, at);
  if (!found) return NothingHere();
  return RenameCall(world, *found->call, Trim(new_name));
}

Result<WorkspaceEdit> Rename(const CallDocument& call, World& world, Offset at, std::string_view new_name) {
  if (const auto id = IdInFile(call); id && id->Touches(at))
    return RenameCall(world, *call.call, Trim(new_name));
  const auto account = AccountIn(call, world, at);
  if (!account) return NothingHere();
  return RenameAccount(world, account->placeholder, Trim(new_name));
}

Result<WorkspaceEdit> Rename(const AccountsDocument& accounts, World& world, Offset at,
                             std::string_view new_name) {
  const auto target = PrepareRename(accounts, world, at);
  if (!target) return NothingHere();
  return RenameAccount(world, target->placeholder, Trim(new_name));
}

}  // namespace whyspec::features
