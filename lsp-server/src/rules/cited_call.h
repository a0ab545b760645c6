// What rules say about a cited call: who spoke without naming them, where in the call it
// is, and where in the spec such findings go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/rule.h"

namespace whyspec::rules {

// "P2, ops lead": the participant's place in the call and persona, else title. The same
// in every spec that cites the call.
std::string Pseudonym(const calls::Call& call, const calls::Participant& participant);
std::string ParticipantNumber(const calls::Call& call, const calls::Participant& participant);  // "P2"
// "ops_lead" -> "ops lead".
std::string ReadableCode(std::string_view code);

// "07:40", "1:02:05".
std::string ClockText(std::int64_t ms);
// "turn 12, at 07:40"
std::string TurnName(const calls::Call& call, std::uint32_t turn);

// Whether readers of specs may see this call's words at all.
bool MayShowWords(const calls::CallLog& log, const calls::Call& call);
// The turn in the call's file, with its first words where readers of specs may see them.
Related RelatedTurn(const calls::CallLog& log, const calls::Call& call, std::uint32_t turn);
// The file with the call's details (its side-car, if it has one), for findings about them.
Related RelatedCall(const calls::Call& call, std::string message);

// The words that a finding about cited words names, and where they were said: "“we would
// use” (turn 12, at 07:40)". Where the call's words may not be shown and the spec does not
// quote them, "What is cited (turn 12, …)".
std::string ShownWords(const RuleContext& context, const CitedPassage& passage, TextRange words);
// A finding on a cited passage, with the turn that says `words`.
Finding& AddPassageFinding(const RuleContext& context, FindingSink& sink, const CitedPassage& passage,
                           TextRange words, std::string message);

// Where a finding about all evidence goes: the heading of the evidence section, else the
// first citation, else the title.
TextRange EvidencePlace(const Spec& spec);

// Whose words a citation points at. Counting ends at the first outside speaker: then the
// citation has a customer's words.
struct Speakers {
  std::size_t external = 0;  // attributed, and not one of us
  std::size_t internal = 0;
  std::size_t unattributed = 0;
};
// All zero without turns (a whole-call citation).
Speakers SpeakersOf(const evidence::ResolvedCitation& citation);

// The quotes that each citation supports, by index of the citation.
using QuotesByCitation = std::unordered_map<std::size_t, std::vector<const evidence::SpecQuote*>>;
QuotesByCitation GroupQuotes(const evidence::SpecEvidence& evidence);

// True in a code block or code span, where a word is no name and no claim. Comments and
// HTML are not code.
bool IsInCode(const markdown::Document& document, Offset at);

}  // namespace whyspec::rules
