// Call files of every format and accounts.yaml, from any bytes: the first byte picks
// the format and whether a side-car follows behind a form feed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/unicode.h"
#include "calls/read_call.h"

using whyspec::calls::CallFile;
using whyspec::calls::Problem;
using whyspec::calls::ReadCallResult;
using whyspec::calls::Turn;

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr std::string_view kPaths[] = {"/c/a.vtt",  "/c/a.srt", "/c/a.md",
                                                "/c/a.json", "/c/a.txt", "/c/a"};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t pick = data[0] % 14;
  if (pick >= 12) {
    const auto result = whyspec::calls::ReadAccounts("/c/accounts.yaml", bytes);
    for (const Problem& problem : result.problems) Require(problem.range.end <= bytes.size());
    for (const auto& account : result.accounts)
      Require(!account.id.empty() && account.source.end <= bytes.size());
    return 0;
  }
  CallFile file{.path = std::string(kPaths[pick % 6]), .bytes = bytes};
  if (pick >= 6) {  // the same bytes, cut in two at the first form feed
    const std::size_t cut = bytes.find('\f');
    file.bytes = bytes.substr(0, cut);
    file.sidecar = cut == std::string_view::npos ? std::string_view() : bytes.substr(cut + 1);
    file.sidecar_path = "/c/a.call.yaml";
  }
  const ReadCallResult result = whyspec::calls::ReadCall(file);
  bool fatal = false;
  for (const Problem& problem : result.problems) {
    fatal = fatal || problem.fatal;
    Require(problem.range.begin <= problem.range.end);
    Require(problem.range.end <= (problem.in_sidecar ? file.sidecar : file.bytes).size());
    Require(!problem.message.empty());
  }
  Require(fatal != result.call.has_value());
  if (!result.call) return 0;
  Require(whyspec::calls::IsCallId(result.call->id));
  for (const Turn& turn : result.call->turns) {
    Require(turn.source.begin < turn.source.end && turn.source.end <= file.bytes.size());
    // A call record numbers its turns itself, those without words too.
    Require(result.format == "json" || result.format == "markdown" || !turn.text.empty());
    Require(whyspec::IsValidUtf8(turn.text));
    Require(turn.speaker.empty() || result.call->FindParticipant(turn.speaker) != nullptr);
  }
  return 0;
}
