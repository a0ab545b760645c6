// One verdict: `check` with one job and with two, pulled and pushed diagnostics say the same
// of every spec, to the letter, on the sample workspace and, where they are, on real corpora.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/strings.h"
#include "base/uri.h"
#include "unit/cli/run_cli.h"
#include "unit/lsp/lsp_client.h"

namespace whyspec::test {
namespace {

namespace fs = std::filesystem;

std::string Slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// "rule severity line:column-line:column message", lines and columns from 1 in code points.
using Findings = std::map<std::string, std::vector<std::string>>;  // by path below the root

std::string Line(std::string_view rule, std::string_view severity, int l1, int c1, int l2, int c2,
                 std::string_view message) {
  return StrCat(rule, " ", severity, " ", l1, ":", c1, "-", l2, ":", c2, " ", message);
}

Findings Checked(const CliWorld& world, std::string jobs) {
  const CliRun run =
      world.Run({"check", "--format", "json", "--today", "2026-11-20", "--jobs", std::move(jobs)});
  INFO(run.err);
  REQUIRE(run.status <= 1);
  Findings out;
  const Json report = Json::parse(run.out);
  for (const Json& file : report["files"]) {
    for (const Json& finding : file["findings"]) {
      const Json& start = finding["range"]["start"];
      const Json& end = finding["range"]["end"];
      out[file["path"]].push_back(Line(finding["rule"].get<std::string>(),
                                       finding["severity"].get<std::string>(), start["line"], start["column"],
                                       end["line"], end["column"], finding["message"].get<std::string>()));
    }
  }
  return out;
}

std::vector<std::string> FromDiagnostics(const Json& items) {
  static constexpr std::string_view kSeverities[] = {"", "error", "warning", "info", "hint"};
  std::vector<std::string> out;
  for (const Json& item : items) {
    const Json& start = item["range"]["start"];
    const Json& end = item["range"]["end"];
    out.push_back(Line(item.value("code", ""), kSeverities[item["severity"].get<int>()],
                       start["line"].get<int>() + 1, start["character"].get<int>() + 1,
                       end["line"].get<int>() + 1, end["character"].get<int>() + 1,
                       item["message"].get<std::string>()));
  }
  return out;
}

Json WithUtf32(Json capabilities) {
  capabilities["general"]["positionEncodings"] = {"utf-32"};
  return capabilities;
}

void CheckAgreement(const CliWorld& world, const std::vector<std::string>& specs) {
  const Findings one = Checked(world, "1");
  CHECK(Checked(world, "2") == one);

  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(world.dir.path())) {
    if (entry.is_regular_file())
      files["/ws/" + RelativePath(entry.path().string(), world.dir.path())] = Slurp(entry.path());
  }
  LspClient puller(files);
  puller.today = {2026, 11, 20};
  puller.Start(WithUtf32(PullingClient()));
  LspClient pushed(files);
  pushed.today = {2026, 11, 20};
  pushed.Start(WithUtf32(PushedClient()));
  std::size_t compared = 0;
  for (const std::string& spec : specs) {
    const std::string path = "/ws/" + spec;
    puller.Open(path, files.at(path));
    pushed.Open(path, files.at(path));
    const auto expected = one.find(spec);
    const std::vector<std::string> wanted =
        expected == one.end() ? std::vector<std::string>{} : expected->second;
    INFO(spec);
    CHECK(FromDiagnostics(puller.Ask("textDocument/diagnostic", LspClient::Document(path))["items"]) ==
          wanted);
    std::vector<std::string> got{"nothing was published"};
    for (const Json& params : pushed.Take("textDocument/publishDiagnostics")) {
      if (params["uri"] == LspClient::Uri(path)) got = FromDiagnostics(params["diagnostics"]);
    }
    CHECK(got == wanted);
    compared += wanted.size();
    puller.Close(path);
    pushed.Close(path);
  }
  CHECK(compared > 0);
}

TEST_CASE("the sample workspace gets the same findings everywhere") {
  const CliWorld world;
  fs::copy(WHYSPEC_SOURCE_DIR "/editor-extension/sample-workspace", world.dir.path(),
           fs::copy_options::recursive);
  std::vector<std::string> specs;
  for (const auto& entry : fs::directory_iterator(world.dir / "specs"))
    specs.push_back("specs/" + entry.path().filename().string());
  REQUIRE(specs.size() >= 8);
  CheckAgreement(world, specs);
}

TEST_CASE("real specs get the same findings everywhere") {
  const char* const named = std::getenv("WHYSPEC_DATA");
  const fs::path data = named != nullptr ? named : WHYSPEC_SOURCE_DIR "/../shared/data";
  if (!fs::is_directory(data / "specs")) {
    WARN("no real specs here");
    return;
  }
  const CliWorld world;
  std::vector<std::string> specs;
  std::size_t seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(data / "specs")) {
    // Every tenth: all of them are checked for speed and crashes by the benchmark.
    if (!entry.is_regular_file() || entry.path().extension() != ".md" || seen++ % 10 != 0) continue;
    const std::string name = RelativePath(entry.path().string(), (data / "specs").string());
    fs::create_directories((world.dir / name).substr(0, (world.dir / name).rfind('/')));
    fs::copy_file(entry.path(), world.dir / name);
    specs.push_back(name);
  }
  std::ofstream(world.dir / "whyspec.json") << R"({"specs": ["**/*.md"], "calls": [], "profile": "kep"})";
  CheckAgreement(world, specs);
}

}  // namespace
}  // namespace whyspec::test
