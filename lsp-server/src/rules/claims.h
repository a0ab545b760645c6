// What the why, evidence and usage rules ask of a text.
#pragma once

#include <functional>

#include "rules/rule.h"

namespace whyspec::rules {

// True if the profile asks for a customer's words at all. Templates of open-source
// projects do not, and judging their prose by a business case would be noise.
bool AsksForEvidence(const Profile& profile);

// The citation of a sentence: in its block (its list item), or in a quote or list that
// directly follows ("Customers told us:").
bool IsCited(const Spec& spec, const SectionText& text, const Sentence& sentence);

bool IsQuestion(const SectionText& text, const Sentence& sentence);
// "If customers want …": no assertion.
bool IsConditional(const SectionText& text, const Sentence& sentence);

// A cue of that list in the sentence, negated ones left out.
bool SentenceHas(const SectionText& text, const Sentence& sentence, std::string_view list);

// A number that counts something: no year, date, version or label (FR-001). In digits or
// in words from two up.
bool HasNumber(const SectionText& text, TextRange folded_range);
bool HasNumber(const SectionText& text);

// True if the text names a persona or segment of the config, the front matter or the
// accounts, or a kind of people at all ("users", "nurses").
bool NamesActor(const RuleContext& context, const SectionText& text);

// The source range of the words from a cue to the end of its clause (comma, semicolon,
// end of sentence).
TextRange ClauseFrom(const SectionText& text, const CueHit& hit);

// Visits the texts of a role that the profile requires and that are not empty, each
// section once.
void ForEachText(const Spec& spec, std::initializer_list<Role> roles,
                 const std::function<void(const SectionText&)>& visit);

}  // namespace whyspec::rules
