// Citations: links of a spec whose destination is a call (DESIGN.md "The documents").
//
//   call:acme-2026-01-13#t=460.23,474.9      call id, W3C Media Fragment (temporal)
//   ../calls/acme-2026-01-13.vtt#t=00:07:40  path of the call file
//   call:acme-2026-01-13#turn=12-14          turns, from 1, for untimed transcripts
//
// Anchors follow Media Fragments URI 1.0 §4.2.1 (npt: seconds, mm:ss, hh:mm:ss,
// with fraction; "npt:" prefix and open ends "t=,20" and "t=10" allowed).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calls/call_log.h"
#include "markdown/document.h"

namespace whyspec::evidence {

enum class AnchorKind : std::uint8_t {
  kWholeCall,  // no fragment
  kTime,
  kTurns,
  kMalformed,  // a fragment that is neither
};

struct Anchor {
  AnchorKind kind = AnchorKind::kWholeCall;
  std::int64_t start_ms = 0;           // kTime
  std::optional<std::int64_t> end_ms;  // kTime; exclusive
  std::uint32_t first_turn = 0;        // kTurns, from 0 (files count from 1)
  std::uint32_t last_turn = 0;         // kTurns, inclusive
};
Anchor ParseAnchor(std::string_view fragment);   // without "#"
std::string FormatAnchor(const Anchor& anchor);  // "#t=460.23,474.9", "#turn=12-14", ""
// The shortest anchor that covers these turns: times if they have any, else numbers.
Anchor AnchorFor(const calls::Call& call, std::uint32_t first_turn, std::uint32_t last_turn);

struct Citation {
  markdown::Index link = 0;     // in Document::links()
  TextRange range;              // the link; where findings about the citation sit
  TextRange destination_range;  // what a fix of the id or anchor replaces
  TextRange anchor_range;       // "#…" inside the destination; empty at its end if none
  bool by_path = false;         // a relative path, else a `call:` link
  std::string target;           // id, or absolute path
  std::string written_target;   // as written, without scheme and fragment
  Anchor anchor;
};

// Links of `document` that cite a call: any `call:` link, and relative paths for which
// `is_call_path` (absolute path) says yes. `document_path` is absolute.
struct CitationOptions {
  std::string document_path;
  // May be empty: then no path is a call.
  bool (*is_call_path)(std::string_view absolute_path, const void* context) = nullptr;
  const void* context = nullptr;
};
std::vector<Citation> FindCitations(const markdown::Document& document, const CitationOptions& options);

enum class CitationState : std::uint8_t { kResolved, kUnknownCall, kUnknownAnchor, kGone };

struct ResolvedCitation {
  Citation citation;
  CitationState state = CitationState::kUnknownCall;
  calls::Gone gone = calls::Gone::kNo;
  std::shared_ptr<const calls::Call> call;  // set for kResolved and kUnknownAnchor
  // Turns the anchor covers, inclusive; meaningful for kResolved with an anchor.
  // A whole-call citation has none (has_turns false).
  bool has_turns = false;
  std::uint32_t first_turn = 0;
  std::uint32_t last_turn = 0;
};
ResolvedCitation Resolve(const Citation& citation, const calls::CallLog& log);

// Turns of `call` that overlap a time anchor; a point inside a pause takes the turn
// before it. nullopt if it lies outside the call.
struct TurnSpan {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};
std::optional<TurnSpan> TurnsAt(const calls::Call& call, const Anchor& anchor);

}  // namespace whyspec::evidence
