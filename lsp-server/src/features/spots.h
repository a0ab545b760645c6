// What stands under a cursor, and small measures of text. Shared by all features.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "data/value.h"
#include "engine/directive.h"
#include "rules/spec.h"

namespace whyspec::features {

// The line that holds `at`, without its terminator (LF, CRLF or lone CR); an offset
// past the end is on the last line.
TextRange LineAround(std::string_view text, Offset at);
// Where the line after that one starts; the end of the text if there is none.
Offset NextLine(std::string_view text, Offset at);
inline Offset SizeOf(std::string_view text) { return static_cast<Offset>(text.size()); }
// `at` cut to the text and moved back to the start of the character (or CRLF) it is in.
Offset ClampToCharacter(std::string_view text, Offset at);
// The line end of a document: CRLF if its first line ends so.
std::string_view LineEndOf(std::string_view text);
// `text` with every "\n" as that line end.
std::string WithLineEnds(std::string_view text, std::string_view line_end);

// Index into Spec::evidence.citations: the citation whose link, or whose destination in
// a `[label]: …` definition, touches `at`.
std::optional<std::size_t> CitationAt(const rules::Spec& spec, Offset at);
// The citation of the quote that holds `at`.
struct QuotedCitation {
  std::size_t citation;
  TextRange quote;
};
std::optional<QuotedCitation> QuoteAt(const rules::Spec& spec, Offset at);
// Index into Document::links().
std::optional<std::size_t> LinkAt(const markdown::Document& document, Offset at);
// Index into Document::sections() of the section whose heading touches `at`.
std::optional<markdown::Index> HeadingAt(const markdown::Document& document, Offset at);
// The meaning of a section, nullptr if it has none.
const rules::ProfileSection* MeaningOf(const rules::Spec& spec, markdown::Index section);

// The part of a citation's destination before its anchor: id or path, scheme included.
TextRange TargetRange(const evidence::Citation& citation);
// The id in a `call:` destination, without the scheme; empty for a path.
TextRange IdRange(std::string_view text, const evidence::Citation& citation);

// The front-matter member whose key or value touches `at`, innermost: its dotted path
// ("waivers.rule"), key and value. nullopt outside of front matter.
struct FrontMatterSpot {
  std::string path;            // list positions are left out
  const data::Member* member;  // owned by the document
  const data::Value* value;    // the innermost value at `at`: a list item, else the member's
  bool on_key = false;
};
std::optional<FrontMatterSpot> FrontMatterAt(const markdown::FrontMatter* front_matter, Offset at);

// The directive of a comment that touches `at`.
std::optional<engine::Directive> DirectiveAt(const markdown::Document& document, Offset at);
// A rule id under the cursor: in a directive or in a waiver of the front matter.
std::optional<TextRange> RuleIdAt(const rules::Spec& spec, Offset at);

// The word (letters, digits, marks) that touches `at`; empty at `at` if there is none.
// Looks at most a few hundred bytes to each side.
TextRange WordAround(std::string_view text, Offset at);

}  // namespace whyspec::features
