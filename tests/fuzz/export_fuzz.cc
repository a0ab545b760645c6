// Exports of recorders and CRMs, from any bytes: the first byte picks the ending of the
// file and the format it is said to be in. What is read keeps the promises of the headers,
// and is written and read back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/unicode.h"
#include "calls/read_export.h"
#include "calls/update_call.h"
#include "calls/write_call.h"

using namespace whyspec::calls;

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static constexpr std::string_view kEndings[] = {".json", ".csv", ".jsonl", ".txt", ".vtt", ""};
  const std::vector<ExportFormat>& formats = ExportFormats();
  const std::size_t format = data[1] % (formats.size() + 1);
  ExportOptions options;
  if (format < formats.size()) options.from = formats[format].name;
  options.own_domains = {"us.example"};
  ExportFile file{.path = "export" + std::string(kEndings[data[0] % 6]),
                  .bytes = std::string(reinterpret_cast<const char*>(data) + 2, size - 2),
                  .sidecar_path = "",
                  .sidecar = ""};
  const ReadExportResult result = ReadExport({file, file}, options);
  Require(result.formats.size() == 2);
  for (const ExportProblem& problem : result.problems) {
    Require(problem.problem.range.begin <= problem.problem.range.end);
    Require(problem.problem.range.end <= file.bytes.size());
    Require(!problem.problem.message.empty());
  }
  for (const ImportedCall& imported : result.calls) {
    const Call& call = imported.call;
    Require(IsCallId(call.id) && !call.source.system.empty() && !call.source.id.empty());
    for (const Turn& turn : call.turns) {
      Require(turn.speaker.empty() || call.FindParticipant(turn.speaker) != nullptr);
      Require(whyspec::IsValidUtf8(turn.text));
    }
    const std::string record = WriteCall(call);
    const ReadCallResult again = ReadCall({.path = "/c/x.json", .bytes = record});
    Require(again.call.has_value() && again.call->turns.size() == call.turns.size());
    Require(!UpdateCall(call, "/c/x.json", record).changed);
  }
  return 0;
}
