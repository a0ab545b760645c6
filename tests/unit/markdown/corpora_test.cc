// The invariants over real specs, when they are there.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/markdown_invariants.h"

namespace whyspec {
namespace {

std::filesystem::path DataFolder() {
  if (const char* const folder = std::getenv("WHYSPEC_DATA"); folder != nullptr) return folder;
  return std::filesystem::path(WHYSPEC_SOURCE_DIR) / ".." / "shared" / "data";
}

std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

TEST_CASE("Every place in the real specs gives back its node") {
  const std::filesystem::path folder = DataFolder();
  if (!std::filesystem::is_directory(folder)) {
    WARN("No real specs here: set WHYSPEC_DATA to the folder that holds them.");
    return;
  }
  std::size_t files = 0;
  std::size_t wrong = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (!entry.is_regular_file() || (extension != ".md" && extension != ".txt")) continue;
    ++files;
    const auto problems = testing::MarkdownProblems(ReadAll(entry.path()));
    if (problems.empty()) continue;
    if (++wrong > 10) continue;
    INFO(entry.path().string());
    for (const std::string& problem : problems) UNSCOPED_INFO(problem);
    CHECK(problems.empty());
  }
  CHECK(wrong == 0);
  CHECK(files > 0);
}

}  // namespace
}  // namespace whyspec
