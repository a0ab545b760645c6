// What is said about one document, for clients that pull and for those that are
// pushed to: findings of the checker (the same ones `whyspec check` prints) and
// problems with the file itself.
#pragma once

#include <cstdint>
#include <string>

#include "lsp/session.h"

namespace whyspec::lsp {

// A document's diagnostics before they are made: the hash of all they depend on comes
// first, so that an unchanged document costs no check.
// A closed spec is read but not parsed until Items() or subject() is asked for.
class DocumentReport {
 public:
  DocumentReport(Session& session, const std::string& path);
  // Equal ids mean equal items.
  const std::string& result_id() const { return result_id_; }
  Json Items();  // Diagnostic[]
  // Something is said about such documents at all.
  bool relevant() const { return relevant_; }
  const OpenDocument* open() const { return subject_.open; }
  const Subject& subject();

 private:
  Session& session_;
  Subject subject_;
  std::optional<engine::SnapshotInput> unparsed_;  // of a closed spec
  std::string result_id_;
  bool relevant_ = false;
  bool silent_ = false;  // turned off, or the text is unknown
};
// The report as the client gets it: DocumentDiagnosticReport without related documents.
Json ReportJson(DocumentReport& report, std::string_view previous_id);

// One finding as a Diagnostic. `path` is the document it is in.
Json DiagnosticJson(Session& session, const std::string& path, const rules::Finding& finding);

// Documents whose diagnostics change with this one's: calls a spec cites, specs that
// cite a call, the document itself left out. At most kMaxRelated.
inline constexpr std::size_t kMaxRelated = 50;
std::vector<std::string> RelatedDocuments(Session& session, const Subject& subject);

}  // namespace whyspec::lsp
