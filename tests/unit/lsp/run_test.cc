// The server on a real transport: a socket, threads, a client's process that dies.

#include "lsp/run.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <future>

#include "jsonrpc/framing.h"
#include "jsonrpc/message.h"
#include "lsp/fd_io.h"
#include "lsp/parent_watch.h"

namespace whyspec::lsp {
namespace {

using jsonrpc::Json;

// A client that listens, as an editor does that starts `whyspec lsp --socket PORT`.
class SocketClient {
 public:
  SocketClient() {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(listener_, 1) == 0);
    REQUIRE(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    status_ = std::async(std::launch::async,
                         [port = ntohs(address.sin_port)] { return Run({.socket_port = port}); });
    connection_ = accept(listener_, nullptr, nullptr);
    REQUIRE(connection_ >= 0);
  }
  ~SocketClient() {
    Leave();
    close(listener_);
  }

  void Send(const std::string& body) { CHECK(WriteAll(connection_, jsonrpc::MakeFrame(body))); }
  void SendBytewise(const std::string& body) {
    for (const char c : jsonrpc::MakeFrame(body)) CHECK(WriteAll(connection_, std::string_view(&c, 1)));
  }
  void SendRaw(std::string_view bytes) { CHECK(WriteAll(connection_, bytes)); }
  // The next response; notifications and requests of the server are passed over.
  Json Response() {
    while (true) {
      while (auto frame = reader_.Next()) {
        Json message = Json::parse(frame->text);
        if (!message.contains("method")) return message;
      }
      const auto bytes = ReadSome(connection_, never_);
      REQUIRE(bytes);
      reader_.Feed(*bytes);
    }
  }
  void Leave() {
    if (connection_ >= 0) close(connection_);
    connection_ = -1;
  }
  int ExitStatus() { return status_.get(); }

 private:
  int listener_ = -1;
  int connection_ = -1;
  std::future<int> status_;
  WakeUp never_;
  jsonrpc::FrameReader reader_;
};

const std::string kInitialize = jsonrpc::RequestText(1, "initialize", {{"capabilities", Json::object()}});

TEST_CASE("a conversation over a socket, from initialize to exit") {
  SocketClient client;
  client.SendBytewise(kInitialize);
  CHECK(client.Response()["result"]["serverInfo"]["name"] == "whyspec");
  client.Send(jsonrpc::NotificationText("initialized", Json::object()));
  client.Send(jsonrpc::RequestText(2, "shutdown", nullptr));
  CHECK(client.Response()["id"] == 2);
  client.Send(jsonrpc::NotificationText("exit", nullptr));
  CHECK(client.ExitStatus() == 0);
}

TEST_CASE("a client that disappears ends the server, with a failure") {
  SocketClient client;
  SECTION("before a word") {}
  SECTION("after initialize") {
    client.Send(kInitialize);
    (void)client.Response();
  }
  SECTION("in the middle of a message") { client.SendRaw("Content-Length: 100\r\n\r\n{\"jsonrpc\""); }
  client.Leave();
  CHECK(client.ExitStatus() == 1);
}

TEST_CASE("a port where nobody listens is told apart from a served client") {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  CHECK(Run({.socket_port = ntohs(address.sin_port)}) == 2);  // bound, but not listening
  close(listener);
}

// A process that lives until it is killed.
pid_t Sleeper() {
  const pid_t child = fork();
  if (child == 0) {
    pause();
    _exit(0);
  }
  return child;
}

TEST_CASE("the end of the watched process is noticed at once") {
  const pid_t child = Sleeper();
  REQUIRE(child > 0);
  std::promise<void> died;
  ParentWatch watch([&died] { died.set_value(); });
  watch.Watch(child);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  died.get_future().get();
  SUCCEED("told");
}

TEST_CASE("a watch that is given up says nothing, nor does one of a process that is not there") {
  const pid_t child = Sleeper();
  REQUIRE(child > 0);
  int told = 0;
  {
    ParentWatch watch([&told] { ++told; });
    watch.Watch(child);
  }
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  {
    ParentWatch watch([&told] { ++told; });
    watch.Watch(child);  // gone by now
    watch.Watch(0);
    watch.Watch(-1);
  }
  CHECK(told == 0);
}

TEST_CASE("whole texts are written, and a reader that left is noticed") {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  const std::string text(1 << 22, 'x');
  auto written = std::async(std::launch::async, [&] { return WriteAll(ends[0], text); });
  const WakeUp never;
  std::string seen;
  while (seen.size() < text.size()) seen += ReadSome(ends[1], never).value_or("");
  CHECK(written.get());
  CHECK(seen == text);
  close(ends[1]);
  CHECK_FALSE(WriteAll(ends[0], text));
  CHECK_FALSE(ReadSome(ends[0], never));
  close(ends[0]);
}

TEST_CASE("a reader that waits can be told to stop") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const WakeUp stop;
  auto reading = std::async(std::launch::async, [&] { return ReadSome(ends[0], stop).has_value(); });
  stop.Ring();
  CHECK_FALSE(reading.get());
  close(ends[0]);
  close(ends[1]);
}

}  // namespace
}  // namespace whyspec::lsp
