// textDocument/diagnostic (LSP 3.17 "Pull Diagnostics"); for workspace/diagnostic see
// workspace_pull.h.

#include "lsp/diagnostics.h"
#include "lsp/handlers.h"

namespace whyspec::lsp {
namespace {

RpcError Cancelled() {
  return {.code = jsonrpc::code::kRequestCancelled, .message = "The request was cancelled.", .data = nullptr};
}

}  // namespace

Answer OnDocumentDiagnostic(Session& session, const DiagnosticParams& params, const RequestContext& context) {
  if (session.Superseded(params.uri)) {
    return RpcError{.code = jsonrpc::code::kServerCancelled,
                    .message = "The document has changed since.",
                    .data = {{"retriggerRequest", true}}};
  }
  DocumentReport report(session, PathOfUri(params.uri));
  Json out = ReportJson(report, params.previous_result_id);
  if (context.cancelled()) return Cancelled();
  if (!session.caps.related_documents) return out;
  Json related = Json::object();
  for (const std::string& path : RelatedDocuments(session, report.subject())) {
    if (session.documents.FindByPath(path) != nullptr) continue;  // the client pulls those itself
    DocumentReport other(session, path);
    related[session.documents.UriOf(path)] = ReportJson(other, "");
    if (context.cancelled()) return Cancelled();
  }
  if (!related.empty()) out["relatedDocuments"] = std::move(related);
  return out;
}

}  // namespace whyspec::lsp
