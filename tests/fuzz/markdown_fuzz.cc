// Any bytes: Document::Parse() and the invariants of its result.
//   build/fuzz/bin/markdown_fuzz -max_len=4096 -timeout=10 CORPUS
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/markdown_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto problems = whyspec::testing::MarkdownProblems(text);
  if (problems.empty()) return 0;
  for (const std::string& problem : problems) std::fprintf(stderr, "%s\n", problem.c_str());
  std::abort();
}
