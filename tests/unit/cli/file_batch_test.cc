// Whatever breaks at whatever step of an import, the folder holds all of it or none.
#include "cli/file_batch.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "support/temp_dir.h"

namespace whyspec::cli {
namespace {

using Catch::Contains;

struct Killed : std::runtime_error {
  Killed() : std::runtime_error("killed") {}
};

// The disk, which fails at one step, or dies there: nothing after it happens.
class FaultyFiles final : public FileSystem {
 public:
  enum class Fault { kError, kKill };
  FaultyFiles(int step, Fault fault) : step_(step), fault_(fault) {}

  int steps() const { return steps_; }

  Result<std::string> ReadFile(const std::string& path, std::uint64_t limit) const override {
    return disk_.ReadFile(path, limit);
  }
  Result<std::string> ReadHead(const std::string& path, std::size_t bytes) const override {
    return disk_.ReadHead(path, bytes);
  }
  Result<FileInfo> Stat(const std::string& path) const override { return disk_.Stat(path); }
  Status WriteFile(const std::string& path, std::string_view bytes) const override {
    if (Fails()) return Full(path);
    return disk_.WriteFile(path, bytes);
  }
  Status CreateDirectories(const std::string& path) const override {
    if (Fails()) return Full(path);
    return disk_.CreateDirectories(path);
  }
  Status MoveFile(const std::string& from, const std::string& to) const override {
    if (Fails()) return Full(to);
    return disk_.MoveFile(from, to);
  }
  Status DeleteFile(const std::string& path) const override {
    if (Fails()) return Full(path);
    return disk_.DeleteFile(path);
  }
  void WalkFiles(const std::string& directory, const Walk& walk) const override {
    disk_.WalkFiles(directory, walk);
  }

 private:
  static Status Full(const std::string& path) {
    return Error{ErrorCode::kUnreadable, path + " cannot be written: the disk is full."};
  }
  bool Fails() const {
    if (steps_++ != step_) return false;
    if (fault_ == Fault::kKill) throw Killed();
    return true;
  }

  const FileSystem& disk_ = RealFileSystem();
  int step_;
  Fault fault_;
  mutable int steps_ = 0;
};

using Contents = std::map<std::string, std::string>;

Contents Read(const std::string& folder) {
  Contents contents;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      contents[std::filesystem::relative(entry.path(), folder).string()] =
          RealFileSystem().ReadFile(entry.path().string()).value();
    }
  }
  return contents;
}

const Contents kBefore = {{"a.json", "old a"}, {"b.json", "old b"}, {"other.md", "mine"}};
const Contents kAfter = {
    {"a.json", "new a"}, {"b.json", "new b"}, {"c.json", "new c"}, {"d.json", "new d"}, {"other.md", "mine"}};
const std::vector<FileBatch::Entry> kEntries = {{"a.json", "new a", "call 1"},
                                                {"c.json", "new c", "call 2"},
                                                {"b.json", "new b", "call 3"},
                                                {"d.json", "new d", "call 4"}};

std::string MakeFolder(const test::TempDir& dir) {
  const std::string folder = dir / "calls";
  std::filesystem::create_directories(folder);
  for (const auto& [name, bytes] : kBefore)
    REQUIRE(RealFileSystem().WriteFile(folder + "/" + name, bytes).ok());
  return folder;
}

int StepsOfAll() {
  const test::TempDir dir;
  const std::string folder = MakeFolder(dir);
  const FaultyFiles files(-1, FaultyFiles::Fault::kError);
  CHECK(FileBatch(files, folder).Commit(kEntries).ok());
  CHECK(Read(folder) == kAfter);
  CHECK_FALSE(std::filesystem::exists(folder + "/.whyspec-import"));
  return files.steps();
}

TEST_CASE("A batch that fails at any step leaves everything as it was, and names the record") {
  const int steps = StepsOfAll();
  REQUIRE(steps > 12);
  int failures = 0;
  for (int step = 0; step < steps; ++step) {
    CAPTURE(step);
    const test::TempDir dir;
    const std::string folder = MakeFolder(dir);
    const FaultyFiles files(step, FaultyFiles::Fault::kError);
    const Status status = FileBatch(files, folder).Commit(kEntries);
    if (!status.ok()) {
      ++failures;
      CHECK_THAT(status.error().message, Contains("disk is full"));
    }
    CHECK(FileBatch::Recover(RealFileSystem(), folder).ok());
    // A step of cleaning up may fail without harm: then all of it is there.
    CHECK(Read(folder) == (status.ok() ? kAfter : kBefore));
    CHECK_FALSE(std::filesystem::exists(folder + "/.whyspec-import"));
  }
  CHECK(failures >= 10);
}

TEST_CASE("A batch that is killed at any step is finished or undone by the next command") {
  const int steps = StepsOfAll();
  int finished = 0;
  for (int step = 0; step < steps; ++step) {
    CAPTURE(step);
    const test::TempDir dir;
    const std::string folder = MakeFolder(dir);
    const FaultyFiles files(step, FaultyFiles::Fault::kKill);
    CHECK_THROWS_AS((void)FileBatch(files, folder).Commit(kEntries), Killed);
    const auto recovered = FileBatch::Recover(RealFileSystem(), folder);
    REQUIRE(recovered.ok());
    if (*recovered == FileBatch::Recovered::kFinished) ++finished;
    const Contents now = Read(folder);
    CHECK((now == kBefore || now == kAfter));
    CHECK_FALSE(std::filesystem::exists(folder + "/.whyspec-import"));
    // And again: nothing is left to do.
    CHECK(*FileBatch::Recover(RealFileSystem(), folder) == FileBatch::Recovered::kNothing);
  }
  CHECK(finished >= 3);
}

// Fails at one step and is killed at a later one: while it takes the batch back.
class FaultyTwice final : public FileSystem {
 public:
  FaultyTwice(int error_step, int kill_step) : error_step_(error_step), kill_step_(kill_step) {}
  Result<std::string> ReadFile(const std::string& path, std::uint64_t limit) const override {
    return disk_.ReadFile(path, limit);
  }
  Result<std::string> ReadHead(const std::string& path, std::size_t bytes) const override {
    return disk_.ReadHead(path, bytes);
  }
  Result<FileInfo> Stat(const std::string& path) const override { return disk_.Stat(path); }
  Status WriteFile(const std::string& path, std::string_view bytes) const override {
    if (Fails()) return Error{ErrorCode::kUnreadable, "full"};
    return disk_.WriteFile(path, bytes);
  }
  Status CreateDirectories(const std::string& path) const override {
    if (Fails()) return Error{ErrorCode::kUnreadable, "full"};
    return disk_.CreateDirectories(path);
  }
  Status MoveFile(const std::string& from, const std::string& to) const override {
    if (Fails()) return Error{ErrorCode::kUnreadable, "full"};
    return disk_.MoveFile(from, to);
  }
  Status DeleteFile(const std::string& path) const override {
    if (Fails()) return Error{ErrorCode::kUnreadable, "full"};
    return disk_.DeleteFile(path);
  }
  void WalkFiles(const std::string& directory, const Walk& walk) const override {
    disk_.WalkFiles(directory, walk);
  }

 private:
  bool Fails() const {
    const int step = steps_++;
    if (step == kill_step_) throw Killed();
    return step == error_step_;
  }
  const FileSystem& disk_ = RealFileSystem();
  int error_step_;
  int kill_step_;
  mutable int steps_ = 0;
};

TEST_CASE("A batch that is killed while it is taken back is taken back, or finished, but never half") {
  const int steps = StepsOfAll();
  for (int error_step = 0; error_step < steps; ++error_step) {
    for (int kill_step = error_step + 1; kill_step < error_step + 8; ++kill_step) {
      CAPTURE(error_step, kill_step);
      const test::TempDir dir;
      const std::string folder = MakeFolder(dir);
      const FaultyTwice files(error_step, kill_step);
      try {
        (void)FileBatch(files, folder).Commit(kEntries);
      } catch (const Killed&) {
      }
      CHECK(FileBatch::Recover(RealFileSystem(), folder).ok());
      const Contents now = Read(folder);
      CHECK((now == kBefore || now == kAfter));
    }
  }
}

TEST_CASE("A journal moves nothing out of its folder") {
  const test::TempDir dir;
  const std::string folder = MakeFolder(dir);
  std::filesystem::create_directories(folder + "/.whyspec-import");
  for (const std::string journal :
       {R"({"moves": [{"from": "new-0", "to": "../stolen.json", "old": ""}]})",
        R"({"moves": [{"from": "../a.json", "to": "x.json"}]})",
        R"({"moves": [{"from": "new-0", "to": "/etc/x"}]})",
        R"({"moves": [{"from": "new-0", "to": ".git/config"}]})", "{", "[]", "\"x\"", "{\"moves\": [3]}"}) {
    CAPTURE(journal);
    REQUIRE(RealFileSystem().WriteFile(folder + "/.whyspec-import/journal", journal).ok());
    REQUIRE(RealFileSystem().WriteFile(folder + "/.whyspec-import/new-0", "x").ok());
    const auto recovered = FileBatch::Recover(RealFileSystem(), folder);
    REQUIRE_FALSE(recovered.ok());
    CHECK_THAT(recovered.error().message, Contains("Delete the folder"));
    CHECK_FALSE(std::filesystem::exists(dir / "stolen.json"));
    CHECK(std::filesystem::exists(folder + "/a.json"));
  }
}

}  // namespace
}  // namespace whyspec::cli
