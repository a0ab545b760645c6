// The requests of docs/protocol.md over the wire, and actions whose edit lies in another
// document. What they hold is tested in tests/unit/features.

#include <catch2/catch.hpp>

#include "lsp_client.h"
#include "team.h"

namespace whyspec::test {
namespace {

using Catch::Matchers::Contains;

std::string UriOf(const std::string& path) { return LspClient::Document(path)["textDocument"]["uri"]; }

Json ByUri(const std::string& path) { return {{"uri", UriOf(path)}}; }

TEST_CASE("the server says that it knows the requests of its views") {
  LspClient client(Team());
  const Json capabilities = client.Start();
  CHECK(capabilities["capabilities"]["experimental"]["whyspec"]["protocol"] == 1);
}

TEST_CASE("a spec's evidence for a side bar") {
  LspClient client(Team());
  client.Start();
  const Json view = client.Ask("whyspec/specEvidence", ByUri(kSpec));
  REQUIRE(view.is_object());
  CHECK(view["title"] == "Export to the registry");
  REQUIRE(view["sections"].size() == 3);
  CHECK(view["sections"][0]["role"] == "why");
  CHECK(view["sections"][1]["range"]["start"]["line"] == 7);
  REQUIRE(view["citations"].size() == 1);
  const Json& citation = view["citations"][0];
  CHECK(citation["destination"] == "call:acme-2026-01-13#t=7");
  CHECK(citation["who"] == "Jane Roe, ops lead");
  CHECK(citation["words"] == "We retype everything twice a week.");
  CHECK(citation["verdict"] == "exact");
  CHECK(client.Ask("whyspec/specEvidence", ByUri(kCall)).is_null());
}

TEST_CASE("calls for a tree, by account") {
  LspClient client(Team());
  client.Start();
  const Json all = client.Ask("whyspec/calls", Json::object());
  CHECK(all["ready"] == true);
  REQUIRE(all["accounts"].size() == 2);
  CHECK(all["accounts"][0]["label"] == "Acme Clinics");
  CHECK(all["accounts"][0]["calls"][0]["citedBy"] == 2);
  CHECK(all["accounts"][0]["calls"][0]["uri"] == UriOf(kCall));
  CHECK(client.Ask("whyspec/calls", {{"query", "nobody at all"}})["accounts"].empty());
}

TEST_CASE("one call to read, by id or address, with the turns an anchor means") {
  LspClient client(Team());
  client.Start();
  const Json call = client.Ask("whyspec/call", {{"id", "acme-2026-01-13"}, {"anchor", "#t=7"}});
  REQUIRE(call.is_object());
  REQUIRE(call["turns"].size() == 2);
  CHECK(call["turns"][1]["side"] == "customer");
  CHECK(call["turns"][1]["citation"] == "[P1, ops lead](call:acme-2026-01-13#t=6,9)");
  CHECK(call["turns"][1]["range"]["start"]["line"] == 5);
  CHECK(call["focus"]["first"] == 1);
  CHECK(call["specs"].size() == 2);
  CHECK(client.Ask("whyspec/call", {{"uri", UriOf(kCall)}})["id"] == "acme-2026-01-13");
  CHECK(client.Ask("whyspec/call", {{"id", "nobody"}}).is_null());
}

TEST_CASE("excerpts for a question, with the words that were found") {
  LspClient client(Team());
  client.Start();
  const Json found = client.Ask("whyspec/search", {{"text", "who retypes everything"}, {"limit", 3}});
  REQUIRE(found["excerpts"].size() == 1);
  const Json& excerpt = found["excerpts"][0];
  CHECK(excerpt["words"] == "We retype everything twice a week.");
  CHECK_THAT(excerpt["quote"].get<std::string>(),
             Contains("> We retype") && Contains("(call:acme-2026-01-13#t="));
  REQUIRE_FALSE(excerpt["marks"].empty());
  CHECK(excerpt["marks"][0] == Json::array({3, 9}));
  CHECK(client.Ask("whyspec/search", {{"text", ""}})["excerpts"].empty());
  CHECK(client.RefusedCode("whyspec/search", Json::object()) == jsonrpc::code::kInvalidParams);
}

TEST_CASE("a turn is cited from its call in a spec that is open") {
  LspClient client(Team());
  client.Start();
  client.Open(kSpec, kSpecText);
  Json params = LspClient::Document(kCall);
  params["range"] = {{"start", {{"line", 6}, {"character", 2}}}, {"end", {{"line", 6}, {"character", 2}}}};
  params["context"] = {{"diagnostics", Json::array()}};
  const Json actions = client.Ask("textDocument/codeAction", params);
  REQUIRE_FALSE(actions.empty());
  CHECK(actions[0]["title"] == "Cite this turn in “Export to the registry”");
  const Json resolved = client.Ask("codeAction/resolve", actions[0]);
  const Json& change = resolved["edit"]["documentChanges"][0];
  CHECK(change["textDocument"]["uri"] == UriOf(kSpec));
  CHECK_THAT(change["edits"][0]["newText"].get<std::string>(),
             Contains("> We retype everything twice a week."));
}

TEST_CASE("in prose excerpts are offered when asked for, not at every blank") {
  LspClient client(Team());
  client.Start();
  client.Open(kOther, "# Other\n\n## Why\n\nThey retype everything twice \n");
  Json params = LspClient::At(kOther, 4, 28);
  params["context"] = {{"triggerKind", 1}};
  const Json asked = client.Ask("textDocument/completion", params);
  REQUIRE_FALSE(asked["items"].empty());
  CHECK(asked["isIncomplete"] == true);
  CHECK_THAT(asked["items"][0]["textEdit"]["newText"].get<std::string>(),
             Contains("(call:acme-2026-01-13#t="));
  params["context"] = {{"triggerKind", 2}, {"triggerCharacter", " "}};
  CHECK(client.Ask("textDocument/completion", params)["items"].empty());
}

}  // namespace
}  // namespace whyspec::test
