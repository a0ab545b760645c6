// A spec as rules see it: the parsed document, what its front matter says, which
// sections mean why, evidence and usage, their text folded and cut into sentences,
// and its evidence. Built once per version and configuration; immutable.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/unicode.h"
#include "data/schema.h"
#include "evidence/spec_evidence.h"
#include "markdown/document.h"
#include "rules/cited_words.h"
#include "rules/cues.h"
#include "rules/finding.h"
#include "rules/language.h"
#include "rules/profile.h"

namespace whyspec::rules {

enum class SpecStatus : std::uint8_t {
  kDraft,
  kReview,
  kReady,
  kCommitted,
  kShipped,
  kDeclined,
  kSuperseded
};
std::optional<SpecStatus> ParseSpecStatus(std::string_view text);
std::string_view Name(SpecStatus status);

struct Waiver {
  std::string rule, reason, by;
  std::optional<Date> until;
  TextRange range;       // the entry
  TextRange rule_range;  // its `rule` value; empty if absent
};

// Front matter, read leniently; what does not fit is meta/front-matter's business.
struct SpecMeta {
  std::string id, title, owner, language, profile, type, outcome;
  std::optional<SpecStatus> status;
  bool small = false;
  std::vector<std::string> personas, segments, questions;
  std::vector<Waiver> waivers;
  TextRange id_range, status_range, personas_range;  // the values; empty if absent
};

struct Sentence {
  TextRange folded;  // in SectionText::folded.text
  TextRange source;  // in the document
};

// The visible prose of one section, sub-sections included: paragraphs and list items
// joined by "\n\n", quotes and code left out (quotes are other people's words).
struct SectionText {
  markdown::Index section = markdown::kNone;
  Language language = Language::kEnglish;
  std::string text;
  FoldedText folded;  // of `text`
  std::vector<Sentence> sentences;
  std::size_t words = 0;
  // The source range that shows folded[range).
  TextRange ToSource(TextRange folded_range) const;

  struct Piece {
    Offset begin = 0;  // in `text`
    Offset end = 0;
    markdown::Index block = markdown::kNone;
    markdown::Prose prose;
  };
  std::vector<Piece> pieces;

  // All cues of all lists in the section, by start; read them through Cues().
  struct Cue {
    int list = 0;
    CueHit hit;
  };  // range in folded.text
  std::vector<Cue> cues;
  // Hits of one list, negated ones included.
  std::vector<CueHit> Cues(std::string_view list) const;
  bool HasCue(std::string_view list) const;  // one that is not negated
  // The sentence that holds this folded offset; nullptr if there is none.
  const Sentence* SentenceAt(Offset folded_offset) const;
};

struct MatchedSection {
  markdown::Index section = 0;              // in Document::sections()
  const ProfileSection* meaning = nullptr;  // owned by the profile
  // Headings of one family say the same ("Why", "Motivation"); owned as `meaning`.
  std::string_view family;
  bool empty = false;  // see IsEmptySection in places.h
};

struct Spec {
  std::string path;  // absolute
  markdown::Document document;
  std::shared_ptr<const Profile> profile;
  SpecMeta meta;
  Language language = Language::kEnglish;  // of the whole spec
  std::vector<MatchedSection> matched;     // every section that means something, in order
  // First section of detail (requirements, solution, design …), kNone if there is none.
  markdown::Index first_detail_section = markdown::kNone;
  evidence::SpecEvidence evidence;
  std::vector<CitedPassage> cited_words;  // what the citations point at, judged
  // Text of each section with role why, evidence or usage, in document order. A section
  // inside another of its role is part of that one; of another role it stands alone.
  // Folded text, sentences and cues are there if the profile asks for evidence or the
  // spec cites a call; else only text and word count.
  struct RoleText {
    Role role = Role::kOther;
    std::size_t matched = 0;  // in `matched`
    SectionText text;
  };
  std::vector<RoleText> texts;

  // Best section of that role: the first non-empty one; nullptr if there is none.
  const MatchedSection* Find(Role role) const;
  const SectionText* TextOf(Role role) const;
  std::string_view text() const { return document.text(); }
};

struct SpecInput {
  std::string path;
  markdown::Document document;
  std::shared_ptr<const Profile> profile;  // front matter `profile` was already applied
  evidence::CitationOptions citations;
  const calls::CallLog* log = nullptr;     // REQUIRES: not null, outlives the call
  evidence::Verifier* verifier = nullptr;  // remembers verdicts; may be null
};
Spec BuildSpec(const SpecInput& input);

// What the front matter of a document says; also for those that only index specs.
SpecMeta ReadSpecMeta(const markdown::Document& document);
// Key table of schemas/spec-front-matter.schema.json.
extern const data::Schema kSpecFrontMatterSchema;

// The meaning of a heading under a profile; nullptr if it has none. `near_miss` gets
// the section it was probably meant to be ("Wy" -> why).
const ProfileSection* MatchHeading(std::string_view heading, const Profile& profile,
                                   const ProfileSection** near_miss = nullptr);
bool IsDetailHeading(std::string_view heading, const Profile& profile);

}  // namespace whyspec::rules
