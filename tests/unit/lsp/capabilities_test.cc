// Everything the server says it can do, it can; and nothing a client did not ask for
// is promised.

#include <catch2/catch.hpp>

#include "lsp/handlers.h"
#include "lsp_client.h"
#include "team.h"

namespace whyspec::test {
namespace {

// Capability -> the methods it promises.
const std::map<std::string, std::vector<std::string>>& Promises() {
  static const std::map<std::string, std::vector<std::string>> promises = {
      {"textDocumentSync/openClose", {"textDocument/didOpen", "textDocument/didClose"}},
      {"textDocumentSync/change", {"textDocument/didChange"}},
      {"textDocumentSync/save", {"textDocument/didSave"}},
      {"hoverProvider", {"textDocument/hover"}},
      {"completionProvider", {"textDocument/completion"}},
      {"completionProvider/resolveProvider", {"completionItem/resolve"}},
      {"codeActionProvider", {"textDocument/codeAction"}},
      {"codeActionProvider/resolveProvider", {"codeAction/resolve"}},
      {"definitionProvider", {"textDocument/definition"}},
      {"referencesProvider", {"textDocument/references"}},
      {"documentHighlightProvider", {"textDocument/documentHighlight"}},
      {"documentLinkProvider", {"textDocument/documentLink"}},
      {"documentLinkProvider/resolveProvider", {"documentLink/resolve"}},
      {"documentSymbolProvider", {"textDocument/documentSymbol"}},
      {"workspaceSymbolProvider", {"workspace/symbol"}},
      {"workspaceSymbolProvider/resolveProvider", {"workspaceSymbol/resolve"}},
      {"codeLensProvider", {"textDocument/codeLens"}},
      {"codeLensProvider/resolveProvider", {"codeLens/resolve"}},
      {"foldingRangeProvider", {"textDocument/foldingRange"}},
      {"selectionRangeProvider", {"textDocument/selectionRange"}},
      {"inlayHintProvider", {"textDocument/inlayHint"}},
      {"inlayHintProvider/resolveProvider", {"inlayHint/resolve"}},
      {"semanticTokensProvider/full", {"textDocument/semanticTokens/full"}},
      {"semanticTokensProvider/full/delta", {"textDocument/semanticTokens/full/delta"}},
      {"semanticTokensProvider/range", {"textDocument/semanticTokens/range"}},
      {"renameProvider", {"textDocument/rename"}},
      {"renameProvider/prepareProvider", {"textDocument/prepareRename"}},
      {"executeCommandProvider", {"workspace/executeCommand"}},
      {"diagnosticProvider", {"textDocument/diagnostic"}},
      {"diagnosticProvider/workspaceDiagnostics", {"workspace/diagnostic"}},
      {"workspace/workspaceFolders/changeNotifications", {"workspace/didChangeWorkspaceFolders"}},
      {"experimental/whyspec/protocol",
       {"whyspec/specEvidence", "whyspec/calls", "whyspec/call", "whyspec/search"}},
      {"workspace/fileOperations/willRename", {"workspace/willRenameFiles"}},
      {"workspace/fileOperations/didRename", {"workspace/didRenameFiles"}},
      {"workspace/fileOperations/didCreate", {"workspace/didCreateFiles"}},
      {"workspace/fileOperations/didDelete", {"workspace/didDeleteFiles"}},
  };
  return promises;
}

// Members that promise no method of their own.
const std::set<std::string>& Details() {
  static const std::set<std::string> details = {
      "textDocumentSync",
      "textDocumentSync/save/includeText",
      "positionEncoding",
      "workspace",
      "workspace/workspaceFolders",
      "workspace/workspaceFolders/supported",
      "workspace/fileOperations",
      "completionProvider/triggerCharacters",
      "codeActionProvider/codeActionKinds",
      "semanticTokensProvider",
      "semanticTokensProvider/legend",
      "executeCommandProvider/commands",
      "diagnosticProvider/identifier",
      "experimental",
      "experimental/whyspec",
      "diagnosticProvider/interFileDependencies",
  };
  return details;
}

void Walk(const Json& value, const std::string& path, LspClient& client, std::set<std::string>* seen) {
  for (const auto& [key, member] : value.items()) {
    const std::string name = path.empty() ? key : path + "/" + key;
    CAPTURE(name);
    if (const auto promise = Promises().find(name); promise != Promises().end()) {
      seen->insert(name);
      if (member != false) {
        for (const std::string& method : promise->second) {
          CAPTURE(method);
          CHECK(client.server().connection().HasHandler(method));
        }
      }
    } else {
      CHECK(Details().count(name) == 1);
    }
    const bool leaf = name.ends_with("/legend") || name.starts_with("workspace/fileOperations/");
    if (member.is_object() && !leaf) Walk(member, name, client, seen);
  }
}

TEST_CASE("each advertised capability has its handlers, and each known one is advertised") {
  LspClient client(Team());
  const Json result = client.Start();
  std::set<std::string> seen;
  Walk(result["capabilities"], "", client, &seen);
  for (const auto& [name, methods] : Promises()) {
    CAPTURE(name);
    const bool needs_more = name == "workspaceSymbolProvider/resolveProvider";
    CHECK((seen.count(name) == 1 || needs_more));
  }
}

TEST_CASE("each advertised command is carried out or asks for what it needs") {
  LspClient client(Team());
  const Json commands = client.Start()["capabilities"]["executeCommandProvider"]["commands"];
  CHECK(commands.size() == lsp::CommandNames().size());
  for (const Json& command : commands) {
    CAPTURE(command.dump());
    const Json id = client.QueueRequest("workspace/executeCommand", {{"command", command}});
    client.Settle();
    const Json response = client.ResponseTo(id);
    const int code = response.contains("error") ? response["error"]["code"].get<int>() : 0;
    CHECK((code == 0 || code == jsonrpc::code::kInvalidParams));
    if (code != 0) CHECK(response["error"]["message"].get<std::string>().find("needs") != std::string::npos);
  }
}

TEST_CASE("a client that announces nothing is promised nothing special") {
  LspClient client(Team());
  const Json capabilities = client.Start(Json::object())["capabilities"];
  CHECK_FALSE(capabilities.contains("positionEncoding"));
  CHECK_FALSE(capabilities.contains("diagnosticProvider"));
  CHECK_FALSE(capabilities["workspace"].contains("fileOperations"));
  CHECK(capabilities["renameProvider"] == true);
  CHECK(capabilities["codeActionProvider"]["resolveProvider"] == false);
}

TEST_CASE("files are watched and settings followed where the client can be asked to") {
  LspClient client(Team());
  Json registrations;
  client.answers["client/registerCapability"] = [&registrations](const Json& params) {
    registrations = params["registrations"];
    return Json();
  };
  client.Start();
  REQUIRE(registrations.size() == 2);
  CHECK(registrations[0]["method"] == "workspace/didChangeWatchedFiles");
  CHECK(registrations[1]["method"] == "workspace/didChangeConfiguration");
}

TEST_CASE("the first look at the folders is shown as progress") {
  LspClient client(Team());
  client.Start();
  const auto progress = client.Take("$/progress");
  REQUIRE(progress.size() >= 2);
  CHECK(progress.front()["value"]["kind"] == "begin");
  CHECK(progress.back()["value"]["kind"] == "end");
  for (const Json& one : progress) CHECK(one["token"] == progress.front()["token"]);
}

}  // namespace
}  // namespace whyspec::test
