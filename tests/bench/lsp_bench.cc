// lsp_bench SERVER [ARGUMENT…]: latency of a language server as an editor sees it.
//
// Prints the time from process start to the answer of `initialize`, and from a typed
// letter (textDocument/didChange) to the diagnostics of that version, for specs of 5 KB,
// 50 KB and 1 MB: p50, p95, p99. Diagnostics are pulled if the server offers it, else
// awaited as publishDiagnostics. The spec is made here, the same for every server.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <vector>

namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

double Milliseconds(Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

class Server {
 public:
  explicit Server(const std::vector<std::string>& command) {
    int in[2];
    int out[2];
    if (pipe(in) != 0 || pipe(out) != 0) std::abort();
    pid_ = fork();
    if (pid_ == 0) {
      dup2(in[0], 0);
      dup2(out[1], 1);
      if (freopen("/dev/null", "w", stderr) == nullptr) _exit(127);
      for (const int fd : {in[0], in[1], out[0], out[1]}) close(fd);
      std::vector<char*> arguments;
      for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
      arguments.push_back(nullptr);
      execvp(arguments[0], arguments.data());
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    to_ = in[1];
    from_ = out[0];
  }
  ~Server() {
    close(to_);
    close(from_);
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void Send(const Json& message) {
    const std::string body = message.dump();
    const std::string frame = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    for (std::size_t at = 0; at < frame.size();) {
      const ssize_t n = write(to_, frame.data() + at, frame.size() - at);
      if (n <= 0) std::exit((std::fprintf(stderr, "the server went away\n"), 2));
      at += static_cast<std::size_t>(n);
    }
  }

  Json Receive() {
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) Fill();
    const std::size_t at = buffer_.find("Content-Length:");
    const auto length = static_cast<std::size_t>(std::atoll(buffer_.c_str() + at + 15));
    while (buffer_.size() < end + 4 + length) Fill();
    Json message = Json::parse(buffer_.substr(end + 4, length));
    buffer_.erase(0, end + 4 + length);
    return message;
  }

  int Request(const std::string& method, const Json& params) {
    Send({{"jsonrpc", "2.0"}, {"id", ++id_}, {"method", method}, {"params", params}});
    return id_;
  }
  void Notify(const std::string& method, const Json& params) {
    Send({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
  }

  // Answers what the server asks meanwhile, as an editor would.
  Json Await(int id) {
    for (;;) {
      Json message = Receive();
      if (message.contains("id") && !message.contains("method") && message["id"] == id) return message;
      AnswerRequest(message);
    }
  }
  void AwaitPublish(const std::string& uri, int version) {
    for (;;) {
      const Json message = Receive();
      if (message.value("method", "") == "textDocument/publishDiagnostics" &&
          message["params"]["uri"] == uri && message["params"].value("version", version) >= version) {
        return;
      }
      AnswerRequest(message);
    }
  }

 private:
  void AnswerRequest(const Json& message) {
    if (!message.contains("id") || !message.contains("method")) return;
    Json result;
    if (message["method"] == "workspace/configuration") {
      result = Json::array();
      for (std::size_t i = 0; i < message["params"]["items"].size(); ++i) result.push_back(nullptr);
    }
    Send({{"jsonrpc", "2.0"}, {"id", message["id"]}, {"result", result}});
  }
  void Fill() {
    char bytes[65536];
    const ssize_t n = read(from_, bytes, sizeof bytes);
    if (n <= 0) std::exit((std::fprintf(stderr, "the server went away\n"), 2));
    buffer_.append(bytes, static_cast<std::size_t>(n));
  }

  pid_t pid_ = 0;
  int to_ = -1;
  int from_ = -1;
  int id_ = 0;
  std::string buffer_;
};

Json InitializeParams(const std::string& root) {
  return {{"processId", getpid()},
          {"rootUri", "file://" + root},
          {"workspaceFolders", Json::array({{{"uri", "file://" + root}, {"name", "bench"}}})},
          {"capabilities",
           {{"general", {{"positionEncodings", {"utf-16"}}}},
            {"workspace", {{"configuration", true}, {"workspaceFolders", true}}},
            {"textDocument",
             {{"diagnostic", {{"dynamicRegistration", false}}},
              {"publishDiagnostics", {{"versionSupport", true}}}}}}}};
}

// A spec of about `size` bytes with everything rules look at: sections, citations, quotes, lists, code.
std::string MakeSpec(std::size_t size) {
  std::string text =
      "---\ntitle: Monthly export\nstatus: review\npersonas: [shift planner]\n---\n\n# Monthly export\n\n## "
      "Why\n\n"
      "Shift planners close each month by copying every shift by hand, which costs them two days and loses "
      "shifts.\n\n"
      "## Customer evidence\n\n> Last month I spent three evenings copying shifts into the payroll "
      "sheet.\n>\n"
      "> — [planner](call:northquay-2026-10-20#t=67,74.5)\n\n## Expected usage\n\n"
      "Each shift planner opens the export once a month; by 2027-03-31 at least 12 planners use it.\n\n## "
      "Requirements\n\n";
  for (int i = 1; text.size() < size; ++i) {
    const std::string n = std::to_string(i);
    text += "### Requirement " + n + "\n\nThe export number " + n +
            " holds *every* shift of the month, with `grade` and [details](./r" + n + ".md), see section " +
            n +
            " — naïve and “quoted” words too.\n\n- one file for payroll\n- one file for the "
            "agency\n\n```\ncode " +
            n + "\n```\n\n";
  }
  return text;
}

double Percentile(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(p * static_cast<double>(values.size())))];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: lsp_bench SERVER [ARGUMENT…]\n");
    return 2;
  }
  const std::vector<std::string> command(argv + 1, argv + argc);
  alarm(120);  // a server that never answers ends the run
  std::string root = (std::filesystem::temp_directory_path() / "whyspec-bench-XXXXXX").string();
  if (mkdtemp(root.data()) == nullptr) return 2;
  std::filesystem::create_directories(root + "/specs");

  std::vector<double> starts;
  for (int i = 0; i < 30; ++i) {
    const auto begin = Clock::now();
    Server server(command);
    server.Await(server.Request("initialize", InitializeParams(root)));
    starts.push_back(Milliseconds(Clock::now() - begin));
  }
  std::printf("start -> initialize answered      p50 %8.2f   p95 %8.2f ms\n", Percentile(starts, 0.5),
              Percentile(starts, 0.95));

  for (const auto& [name, size, edits] : {std::tuple{"5 KB", 5'000, 300}, std::tuple{"50 KB", 50'000, 300},
                                          std::tuple{"1 MB", 1'000'000, 60}}) {
    const std::string path = root + "/specs/bench.md";
    const std::string uri = "file://" + path;
    const std::string text = MakeSpec(static_cast<std::size_t>(size));
    std::ofstream(path) << text;
    Server server(command);
    const Json initialized = server.Await(server.Request("initialize", InitializeParams(root)));
    const bool pull = initialized["result"]["capabilities"].contains("diagnosticProvider");
    server.Notify("initialized", Json::object());
    server.Notify(
        "textDocument/didOpen",
        {{"textDocument", {{"uri", uri}, {"languageId", "markdown"}, {"version", 1}, {"text", text}}}});
    const Json document = {{"uri", uri}};
    const auto diagnostics = [&](int version) {
      if (pull)
        server.Await(server.Request("textDocument/diagnostic", {{"textDocument", document}}));
      else
        server.AwaitPublish(uri, version);
    };
    diagnostics(1);
    const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    std::vector<double> latencies;
    for (int i = 0; i < edits; ++i) {
      // A person types somewhere in the text, letter by letter, now and then elsewhere.
      const Json at = {{"line", 10 + (i / 20 * 37) % std::max(1, lines - 20)}, {"character", 0}};
      const auto begin = Clock::now();
      server.Notify(
          "textDocument/didChange",
          {{"textDocument", {{"uri", uri}, {"version", i + 2}}},
           {"contentChanges",
            Json::array({{{"range", {{"start", at}, {"end", at}}}, {"text", i % 7 == 6 ? " " : "w"}}})}});
      diagnostics(i + 2);
      latencies.push_back(Milliseconds(Clock::now() - begin));
    }
    std::printf("keystroke -> diagnostics, %-6s  p50 %8.2f   p95 %8.2f   p99 %8.2f ms   (%s)\n", name,
                Percentile(latencies, 0.5), Percentile(latencies, 0.95), Percentile(latencies, 0.99),
                pull ? "pull" : "push");
  }
  std::filesystem::remove_all(root);
}
