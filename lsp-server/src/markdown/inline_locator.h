// Gives every inline of a leaf block its place in the source.
//
// cmark's tree says which inlines there are and in what order, but not reliably
// where. So the source of the block is read in step with the tree: a text node
// says which characters come next, an emphasis node that a delimiter does, and so
// on. Each step is decided by the tree and reads forward only: linear.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "markdown/leaf_lines.h"
#include "markdown/parsed_text.h"

struct cmark_node;

namespace whyspec::markdown::internal {

// A quotation mark in the visible text.
struct QuoteMark {
  enum class Kind : std::uint8_t { kStraight, kLeft, kRight, kLow, kGuillemetLeft, kGuillemetRight, kBorder };
  TextRange source;
  Kind kind;
};

// The label of a reference link, to find its definition by when all are known.
struct PendingReference {
  Index link;
  std::string key;
};

class InlineLocator {
 public:
  explicit InlineLocator(ParsedText& out) : out_(out) {}

  // Adds the runs, links and comments of `node`, whose content starts at `start`.
  void Locate(cmark_node* node, Index block, const LeafLines& leaf, Cursor start);

  const std::vector<QuoteMark>& marks() const { return marks_; }
  std::vector<PendingReference>& references() { return references_; }
  // Blocks where tree and source did not agree. Always 0; tests hold that.
  std::uint32_t disagreements() const { return disagreements_; }

 private:
  // Each returns false if the source does not hold what the tree says.
  bool Enter(cmark_node* node, bool& skip_children);
  bool Leave(cmark_node* node);
  bool Text(std::string_view shown);
  bool Break();
  bool Code();
  bool Html(std::string_view literal);
  bool IndentedByTab() const;
  bool Autolink(cmark_node* node);
  bool LeaveLink(cmark_node* node);
  bool Expect(char c, int count);
  void AddRun(RunKind kind, Offset begin, Offset end, std::uint32_t extra = 0);
  // Looks for the first byte of text()[at, at + n) that could begin an escape or
  // entity, noting quotation marks on the way.
  std::size_t PlainLength(Offset at, std::size_t n);
  void NoteEntityMark(std::string_view shown, TextRange source);

  ParsedText& out_;
  std::string_view text_;
  const LeafLines* leaf_ = nullptr;
  Cursor at_;
  Index block_ = kNone;
  bool at_start_ = false;  // the next text begins with blanks that are passed already
  std::vector<std::pair<Index, Cursor>> open_links_;  // with the cursor after "["
  std::vector<QuoteMark> marks_;
  std::vector<PendingReference> references_;
  std::uint32_t disagreements_ = 0;
};

}  // namespace whyspec::markdown::internal
