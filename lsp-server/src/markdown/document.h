// A Markdown text, parsed once: CommonMark 0.30 through cmark, with the exact
// byte range of every node in the original bytes.
//
// Parse() cannot fail and takes time linear in the text, whatever the bytes:
// CRLF, lone CR, BOM, NUL, invalid UTF-8, a 1 MB line, 10,000-deep nesting.
// Invariant, held by property tests: cutting any reported range from text()
// gives back the node (a link's range starts with "[" or "<" …).
// A Document is immutable and may be shared between threads. It owns its text.
// Nodes are flat arrays in document order; a node refers to another by index.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/line_index.h"
#include "base/text_range.h"
#include "data/value.h"

namespace whyspec::markdown {

using Index = std::uint32_t;
inline constexpr Index kNone = ~Index{0};

enum class BlockKind : std::uint8_t {
  kParagraph,
  kHeading,
  kBlockQuote,
  kList,
  kItem,
  kCode,
  kHtml,
  kThematicBreak,
};

struct Block {
  BlockKind kind = BlockKind::kParagraph;
  std::uint16_t depth = 0;  // containers above it (saturates)
  Index parent = kNone;     // enclosing block
  // From the first byte of the block's own marker (not the indentation or the
  // markers of outer containers) to the end of its last line, terminator excluded.
  TextRange range;
};

enum class HeadingKind : std::uint8_t {
  kAtx,
  kSetext,
  kBold,  // a paragraph that is one bold run alone, "**Why**": people use it as a heading
};

struct Heading {
  HeadingKind kind = HeadingKind::kAtx;
  std::uint8_t level = 1;  // 1..6; a bold line is one deeper than the real heading above it (at most 6)
  Index block = 0;
  TextRange range;       // block range: markers and underline included
  TextRange text_range;  // the words, markers and surrounding blanks excluded
  std::string text;      // visible words: markup, entities and escapes resolved
};

// A heading with all up to the next heading of its level or higher. Section 0
// is the whole document ("heading == kNone"), so a document has at least one.
// Headings inside block quotes and list items open no section.
struct Section {
  Index heading = kNone;
  Index parent = kNone;  // kNone for section 0
  std::uint8_t level = 0;
  TextRange range;     // from the start of the heading's line
  TextRange body;      // after the heading's line, sub-sections included
  TextRange own_body;  // up to the first sub-section
};

enum class LinkKind : std::uint8_t { kInline, kReference, kAutolink };

struct Link {
  LinkKind kind = LinkKind::kInline;
  bool image = false;
  Index block = kNone;          // leaf block that holds it
  TextRange range;              // "[text](dest)", "[text][ref]", "<dest>"
  TextRange text_range;         // between the brackets; for an autolink the destination
  TextRange destination_range;  // as written, without "<>"; for a reference, in its definition
  std::string destination;      // decoded: escapes and entities resolved; <a@b> is "mailto:a@b"
};

// `[label]: destination "title"` as written. Unused and duplicate ones included.
struct LinkDefinition {
  TextRange range;
  TextRange label_range;
  TextRange destination_range;
  std::string destination;
};

enum class QuoteKind : std::uint8_t { kBlock, kInline };

// A block quote, or words between „…“ “…” «…» "…" inside one leaf block outside
// code. An inline quote that lies in a block quote is reported too.
struct Quote {
  QuoteKind kind = QuoteKind::kInline;
  Index block = kNone;  // the block quote, or the leaf block that holds the inline quote
  TextRange range;      // quotation marks or ">" included
  TextRange inner;      // without them
  // The visible words, markup and link texts resolved, one blank between lines.
  // A block quote leaves out its attribution: a last line or paragraph that begins
  // with a dash ("— Jane") or holds nothing but links, and links at its very end.
  std::string text;
};

struct Comment {  // <!-- … -->, block or inline
  TextRange range;
  TextRange inner;
  Index block = kNone;
};

// Text as a reader sees it, with the way back to the source.
struct Prose {
  std::string text;  // soft breaks are "\n"; code spans and HTML left out (a blank each)
  struct Run {
    Offset prose_begin;  // start in `text`
    TextRange source;    // same bytes in the source, or one escape/entity
  };
  std::vector<Run> runs;  // ascending
  // The source range that shows text[range).
  TextRange ToSource(TextRange range) const;
};

struct FrontMatter {
  TextRange range;    // both "---" lines included, terminator of the last excluded
  TextRange inner;    // the YAML
  data::Parsed yaml;  // root is kMap, or kNull when empty; errors if it is not YAML
};

// Where the front matter of a text is, without parsing anything else: for those who
// need an id from the first few kilobytes. nullopt if the text starts with none.
struct FrontMatterRange {
  TextRange range;
  TextRange inner;
};
std::optional<FrontMatterRange> FindFrontMatter(std::string_view text);

class Document {
 public:
  static Document Parse(std::string text);

  // Cheap to copy: copies share the parsed state.
  std::string_view text() const;
  const LineIndex& lines() const;
  const FrontMatter* front_matter() const;  // nullptr if there is none
  std::span<const Block> blocks() const;
  std::span<const Heading> headings() const;
  std::span<const Section> sections() const;  // [0] is the document
  std::span<const Link> links() const;  // every kind, images too, in order; none inside code or comments
  std::span<const LinkDefinition> definitions() const;
  std::span<const Quote> quotes() const;
  std::span<const Comment> comments() const;

  // The document's title: front matter `title`, else the first H1, else empty.
  // Its range is where a finding about the whole document belongs.
  struct Title {
    std::string text;
    TextRange range;
  };
  const Title& title() const;

  // Index of the innermost section (block) that holds `at`; block may be kNone.
  Index SectionAt(Offset at) const;
  Index BlockAt(Offset at) const;
  // Leaf blocks whose range lies in `range`, in order: [first, last) of blocks()
  // may interleave containers, so indices are returned.
  std::vector<Index> BlocksIn(TextRange range) const;

  // Visible text of a paragraph or heading; empty for other kinds.
  Prose ProseOf(Index block) const;
  // True if `at` lies in code (span or block), an HTML block or comment.
  bool InCode(Offset at) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;
};

}  // namespace whyspec::markdown
