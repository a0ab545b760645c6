// `whyspec lsp`: the language server on a real transport. Everything that touches
// file descriptors, threads, environment variables or the wall clock is in run.cc;
// the server itself (server.h) is told what it needs.
#pragma once

namespace whyspec::lsp {

struct Options {
  // 0: messages on standard input and output. Else: connect to 127.0.0.1:port, where
  // the client listens (what vscode-languageclient calls TransportKind.socket).
  int socket_port = 0;
};

// Serves one client until it says `exit`, goes away or dies. Returns the exit status
// of the process: 0 after shutdown and exit, 1 if the client left without shutdown,
// 2 if the socket cannot be reached (one sentence on standard error says so).
int Run(const Options& options);

}  // namespace whyspec::lsp
