// The command line: parses arguments, runs one command, returns its exit status
// (0 clean, 1 findings, 2 wrong use or I/O). Results go to `out`, all else to `err`.
//
// Never throws. `whyspec lsp` is looked at before anything else is set up, so that an
// editor does not wait for tables it does not need.
#pragma once

#include <functional>
#include <istream>
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
  // The folder that relative paths start from; "" = the process's own.
  std::string working_directory = {};
  // errno of the first write to `out` that failed, 0 if none did; may be empty.
  std::function<int()> write_error = {};
};

// `whyspec lsp`: handed in by apps/, since the command line knows nothing of LSP.
struct LspArguments {
  int socket_port = 0;  // 0 = standard input and output
};
using LspCommand = std::function<int(const LspArguments&)>;

int Main(const std::vector<std::string>& arguments, const Streams& streams, const LspCommand& lsp);

}  // namespace whyspec::cli
