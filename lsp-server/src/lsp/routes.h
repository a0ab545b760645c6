// The routing table, one line a method, and beside it what the server tells the client
// it can do. A test walks the capabilities and finds the handler of each.
#pragma once

#include "lsp/background.h"
#include "lsp/handlers.h"

namespace whyspec::lsp {

// Binds every method but those of the life cycle (server.h).
void BindRoutes(Session& session, Background& background, jsonrpc::Connection& connection);

// ServerCapabilities for this client.
Json ServerCapabilities(const ClientCapabilities& client);
// client/registerCapability after `initialized`; null if there is nothing to register.
Json DynamicRegistrations(const ClientCapabilities& client);

// Answered in the background.
void OnWorkspaceDiagnostic(Session&, Background&, const WorkspaceDiagnosticParams&, const RequestContext&,
                           Reply);

void OnExecuteCommand(Session&, Background&, const ExecuteCommandParams&, const RequestContext&, Reply);

// Notifications (handlers_sync.cc, handlers_workspace.cc).
void OnDidOpen(Session&, Background&, const OpenParams&);
void OnDidChange(Session&, Background&, const RawParams&);
void OnDidClose(Session&, Background&, const DocumentParams&);
void OnDidSave(Session&, Background&, const DocumentParams&);
void OnDidChangeWatchedFiles(Session&, Background&, const FilesParams&);
void OnFilesCreatedOrDeleted(Session&, Background&, const FilesParams&);
void OnDidRenameFiles(Session&, Background&, const RenameFilesParams&);
void OnDidChangeConfiguration(Session&, Background&, const RawParams&);
void OnDidChangeWorkspaceFolders(Session&, Background&, const FoldersParams&);
// handlers_team.cc
void OnCallLogToken(Session&, Background&, const CallLogTokenParams&);
void OnSearch(Session&, Background&, const SearchParams&, const RequestContext&, Reply);
void OnLogCall(Session&, Background&, const LogCallParams&, const RequestContext&, Reply);
// Asks the client for its settings, if it can be asked.
void PullConfiguration(Session&, Background&);

}  // namespace whyspec::lsp
