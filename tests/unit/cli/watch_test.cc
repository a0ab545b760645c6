#include "cli/watch.h"

#include <catch2/catch.hpp>
#include <csignal>

#include "cli/check_command.h"
#include "run_cli.h"
#include "support/temp_dir.h"

namespace whyspec::cli {
namespace {

using test::TempDir;

std::unique_ptr<ChangeSource> Watch(const TempDir& dir) {
  Result<std::unique_ptr<ChangeSource>> source = WatchFolders({dir.path()});
  REQUIRE(source.ok());
  return std::move(source).value();
}

bool Has(const std::optional<std::vector<std::string>>& changed, const std::string& path) {
  return changed && std::find(changed->begin(), changed->end(), path) != changed->end();
}

// Events wait in the kernel's queue, so nothing here depends on time.
TEST_CASE("A file written, moved or removed is told, each once") {
  const TempDir dir;
  dir.Write("specs/a.md", "a");
  dir.Write("specs/b.md", "b");
  const std::unique_ptr<ChangeSource> watch = Watch(dir);
  dir.Write("specs/a.md", "aa");
  dir.Write("specs/a.md", "aaa");
  std::filesystem::rename(dir / "specs/b.md", dir / "specs/c.md");
  const std::optional<std::vector<std::string>> changed = watch->Wait();
  REQUIRE(changed);
  CHECK(*changed == std::vector<std::string>{dir / "specs/a.md", dir / "specs/b.md", dir / "specs/c.md"});
  std::filesystem::remove(dir / "specs/c.md");
  CHECK(Has(watch->Wait(), dir / "specs/c.md"));
}

TEST_CASE("A folder made later is watched too, and what was already in it is told") {
  const TempDir dir;
  const std::unique_ptr<ChangeSource> watch = Watch(dir);
  dir.Write("new/deep/a.md", "a");
  CHECK(Has(watch->Wait(), dir / "new/deep/a.md"));
  dir.Write("new/deep/b.md", "b");
  CHECK(Has(watch->Wait(), dir / "new/deep/b.md"));
}

TEST_CASE("Version control and dependencies are not watched") {
  const TempDir dir;
  dir.Write(".git/HEAD", "x");
  dir.Write("node_modules/a/a.md", "x");
  const std::unique_ptr<ChangeSource> watch = Watch(dir);
  dir.Write(".git/HEAD", "y");
  dir.Write("node_modules/a/a.md", "y");
  dir.Write("z.md", "z");
  CHECK(watch->Wait() == std::vector<std::string>{dir / "z.md"});
}

TEST_CASE("A loop of folders ends the walk, not the program") {
  const TempDir dir;
  std::filesystem::create_directories(dir / "a");
  std::filesystem::create_directory_symlink(dir.path(), dir / "a/loop");
  const std::unique_ptr<ChangeSource> watch = Watch(dir);
  dir.Write("a/x.md", "x");
  CHECK(Has(watch->Wait(), dir / "a/x.md"));
}

TEST_CASE("Ctrl-C ends the wait") {
  const TempDir dir;
  const std::unique_ptr<ChangeSource> watch = Watch(dir);
  ::raise(SIGINT);
  CHECK_FALSE(watch->Wait());
}

// Hands out prepared steps; each changes files and says which.
class Script : public ChangeSource {
 public:
  using Step = std::function<std::vector<std::string>()>;
  explicit Script(std::vector<Step> steps) : steps_(std::move(steps)) {}
  std::optional<std::vector<std::string>> Wait() override {
    if (next_ == steps_.size()) return std::nullopt;
    return steps_[next_++]();
  }

 private:
  std::vector<Step> steps_;
  std::size_t next_ = 0;
};

TEST_CASE("check --watch checks again after each change that matters, and ends with 0") {
  const test::CliWorld world;
  world.dir.Write("specs/a.md", "# A\n");
  std::istringstream in;
  std::ostringstream out, err;
  const Streams streams{.in = &in, .out = &out, .err = &err};
  const Context context{.streams = &streams, .files = &RealFileSystem(), .directory = world.dir.path()};
  std::vector<std::string> outputs;
  const auto cut = [&] {
    outputs.push_back(out.str());
    out.str("");
  };
  std::vector<Script::Step> steps = {
      [&] {
        cut();
        world.dir.Write("specs/a.md", "# A\n\n## Why\n\nBecause.\n");
        return std::vector<std::string>{world.dir / "specs/a.md"};
      },
      [&] {
        cut();
        world.dir.Write("notes.txt", "nothing of ours");
        return std::vector<std::string>{world.dir / "notes.txt"};
      },
      [&] {
        cut();
        world.dir.Write("specs/b.md", "# B\n");
        return std::vector<std::string>{world.dir / "specs/b.md"};
      },
      [&] {
        cut();
        std::filesystem::remove(world.dir / "specs/b.md");
        return std::vector<std::string>{};  // something was missed
      },
  };
  std::vector<std::string> watched;
  const int status =
      RunCheck(context, CheckOptions{.watch = true}, [&](const std::vector<std::string>& folders) {
        watched = folders;
        return Result<std::unique_ptr<ChangeSource>>(std::make_unique<Script>(std::move(steps)));
      });
  cut();
  CHECK(status == 0);
  CHECK(watched == std::vector<std::string>{world.dir.path()});
  REQUIRE(outputs.size() == 5);
  CHECK(outputs[0].find("section/missing-why") != std::string::npos);
  CHECK(outputs[1].find("section/missing-why") == std::string::npos);
  CHECK(outputs[2].empty());
  CHECK(outputs[3].find("specs/b.md:1:") != std::string::npos);
  CHECK(outputs[4].find("specs/b.md") == std::string::npos);
  CHECK(outputs[4].find("in 1 spec") != std::string::npos);
}

}  // namespace
}  // namespace whyspec::cli
