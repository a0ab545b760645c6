// What only a real disk does: links in a circle, names that are no text, pipes.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "base/strings.h"
#include "base/unicode.h"
#include "engine/checker.h"
#include "engine/workspace.h"

namespace whyspec::engine {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "whyspec-engine-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = fs::canonical(name);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string Path(std::string_view name) const { return StrCat(path_.string(), "/", name); }
  void Put(std::string_view name, std::string_view bytes) const {
    fs::create_directories(fs::path(Path(name)).parent_path());
    std::ofstream(Path(name), std::ios::binary) << bytes;
  }
  std::string root() const { return path_.string(); }

 private:
  fs::path path_;
};

WorkspaceOptions Options(const Folder& folder) {
  WorkspaceOptions options;
  options.roots = {folder.root()};
  options.today = Date{.year = 2026, .month = 3, .day = 1};
  return options;
}

TEST_CASE("links in a circle are told and the rest of the folder is checked") {
  Folder folder;
  folder.Put("specs/a.md", "# A");
  folder.Put("specs/z/b.md", "# B");
  fs::create_directory_symlink(folder.Path("specs"), folder.Path("specs/m"));
  fs::create_symlink(folder.Path("specs/self.md"), folder.Path("specs/self.md"));
  Workspace workspace(RealFileSystem(), Options(folder));
  workspace.Scan();
  const std::vector<std::string> specs = workspace.SpecPaths();
  CHECK(std::find(specs.begin(), specs.end(), folder.Path("specs/a.md")) != specs.end());
  CHECK(std::find(specs.begin(), specs.end(), folder.Path("specs/z/b.md")) != specs.end());
  std::string said;
  for (const FileProblem& problem : workspace.Problems()) said += problem.message + "\n";
  CHECK_THAT(said, Catch::Contains("circle") && Catch::Contains("specs/self.md"));
}

TEST_CASE("a file name that is no UTF-8 is checked and shown escaped") {
  Folder folder;
  const std::string name = "specs/caf\xE9.md";
  folder.Put(name, "# A");
  folder.Put("calls/\xE9t\xE9.txt", "Nobody knows who said this.");
  Workspace workspace(RealFileSystem(), Options(folder));
  workspace.Scan();
  REQUIRE(workspace.SpecPaths() == std::vector<std::string>{folder.Path(name)});
  CHECK(workspace.SnapshotOf(folder.Path(name)).has_value());
  CHECK(workspace.Log()->List().size() == 1);
  fs::remove(folder.Path(name));
  CHECK_FALSE(workspace.InputOf(folder.Path(name)).ok());
  bool told = false;
  bool told_of_call = false;
  for (const FileProblem& problem : workspace.Problems()) {
    CHECK(IsValidUtf8(problem.message));
    told_of_call =
        told_of_call || problem.message.find("The path of this call is not UTF-8") != std::string::npos;
    told = told || problem.message.find("caf\\x{e9}.md") != std::string::npos;
  }
  CHECK(told);
  CHECK(told_of_call);
}

TEST_CASE("a pipe and a folder with the name of a spec stop nothing") {
  Folder folder;
  folder.Put("specs/a.md", "# A");
  fs::create_directories(folder.Path("specs/folder.md"));
  fs::create_directories(folder.Path("whyspec.json"));
  REQUIRE(::mkfifo(folder.Path("specs/pipe.md").c_str(), 0600) == 0);
  Workspace workspace(RealFileSystem(), Options(folder));
  workspace.Scan();
  CHECK(workspace.SpecPaths() == std::vector<std::string>{folder.Path("specs/a.md")});
  CHECK(workspace.SnapshotOf(folder.Path("specs/a.md")).has_value());
  CHECK_FALSE(workspace.InputOf(folder.Path("specs/pipe.md")).ok());
}

TEST_CASE("a transcript of 200 MB is told in one sentence and takes no memory") {
  Folder folder;
  folder.Put("calls/huge.vtt", "WEBVTT\n");
  fs::resize_file(folder.Path("calls/huge.vtt"), 200ULL * 1024 * 1024);
  folder.Put("calls/small.txt", "Nobody knows who said this.");
  Workspace workspace(RealFileSystem(), Options(folder));
  workspace.Scan();
  CHECK(workspace.Log()->List().size() == 1);
  REQUIRE(workspace.Problems().size() == 1);
  CHECK(workspace.Problems()[0].path == folder.Path("calls/huge.vtt"));
  CHECK_THAT(workspace.Problems()[0].message, Catch::Contains("200 MB"));
}

}  // namespace
}  // namespace whyspec::engine
