// textDocument/documentSymbol, workspace/symbol and workspaceSymbol/resolve.

#include "features/symbols.h"
#include "lsp/edits.h"
#include "lsp/handlers.h"

namespace whyspec::lsp {
namespace {

using features::SymbolKind;

// LSP 3.17 SymbolKind.
constexpr int kModule = 2;
constexpr int kLastOfLsp1 = 18;  // Array; every client has the kinds up to it
int KindNumber(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::kFrontMatter:
      return 7;  // Property
    case SymbolKind::kSection:
      return 15;  // String: what editors show for Markdown headings
    case SymbolKind::kSpec:
      return 1;  // File
    case SymbolKind::kCall:
      return 24;  // Event
    case SymbolKind::kPhase:
      return 3;  // Namespace
    case SymbolKind::kTurns:
      return 18;  // Array
    case SymbolKind::kTurn:
      return 15;
    case SymbolKind::kParticipant:
      return 13;  // Variable
    case SymbolKind::kAccount:
      return 5;  // Class
  }
  return kModule;
}

int KnownKind(SymbolKind kind, const std::set<int>& known) {
  const int number = KindNumber(kind);
  const bool fits = known.empty() ? number <= kLastOfLsp1 : known.contains(number);
  return fits ? number : kModule;
}

Json Nested(const features::DocumentSymbol& symbol, const Session& session, const TextPositions& positions) {
  Json out = {{"name", symbol.name},
              {"kind", KnownKind(symbol.kind, session.caps.symbol_kinds)},
              {"range", ToJson(positions.ToRange(symbol.range))},
              {"selectionRange", ToJson(positions.ToRange(symbol.selection))}};
  if (!symbol.detail.empty()) out["detail"] = symbol.detail;
  if (!symbol.children.empty()) {
    Json children = Json::array();
    for (const features::DocumentSymbol& child : symbol.children) {
      children.push_back(Nested(child, session, positions));
    }
    out["children"] = std::move(children);
  }
  return out;
}

void Flat(const features::DocumentSymbol& symbol, const std::string& container, const Session& session,
          const TextPositions& positions, const std::string& uri, Json* list) {
  Json out = {{"name", symbol.name},
              {"kind", KnownKind(symbol.kind, session.caps.symbol_kinds)},
              {"location", {{"uri", uri}, {"range", ToJson(positions.ToRange(symbol.range))}}}};
  if (!container.empty()) out["containerName"] = container;
  list->push_back(std::move(out));
  for (const features::DocumentSymbol& child : symbol.children) {
    Flat(child, symbol.name, session, positions, uri, list);
  }
}

}  // namespace

Answer OnDocumentSymbol(Session& session, const DocumentParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json::array();
  std::vector<features::DocumentSymbol> symbols;
  if (subject.spec) {
    symbols = features::DocumentSymbols(*subject.spec);
  } else if (subject.call) {
    symbols = features::DocumentSymbols(*subject.call, session.world());
  } else {
    symbols = features::DocumentSymbols(*subject.accounts, session.world());
  }
  Json list = Json::array();
  for (const features::DocumentSymbol& symbol : symbols) {
    if (session.caps.hierarchical_symbols) {
      list.push_back(Nested(symbol, session, *positions));
    } else {
      Flat(symbol, "", session, *positions, params.uri, &list);
    }
  }
  return list;
}

Answer OnWorkspaceSymbol(Session& session, const WorkspaceSymbolParams& params,
                         const RequestContext& context) {
  Json list = Json::array();
  for (const features::WorkspaceSymbol& symbol : features::WorkspaceSymbols(session.world(), params.query)) {
    if (context.cancelled()) break;
    Json out = {{"name", symbol.name}, {"kind", KnownKind(symbol.kind, session.caps.workspace_symbol_kinds)}};
    if (!symbol.container.empty()) out["containerName"] = symbol.container;
    if (session.caps.workspace_symbol_resolve_range) {
      const TextRange range = symbol.location.range;
      out["location"] = {{"uri", session.documents.UriOf(symbol.location.path)}};
      out["data"] = {{"begin", range.begin}, {"end", range.end}};
    } else if (auto location = LocationJson(session, symbol.location)) {
      out["location"] = *std::move(location);
    } else {
      continue;
    }
    list.push_back(std::move(out));
  }
  return list;
}

Answer OnWorkspaceSymbolResolve(Session& session, const RawParams& params, const RequestContext&) {
  Json symbol = params.value;
  const Json* uri = jsonrpc::FindPath(symbol, {"location", "uri"});
  const Json* data = jsonrpc::Find(symbol, "data");
  TextRange range;
  if (uri == nullptr || !uri->is_string() || data == nullptr ||
      !jsonrpc::ReadMember(*data, "begin", &range.begin) || !jsonrpc::ReadMember(*data, "end", &range.end)) {
    return RpcError{.code = jsonrpc::code::kInvalidParams,
                    .message = "This is no symbol that Whyspec made.",
                    .data = nullptr};
  }
  const TextPositions* positions = session.PositionsOf(PathOfUri(uri->get_ref<const std::string&>()));
  if (positions == nullptr) {
    return RpcError{.code = jsonrpc::code::kContentModified,
                    .message = "The file of this symbol cannot be read any more.",
                    .data = nullptr};
  }
  symbol["location"]["range"] = ToJson(positions->ToRange(range));
  return symbol;
}

}  // namespace whyspec::lsp
