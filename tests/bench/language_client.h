// A language server run as a child process and spoken to as an editor does, for the
// measurements of this folder. Whatever goes wrong ends the program with one sentence.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace whyspec::bench {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

inline double Milliseconds(Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); }

// Of at least one value, 0 <= p < 1.
double Percentile(std::vector<double> values, double p);

class LanguageClient {
 public:
  // Starts it; the first argument is found along PATH.
  explicit LanguageClient(const std::vector<std::string>& command);
  // Ends it at once.
  ~LanguageClient();
  LanguageClient(const LanguageClient&) = delete;
  LanguageClient& operator=(const LanguageClient&) = delete;

  // initialize and initialized in folder `root`; returns the server's capabilities.
  Json Start(const std::string& root);
  // Only the first half.
  Json Initialize(const std::string& root);

  int Request(const std::string& method, const Json& params);
  void Notify(const std::string& method, const Json& params);
  // Answers what the server asks meanwhile, as an editor would.
  Json Await(int id);
  // Milliseconds until the answer to a request.
  double Time(const std::string& method, const Json& params);
  void AwaitPublish(const std::string& uri, int version);

  void Open(const std::string& uri, std::string_view language, const std::string& text);
  // One letter at a line's beginning.
  void Type(const std::string& uri, int version, int line, std::string_view letter);

  // Processor time its loop has used, in milliseconds: what a step takes whatever else the
  // machine does. Waiting for the disk is not in it.
  double LoopTime() const;
  // Of /proc/PID/status, in MB: "VmRSS" now, "VmHWM" at most so far.
  double Memory(const std::string& field) const;

 private:
  void Send(const Json& message);
  Json Receive();
  void AnswerRequest(const Json& message);
  void Fill();

  pid_t pid_ = 0;
  int to_ = -1;
  int from_ = -1;
  int id_ = 0;
  std::string buffer_;
};

// A spec of about `size` bytes with everything rules look at: sections, citations, quotes, lists, code.
std::string MakeSpec(std::size_t size, std::string_view citation = "call:northquay-2026-10-20#t=67,74.5");

// What was measured, beside its goal; below 1.00 is met.
void Say(const std::string& what, double value, const std::string& unit, double goal);
// The machine's load, without which none of the times means anything.
void SayLoad();

}  // namespace whyspec::bench
