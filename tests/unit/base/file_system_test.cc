// The real disk, in a folder of its own.
#include "base/file_system.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

namespace whyspec {
namespace {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "whyspec-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::vector<std::string> Walked(const Folder& folder, std::vector<std::string>* problems = nullptr) {
  std::vector<std::string> seen;
  RealFileSystem().WalkFiles(folder.path(), {.enter = {},
                                             .visit =
                                                 [&](const std::string& path, const FileInfo&) {
                                                   seen.push_back(path.substr(folder.path().size() + 1));
                                                 },
                                             .problem =
                                                 [&](const Error& error) {
                                                   if (problems != nullptr)
                                                     problems->push_back(error.message);
                                                 }});
  return seen;
}

TEST_CASE("What is written is read back, with its permissions kept") {
  const Folder folder;
  const FileSystem& disk = RealFileSystem();
  REQUIRE(disk.WriteFile(folder / "a.md", std::string("x\0y", 3)).ok());
  REQUIRE(::chmod((folder / "a.md").c_str(), 0640) == 0);
  REQUIRE(disk.WriteFile(folder / "a.md", "new").ok());
  struct stat info {};
  REQUIRE(::stat((folder / "a.md").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0640);
  CHECK(*disk.ReadFile(folder / "a.md") == "new");
  CHECK(*disk.ReadHead(folder / "a.md", 2) == "ne");
  CHECK(Walked(folder) == std::vector<std::string>{"a.md"});  // no temporary file is left
}

TEST_CASE("A link stays a link when its file is written") {
  const Folder folder;
  REQUIRE(RealFileSystem().WriteFile(folder / "real.md", "old").ok());
  std::filesystem::create_symlink("real.md", folder / "link.md");
  REQUIRE(RealFileSystem().WriteFile(folder / "link.md", "new").ok());
  CHECK(std::filesystem::is_symlink(folder / "link.md"));
  CHECK(*RealFileSystem().ReadFile(folder / "real.md") == "new");
}

TEST_CASE("Every failure is one sentence that names the path") {
  const Folder folder;
  const FileSystem& disk = RealFileSystem();
  CHECK(disk.ReadFile(folder / "none").error().code == ErrorCode::kNotFound);
  CHECK(disk.ReadFile(folder.path()).error().message.find("is a folder") != std::string::npos);
  REQUIRE(disk.WriteFile(folder / "big", std::string(100, 'x')).ok());
  CHECK(disk.ReadFile(folder / "big", 10).error().code == ErrorCode::kTooLarge);
  CHECK(disk.WriteFile(folder / "no/such/folder", "x").error().message.find("no/such/folder") !=
        std::string::npos);
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_FALSE(disk.ReadFile(folder / "pipe").ok());  // and does not wait for a writer
}

TEST_CASE("Walking is in byte order, goes round no circle and tells of it") {
  const Folder folder;
  for (const std::string name : {"b/2.md", "b.md", "a/\xff.md", "a/1.md"}) {
    std::filesystem::create_directories(std::filesystem::path(folder / name).parent_path());
    REQUIRE(RealFileSystem().WriteFile(folder / name, "").ok());
  }
  std::filesystem::create_directory_symlink("..", folder / "a/up");
  std::filesystem::create_symlink("self", folder / "self");
  std::vector<std::string> problems;
  const std::vector<std::string> seen = Walked(folder, &problems);
  CHECK(seen == std::vector<std::string>{"a/1.md", "a/\xff.md", "b.md", "b/2.md"});
  CHECK(problems.size() == 2);
}

}  // namespace
}  // namespace whyspec
