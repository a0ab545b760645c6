#include "lsp/workspace_pull.h"

#include "lsp/diagnostics.h"

namespace whyspec::lsp {
namespace {

// Documents in one `$/progress` of a streamed report.
constexpr std::size_t kChunk = 64;

}  // namespace

WorkspacePull::WorkspacePull(Session& session, ReportedByPath& reported,
                             const WorkspaceDiagnosticParams& params, const RequestContext& context,
                             Reply reply)
    : session_(session),
      reported_(reported),
      cancel_(context.cancel),
      reply_(std::move(reply)),
      partial_result_token_(params.partial_result_token) {
  for (const auto& known : params.previous) {
    std::string path = PathOfUri(known.uri);
    paths_.insert(path);  // one that is gone is reported empty, so that its ghosts go
    previous_.emplace(std::move(path), known);
  }
  for (std::string& path : session.workspace().SpecPaths()) paths_.insert(std::move(path));
  for (std::string& path : session.ProblemPaths()) paths_.insert(std::move(path));
  for (const auto& [path, document] : session.documents.all()) paths_.insert(path);
}

bool WorkspacePull::Step() {
  if (cancel_.cancelled()) {
    reply_(RpcError{
        .code = jsonrpc::code::kRequestCancelled, .message = "The request was cancelled.", .data = nullptr});
    return true;
  }
  if (paths_.empty()) {
    Stream();
    reply_(Json{{"items", std::move(items_)}});
    return true;
  }
  const std::string path = std::move(paths_.extract(paths_.begin()).value());
  const auto known = previous_.find(path);
  const std::string_view previous = known == previous_.end() ? std::string_view() : known->second.value;
  const OpenDocument* open = session_.documents.FindByPath(path);

  Json item;
  const std::uint64_t generation = session_.generation();
  Reported& reported = reported_[path];
  if (!previous.empty() && reported.generation == generation && reported.result_id == previous) {
    item = {{"kind", "unchanged"}, {"resultId", previous}};
  } else {
    DocumentReport report(session_, path);
    if (!report.relevant() && known == previous_.end()) {
      reported_.erase(path);
      return false;
    }
    item = ReportJson(report, previous);
    reported = {.generation = generation, .result_id = report.result_id()};
  }
  item["uri"] =
      open == nullptr && known != previous_.end() ? known->second.uri : session_.documents.UriOf(path);
  item["version"] = open == nullptr ? Json() : Json(open->version);
  items_.push_back(std::move(item));
  if (items_.size() >= kChunk) Stream();
  return false;
}

void WorkspacePull::Stream() {
  if (partial_result_token_.is_null() || items_.empty()) return;
  session_.client.Notify("$/progress", {{"token", partial_result_token_},
                                        {"value", {{"items", std::exchange(items_, Json::array())}}}});
}

void WorkspacePull::Drop() {
  reply_(RpcError{.code = jsonrpc::code::kServerCancelled,
                  .message = "The server was shut down.",
                  .data = {{"retriggerRequest", false}}});
}

}  // namespace whyspec::lsp
