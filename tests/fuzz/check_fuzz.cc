// Any bytes as a spec that may cite one call: every rule runs to its end, findings and fixes lie within the
// text, and the same spec has the same findings twice.
//   build/fuzz/bin/check_fuzz -max_len=4096 CORPUS
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "calls/memory_call_log.h"
#include "calls/read_call.h"
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

std::shared_ptr<const whyspec::calls::CallLog> OneCall() {
  auto read = whyspec::calls::ReadCall({.path = "/w/calls/acme-2026-01-13.md", .bytes = R"(---
date: 2026-01-13
account: acme
consent: quotes
participants:
  - {name: Dana Example, side: customer, role: controller}
  - {name: Sam Sample, side: us}
---
**Sam Sample** [00:10]: How do you close the month?

**Dana Example** [00:20]: Every month I copy 400 lines by hand, it takes two days.
)"});
  Require(read.call.has_value());
  whyspec::calls::MemoryCallLog::Contents contents;
  contents.calls.push_back(std::make_shared<const whyspec::calls::Call>(std::move(*read.call)));
  return whyspec::calls::MemoryCallLog::Create(std::move(contents));
}

SnapshotInput InputOf(std::string_view text) {
  SnapshotInput input;
  input.path = "/w/specs/spec.md";
  input.text = std::string(text);
  static const auto log = OneCall();
  input.log = log;
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
