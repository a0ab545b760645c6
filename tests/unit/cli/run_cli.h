// Runs the command line in this process, in a folder of its own.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "cli/main.h"
#include "support/temp_dir.h"

namespace whyspec::test {

struct CliRun {
  int status = 0;
  std::string out;
  std::string err;
};

struct CliWorld {
  TempDir dir;
  std::string input;
  bool terminal = false;
  std::string folder;  // below `dir`, where the command is run; "" = `dir` itself

  // `.git` makes the folder a workspace of its own, wherever the temporary folder lies.
  // Nothing is kept in the cache of whoever runs the tests.
  CliWorld() {
    std::filesystem::create_directories(dir / ".git");
    ::setenv("WHYSPEC_CACHE_DIR", "", 1);
  }

  CliRun Run(const std::vector<std::string>& arguments) const {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    const cli::Streams streams{.in = &in,
                               .out = &out,
                               .err = &err,
                               .out_is_terminal = terminal,
                               .err_is_terminal = false,
                               .working_directory = folder.empty() ? dir.path() : dir / folder};
    CliRun run;
    run.status =
        cli::Main(arguments, streams, [](const cli::LspArguments& lsp) { return 100 + lsp.socket_port; });
    run.out = out.str();
    run.err = err.str();
    return run;
  }
};

}  // namespace whyspec::test
