// Compares an output with a file of the repository. UPDATE_GOLDEN=1 rewrites the file
// instead; look at the difference before you commit it.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace whyspec::test {

// `path` is absolute; build it from WHYSPEC_SOURCE_DIR.
inline void CheckGolden(const std::string& path, const std::string& actual) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream out(path, std::ios::binary);
    out << actual;
    REQUIRE(out.flush());
    return;
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream expected;
  expected << in.rdbuf();
  INFO("golden file " << path << "; UPDATE_GOLDEN=1 rewrites it");
  CHECK(actual == expected.str());
}

}  // namespace whyspec::test
