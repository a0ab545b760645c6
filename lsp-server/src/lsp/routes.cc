#include "lsp/routes.h"

#include "base/strings.h"

namespace whyspec::lsp {
namespace {

class Router {
 public:
  Router(Session& session, Background& background, jsonrpc::Connection& connection)
      : session_(session), background_(background), connection_(connection) {}

  template <typename Params>
  void Request(std::string method, Answer (*handler)(Session&, const Params&, const RequestContext&)) {
    connection_.OnRequest(
        std::move(method),
        [&session = session_, handler](const Json& json, const RequestContext& context, Reply reply) {
          Params params;
          if (!ReadJson(json, &params)) return reply(BadParams(context));
          reply(handler(session, params, context));
        });
  }

  // For answers that have to wait for the client or for a quiet moment.
  template <typename Params>
  void Later(std::string method,
             void (*handler)(Session&, Background&, const Params&, const RequestContext&, Reply)) {
    connection_.OnRequest(std::move(method),
                          [&session = session_, &background = background_, handler](
                              const Json& json, const RequestContext& context, Reply reply) {
                            Params params;
                            if (!ReadJson(json, &params)) return reply(BadParams(context));
                            handler(session, background, params, context, std::move(reply));
                          });
  }

  template <typename Params>
  void Notification(const std::string& method, void (*handler)(Session&, Background&, const Params&)) {
    connection_.OnNotification(
        method, [&session = session_, &background = background_, handler, method](const Json& json) {
          Params params;
          if (ReadJson(json, &params)) return handler(session, background, params);
          session.options.log(StrCat("Ignored a ", method, " whose params are not those of the protocol."));
        });
  }

 private:
  static RpcError BadParams(const RequestContext& context) {
    return {.code = jsonrpc::code::kInvalidParams,
            .message = StrCat("The params of ", context.method, " are not those of the protocol."),
            .data = nullptr};
  }

  Session& session_;
  Background& background_;
  jsonrpc::Connection& connection_;
};

}  // namespace

void OnWorkspaceDiagnostic(Session&, Background& background, const WorkspaceDiagnosticParams& params,
                           const RequestContext& context, Reply reply) {
  background.PullWorkspace(params, context, std::move(reply));
}

void BindRoutes(Session& session, Background& background, jsonrpc::Connection& connection) {
  Router route(session, background, connection);
  // clang-format off
  route.Notification("textDocument/didOpen", OnDidOpen);
  route.Notification("textDocument/didChange", OnDidChange);
  route.Notification("textDocument/didClose", OnDidClose);
  route.Notification("textDocument/didSave", OnDidSave);

  route.Request("textDocument/diagnostic", OnDocumentDiagnostic);
  route.Later("workspace/diagnostic", OnWorkspaceDiagnostic);

  route.Request("textDocument/hover", OnHover);
  route.Request("textDocument/completion", OnCompletion);
  route.Request("completionItem/resolve", OnCompletionResolve);
  route.Request("textDocument/codeAction", OnCodeAction);
  route.Request("codeAction/resolve", OnCodeActionResolve);

  route.Request("textDocument/definition", OnDefinition);
  route.Request("textDocument/references", OnReferences);
  route.Request("textDocument/documentHighlight", OnDocumentHighlight);
  route.Request("textDocument/documentLink", OnDocumentLink);
  route.Request("documentLink/resolve", OnDocumentLinkResolve);

  route.Request("textDocument/documentSymbol", OnDocumentSymbol);
  route.Request("workspace/symbol", OnWorkspaceSymbol);
  route.Request("workspaceSymbol/resolve", OnWorkspaceSymbolResolve);

  route.Request("textDocument/codeLens", OnCodeLens);
  route.Request("codeLens/resolve", OnCodeLensResolve);
  route.Request("textDocument/foldingRange", OnFoldingRange);
  route.Request("textDocument/selectionRange", OnSelectionRange);
  route.Request("textDocument/inlayHint", OnInlayHint);
  route.Request("inlayHint/resolve", OnInlayHintResolve);
  route.Request("textDocument/semanticTokens/full", OnSemanticTokensFull);
  route.Request("textDocument/semanticTokens/full/delta", OnSemanticTokensDelta);
  route.Request("textDocument/semanticTokens/range", OnSemanticTokensRange);

  route.Request("textDocument/prepareRename", OnPrepareRename);
  route.Request("textDocument/rename", OnRename);
  route.Request("workspace/willRenameFiles", OnWillRenameFiles);

  route.Request("whyspec/specEvidence", OnSpecEvidence);
  route.Request("whyspec/calls", OnCalls);
  route.Request("whyspec/call", OnCall);
  route.Later("whyspec/search", OnSearch);
  route.Later("whyspec/logCall", OnLogCall);
  route.Notification("whyspec/callLogToken", OnCallLogToken);

  route.Later("workspace/executeCommand", OnExecuteCommand);
  route.Notification("workspace/didChangeWatchedFiles", OnDidChangeWatchedFiles);
  route.Notification("workspace/didCreateFiles", OnFilesCreatedOrDeleted);
  route.Notification("workspace/didDeleteFiles", OnFilesCreatedOrDeleted);
  route.Notification("workspace/didRenameFiles", OnDidRenameFiles);
  route.Notification("workspace/didChangeConfiguration", OnDidChangeConfiguration);
  route.Notification("workspace/didChangeWorkspaceFolders", OnDidChangeWorkspaceFolders);
  // clang-format on
}

}  // namespace whyspec::lsp
