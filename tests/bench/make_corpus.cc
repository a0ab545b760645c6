// make_corpus FOLDER COUNT: specs made from a fixed seed, for machines without real ones.
// They vary in length from 1 KB to 100 KB and use what real proposals use.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: make_corpus FOLDER COUNT\n");
    return 2;
  }
  std::mt19937 random(20260115);
  const auto pick = [&](unsigned n) { return random() % n; };
  static const char* const kWords[] = {"planner", "shift", "export",  "month",   "the", "customer",
                                       "a",       "file",  "payroll", "agency",  "and", "because",
                                       "nobody",  "knows", "which",   "version", "of",  "rota",
                                       "counts",  "when",  "it",      "closes"};
  std::filesystem::create_directories(argv[1]);
  for (int i = 0; i < std::atoi(argv[2]); ++i) {
    std::ofstream out(std::string(argv[1]) + "/spec-" + std::to_string(i) + ".md", std::ios::binary);
    const auto sentence = [&] {
      for (unsigned n = 8 + pick(14); n > 0; --n)
        out << kWords[pick(std::size(kWords))] << (n == 1 ? ". " : " ");
    };
    out << "---\ntitle: Spec " << i << "\nstatus: review\n---\n\n# Spec " << i << "\n\n";
    static const char* const kSections[] = {"Summary",  "Motivation", "Customer evidence", "Expected usage",
                                            "Proposal", "Design",     "Alternatives"};
    for (const char* const section : kSections) {
      out << "## " << section << "\n\n";
      for (unsigned n = 1 + pick(20); n > 0; --n) {
        switch (pick(6)) {
          case 0:
            out << "- ";
            sentence();
            out << "\n- ";
            sentence();
            out << "\n\n";
            break;
          case 1:
            out << "> ";
            sentence();
            out << "\n\n";
            break;
          case 2:
            out << "```go\nfunc F() int { return " << pick(100) << " }\n```\n\n";
            break;
          case 3:
            out << "| a | b |\n|---|---|\n| [x](y.md) | `z` |\n\n";
            break;
          default:
            for (unsigned m = 1 + pick(6); m > 0; --m) {
              sentence();
              if (pick(3) == 0) out << "[a link](https://example.org/" << pick(99) << ") ";
            }
            out << "\n\n";
        }
      }
    }
  }
}
