// Text synchronisation: what is open, and its text as the client has it.

#include "base/strings.h"
#include "lsp/routes.h"

namespace whyspec::lsp {

void OnDidOpen(Session& session, Background&, const OpenParams& params) {
  session.Opened(session.documents.Open(params.uri, params.language_id, params.version, params.text));
}

void OnDidChange(Session& session, Background&, const RawParams& raw) {
  ChangeParams params;
  const bool readable = ReadJson(raw.value, &params);
  OpenDocument* document = session.documents.Find(params.uri);
  if (document == nullptr) {
    return session.options.log(
        StrCat("Ignored a change to a document that is not open: ", Printable(Shorten(params.uri, 200))));
  }
  if (params.version) document->version = *params.version;
  // Wrong results are worse than none: until the whole text comes again, nothing is said.
  const bool whole = readable && std::any_of(params.changes.begin(), params.changes.end(),
                                             [](const ContentChange& change) { return !change.range; });
  if (!readable || (document->out_of_sync && !whole)) {
    if (!document->out_of_sync) {
      session.options.log(StrCat("A change could not be understood; Whyspec waits for the whole text of ",
                                 Printable(Shorten(params.uri, 200))));
    }
    document->out_of_sync = true;
    return session.Changed(*document);
  }
  document->out_of_sync = false;
  document->text = ApplyChanges(document->text, std::move(params.changes), session.caps.unit);
  session.Changed(*document);
}

void OnDidClose(Session& session, Background& background, const DocumentParams& params) {
  const OpenDocument* document = session.documents.Find(params.uri);
  if (document == nullptr) return;
  const OpenDocument closed = *document;
  session.documents.Close(params.uri);
  session.Closed(closed);
  background.Closed(closed.uri, closed.path);
}

// The text itself is known already.
void OnDidSave(Session& session, Background&, const DocumentParams& params) {
  session.LookAtDisk();
  const OpenDocument* document = session.documents.Find(params.uri);
  if (document == nullptr || !document->scheme_is_file || !session.team.configured()) return;
  if (session.workspace().KindOf(document->path) == engine::FileKind::kSpec)
    session.team.Publish(document->path);
}

}  // namespace whyspec::lsp
