// Text synchronisation: what the server holds is what the client has.

#include <catch2/catch.hpp>

#include "lsp_client.h"
#include "team.h"

namespace whyspec::test {
namespace {

// Titles of the outline: a picture of the text the server holds.
std::vector<std::string> Outline(LspClient& client, const std::string& path) {
  std::vector<std::string> names;
  const std::function<void(const Json&)> walk = [&](const Json& symbols) {
    for (const Json& symbol : symbols) {
      names.push_back(symbol["name"]);
      if (symbol.contains("children")) walk(symbol["children"]);
    }
  };
  walk(client.Ask("textDocument/documentSymbol", LspClient::Document(path)));
  return names;
}

using Names = std::vector<std::string>;

TEST_CASE("the editor's text wins over the disk until it is closed") {
  LspClient client(Team());
  client.Start();
  CHECK(Outline(client, kOther) == Names{"Other"});
  client.Open(kOther, "# Unsaved\n");
  CHECK(Outline(client, kOther) == Names{"Unsaved"});
  client.files.Put(kOther, "# On disk\n");
  client.Notify("workspace/didChangeWatchedFiles",
                {{"changes", Json::array({{{"uri", LspClient::Uri(kOther)}, {"type", 2}}})}});
  CHECK(Outline(client, kOther) == Names{"Unsaved"});
  client.Close(kOther);
  CHECK(Outline(client, kOther) == Names{"On disk"});
}

TEST_CASE("a client that does not watch files is shown what changed when something is saved") {
  LspClient client(Team());
  Json capabilities = PullingClient();
  capabilities["workspace"].erase("didChangeWatchedFiles");
  client.Start(capabilities);
  client.Open(kOther, Team()[kOther]);
  const auto unknown_calls = [&client] {
    const auto codes = client.Codes(kOther);
    return std::count(codes.begin(), codes.end(), "citation/unknown-call");
  };
  CHECK(unknown_calls() == 0);
  client.files.Remove(kCall);
  client.Notify("textDocument/didSave", LspClient::Document(kOther));
  CHECK(unknown_calls() == 1);
  client.files.Put(kCall, Team()[kCall]);
  client.Notify("textDocument/didSave", LspClient::Document(kOther));
  CHECK(unknown_calls() == 0);
}

TEST_CASE("edits of one notification apply in order, in the agreed unit") {
  const auto outline = [](const std::string& encoding, int columns) {
    LspClient client(Team());
    Json capabilities = PullingClient();
    capabilities["general"]["positionEncodings"] = {encoding};
    CHECK(client.Start(capabilities)["capabilities"]["positionEncoding"] == encoding);
    client.Open(kOther, "# 😀é one\n");
    client.Change(
        kOther, 2,
        Json::array({{{"range", LspClient::RangeOf(0, 2 + columns, 5 + columns)}, {"text", "two"}},
                     {{"range", LspClient::RangeOf(0, 2 + columns, 2 + columns)}, {"text", "and "}}}));
    return Outline(client, kOther);
  };
  CHECK(outline("utf-16", 4) == Names{"😀é and two"});
  CHECK(outline("utf-8", 7) == Names{"😀é and two"});
  CHECK(outline("utf-32", 3) == Names{"😀é and two"});
}

TEST_CASE("the first encoding of the client's list that is known is taken") {
  const auto chosen = [](const Json& offered) {
    LspClient client;
    Json capabilities = PullingClient();
    capabilities["general"]["positionEncodings"] = offered;
    return client.Start(capabilities)["capabilities"].value("positionEncoding", "none");
  };
  CHECK(chosen({"utf-32", "utf-8", "utf-16"}) == "utf-32");
  CHECK(chosen({"utf-7", "utf-8", "utf-16"}) == "utf-8");
  CHECK(chosen({"utf-16"}) == "utf-16");
  CHECK(chosen(Json::array()) == "none");
  CHECK(chosen(nullptr) == "none");
}

TEST_CASE("a full replacement may be empty, and edits follow it") {
  LspClient client(Team());
  client.Start();
  client.Open(kOther, "# One\n");
  client.Change(kOther, 2, Json::array({{{"text", ""}}}));
  CHECK(Outline(client, kOther).empty());
  client.Change(kOther, 3, Json::array({{{"range", LspClient::RangeOf(0, 0, 0)}, {"text", "# Two\n"}}}));
  CHECK(Outline(client, kOther) == Names{"Two"});
  client.Change(kOther, 4, Json::array());
  CHECK(Outline(client, kOther) == Names{"Two"});
}

TEST_CASE("after a change that cannot be understood nothing is said until the whole text comes") {
  LspClient client(Team());
  client.Start();
  client.Open(kOther, "# One\n");
  CHECK_FALSE(client.Codes(kOther).empty());
  client.Change(kOther, 2, Json::array({{{"range", "broken"}, {"text", "x"}}}));
  CHECK(client.Codes(kOther).empty());
  CHECK(Outline(client, kOther).empty());
  client.Change(kOther, 3, Json::array({{{"range", LspClient::RangeOf(0, 0, 0)}, {"text", "y"}}}));
  CHECK(client.Codes(kOther).empty());
  client.Change(kOther, 4, Json::array({{{"text", "# Whole again\n"}}}));
  CHECK(Outline(client, kOther) == Names{"Whole again"});
  CHECK_FALSE(client.Codes(kOther).empty());
}

TEST_CASE("changes and closes of what is not open do nothing; a second open replaces") {
  LspClient client(Team());
  client.Start();
  client.Change(kOther, 2, Json::array({{{"text", "# Never\n"}}}));
  client.Close(kOther);
  CHECK(Outline(client, kOther) == Names{"Other"});
  client.Open(kOther, "# First\n");
  client.Open(kOther, "# Second\n");
  CHECK(Outline(client, kOther) == Names{"Second"});
}

TEST_CASE("one file under several spellings is one document, answered in the client's") {
  LspClient client(Team());
  client.Start(PushedClient());
  (void)client.Take("textDocument/publishDiagnostics");
  const std::string spelling = "file:///ws/specs/%6Fther.md";
  client.OpenUri(spelling, "# Spelt oddly\n");
  const auto published = client.Take("textDocument/publishDiagnostics");
  REQUIRE(published.size() == 1);
  CHECK(published[0]["uri"] == spelling);
  CHECK(Outline(client, kOther) == Names{"Spelt oddly"});
}

TEST_CASE("documents without a file do no harm; an unsaved spec is checked") {
  LspClient client(Team());
  client.Start();
  for (const std::string uri :
       {"git:/ws/specs/export.md?%7B%22ref%22%3A%22HEAD%22%7D", "vscode-userdata:/x.md",
        "vscode-vfs://github/a/b.md", "urn:x", "", "file:///no%2Fsuch/%E2%82%AC.md", "untitled:notes"}) {
    CAPTURE(uri);
    client.OpenUri(uri, "# Title\n\ntext\n");
    CHECK(client
              .Ask("textDocument/hover",
                   {{"textDocument", {{"uri", uri}}}, {"position", {{"line", 0}, {"character", 3}}}})
              .is_null());
    CHECK(client.Ask("textDocument/diagnostic", {{"textDocument", {{"uri", uri}}}})["items"].empty());
  }
  const std::string spec = "untitled:Untitled-1";
  client.OpenUri(spec, "# New\n\n## Why\n\n## Expected usage\n\nsome\n");
  const Json report = client.Ask("textDocument/diagnostic", {{"textDocument", {{"uri", spec}}}});
  const auto codes = LspClient::CodesOf(report["items"]);
  CHECK(std::find(codes.begin(), codes.end(), "section/missing-evidence") != codes.end());
  // Other languages are nobody's specs.
  client.OpenUri("untitled:code", "# New\n\n## Why\n\n## Expected usage\n", 1, "python");
  CHECK(
      client.Ask("textDocument/diagnostic", {{"textDocument", {{"uri", "untitled:code"}}}})["items"].empty());
}

TEST_CASE("odd texts are held as they are") {
  LspClient client(Team());
  client.Start();
  for (const std::string& text : {std::string(), std::string("a\0b\n", 4), std::string("\xEF\xBB\xBF# T\n"),
                                  std::string("# A"), std::string(1 << 20, 'x'), std::string("\r\r\r"),
                                  std::string("---\n"), std::string("---\ntitle: [\n---\n")}) {
    client.Open(kOther, text);
    (void)client.Ask("textDocument/documentSymbol", LspClient::Document(kOther));
    (void)client.Codes(kOther);
  }
}

}  // namespace
}  // namespace whyspec::test
