// Calls are read beside the loop: the editor works at once, and hears when they are there.
#include <catch2/catch.hpp>

#include "base/strings.h"
#include "lsp/work_thread.h"
#include "unit/lsp/lsp_client.h"
#include "unit/lsp/team.h"

namespace whyspec::test {
namespace {

std::map<std::string, std::string> TeamWithUnknownCall() {
  std::map<std::string, std::string> files = Team();
  files[kOther] = "# Other\n\nSee [a call](call:acme-2026-01-13#t=1) and [none](call:nobody).\n";
  return files;
}

bool Says(const std::vector<std::string>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

TEST_CASE("before calls are read nothing is said about them; then a client that pulls is told to pull") {
  LspClient client(TeamWithUnknownCall(), LspClient::Calls::kBeside);
  client.Start();
  client.Open(kOther, client.files.Get(kOther));
  client.Settle();
  const std::vector<std::string> before = client.Codes(kOther);
  CHECK(Says(before, "section/missing-why"));
  CHECK_FALSE(Says(before, "citation/unknown-call"));
  client.TakeRequests();
  REQUIRE(client.RunWork());
  client.Settle();
  CHECK(Says(client.TakeRequests(), "workspace/diagnostic/refresh"));
  CHECK(Says(client.Codes(kOther), "citation/unknown-call"));
  CHECK_FALSE(client.RunWork());
}

TEST_CASE("a client that pulled before the calls were there is told, however fast they come") {
  LspClient client(TeamWithUnknownCall(), LspClient::Calls::kBesideAtOnce);
  client.Ask("initialize", {{"processId", nullptr},
                            {"rootUri", nullptr},
                            {"capabilities", PullingClient()},
                            {"workspaceFolders", {{{"uri", LspClient::Uri("/ws")}, {"name", "ws"}}}}});
  // All that before the server looks at any of it.
  client.Queue("initialized", Json::object());
  client.Queue("textDocument/didOpen", {{"textDocument",
                                         {{"uri", LspClient::Uri(kOther)},
                                          {"languageId", "markdown"},
                                          {"version", 1},
                                          {"text", client.files.Get(kOther)}}}});
  const Json id = client.QueueRequest("textDocument/diagnostic", LspClient::Document(kOther));
  client.Settle();
  const Json first = client.ResponseTo(id)["result"]["items"];
  CHECK_FALSE(Says(LspClient::CodesOf(first), "citation/unknown-call"));
  CHECK(Says(client.TakeRequests(), "workspace/diagnostic/refresh"));
  CHECK(Says(client.Codes(kOther), "citation/unknown-call"));
}

TEST_CASE("a client that is pushed to gets the findings about calls when these are there") {
  LspClient client(TeamWithUnknownCall(), LspClient::Calls::kBeside);
  client.Start(PushedClient());
  client.Open(kOther, client.files.Get(kOther));
  client.Settle();
  const auto pushed = [&] {
    std::vector<std::string> codes;
    for (const Json& params : client.Take("textDocument/publishDiagnostics")) {
      if (params["uri"] == LspClient::Uri(kOther)) codes = LspClient::CodesOf(params["diagnostics"]);
    }
    return codes;
  };
  const std::vector<std::string> before = pushed();
  CHECK(Says(before, "section/missing-why"));
  CHECK_FALSE(Says(before, "citation/unknown-call"));
  REQUIRE(client.RunWork());
  client.Settle();
  CHECK(Says(pushed(), "citation/unknown-call"));
}

TEST_CASE("what is said in the end is what a server without a second thread says") {
  LspClient beside(TeamWithUnknownCall(), LspClient::Calls::kBeside);
  LspClient plain(TeamWithUnknownCall());
  for (LspClient* client : {&beside, &plain}) {
    client->Start();
    client->Open(kSpec, kSpecText);
    client->Open(kOther, client->files.Get(kOther));
    client->Settle();
    while (client->RunWork()) client->Settle();
  }
  for (const std::string& path : {kSpec, kOther}) {
    CHECK(beside.Ask("textDocument/diagnostic", LspClient::Document(path)) ==
          plain.Ask("textDocument/diagnostic", LspClient::Document(path)));
  }
  CHECK(beside.Ask("textDocument/hover", LspClient::At(kSpec, 10, 20)) ==
        plain.Ask("textDocument/hover", LspClient::At(kSpec, 10, 20)));
}

TEST_CASE("a call changed on disk is read beside; until then the old words stand") {
  LspClient client(Team(), LspClient::Calls::kBeside);
  client.Start();
  client.Open(kSpec, kSpecText);
  client.Settle();
  client.RunWork();
  client.Settle();
  client.TakeRequests();
  CHECK_FALSE(Says(client.Codes(kSpec), "citation/unknown-anchor"));
  client.files.Put(kCall, "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Sam>Hello.</v>\n");
  client.Notify("workspace/didChangeWatchedFiles",
                {{"changes", {{{"uri", LspClient::Uri(kCall)}, {"type", 2}}}}});
  client.Settle();
  CHECK_FALSE(Says(client.Codes(kSpec), "citation/unknown-anchor"));
  REQUIRE(client.RunWork());
  client.Settle();
  CHECK(Says(client.TakeRequests(), "workspace/diagnostic/refresh"));
  CHECK(Says(client.Codes(kSpec), "citation/unknown-anchor"));
}

TEST_CASE("many calls show how far reading them is, few do not") {
  for (const int count : {3, 250}) {
    std::map<std::string, std::string> files = Team();
    for (int i = 0; i < count; ++i) files[StrCat("/ws/calls/more-", i, ".txt")] = "Nobody cites this one.\n";
    LspClient client(std::move(files), LspClient::Calls::kBeside);
    Json capabilities = PullingClient();
    capabilities["window"]["workDoneProgress"] = true;
    client.Start(capabilities);
    client.Settle();
    const auto kinds = [&] {
      std::vector<std::string> said;
      for (const Json& params : client.Take("$/progress")) {
        if (params["token"] != "whyspec/scan") said.push_back(params["value"]["kind"]);
      }
      return said;
    };
    const std::vector<std::string> before = kinds();
    REQUIRE(client.RunWork());
    client.Settle();
    if (count < 100) {
      CHECK(before.empty());
      CHECK(kinds().empty());
    } else {
      CHECK(before == std::vector<std::string>{"begin"});
      CHECK(kinds().back() == "end");
    }
  }
}

TEST_CASE("a branch switch over thousands of files is taken in bit by bit, all of it in the end") {
  constexpr int kFiles = 1200;
  std::map<std::string, std::string> files = Team();
  for (int i = 0; i < kFiles; ++i) files[StrCat("/ws/calls/more-", i, ".txt")] = "Nobody cites this one.\n";
  LspClient client(std::move(files), LspClient::Calls::kBeside);
  client.Start();
  client.Settle();
  client.RunWork();
  client.Settle();
  Json changes = Json::array();
  for (int i = 0; i < kFiles; ++i) {
    const std::string path = StrCat("/ws/calls/more-", i, ".txt");
    if (i % 2 == 0) {
      client.files.Remove(path);
    } else {
      client.files.Put(path, StrCat("Words number ", i, " of the other branch.\n"));
    }
    changes.push_back({{"uri", LspClient::Uri(path)}, {"type", i % 2 == 0 ? 3 : 2}});
  }
  client.Notify("workspace/didChangeWatchedFiles", {{"changes", std::move(changes)}});
  client.Settle();
  while (client.RunWork()) client.Settle();
  std::size_t calls = 0;
  for (const Json& symbol : client.Ask("workspace/symbol", {{"query", "more-"}})) {
    calls += symbol["name"].get<std::string>().find("more-") != std::string::npos ? 1 : 0;
  }
  CHECK(calls > 0);
  const Json hover = client.Ask("textDocument/documentSymbol", LspClient::Document("/ws/calls/more-1.txt"));
  CHECK(hover.dump().find("Words number 1") != std::string::npos);
}

TEST_CASE("while many changed specs are taken in, requests are answered; then all of them count") {
  constexpr int kSpecs = 300;
  const auto path = [](int i) { return StrCat("/ws/specs/more-", i, ".md"); };
  std::map<std::string, std::string> files = Team();
  for (int i = 0; i < kSpecs; ++i) files[path(i)] = "# More\n\nNobody is cited.\n";
  LspClient client(std::move(files), LspClient::Calls::kBeside);
  client.Start();
  client.Open(kSpec, kSpecText);
  client.Settle();
  client.RunWork();
  client.Settle();
  const auto citing = [&] {
    std::size_t specs = 0;
    Json params = LspClient::At(kSpec, 10, 20);
    params["context"] = {{"includeDeclaration", false}};
    for (const Json& place : client.Ask("textDocument/references", params)) {
      specs += place["uri"].get<std::string>().find("more-") != std::string::npos ? 1 : 0;
    }
    return specs;
  };
  CHECK(citing() == 0);
  Json changes = Json::array();
  for (int i = 0; i < kSpecs; ++i) {
    client.files.Put(path(i), "# More\n\nSee [the call](call:acme-2026-01-13#t=7).\n");
    changes.push_back({{"uri", LspClient::Uri(path(i))}, {"type", 2}});
  }
  client.Queue("workspace/didChangeWatchedFiles", {{"changes", std::move(changes)}});
  const Json asked = client.QueueRequest("textDocument/hover", LspClient::At(kSpec, 10, 20));
  client.Settle();
  CHECK(client.ResponseTo(asked)["result"].dump().find("We retype everything") != std::string::npos);
  CHECK(citing() == kSpecs);
}

TEST_CASE("a server that ends leaves its work; a thread finishes what it was given") {
  {
    LspClient client(Team(), LspClient::Calls::kBeside);
    client.Start();
    client.Settle();
    // Its call files are never read.
  }
  int done = 0;
  {
    lsp::WorkThread thread;
    for (int i = 0; i < 5; ++i) thread.Run([&done] { ++done; });
  }
  CHECK(done == 5);
}

}  // namespace
}  // namespace whyspec::test
