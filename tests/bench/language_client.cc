#include "language_client.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace whyspec::bench {
namespace {

[[noreturn]] void Leave(const char* sentence) {
  std::fprintf(stderr, "%s\n", sentence);
  std::exit(2);
}

}  // namespace

double Percentile(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(p * static_cast<double>(values.size())))];
}

LanguageClient::LanguageClient(const std::vector<std::string>& command) {
  int in[2];
  int out[2];
  if (pipe(in) != 0 || pipe(out) != 0) Leave("no pipe to the server");
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

LanguageClient::~LanguageClient() {
  close(to_);
  close(from_);
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void LanguageClient::Send(const Json& message) {
  const std::string body = message.dump();
  const std::string frame = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  for (std::size_t at = 0; at < frame.size();) {
    const ssize_t n = write(to_, frame.data() + at, frame.size() - at);
    if (n <= 0) Leave("the server went away");
    at += static_cast<std::size_t>(n);
  }
}

void LanguageClient::Fill() {
  char bytes[65536];
  const ssize_t n = read(from_, bytes, sizeof bytes);
  if (n <= 0) Leave("the server went away");
  buffer_.append(bytes, static_cast<std::size_t>(n));
}

Json LanguageClient::Receive() {
  std::size_t end;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) Fill();
  const std::size_t at = buffer_.find("Content-Length:");
  const auto length = static_cast<std::size_t>(std::atoll(buffer_.c_str() + at + 15));
  while (buffer_.size() < end + 4 + length) Fill();
  Json message = Json::parse(buffer_.substr(end + 4, length));
  buffer_.erase(0, end + 4 + length);
  return message;
}

void LanguageClient::AnswerRequest(const Json& message) {
  if (!message.contains("id") || !message.contains("method")) return;
  Json result;
  if (message["method"] == "workspace/configuration") {
    result = Json::array();
    for (std::size_t i = 0; i < message["params"]["items"].size(); ++i) result.push_back(nullptr);
  }
  Send({{"jsonrpc", "2.0"}, {"id", message["id"]}, {"result", result}});
}

int LanguageClient::Request(const std::string& method, const Json& params) {
  Send({{"jsonrpc", "2.0"}, {"id", ++id_}, {"method", method}, {"params", params}});
  return id_;
}

void LanguageClient::Notify(const std::string& method, const Json& params) {
  Send({{"jsonrpc", "2.0"}, {"method", method}, {"params", params}});
}

Json LanguageClient::Await(int id) {
  for (;;) {
    Json message = Receive();
    if (message.contains("id") && !message.contains("method") && message["id"] == id) return message;
    AnswerRequest(message);
  }
}

double LanguageClient::Time(const std::string& method, const Json& params) {
  const auto begin = Clock::now();
  Await(Request(method, params));
  return Milliseconds(Clock::now() - begin);
}

void LanguageClient::AwaitPublish(const std::string& uri, int version) {
  for (;;) {
    const Json message = Receive();
    if (message.value("method", "") == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri &&
        message["params"].value("version", version) >= version) {
      return;
    }
    AnswerRequest(message);
  }
}

Json LanguageClient::Initialize(const std::string& root) {
  return Await(Request(
      "initialize", {{"processId", getpid()},
                     {"rootUri", "file://" + root},
                     {"workspaceFolders", Json::array({{{"uri", "file://" + root}, {"name", "bench"}}})},
                     {"capabilities",
                      {{"general", {{"positionEncodings", {"utf-16"}}}},
                       {"workspace",
                        {{"configuration", true},
                         {"workspaceFolders", true},
                         {"didChangeWatchedFiles", {{"dynamicRegistration", true}}}}},
                       {"textDocument",
                        {{"diagnostic", {{"dynamicRegistration", false}}},
                         {"publishDiagnostics", {{"versionSupport", true}}}}}}}}))["result"]["capabilities"];
}

Json LanguageClient::Start(const std::string& root) {
  Json capabilities = Initialize(root);
  Notify("initialized", Json::object());
  return capabilities;
}

void LanguageClient::Open(const std::string& uri, std::string_view language, const std::string& text) {
  Notify("textDocument/didOpen",
         {{"textDocument", {{"uri", uri}, {"languageId", language}, {"version", 1}, {"text", text}}}});
}

void LanguageClient::Type(const std::string& uri, int version, int line, std::string_view letter) {
  const Json at = {{"line", line}, {"character", 0}};
  Notify("textDocument/didChange",
         {{"textDocument", {{"uri", uri}, {"version", version}}},
          {"contentChanges", Json::array({{{"range", {{"start", at}, {"end", at}}}, {"text", letter}}})}});
}

double LanguageClient::LoopTime() const {
  // The first number is the main thread's time on a processor, in nanoseconds.
  std::ifstream times("/proc/" + std::to_string(pid_) + "/schedstat");
  double nanoseconds = 0;
  times >> nanoseconds;
  return nanoseconds / 1e6;
}

double LanguageClient::Memory(const std::string& field) const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(field, 0) == 0) return std::strtod(line.c_str() + field.size() + 1, nullptr) / 1024;
  }
  return 0;
}

std::string MakeSpec(std::size_t size, std::string_view citation) {
  std::string text =
      "---\ntitle: Monthly export\nstatus: review\npersonas: [shift planner]\n---\n\n# Monthly export\n\n## "
      "Why\n\n"
      "Shift planners close each month by copying every shift by hand, which costs them two days and loses "
      "shifts.\n\n"
      "## Customer evidence\n\n> Last month I spent three evenings copying shifts into the payroll "
      "sheet.\n>\n"
      "> — [planner](" +
      std::string(citation) +
      ")\n\n## Expected usage\n\n"
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

void Say(const std::string& what, double value, const std::string& unit, double goal) {
  std::printf("%-52s %10.2f %s", what.c_str(), value, unit.c_str());
  if (goal > 0) std::printf("   %.2f x goal (%g)", value / goal, goal);
  std::printf("\n");
  std::fflush(stdout);
}

void SayLoad() {
  double load[1] = {0};
  if (getloadavg(load, 1) != 1) return;
  std::printf("load of the machine: %.1f on %ld processors\n", load[0], sysconf(_SC_NPROCESSORS_ONLN));
  std::fflush(stdout);
}

}  // namespace whyspec::bench
