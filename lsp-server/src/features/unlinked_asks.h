// Asks heard in calls of several accounts that no spec cites (meta/unlinked-ask).
//
// An ask is a sentence of an outside speaker that asks for something, by the cues of
// evidence/feature-request. Others join it if they are about the same in almost the same
// words and come from another account: asks, wishes, or troubles told. Words that any ask could
// hold ("button", "list", "month") and words that stand all over the log count for
// nothing. Few false alarms matter more than few misses.
//
// Only words that readers of specs may see (CallFace) are looked at or given out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "calls/call_log.h"
#include "evidence/spec_evidence.h"
#include "rules/language.h"

namespace whyspec::features {

// What specs cite of each call, by id.
struct CitedTurns {
  bool whole = false;  // a citation without an anchor stands for all of the call
  std::vector<evidence::TurnSpan> spans;
};
using CitedByCall = std::map<std::string, CitedTurns, std::less<>>;
void AddCited(const evidence::SpecEvidence& evidence, CitedByCall& cited);

struct AskVoice {
  std::string who, account, lifecycle;  // as readers may know them; "" = unknown
  std::optional<Date> day;
  std::string words;  // one line of plain text
  // "call:acme-2026-01-13#t=460", to cite it; "" where the call's id might tell a name.
  std::string citation;
};
struct UnlinkedAsk {
  std::string topic;             // the words they share, as one of them said it
  std::size_t accounts = 0;      // independent
  std::size_t calls = 0;         // …
  std::vector<AskVoice> voices;  // one an account, the plainest first
};
struct AskSearch {
  std::vector<UnlinkedAsk> asks;   // the most accounts first
  std::size_t calls_left_out = 0;  // of a very large log only the newest calls are read
};
// `labels` is the language of roles and days. Reads the newest 2,000 calls, on several
// threads; linear in their words.
AskSearch FindUnlinkedAsks(const calls::CallLog& log, const CitedByCall& cited, rules::Language labels);

}  // namespace whyspec::features
