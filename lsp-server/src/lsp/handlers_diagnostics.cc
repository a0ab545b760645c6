// textDocument/diagnostic and workspace/diagnostic (LSP 3.17 "Pull Diagnostics").

#include "lsp/diagnostics.h"
#include "lsp/handlers.h"

namespace whyspec::lsp {
namespace {

// Documents in one `$/progress` of a streamed workspace report.
constexpr std::size_t kChunk = 64;

RpcError Cancelled() {
  return {.code = jsonrpc::code::kRequestCancelled, .message = "The request was cancelled.", .data = nullptr};
}

Json ReportJson(const DocumentReport& report, std::string_view previous) {
  if (report.result_id() == previous) return {{"kind", "unchanged"}, {"resultId", report.result_id()}};
  return {{"kind", "full"}, {"resultId", report.result_id()}, {"items", report.Items()}};
}

}  // namespace

Answer OnDocumentDiagnostic(Session& session, const DiagnosticParams& params, const RequestContext& context) {
  if (session.Superseded(params.uri)) {
    return RpcError{.code = jsonrpc::code::kServerCancelled,
                    .message = "The document has changed since.",
                    .data = {{"retriggerRequest", true}}};
  }
  const DocumentReport report(session, PathOfUri(params.uri));
  Json out = ReportJson(report, params.previous_result_id);
  if (context.cancelled()) return Cancelled();
  if (!session.caps.related_documents) return out;
  Json related = Json::object();
  for (const std::string& path : RelatedDocuments(session, report.subject())) {
    if (session.documents.FindByPath(path) != nullptr) continue;  // the client pulls those itself
    related[session.documents.UriOf(path)] = ReportJson(DocumentReport(session, path), "");
    if (context.cancelled()) return Cancelled();
  }
  if (!related.empty()) out["relatedDocuments"] = std::move(related);
  return out;
}

Answer OnWorkspaceDiagnostic(Session& session, const WorkspaceDiagnosticParams& params,
                             const RequestContext& context) {
  std::map<std::string, const WorkspaceDiagnosticParams::Previous*> previous;  // by path
  std::set<std::string> paths;
  for (const auto& known : params.previous) {
    std::string path = PathOfUri(known.uri);
    paths.insert(path);  // one that is gone is reported empty, so that its ghosts go
    previous.emplace(std::move(path), &known);
  }
  for (std::string& path : session.workspace().SpecPaths()) paths.insert(std::move(path));
  for (std::string& path : session.ProblemPaths()) paths.insert(std::move(path));
  for (const auto& [path, document] : session.documents.all()) paths.insert(path);

  Json items = Json::array();
  const auto stream = [&] {
    if (params.partial_result_token.is_null() || items.empty()) return;
    session.client.Notify("$/progress", {{"token", params.partial_result_token},
                                         {"value", {{"items", std::exchange(items, Json::array())}}}});
  };
  for (const std::string& path : paths) {
    if (context.cancelled()) return Cancelled();
    const DocumentReport report(session, path);
    const auto known = previous.find(path);
    if (!report.relevant() && known == previous.end()) continue;
    Json item = ReportJson(report, known == previous.end() ? "" : known->second->value);
    const OpenDocument* open = report.subject().open;
    item["uri"] =
        open == nullptr && known != previous.end() ? known->second->uri : session.documents.UriOf(path);
    item["version"] = open == nullptr ? Json() : Json(open->version);
    items.push_back(std::move(item));
    if (items.size() >= kChunk) stream();
  }
  stream();
  return Json{{"items", std::move(items)}};
}

}  // namespace whyspec::lsp
