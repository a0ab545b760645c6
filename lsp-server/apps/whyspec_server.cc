// The `whyspec-server` program: wires the process to admin/main.h. Nothing is decided here.

#include <csignal>
#include <iostream>
#include <string>
#include <vector>

#include "admin/main.h"

int main(int argc, char** argv) {
  // A client that went away shows as a failed write, not as a killed process.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return whyspec::admin::Main(arguments, {.out = std::cout, .err = std::cerr},
                              whyspec::admin::ProcessEnvironment());
}
