// A small log of invented calls, and specs against it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "calls/memory_call_log.h"
#include "evidence/spec_evidence.h"

namespace whyspec::evidence {

inline calls::Turn TimedTurn(std::int64_t start_ms, std::optional<std::int64_t> end_ms = std::nullopt) {
  return calls::Turn{.start_ms = start_ms, .end_ms = end_ms, .text = "words"};
}

// Turns of ten seconds each, from 0.
inline calls::Call MakeCall(std::string id, std::string account, std::string_view day = "", int turns = 3) {
  calls::Call call;
  call.id = std::move(id);
  call.account = std::move(account);
  call.path = "/w/calls/" + call.id + ".vtt";
  if (!day.empty()) call.started_at_ms = ParseInstant(day);
  for (int i = 0; i < turns; ++i) call.turns.push_back(TimedTurn(i * 10'000, (i + 1) * 10'000));
  return call;
}

inline std::shared_ptr<const calls::CallLog> MakeLog(std::vector<calls::Call> list,
                                                     std::vector<calls::Account> accounts = {},
                                                     std::map<std::string, calls::Gone> gone = {}) {
  calls::MemoryCallLog::Contents contents;
  for (calls::Call& call : list) contents.calls.push_back(std::make_shared<calls::Call>(std::move(call)));
  for (calls::Account& account : accounts) {
    contents.accounts.push_back(std::make_shared<calls::Account>(std::move(account)));
  }
  contents.gone = std::move(gone);
  return calls::MemoryCallLog::Create(std::move(contents));
}

inline CitationOptions SpecOptions() {
  return CitationOptions{
      .document_path = "/w/specs/export.md",
      .is_call_path = [](std::string_view path, const void*) { return path.substr(0, 9) == "/w/calls/"; }};
}

inline SpecEvidence Gather(const markdown::Document& document, const calls::CallLog& log) {
  return GatherEvidence(document, SpecOptions(), log);
}

}  // namespace whyspec::evidence
