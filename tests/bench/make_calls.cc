// Makes a folder of plainly invented calls for measurements: the same seed, the same bytes.
//   make_calls FOLDER CALLS TURNS [SEED]

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "invented_calls.h"

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "make_calls FOLDER CALLS TURNS [SEED]\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const std::uint64_t calls = std::strtoull(argv[2], nullptr, 10);
  const std::uint64_t turns = std::strtoull(argv[3], nullptr, 10);
  whyspec::bench::InventedCalls invented(argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1);
  std::filesystem::create_directories(folder / "calls");
  std::filesystem::create_directories(folder / "specs");
  std::ofstream(folder / "whyspec.json") << "{}\n";
  std::ofstream accounts(folder / "calls" / "accounts.yaml");
  for (std::uint64_t i = 0; i < whyspec::bench::InventedCalls::kAccounts; ++i) {
    accounts << "- {id: firm-" << i << ", name: Invented Firm " << i
             << ", lifecycle: " << (i % 3 == 0 ? "customer" : "prospect") << "}\n";
  }
  std::ofstream spec(folder / "specs" / "export.md");
  spec << "# Monthly export\n\n## Why\n\nTwo teams copy numbers by hand every month.\n\n## Customer "
          "evidence\n\n";
  std::uint64_t bytes = 0;
  for (std::uint64_t n = 0; n < calls; ++n) {
    const std::string id = "call-" + std::to_string(100000 + n);
    const std::string text = invented.Next(n, turns);
    bytes += text.size();
    std::ofstream(folder / "calls" / (id + ".json"), std::ios::binary) << text;
    if (n % (calls / 20 + 1) == 0) spec << "- They copy by hand ([Jane](call:" << id << "#t=1)).\n";
  }
  std::cout << calls << " calls, " << bytes / 1'000'000 << " MB\n";
  return 0;
}
