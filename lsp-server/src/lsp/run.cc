#include "lsp/run.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <thread>

#include "base/cache_directory.h"
#include "base/strings.h"
#include "jsonrpc/framing.h"
#include "lsp/fd_io.h"
#include "lsp/parent_watch.h"
#include "lsp/server.h"
#include "lsp/work_thread.h"
#include "store/cache_file.h"

namespace whyspec::lsp {
namespace {

using jsonrpc::Frame;
using jsonrpc::Message;

void LogLine(std::string_view sentence) { WriteAll(STDERR_FILENO, StrCat("whyspec: ", sentence, "\n")); }

Message DamagedStream(std::string sentence) {
  Message message;
  message.problem = {.code = jsonrpc::code::kParseError, .message = std::move(sentence), .data = nullptr};
  return message;
}

// Reads and parses until the stream ends; never waits for work to be done.
void ReadMessages(int fd, const WakeUp& stop, jsonrpc::MessageQueue& queue) {
  jsonrpc::FrameReader reader;
  while (const std::optional<std::string> bytes = ReadSome(fd, stop)) {
    reader.Feed(*bytes);
    std::vector<Message> messages;
    while (std::optional<Frame> frame = reader.Next()) {
      messages.push_back(frame->kind == Frame::Kind::kBody ? jsonrpc::ParseMessage(frame->text)
                                                           : DamagedStream(std::move(frame->text)));
    }
    queue.Push(std::move(messages));
  }
  if (reader.inside_message()) LogLine("The client's stream ended in the middle of a message.");
  queue.Close();
}

}  // namespace

int Run(const Options& options) {
  // A client that is gone shows as a failed write, not as a signal.
  std::signal(SIGPIPE, SIG_IGN);
  int in = STDIN_FILENO;
  int out = STDOUT_FILENO;
  if (options.socket_port != 0) {
    in = out = ConnectLocal(options.socket_port);
    if (in < 0) {
      LogLine(StrCat("Cannot reach the editor at 127.0.0.1:", options.socket_port, ": ", std::strerror(errno),
                     ". The editor must listen there before it starts the server."));
      return 2;
    }
  }

  jsonrpc::MessageQueue queue;
  ParentWatch parent([&queue] {
    LogLine("The editor that started the server has ended.");
    queue.Abandon();
  });
  WorkThread beside;
  Server server(
      {.files = &RealFileSystem(),
       .cache_directory = CacheDirectory(),
       .log = LogLine,
       .call_cache_file = [](const std::vector<std::string>& roots) { return store::CallCacheFile(roots); },
       .follow_call_log =
           [](sync::Follower::Options wanted) { return std::make_shared<sync::Follower>(std::move(wanted)); },
       .run_beside = [&beside](std::function<void()> work) { beside.Run(std::move(work)); },
       .watch_process = [&parent](std::int32_t id) { parent.Watch(id); }},
      [out](std::string_view bytes) { return WriteAll(out, bytes); }, queue);

  const WakeUp stop;
  std::thread reader([in, &stop, &queue] { ReadMessages(in, stop, queue); });
  const int status = server.Run();
  stop.Ring();
  reader.join();
  if (options.socket_port != 0) close(in);
  return status;
}

}  // namespace whyspec::lsp
