// Walks cmark's tree in document order and writes blocks, headings, definitions
// and (through InlineLocator) inlines with their places in the source.
//
// cmark's lines and columns of block *starts* are right. Ends are not: this takes
// them from the text instead. Reference definitions are not in the tree at all; they
// are looked for where the tree leaves a gap.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "markdown/inline_locator.h"
#include "markdown/line_prefix.h"
#include "markdown/parsed_text.h"
#include "markdown/quote_text.h"

struct cmark_node;

namespace whyspec::markdown::internal {

class BlockWalker {
 public:
  // `source` is out.text, with each NUL replaced by a byte cmark leaves alone.
  BlockWalker(ParsedText& out, std::string_view source);
  void Walk(cmark_node* root);
  std::uint32_t disagreements() const { return locator_.disagreements(); }

 private:
  struct Open {  // a container being walked
    Index block = kNone;
    std::size_t quote = 0;        // its index, of a block quote
    std::uint32_t last_line = 0;  // cmark's word for it: never too low
    bool has_prefix = false;      // block quote or item: in containers_
    bool is_quote = false;
  };
  // Where the first byte of the next line, or of the rest of this one, stands that
  // no block has claimed yet.
  struct Unclaimed {
    std::uint32_t line = 0;
    Offset at = 0;
    bool mid_line = false;  // `at` counts: containers began on this line
  };

  std::uint32_t LineOfNode(int cmark_line) const {
    return base_line_ + static_cast<std::uint32_t>(cmark_line) - 1;
  }
  Offset LineStart(std::uint32_t line) const;
  Offset LineEnd(std::uint32_t line) const { return out_.lines.LineRange(source_, line).end; }

  void EnterContainer(cmark_node* node);
  void LeaveContainer();
  void Leaf(cmark_node* node);
  void ParagraphOrHeading(cmark_node* node, Index block, std::uint32_t line);
  void AddHeading(cmark_node* node, Index block, bool setext, TextRange text_range);
  void MaybeBoldHeading(cmark_node* node, Index block);
  void HtmlBlock(cmark_node* node, Index block, std::uint32_t line);
  std::uint32_t CodeLastLine(cmark_node* node, Offset begin, std::uint32_t line) const;
  std::uint32_t SetextUnderline(cmark_node* node, std::uint32_t first_line) const;
  // The last line of a paragraph that shows something.
  std::uint32_t LastShown(const Cursor& first, std::uint32_t last) const;
  bool IsFence(Offset begin, std::uint32_t line) const;
  bool IsAtx(Offset begin, std::uint32_t line, cmark_node* node) const;
  Offset AtxLimit(Offset content, Offset line_end, Offset begin) const;
  // The only paragraph of the only item of a list marked "-".
  bool IsLoneDashItem(cmark_node* node) const;
  Index AddBlock(BlockKind kind, Offset begin);
  void EndBlock(Index block, std::uint32_t last_line, Offset end);
  void ClaimDefinitions(std::uint32_t until_line);
  bool AddDefinitions(LeafLines& leaf, Cursor& at);
  void ResolveReferences();

  ParsedText& out_;
  std::string_view source_;
  std::uint32_t base_line_ = 0;    // line of source_ where cmark's line 1 is
  std::uint32_t total_lines_ = 0;  // cmark's count, in source_ lines: last line
  std::vector<Open> open_;
  std::vector<Container> containers_;
  LinePoint point_;  // after the last container marker on point_line_
  std::uint32_t point_line_ = ~std::uint32_t{0};
  Unclaimed unclaimed_;
  InlineLocator locator_;
  QuoteTexts quote_texts_;
  std::vector<std::string> definition_keys_;
  std::uint8_t real_level_ = 0;  // of the last heading that is no bold line
};

}  // namespace whyspec::markdown::internal
