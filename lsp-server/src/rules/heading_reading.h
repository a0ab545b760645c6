// How a heading is read before it is looked up, and the built-in dictionary of headings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rules/language.h"

namespace whyspec::rules {

// The three roles first, in the order of Role.
enum class HeadingGroup : std::uint8_t { kWhy, kEvidence, kUsage, kDetail, kOutcome, kInvented, kUnrelated };
HeadingGroup HeadingGroupOf(std::string_view list);  // "why.problem" -> kWhy

struct KnownHeading {
  unsigned groups = 0;        // bit set of HeadingGroup
  std::string_view family;    // list of the role it was first listed for: "why.problem"
  unsigned languages = 0;     // bit set of Language
  std::string_view spelling;  // as first listed: "Why it matters"
  bool Is(HeadingGroup group) const { return (groups >> static_cast<unsigned>(group) & 1U) != 0; }
  bool HasRole() const { return (groups & 7U) != 0; }
};

struct HeadingDictionary {
  std::unordered_map<std::string, KnownHeading> headings;  // by key
  std::vector<std::string> order;                          // keys, as first listed
  std::unordered_set<std::string> notes;                   // "mandatory", "si applicable"
  std::unordered_set<std::string> joiners;                 // "and", "et"
  std::unordered_set<std::string> section_words;           // "section", "partie"
};
// Made on first use from cues/<language>.json; immutable.
const HeadingDictionary& TheHeadings();

// A heading as keys to look up: folded words joined by one blank, without punctuation,
// numbering and joining words. "2.1 **Evidence** & insights (optional):" has the whole
// keys "evidence insights optional" and "evidence insights".
struct HeadingReadings {
  std::vector<std::string> whole;  // the heading, with and without notes and brackets
  std::vector<std::string> heads;  // what stands before ":", " - " or "for": "Why: the story"
  std::vector<std::string> parts;  // pieces joined by "and", "/", "&": "Problem & opportunity"
};
HeadingReadings ReadHeading(std::string_view heading);

// Languages (bit set) in which the heading is a known one; 0 if in none.
unsigned HeadingLanguages(std::string_view heading);

}  // namespace whyspec::rules
