// What each request gives over the wire, in the form this client can take. What the
// features themselves say is tested in tests/unit/features.

#include <catch2/catch.hpp>

#include "lsp_client.h"
#include "team.h"

namespace whyspec::test {
namespace {

namespace code = jsonrpc::code;

// Line 10 of the spec is the attribution with the citation; its id starts at column 23.
constexpr int kCitationLine = 10;
constexpr int kCitationColumn = 30;

Json Whole(const std::string& path) {
  Json params = LspClient::Document(path);
  params["range"] = {{"start", {{"line", 0}, {"character", 0}}},
                     {"end", {{"line", 100000}, {"character", 0}}}};
  return params;
}

Json ActionParams(const std::string& path, Json only = nullptr) {
  Json params = Whole(path);
  params["context"] = {{"diagnostics", Json::array()}};
  if (!only.is_null()) params["context"]["only"] = std::move(only);
  return params;
}

bool HoldsText(const Json& value, std::string_view text) {
  return value.dump().find(text) != std::string::npos;
}

std::string ApplyTo(const std::string& text, const Json& edits) {
  const lsp::LineText before(text);
  const lsp::TextPositions positions(before, ColumnUnit::kUtf16);
  std::vector<TextEdit> list;
  for (const Json& edit : edits) {
    lsp::Range range;
    REQUIRE(lsp::ReadJson(edit["range"], &range));
    list.push_back({positions.ToTextRange(range), edit["newText"]});
  }
  return ApplyEdits(text, list);
}

TEST_CASE("hover is Markdown or plain text as the client likes") {
  for (const auto& [formats, kind] :
       std::vector<std::pair<Json, std::string>>{{{"markdown", "plaintext"}, "markdown"},
                                                 {{"plaintext", "markdown"}, "plaintext"},
                                                 {{"html"}, "plaintext"},
                                                 {nullptr, "plaintext"}}) {
    LspClient client(Team());
    Json capabilities = PullingClient();
    capabilities["textDocument"]["hover"]["contentFormat"] = formats;
    client.Start(capabilities);
    const Json hover = client.Ask("textDocument/hover", LspClient::At(kSpec, kCitationLine, kCitationColumn));
    REQUIRE(hover.is_object());
    CHECK(hover["contents"]["kind"] == kind);
    CHECK(hover["range"]["start"]["line"] == kCitationLine);
  }
}

TEST_CASE("where there is nothing to say, answers are null or empty, never errors") {
  LspClient client(Team());
  client.Start();
  for (const std::string path : {"/ws/README.md", "/nowhere/at/all.md", "/ws/specs", "/"}) {
    CAPTURE(path);
    const Json at = LspClient::At(path, 3, 3);
    const Json document = LspClient::Document(path);
    CHECK(client.Ask("textDocument/hover", at).is_null());
    CHECK(client.Ask("textDocument/definition", at).is_null());
    CHECK(client.Ask("textDocument/prepareRename", at).is_null());
    CHECK(client.Ask("textDocument/completion", at)["items"].empty());
    CHECK(client.Ask("textDocument/documentSymbol", document).empty());
    CHECK(client.Ask("textDocument/codeLens", document).empty());
    CHECK(client.Ask("textDocument/foldingRange", document).empty());
    CHECK(client.Ask("textDocument/documentLink", document).empty());
    CHECK(client.Ask("textDocument/inlayHint", Whole(path)).empty());
    CHECK(client.Ask("textDocument/codeAction", ActionParams(path)).empty());
    CHECK(client.Ask("textDocument/semanticTokens/full", document)["data"].empty());
    CHECK(client.Ask("textDocument/diagnostic", document)["items"].empty());
  }
}

TEST_CASE("positions out of the text are clamped") {
  LspClient client(Team());
  client.Start();
  for (const Json& position :
       {Json{{"line", 0}, {"character", 2147483647}}, Json{{"line", 2147483647}, {"character", 2147483647}},
        Json{{"line", 4294967296.0}, {"character", 1e18}}}) {
    Json at = LspClient::Document(kSpec);
    at["position"] = position;
    (void)client.Ask("textDocument/hover", at);
    (void)client.Ask("textDocument/definition", at);
    (void)client.Ask("textDocument/completion", at);
    (void)client.Ask("textDocument/documentHighlight", at);
    at["positions"] = {position};
    const Json ranges = client.Ask("textDocument/selectionRange", at);
    CHECK(ranges.size() == 1);
  }
}

TEST_CASE("completion gives snippets only to clients that take them, and resolves lazily") {
  const std::string text = kSpecText + "\nAs [they](call:";
  const auto complete = [&text](bool snippets) {
    LspClient client(Team());
    Json capabilities = PullingClient();
    capabilities["textDocument"]["completion"]["completionItem"]["snippetSupport"] = snippets;
    client.Start(capabilities);
    client.Open(kSpec, text);
    const int last = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    const Json list = client.Ask("textDocument/completion", LspClient::At(kSpec, last, 15));
    REQUIRE_FALSE(list["items"].empty());
    for (const Json& item : list["items"]) {
      CHECK(item["textEdit"]["range"]["start"]["line"] == last);
      CHECK(item["textEdit"]["range"]["end"]["line"] == last);
      CHECK_FALSE(item.contains("documentation"));
      if (!snippets) CHECK(item["insertTextFormat"] == 1);
    }
    const Json first = list["items"][0];
    CHECK(HoldsText(first["textEdit"]["newText"], "acme-2026-01-13"));
    return client.Ask("completionItem/resolve", first);
  };
  CHECK(complete(true)["documentation"]["kind"] == "markdown");
  CHECK(complete(false)["label"].is_string());
}

TEST_CASE("an item that is not ours resolves to itself") {
  LspClient client(Team());
  client.Start();
  const Json item = {{"label", "x"}};
  CHECK(client.Ask("completionItem/resolve", item) == item);
}

TEST_CASE("code actions come without edits where the client resolves, else with them") {
  const std::string text = "# Export\n\n## Wy\n\nBecause.\n";
  const auto rename_fix = [&](bool lazy) {
    LspClient client(Team());
    Json capabilities = PullingClient();
    if (!lazy) capabilities["textDocument"]["codeAction"].erase("resolveSupport");
    client.Start(capabilities);
    client.Open(kOther, text);
    for (Json action : client.Ask("textDocument/codeAction", ActionParams(kOther))) {
      if (action["kind"] != "quickfix" || !HoldsText(action["title"], "Why")) continue;
      CHECK(action.contains("edit") == !lazy);
      if (lazy) action = client.Ask("codeAction/resolve", action);
      const Json change = action["edit"]["documentChanges"][0];
      CHECK(change["textDocument"] == Json{{"uri", LspClient::Uri(kOther)}, {"version", 1}});
      return ApplyTo(text, change["edits"]);
    }
    return std::string("no such action");
  };
  CHECK(rename_fix(true).find("## Why\n") != std::string::npos);
  CHECK(rename_fix(false) == rename_fix(true));
}

TEST_CASE("an older client gets changes by address") {
  LspClient client(Team());
  Json capabilities = PullingClient();
  capabilities["workspace"]["workspaceEdit"] = Json::object();
  capabilities["textDocument"]["codeAction"].erase("resolveSupport");
  client.Start(capabilities);
  client.Open(kOther, "# Export\n\n## Wy\n\nBecause.\n");
  std::size_t edits = 0;
  for (const Json& action : client.Ask("textDocument/codeAction", ActionParams(kOther))) {
    CHECK_FALSE(action["edit"].contains("documentChanges"));
    edits += action["edit"]["changes"].count(LspClient::Uri(kOther));
  }
  CHECK(edits > 0);
}

TEST_CASE("the kinds a client asks for are the kinds it gets") {
  LspClient client(Team());
  client.Start();
  client.Open(kOther, "# Export\n\n## Wy\n\nBecause.\n");
  const auto kinds = [&client](Json only) {
    std::set<std::string> seen;
    for (const Json& action : client.Ask("textDocument/codeAction", ActionParams(kOther, std::move(only)))) {
      seen.insert(action["kind"]);
    }
    return seen;
  };
  CHECK(kinds({"quickfix"}) == std::set<std::string>{"quickfix"});
  CHECK(kinds({"source"}) == kinds({"source.fixAll"}));
  CHECK(kinds({"source.fixAll.whyspec"}) == std::set<std::string>{"source.fixAll.whyspec"});
  CHECK(kinds({"source.organizeImports"}).empty());
  CHECK(kinds({"quick"}).empty());
  CHECK(kinds(Json::array()) == kinds(nullptr));
}

TEST_CASE("an action offered for an older text is refused as stale") {
  LspClient client(Team());
  client.Start();
  client.Open(kOther, "# Export\n\n## Wy\n\nBecause.\n");
  const Json actions = client.Ask("textDocument/codeAction", ActionParams(kOther));
  REQUIRE_FALSE(actions.empty());
  client.Change(kOther, 2, Json::array({{{"text", "# Export\n"}}}));
  CHECK(client.RefusedCode("codeAction/resolve", actions[0]) == code::kContentModified);
}

TEST_CASE("an action names the diagnostics it answers, in the client's own copies") {
  LspClient client(Team());
  client.Start();
  client.Open(kOther, "# Export\n\n## Wy\n\nBecause.\n");
  Json diagnostics = client.Ask("textDocument/diagnostic", LspClient::Document(kOther))["items"];
  for (Json& diagnostic : diagnostics) diagnostic["mark"] = "the client's";
  Json params = ActionParams(kOther);
  params["context"]["diagnostics"] = diagnostics;
  std::size_t answered = 0;
  for (const Json& action : client.Ask("textDocument/codeAction", params)) {
    if (!action.contains("diagnostics")) continue;
    for (const Json& diagnostic : action["diagnostics"]) {
      CHECK(diagnostic["mark"] == "the client's");
      ++answered;
    }
  }
  CHECK(answered > 0);
}

TEST_CASE("the fix-all command changes the document through the client, and says if it could not") {
  LspClient client(Team());
  client.Start();
  client.Open(kOther, "# Export\n\n## Wy\n\nBecause.\n");
  const Json fix_all = {{"command", "whyspec.fixAll"}, {"arguments", {LspClient::Uri(kOther)}}};
  Json applied;
  client.answers["workspace/applyEdit"] = [&applied](const Json& params) {
    applied = params;
    return Json{{"applied", true}};
  };
  CHECK(client.Ask("workspace/executeCommand", fix_all).is_null());
  CHECK(HoldsText(applied["edit"], LspClient::Uri(kOther)));
  client.answers["workspace/applyEdit"] = [](const Json&) { return Json{{"applied", false}}; };
  CHECK(client.RefusedCode("workspace/executeCommand", fix_all) == code::kRequestFailed);
}

TEST_CASE("a client without action literals gets commands that do the same") {
  LspClient client(Team());
  Json capabilities = PullingClient();
  capabilities["textDocument"].erase("codeAction");
  client.Start(capabilities);
  client.Open(kOther, "# Export\n\n## Wy\n\nBecause.\n");
  Json applied;
  client.answers["workspace/applyEdit"] = [&applied](const Json& params) {
    applied = params;
    return Json{{"applied", true}};
  };
  const Json commands = client.Ask("textDocument/codeAction", ActionParams(kOther));
  REQUIRE_FALSE(commands.empty());
  for (const Json& command : commands) CHECK(command["command"].is_string());
  client.Ask("workspace/executeCommand",
             {{"command", commands[0]["command"]}, {"arguments", commands[0]["arguments"]}});
  CHECK(applied.contains("edit"));
}

TEST_CASE("definition is a link or a location as the client can") {
  for (const bool links : {true, false}) {
    LspClient client(Team());
    Json capabilities = PullingClient();
    capabilities["textDocument"]["definition"]["linkSupport"] = links;
    client.Start(capabilities);
    const Json found =
        client.Ask("textDocument/definition", LspClient::At(kSpec, kCitationLine, kCitationColumn));
    REQUIRE(found.size() == 1);
    CHECK(found[0].contains("targetUri") == links);
    CHECK(found[0][links ? "targetUri" : "uri"] == LspClient::Uri(kCall));
  }
}

TEST_CASE("a call's references are the citations of its turns") {
  LspClient client(Team());
  client.Start();
  Json params = LspClient::At(kCall, 6, 12);
  params["context"] = {{"includeDeclaration", false}};
  const Json cited = client.Ask("textDocument/references", params);
  REQUIRE(cited.size() == 1);
  CHECK(cited[0]["uri"] == LspClient::Uri(kSpec));
  CHECK(cited[0]["range"]["start"]["line"] == kCitationLine);
}

TEST_CASE("a document link is given its line when it is followed") {
  LspClient client(Team());
  client.Start();
  const Json links = client.Ask("textDocument/documentLink", LspClient::Document(kSpec));
  REQUIRE(links.size() == 1);
  CHECK_FALSE(links[0].contains("target"));
  const std::string target = client.Ask("documentLink/resolve", links[0])["target"];
  CHECK(target.starts_with(LspClient::Uri(kCall) + "#L6,"));
  CHECK(client.RefusedCode("documentLink/resolve", {{"range", LspClient::RangeOf(0, 0, 0)}}) ==
        code::kInvalidParams);
}

TEST_CASE("symbols nest where the client can nest them") {
  for (const bool nested : {true, false}) {
    LspClient client(Team());
    Json capabilities = PullingClient();
    capabilities["textDocument"]["documentSymbol"]["hierarchicalDocumentSymbolSupport"] = nested;
    client.Start(capabilities);
    const Json symbols = client.Ask("textDocument/documentSymbol", LspClient::Document(kSpec));
    REQUIRE_FALSE(symbols.empty());
    for (const Json& symbol : symbols) {
      CHECK(symbol.contains("selectionRange") == nested);
      CHECK(symbol.contains("location") == !nested);
    }
    CHECK(HoldsText(symbols, "Expected usage"));
  }
}

TEST_CASE("workspace symbols find specs, calls and accounts; ranges may come later") {
  LspClient client(Team());
  Json capabilities = PullingClient();
  capabilities["workspace"]["symbol"]["resolveSupport"] = {{"properties", {"location.range"}}};
  client.Start(capabilities);
  const Json found = client.Ask("workspace/symbol", {{"query", "expuse"}});
  REQUIRE_FALSE(found.empty());
  CHECK(found[0]["name"] == "Expected usage");
  CHECK_FALSE(found[0]["location"].contains("range"));
  CHECK(client.Ask("workspaceSymbol/resolve", found[0])["location"]["range"]["start"]["line"] == 12);
  CHECK(client.RefusedCode("workspaceSymbol/resolve", {{"name", "x"}}) == code::kInvalidParams);
  LspClient plain(Team());
  plain.Start();
  CHECK(plain.Ask("workspace/symbol", {{"query", "expuse"}})[0]["location"]["range"]["start"]["line"] == 12);
}

TEST_CASE("lenses get their titles late, and a click does what the client can do") {
  const auto command = [](const std::string& known, bool show_document) {
    LspClient client(Team());
    Json capabilities = PullingClient();
    capabilities["experimental"] = {{"commands", {{"commands", {known}}}}};
    capabilities["window"]["showDocument"]["support"] = show_document;
    client.Start(capabilities);
    const Json lenses = client.Ask("textDocument/codeLens", LspClient::Document(kSpec));
    REQUIRE_FALSE(lenses.empty());
    CHECK_FALSE(lenses[0].contains("command"));
    const Json lens = client.Ask("codeLens/resolve", lenses[0]);
    CHECK_FALSE(lens["command"]["title"].get<std::string>().empty());
    return lens["command"]["command"].get<std::string>();
  };
  CHECK(command("whyspec.showReferences", true) == "whyspec.showReferences");
  CHECK(command("other", true) == "whyspec.openLocation");
  CHECK(command("other", false) == "");
}

TEST_CASE("folds are whole lines for clients that fold lines, and not more than they take") {
  LspClient client(Team());
  Json capabilities = PullingClient();
  capabilities["textDocument"]["foldingRange"]["rangeLimit"] = 2;
  client.Start(capabilities);
  const Json folds = client.Ask("textDocument/foldingRange", LspClient::Document(kSpec));
  CHECK(folds.size() == 2);
  for (const Json& fold : folds) CHECK_FALSE(fold.contains("startCharacter"));
}

TEST_CASE("selections grow from the inside out") {
  LspClient client(Team());
  client.Start();
  Json params = LspClient::Document(kSpec);
  params["positions"] = {{{"line", 4}, {"character", 10}}, {{"line", 0}, {"character", 0}}};
  const Json selections = client.Ask("textDocument/selectionRange", params);
  REQUIRE(selections.size() == 2);
  for (const Json* at = &selections[0]; at->contains("parent"); at = &(*at)["parent"]) {
    CHECK((*at)["range"]["start"]["line"] >= (*at)["parent"]["range"]["start"]["line"]);
    CHECK((*at)["range"]["end"]["line"] <= (*at)["parent"]["range"]["end"]["line"]);
  }
}

TEST_CASE("inlay hints stand behind citations and explain themselves late") {
  LspClient client(Team());
  client.Start();
  const Json hints = client.Ask("textDocument/inlayHint", Whole(kSpec));
  REQUIRE(hints.size() == 1);
  CHECK(hints[0]["position"]["line"] == kCitationLine);
  CHECK_FALSE(hints[0].contains("tooltip"));
  CHECK(client.Ask("inlayHint/resolve", hints[0])["tooltip"]["kind"] == "markdown");
  CHECK(client.RefusedCode("inlayHint/resolve", {{"label", "x"}}) == code::kInvalidParams);
}

TEST_CASE("semantic tokens: whole, the difference, a part") {
  LspClient client(Team());
  client.Start();
  client.Open(kSpec, kSpecText);
  const Json document = LspClient::Document(kSpec);
  const Json full = client.Ask("textDocument/semanticTokens/full", document);
  REQUIRE(full["data"].size() == 10);  // the id and the anchor
  CHECK(full["data"][0] == kCitationLine);
  CHECK(client.Ask("textDocument/semanticTokens/range", Whole(kSpec))["data"] == full["data"]);

  client.Change(kSpec, 2, Json::array({{{"range", LspClient::RangeOf(0, 0, 0)}, {"text", "\n"}}}));
  Json params = document;
  params["previousResultId"] = full["resultId"];
  const Json delta = client.Ask("textDocument/semanticTokens/full/delta", params);
  REQUIRE(delta["edits"].size() == 1);
  CHECK(delta["edits"][0] == Json{{"start", 0}, {"deleteCount", 1}, {"data", {kCitationLine + 1}}});
  params["previousResultId"] = delta["resultId"];
  CHECK(client.Ask("textDocument/semanticTokens/full/delta", params)["edits"].empty());
  params["previousResultId"] = "unknown";
  CHECK(client.Ask("textDocument/semanticTokens/full/delta", params).contains("data"));
}

TEST_CASE("rename of a call goes through all specs and the file, with a note to review") {
  LspClient client(Team());
  client.Start();
  client.Open(kSpec, kSpecText, 5);
  Json params = LspClient::At(kSpec, kCitationLine, kCitationColumn);
  CHECK(client.Ask("textDocument/prepareRename", params)["placeholder"] == "acme-2026-01-13");
  params["newName"] = "acme-first";
  const Json edit = client.Ask("textDocument/rename", params);
  CHECK(HoldsText(edit["documentChanges"], LspClient::Uri(kSpec)));
  CHECK(HoldsText(edit["documentChanges"], LspClient::Uri(kOther)));
  CHECK(HoldsText(edit["documentChanges"], "\"kind\":\"rename\""));
  CHECK(edit["changeAnnotations"].size() == 1);
  for (const Json& change : edit["documentChanges"]) {
    if (!change.contains("textDocument")) continue;
    const bool open = change["textDocument"]["uri"] == LspClient::Uri(kSpec);
    CHECK(change["textDocument"]["version"] == (open ? Json(5) : Json()));
    for (const Json& one : change["edits"]) CHECK(one.contains("annotationId"));
  }
  params["newName"] = "not a valid id";
  CHECK(client.RefusedCode("textDocument/rename", params) == code::kRequestFailed);
}

TEST_CASE("a rename that needs a file renamed is refused where the client cannot") {
  LspClient client(Team());
  Json capabilities = PullingClient();
  capabilities["workspace"]["workspaceEdit"] = {{"documentChanges", true}};
  client.Start(capabilities);
  Json params = LspClient::At(kSpec, kCitationLine, kCitationColumn);
  params["newName"] = "acme-first";
  const Json error = client.Refused("textDocument/rename", params);
  CHECK(error["code"] == code::kRequestFailed);
  CHECK(HoldsText(error["message"], "acme-2026-01-13"));
}

TEST_CASE("moving a call's file keeps the specs that cite it") {
  LspClient client(Team());
  client.Start();
  const Json edit =
      client.Ask("workspace/willRenameFiles",
                 {{"files", Json::array({{{"oldUri", LspClient::Uri(kCall)},
                                          {"newUri", LspClient::Uri("/ws/calls/acme-first.vtt")}}})}});
  CHECK(HoldsText(edit, "acme-first"));
  CHECK(client
            .Ask("workspace/willRenameFiles",
                 {{"files", Json::array({{{"oldUri", LspClient::Uri("/ws/a.txt")},
                                          {"newUri", LspClient::Uri("/ws/b.txt")}}})}})
            .is_null());
}

TEST_CASE("two roots are one workspace; folders come and go") {
  auto files = Team();
  files["/second/specs/more.md"] = "# More\n\nSee [it](call:acme-2026-01-13#t=1).\n";
  LspClient client(files);
  client.Start(PullingClient(), {"/ws", "/second"});
  const std::string more = "/second/specs/more.md";
  CHECK_FALSE(client.Codes(more).empty());
  const auto cited = [&client] {
    Json params = LspClient::At(kCall, 3, 12);
    params["context"] = {{"includeDeclaration", false}};
    return client.Ask("textDocument/references", params).size();
  };
  CHECK(cited() == 2);
  const Json folder = {{"uri", "file:///second"}, {"name", "second"}};
  client.Notify("workspace/didChangeWorkspaceFolders",
                {{"event", {{"added", Json::array()}, {"removed", {folder}}}}});
  CHECK(client.Codes(more).empty());
  CHECK(cited() == 1);
  client.Notify("workspace/didChangeWorkspaceFolders",
                {{"event", {{"added", {folder, folder}}, {"removed", Json::array()}}}});
  CHECK_FALSE(client.Codes(more).empty());
}

TEST_CASE("settings of the editor choose config and profile") {
  auto files = Team();
  files["/ws/strict.json"] = R"({"rules": {"section/missing-why": "off"}})";
  LspClient client(files);
  client.answers["workspace/configuration"] = [](const Json&) {
    return Json::array({{{"configFile", "strict.json"}}});
  };
  client.Start();
  auto codes = client.Codes(kOther);
  CHECK(std::count(codes.begin(), codes.end(), "section/missing-why") == 0);
  client.answers["workspace/configuration"] = [](const Json&) { return Json::array({{{"profile", "kep"}}}); };
  client.Notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  const Json report = client.Ask("textDocument/diagnostic", LspClient::Document(kOther));
  CHECK(HoldsText(report, "Motivation"));
}

TEST_CASE("settings come in every way a client may send them, and wrong ones do no harm") {
  for (const Json& settings : {Json{{"whyspec", {{"diagnostics", {{"enable", false}}}}}},
                               Json{{"diagnostics", {{"enable", false}}}}}) {
    LspClient client(Team());
    client.Start(PullingClient(), {"/ws"}, {{"initializationOptions", settings}});
    CHECK(client.Codes(kOther).empty());
  }
  for (const Json& answer :
       {Json(), Json::array(), Json::array({nullptr}), Json::array({7}), Json("no"),
        Json::array({{{"profile", 5}, {"diagnostics", "on"}, {"configFile", nullptr}}})}) {
    LspClient client(Team());
    client.answers["workspace/configuration"] = [&answer](const Json&) { return answer; };
    client.Start();
    CHECK_FALSE(client.Codes(kOther).empty());
  }
}

}  // namespace
}  // namespace whyspec::test
