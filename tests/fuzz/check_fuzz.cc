// Any bytes as a spec: every rule runs to its end, findings and fixes lie within the
// text, and the same spec has the same findings twice.
//   build/fuzz/bin/check_fuzz -max_len=4096 CORPUS
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "engine/checker.h"
#include "engine/snapshot.h"

using whyspec::engine::BuildSnapshot;
using whyspec::engine::CheckResult;
using whyspec::engine::Snapshot;
using whyspec::engine::SnapshotInput;

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

SnapshotInput InputOf(std::string_view text) {
  SnapshotInput input;
  input.path = "/w/specs/spec.md";
  input.text = std::string(text);
  input.today = whyspec::Date{.year = 2026, .month = 3, .day = 1};
  return input;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Snapshot snapshot = BuildSnapshot(InputOf(text));
  const CheckResult result = whyspec::engine::Check(snapshot);
  Require(result.failures.empty());
  for (const auto& finding : result.findings) {
    Require(!finding.message.empty());
    Require(finding.range.begin <= finding.range.end && finding.range.end <= text.size());
    for (const auto& fix : finding.fixes)
      for (const auto& edit : fix.edits)
        Require(edit.range.begin <= edit.range.end && edit.range.end <= text.size());
  }
  const CheckResult again = whyspec::engine::Check(BuildSnapshot(InputOf(text)));
  Require(again.findings.size() == result.findings.size());
  return 0;
}
