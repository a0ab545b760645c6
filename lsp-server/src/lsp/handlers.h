// Handlers of requests and notifications, one file a family of methods. Each gets
// params that were read already and returns its result; routes.cc says which method
// goes where. A document Whyspec has nothing to say about gives null or nothing.
#pragma once

#include "lsp/params.h"
#include "lsp/session.h"

namespace whyspec::lsp {

// handlers_diagnostics.cc
Answer OnDocumentDiagnostic(Session&, const DiagnosticParams&, const RequestContext&);

// handlers_writing.cc: hover and completion
Answer OnHover(Session&, const PositionParams&, const RequestContext&);
Answer OnSpecEvidence(Session&, const SpecEvidenceParams&, const RequestContext&);
Answer OnCalls(Session&, const CallsParams&, const RequestContext&);
Answer OnCall(Session&, const CallParams&, const RequestContext&);
Answer Search(Session&, const SearchParams&);
Answer OnCompletion(Session&, const CompletionParams&, const RequestContext&);
Answer OnCompletionResolve(Session&, const RawParams&, const RequestContext&);

// handlers_actions.cc: code actions and commands
Answer OnCodeAction(Session&, const CodeActionParams&, const RequestContext&);
Answer OnCodeActionResolve(Session&, const RawParams&, const RequestContext&);
const std::vector<std::string>& CommandNames();

// handlers_navigation.cc
Answer OnDefinition(Session&, const PositionParams&, const RequestContext&);
Answer OnReferences(Session&, const ReferenceParams&, const RequestContext&);
Answer OnDocumentHighlight(Session&, const PositionParams&, const RequestContext&);
Answer OnDocumentLink(Session&, const DocumentParams&, const RequestContext&);
Answer OnDocumentLinkResolve(Session&, const RawParams&, const RequestContext&);

// handlers_symbols.cc
Answer OnDocumentSymbol(Session&, const DocumentParams&, const RequestContext&);
Answer OnWorkspaceSymbol(Session&, const WorkspaceSymbolParams&, const RequestContext&);
Answer OnWorkspaceSymbolResolve(Session&, const RawParams&, const RequestContext&);

// handlers_view.cc: lenses, folds, selections, hints, tokens
Answer OnCodeLens(Session&, const DocumentParams&, const RequestContext&);
Answer OnCodeLensResolve(Session&, const RawParams&, const RequestContext&);
Answer OnFoldingRange(Session&, const DocumentParams&, const RequestContext&);
Answer OnSelectionRange(Session&, const SelectionRangeParams&, const RequestContext&);
Answer OnInlayHint(Session&, const RangeParams&, const RequestContext&);
Answer OnInlayHintResolve(Session&, const RawParams&, const RequestContext&);
Answer OnSemanticTokensFull(Session&, const DocumentParams&, const RequestContext&);
Answer OnSemanticTokensDelta(Session&, const SemanticDeltaParams&, const RequestContext&);
Answer OnSemanticTokensRange(Session&, const RangeParams&, const RequestContext&);
Json SemanticTokensLegend();

// handlers_rename.cc
Answer OnPrepareRename(Session&, const PositionParams&, const RequestContext&);
Answer OnRename(Session&, const RenameParams&, const RequestContext&);
Answer OnWillRenameFiles(Session&, const RenameFilesParams&, const RequestContext&);

}  // namespace whyspec::lsp
