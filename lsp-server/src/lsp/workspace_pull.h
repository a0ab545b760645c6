// workspace/diagnostic: every spec of the workspace, and every file with something wrong
// in itself. Thousands of documents take a while, so one is done at a time, when no
// message waits; documents that did not change cost one hash.
#pragma once

#include <map>
#include <set>
#include <string>

#include "lsp/params.h"
#include "lsp/session.h"

namespace whyspec::lsp {

// What was last reported of documents, and at which generation of the inputs.
struct Reported {
  std::uint64_t generation = 0;
  std::string result_id;
};
using ReportedByPath = std::map<std::string, Reported>;

class WorkspacePull {
 public:
  WorkspacePull(Session& session, ReportedByPath& reported, const WorkspaceDiagnosticParams& params,
                const RequestContext& context, Reply reply);

  // Reports the next document; true once the request is answered.
  bool Step();
  // Gives up: the server shuts down.
  void Drop();

 private:
  void Stream();

  Session& session_;
  ReportedByPath& reported_;
  CancelFlag cancel_;
  Reply reply_;
  Json partial_result_token_;
  std::map<std::string, WorkspaceDiagnosticParams::Previous> previous_;  // by path
  std::set<std::string> paths_;                                          // still to report
  Json items_ = Json::array();
};

}  // namespace whyspec::lsp
