// Definition, references, highlights and links.

#include "base/strings.h"
#include "base/uri.h"
#include "features/definition.h"
#include "features/document_link.h"
#include "features/highlight.h"
#include "features/references.h"
#include "lsp/edits.h"
#include "lsp/handlers.h"

namespace whyspec::lsp {
namespace {

// LSP 3.17 DocumentHighlightKind.
int KindNumber(features::HighlightKind kind) {
  switch (kind) {
    case features::HighlightKind::kText:
      return 1;
    case features::HighlightKind::kUse:
      return 2;  // Read
    case features::HighlightKind::kDefinition:
      return 3;  // Write
  }
  return 1;
}

}  // namespace

Answer OnDefinition(Session& session, const PositionParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json();
  const Offset at = positions->ToOffset(params.position);
  std::vector<features::Definition> found;
  if (subject.spec) {
    found = features::DefinitionAt(*subject.spec, session.world(), at);
  } else if (subject.call) {
    found = features::DefinitionAt(*subject.call, session.world(), at);
  } else {
    found = features::DefinitionAt(*subject.accounts, session.world(), at);
  }
  Json list = Json::array();
  for (const features::Definition& definition : found) {
    const TextPositions* target = session.PositionsOf(definition.target.path);
    if (target == nullptr) continue;
    const std::string uri = session.documents.UriOf(definition.target.path);
    const Json selection = ToJson(target->ToRange(definition.selection));
    if (session.caps.definition_links) {
      list.push_back({{"originSelectionRange", ToJson(positions->ToRange(definition.origin))},
                      {"targetUri", uri},
                      {"targetRange", ToJson(target->ToRange(definition.target.range))},
                      {"targetSelectionRange", selection}});
    } else {
      list.push_back({{"uri", uri}, {"range", selection}});
    }
  }
  return list;
}

Answer OnReferences(Session& session, const ReferenceParams& params, const RequestContext& context) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json::array();
  const Offset at = positions->ToOffset(params.position);
  const bool declaration = params.include_declaration;
  std::vector<features::Location> found;
  if (subject.spec) {
    found = features::ReferencesAt(*subject.spec, session.world(), at, declaration);
  } else if (subject.call) {
    found = features::ReferencesAt(*subject.call, session.world(), at, declaration);
  } else {
    found = features::ReferencesAt(*subject.accounts, session.world(), at, declaration);
  }
  Json list = Json::array();
  for (const features::Location& location : found) {
    if (context.cancelled()) break;
    if (auto json = LocationJson(session, location)) list.push_back(*std::move(json));
  }
  return list;
}

Answer OnDocumentHighlight(Session& session, const PositionParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json::array();
  const Offset at = positions->ToOffset(params.position);
  std::vector<features::Highlight> found;
  if (subject.spec) {
    found = features::HighlightsAt(*subject.spec, at);
  } else if (subject.call) {
    found = features::HighlightsAt(*subject.call, at);
  }
  Json list = Json::array();
  for (const features::Highlight& highlight : found) {
    list.push_back(
        {{"range", ToJson(positions->ToRange(highlight.range))}, {"kind", KindNumber(highlight.kind)}});
  }
  return list;
}

Answer OnDocumentLink(Session& session, const DocumentParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json::array();
  std::vector<features::DocumentLink> links;
  if (subject.spec) {
    links = features::DocumentLinks(*subject.spec, session.world());
  } else if (subject.call) {
    links = features::DocumentLinks(*subject.call, session.world());
  }
  Json list = Json::array();
  for (const features::DocumentLink& link : links) {
    // The target's line is worked out when the link is followed: it needs the target's text.
    Json item = {{"range", ToJson(positions->ToRange(link.range))},
                 {"data", {{"uri", session.documents.UriOf(link.path)}, {"at", link.target.begin}}}};
    if (session.caps.link_tooltips && !link.tooltip.empty()) item["tooltip"] = link.tooltip;
    list.push_back(std::move(item));
  }
  return list;
}

Answer OnDocumentLinkResolve(Session& session, const RawParams& params, const RequestContext&) {
  Json link = params.value;
  const Json* data = jsonrpc::Find(link, "data");
  std::string uri;
  Offset at = 0;
  if (data == nullptr || !jsonrpc::ReadMember(*data, "uri", &uri) || !jsonrpc::ReadMember(*data, "at", &at)) {
    return RpcError{.code = jsonrpc::code::kInvalidParams,
                    .message = "This is no link that Whyspec made.",
                    .data = nullptr};
  }
  const TextPositions* target = at == 0 ? nullptr : session.PositionsOf(PathOfUri(uri));
  if (target != nullptr) {
    const Position position = target->ToPosition(at);
    uri += StrCat("#L", position.line + 1, ",", position.character + 1);
  }
  link["target"] = std::move(uri);
  return link;
}

}  // namespace whyspec::lsp
