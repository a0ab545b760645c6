// What a rule says: one finding on the smallest text that is wrong.
//
// Findings are plain data in byte offsets; the editor, the command line and CI
// print the same ones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_edit.h"
#include "base/text_range.h"

namespace whyspec::rules {

enum class Severity : std::uint8_t { kOff, kHint, kInfo, kWarning, kError };
std::string_view Name(Severity severity);  // "off" "hint" "info" "warning" "error"
bool ParseSeverity(std::string_view text, Severity* severity);

// Another place that explains the finding: the turn in the call, the other heading.
struct Related {
  std::string path;  // absolute; "" = the spec itself
  TextRange range;   // in that file's bytes
  std::string message;
};

struct Fix {
  std::string title;            // imperative, names the result: `Rename to "Why"`
  std::vector<TextEdit> edits;  // of the spec
  // Needs no judgement, loses no words, and removes the finding: `--fix` and
  // source.fixAll apply it. Others are offered one by one.
  bool automatic = false;
  // The client may open the edit as a snippet with stops at "${1:…}" (LSP
  // completion syntax); `edits` hold the plain form.
  std::string snippet;
};

struct Finding {
  std::string_view rule;  // id, points into the registry
  // kOff: the rule's own (RuleInfo::severity). A rule whose findings differ in weight
  // sets it; the checker puts the effective one here (DefaultSeverity, then config).
  Severity severity = Severity::kOff;
  TextRange range;
  std::string message;  // what is wrong, why it matters, what to do: plain words
  std::vector<Related> related;
  std::vector<Fix> fixes;    // first = preferred; alternatives follow
  bool unnecessary = false;  // text that does nothing (an unused suppression): shown faded
};

}  // namespace whyspec::rules
