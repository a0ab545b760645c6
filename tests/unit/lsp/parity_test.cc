// One verdict: what the editor shows is what the checker, and so the command line, says.

#include <catch2/catch.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "engine/checker.h"
#include "engine/workspace.h"
#include "lsp_client.h"
#include "team.h"

namespace whyspec::test {
namespace {

std::map<std::string, std::string> BadTeam() {
  auto files = Team();
  files["/ws/specs/bad.md"] =
      "---\nstatus: ready\nowner: [\n---\n\n# 😀 Bad\n\n## Wy\n\nMany prospects want it. Mail "
      "jane@example.com.\n\n"
      "## Customer evidence\n\n> \"We retype everything four times a week.\" "
      "[Jane](call:acme-2026-01-13#t=7)\n\n"
      "[x](call:no-such-call#t=1) <!-- whyspec-disable-next-line nothing -->\n";
  files["/ws/specs/crlf.md"] =
      "# T\r\n\r\n## Why\r\n\r\nTODO\r\n\r\n## Expected usage\r\n\r\n\xff\xfe easy\r\n";
  files["/ws/specs/empty.md"] = "";
  files["/ws/whyspec.json"] = R"({"evidence": {"prospects": 3}, "rules": {"section/order": "warning"}})";
  return files;
}

// A finding on one line, as either side tells it.
std::string Line(int severity, const std::string& code, const Json& range, const std::string& message) {
  return StrCat(severity, " ", code, " ", range.dump(), " ", message);
}

std::vector<std::string> Checked(const std::map<std::string, std::string>& files, const std::string& path) {
  const MemoryFileSystem disk(files);
  engine::Workspace workspace(disk, {.roots = {"/ws"}, .today = Date{2026, 3, 1}});
  workspace.Scan();
  const auto snapshot = workspace.SnapshotOf(path);
  REQUIRE(snapshot);
  const lsp::LineText text{std::string(snapshot->spec->text())};
  const lsp::TextPositions positions(text, ColumnUnit::kUtf16);
  std::vector<std::string> lines;
  for (const rules::Finding& finding : engine::Check(*snapshot).findings) {
    lines.push_back(Line(5 - static_cast<int>(finding.severity), std::string(finding.rule),
                         lsp::ToJson(positions.ToRange(finding.range)), finding.message));
  }
  return lines;
}

std::vector<std::string> Shown(const Json& diagnostics) {
  std::vector<std::string> lines;
  for (const Json& one : diagnostics) {
    lines.push_back(Line(one["severity"], one["code"], one["range"], one["message"]));
  }
  return lines;
}

TEST_CASE("pulled, pushed, workspace-wide and checked findings are the same ones") {
  const auto files = BadTeam();
  LspClient puller(files);
  puller.Start();
  LspClient pushed(files);
  pushed.Start(PushedClient());
  std::map<std::string, Json> reported;
  const Json report = puller.Ask("workspace/diagnostic", {{"previousResultIds", Json::array()}});
  for (const Json& item : report["items"]) {
    reported[item["uri"]] = item["items"];
  }
  std::size_t compared = 0;
  for (const auto& [path, text] : files) {
    if (!path.starts_with("/ws/specs/")) continue;
    CAPTURE(path);
    const std::string uri = LspClient::Uri(path);
    const auto expected = Checked(files, path);
    CHECK(Shown(puller.Ask("textDocument/diagnostic", LspClient::Document(path))["items"]) == expected);
    CHECK(Shown(reported[uri]) == expected);
    if (IsValidUtf8(text)) {  // other bytes cannot be sent over the wire
      pushed.Open(path, text);
      const auto published = pushed.Take("textDocument/publishDiagnostics");
      REQUIRE_FALSE(published.empty());
      CHECK(Shown(published.back()["diagnostics"]) == expected);
    }
    compared += expected.size();
  }
  CHECK(compared >= 15);
}

}  // namespace
}  // namespace whyspec::test
