// A page of documentation, written once for both kinds of client: Markdown with
// everything untrusted escaped, or plain text.
#pragma once

#include <string>
#include <string_view>

#include "features/world.h"

namespace whyspec::features {

class Sheet {
 public:
  explicit Sheet(Markup markup) : markdown_(markup == Markup::kMarkdown) {}

  // Pieces of a line, safe to put together.
  std::string Text(std::string_view text) const;
  std::string Bold(std::string_view text) const;
  std::string Code(std::string_view text) const;
  std::string FileLink(std::string_view label, std::string_view path) const;

  // Paragraphs of such pieces.
  void Paragraph(std::string_view pieces);
  void Quoted(std::string_view pieces);  // neighbours form one block quote
  void Item(std::string_view pieces);    // neighbours form one list
  // A page of our own (never of a document), as it is.
  void Trusted(std::string_view markdown);

  bool empty() const { return out_.empty(); }
  std::string Take() { return std::move(out_); }

 private:
  enum class Kind { kNone, kParagraph, kQuoted, kItem };
  void Separate(Kind next);

  bool markdown_;
  Kind last_ = Kind::kNone;
  std::string out_;
};

}  // namespace whyspec::features
