// What silences findings: comments in the text and waivers in the front matter.
//
//   <!-- whyspec-disable-next-line evidence/stale, quote/*: reason -->
//   <!-- whyspec-disable why/no-beneficiary: reason --> … <!-- whyspec-enable why/no-beneficiary -->
//   <!-- whyspec-disable-file: reason -->              no rule named: all of them
//   waivers: [{rule: evidence/stale, reason: …, by: …, until: 2026-06-30}]
//
// "Next line" is the next line that is not blank; where a paragraph, quote, item or
// heading begins on it, the whole of that counts. One without a reason, with a rule
// that does not exist, or past its date silences nothing and says so (meta/waiver).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "rules/finding.h"
#include "rules/spec.h"

namespace whyspec::engine {

inline constexpr std::string_view kWaiverRule = "meta/waiver";

enum class SilencerKind { kNextLine, kBlock, kFile, kWaiver };

// One rule (or group) silenced by one comment or waiver.
struct Silencer {
  SilencerKind kind = SilencerKind::kFile;
  std::string pattern;  // rule, group, or "*"
  TextRange covers;     // findings that begin here; begin and end included
  TextRange place;      // where a finding about it belongs
  rules::Fix removal;   // takes it out; no edits if that cannot be done safely
  bool used = false;    // by now it has silenced something
  // kBlock of a group: rules of it that an `enable` let speak again.
  struct Except {
    std::string pattern;
    Offset from = 0;
  };
  std::vector<Except> except;
};

// `enable` comments end blocks; one that ends none is a problem of its own.
struct Silencers {
  std::vector<Silencer> list;            // in document order, waivers first
  std::vector<rules::Finding> problems;  // of meta/waiver, without severity
};
Silencers ReadSilencers(const rules::Spec& spec, Date today);

// Takes out the findings that are silenced and marks what silenced them. The most
// special one gets the credit: next line, block, file, waiver. meta/waiver itself cannot
// be silenced. Returns how many were taken out. Keeps the order of the rest.
std::size_t Silence(std::vector<Silencer>& silencers, std::vector<rules::Finding>& findings);

}  // namespace whyspec::engine
