// The `whyspec` program: wires the command line and the language server to the
// process. Nothing is decided here.

#include <unistd.h>

#include <csignal>
#include <string>
#include <vector>

#include "cli/fd_stream.h"
#include "cli/main.h"
#include "lsp/run.h"

int main(int argc, char** argv) {
  // A reader that went away shows as a failed write, not as a killed process.
  std::signal(SIGPIPE, SIG_IGN);
  whyspec::cli::FdInput in(STDIN_FILENO);
  whyspec::cli::FdOutput out(STDOUT_FILENO);
  whyspec::cli::FdOutput err(STDERR_FILENO);
  err << std::unitbuf;
  const whyspec::cli::Streams streams{.in = &in,
                                      .out = &out,
                                      .err = &err,
                                      .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                                      .err_is_terminal = isatty(STDERR_FILENO) == 1,
                                      .write_error = [&] { return out.error(); }};
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return whyspec::cli::Main(arguments, streams, [](const whyspec::cli::LspArguments& lsp) {
    return whyspec::lsp::Run({.socket_port = lsp.socket_port});
  });
}
