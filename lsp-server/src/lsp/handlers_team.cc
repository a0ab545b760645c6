// The team's call log: the editor's token for it, and calls logged there (docs/protocol.md).

#include "base/strings.h"
#include "base/uri.h"
#include "lsp/routes.h"
#include "sync/requests.h"

namespace whyspec::lsp {
namespace {

RpcError Failed(std::string sentence) {
  return {.code = jsonrpc::code::kRequestFailed, .message = std::move(sentence), .data = nullptr};
}

}  // namespace

void OnCallLogToken(Session& session, Background&, const CallLogTokenParams& params) {
  session.team.SetToken(params.url, params.token);
}

// Answered when the passages that a call log shows one at a time are here.
void OnSearch(Session& session, Background&, const SearchParams& params, const RequestContext&, Reply reply) {
  auto later = std::make_shared<Reply>(std::move(reply));
  const auto answer = [&session, params, later] { (*later)(Search(session, params)); };
  if (!session.team.WillSearch(params.text, answer)) answer();
}

void OnLogCall(Session& session, Background&, const LogCallParams& params, const RequestContext&,
               Reply reply) {
  sync::CallUpload upload{.files = {}, .defaults = {}, .from = params.from, .dry_run = params.dry_run};
  for (const LogCallParams::File& file : params.files) {
    if (file.uri.empty()) {
      upload.files.push_back({.name = file.name.empty() ? "call.txt" : file.name, .bytes = file.text});
      continue;
    }
    const auto path = PathFromFileUri(file.uri);
    if (!path)
      return reply(Failed(StrCat("Not a file of this computer: ", Printable(Shorten(file.uri, 200)))));
    Result<std::string> bytes = session.options.files->ReadFile(*path);
    if (!bytes.ok()) return reply(Failed(bytes.error().message));
    upload.files.push_back({.name = std::string(Basename(*path)), .bytes = std::move(bytes).value()});
  }
  if (params.details.is_object()) upload.defaults = jsonrpc::DumpJson(params.details);
  Result<sync::HttpRequest> request = sync::UploadCalls(upload, sync::MakeKey());
  if (!request.ok()) return reply(Failed(request.error().message));
  // The answer comes when the call log has answered; a std::function holds no Reply itself.
  auto later = std::make_shared<Reply>(std::move(reply));
  session.team.Ask(std::move(request).value(), [later](const sync::HttpResult& result) {
    Json answer = Json::parse(result.answer.body, nullptr, /*allow_exceptions=*/false);
    // 422: nothing could be read; its problems say why.
    const bool readable = answer.is_object() && answer.contains("problems") && result.ok();
    if (std::string why = sync::WhyNot(result, "The call was not logged"); !why.empty() && !readable) {
      return (*later)(Failed(std::move(why)));
    }
    if (!answer.is_object()) {
      return (*later)(
          Failed("The call log did not say what became of the call. Look there before you try again."));
    }
    (*later)(std::move(answer));
  });
}

}  // namespace whyspec::lsp
