#include "lsp/edits.h"

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::lsp {
namespace {

constexpr std::string_view kAnnotation = "whyspec";

// OptionalVersionedTextDocumentIdentifier: null stands for the text on disk.
Json VersionedDocument(Session& session, const std::string& path) {
  const OpenDocument* open = session.documents.FindByPath(path);
  return {{"uri", session.documents.UriOf(path)},
          {"version", open == nullptr ? Json() : Json(open->version)}};
}

}  // namespace

std::optional<Json> LocationJson(Session& session, const features::Location& location) {
  const TextPositions* positions = session.PositionsOf(location.path);
  if (positions == nullptr) return std::nullopt;
  return Json{{"uri", session.documents.UriOf(location.path)},
              {"range", ToJson(positions->ToRange(location.range))}};
}

Json TextEditsJson(const TextPositions& positions, const std::vector<TextEdit>& edits) {
  Json list = Json::array();
  for (const TextEdit& edit : edits) {
    list.push_back({{"range", ToJson(positions.ToRange(edit.range))}, {"newText", edit.text}});
  }
  return list;
}

Result<Json> WorkspaceEditJson(Session& session, const features::WorkspaceEdit& edit,
                               const std::string& label) {
  if (!edit.renames.empty() && !(session.caps.document_changes && session.caps.rename_files)) {
    return Error{.code = ErrorCode::kInvalid,
                 .message = StrCat("This needs ", Basename(edit.renames.front().from), " to be renamed to ",
                                   Basename(edit.renames.front().to),
                                   ", which this editor does not let Whyspec do: rename the file yourself.")};
  }
  const bool annotate = session.caps.change_annotations && session.caps.document_changes && !label.empty();
  Json changes = session.caps.document_changes ? Json::array() : Json::object();
  for (const features::FileEdits& file : edit.files) {
    const TextPositions* positions = session.PositionsOf(file.path);
    if (positions == nullptr) {
      return Error{.code = ErrorCode::kUnreadable,
                   .message = StrCat(Basename(file.path), " cannot be read, so nothing was changed.")};
    }
    Json edits = TextEditsJson(*positions, file.edits);
    if (annotate) {
      for (Json& one : edits) one["annotationId"] = kAnnotation;
    }
    if (session.caps.document_changes) {
      changes.push_back(
          {{"textDocument", VersionedDocument(session, file.path)}, {"edits", std::move(edits)}});
    } else {
      changes[session.documents.UriOf(file.path)] = std::move(edits);
    }
  }
  for (const features::FileRename& rename : edit.renames) {
    Json operation = {{"kind", "rename"},
                      {"oldUri", session.documents.UriOf(rename.from)},
                      {"newUri", FileUriFromPath(rename.to)}};
    if (annotate) operation["annotationId"] = kAnnotation;
    changes.push_back(std::move(operation));
  }
  Json out = {{session.caps.document_changes ? "documentChanges" : "changes", std::move(changes)}};
  if (annotate) {
    out["changeAnnotations"] = {{kAnnotation, {{"label", label}, {"needsConfirmation", false}}}};
  }
  return out;
}

Json ActionEditJson(Session& session, const std::string& path, const features::ActionEdit& edit) {
  const TextPositions* positions = session.PositionsOf(path);
  Json edits = positions == nullptr ? Json::array() : TextEditsJson(*positions, edit.edits);
  if (!session.caps.document_changes)
    return {{"changes", {{session.documents.UriOf(path), std::move(edits)}}}};
  // SnippetTextEdit (LSP 3.18).
  if (session.caps.snippet_edits && !edit.snippet.empty() && edit.snippet_edit < edits.size()) {
    Json& one = edits[edit.snippet_edit];
    one.erase("newText");
    one["snippet"] = {{"kind", "snippet"}, {"value", edit.snippet}};
  }
  return {{"documentChanges",
           Json::array({{{"textDocument", VersionedDocument(session, path)}, {"edits", std::move(edits)}}})}};
}

}  // namespace whyspec::lsp
