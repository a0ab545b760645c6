// The command line: parses arguments, runs one command, returns its exit status
// (0 clean, 1 findings, 2 wrong use or I/O). Results go to `out`, all else to `err`.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace whyspec::cli {

struct Streams {
  std::istream* in;
  std::ostream* out;
  std::ostream* err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
};

// `whyspec lsp`: handed in by apps/, since the command line knows nothing of LSP.
struct LspArguments {
  int socket_port = 0;      // 0 = standard input and output
};
using LspCommand = std::function<int(const LspArguments&)>;

int Main(const std::vector<std::string>& arguments, const Streams& streams, const LspCommand& lsp);

}  // namespace whyspec::cli
