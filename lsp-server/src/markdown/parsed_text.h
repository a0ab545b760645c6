// What Document::Parse() finds, as flat arrays. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "markdown/document.h"

namespace whyspec::markdown::internal {

// A stretch of a paragraph or heading, in source order. Kept for every leaf block,
// so it is small; the visible text is made from runs when somebody asks for it.
enum class RunKind : std::uint8_t {
  kText,       // bytes that show as they are
  kEscape,     // "\*": shows its last byte
  kEntity,     // "&amp;": shows entities[extra]
  kBreak,      // the end of a line with what is cut around it; shows a line break
  kCode,       // first line of a code span, opening backticks included; extra = see CodeTrim
  kCodeMore,   // a further line of the same code span
  kHtml,       // an HTML tag or comment; shows nothing
  kHtmlBreak,  // <br>; shows a blank
};

struct InlineRun {
  Offset begin = 0;
  Offset end = 0;
  std::uint32_t kind : 8;
  std::uint32_t extra : 24;

  RunKind Kind() const { return static_cast<RunKind>(kind); }
};

// Backticks (and the one blank CommonMark strips) at both ends of a code run.
constexpr std::uint32_t CodeTrim(std::uint32_t lead, std::uint32_t trail) { return lead << 12 | trail; }
constexpr std::uint32_t CodeLead(std::uint32_t extra) { return extra >> 12; }
constexpr std::uint32_t CodeTrail(std::uint32_t extra) { return extra & 0xFFF; }

struct ParsedText {
  std::string text;
  LineIndex lines;
  std::optional<FrontMatter> front_matter;
  Offset body_begin = 0;  // first byte after the front matter's last line

  std::vector<Block> blocks;
  std::vector<Heading> headings;
  std::vector<Section> sections;
  std::vector<Link> links;
  std::vector<LinkDefinition> definitions;
  std::vector<Quote> quotes;
  std::vector<Comment> comments;
  Document::Title title;

  std::vector<InlineRun> runs;
  std::vector<std::uint32_t> first_run;  // of each block; its runs end where the next block's begin
  std::vector<std::string> entities;
  std::vector<TextRange> code;  // code, HTML blocks and comments, ascending

  std::span<const InlineRun> RunsOf(Index block) const {
    const std::size_t begin = first_run[block];
    const std::size_t end = block + 1 < first_run.size() ? first_run[block + 1] : runs.size();
    return std::span<const InlineRun>(runs).subspan(begin, end - begin);
  }
};

}  // namespace whyspec::markdown::internal

namespace whyspec::markdown {
struct Document::State : internal::ParsedText {};
}  // namespace whyspec::markdown
