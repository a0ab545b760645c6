#include "features/sheet.h"

#include "base/strings.h"
#include "base/uri.h"
#include "features/markdown_escape.h"

namespace whyspec::features {

std::string Sheet::Text(std::string_view text) const {
  return markdown_ ? EscapeMarkdown(text) : PlainLine(text);
}

std::string Sheet::Bold(std::string_view text) const {
  const std::string inside = Text(text);
  return markdown_ && !inside.empty() ? StrCat("**", inside, "**") : inside;
}

std::string Sheet::Code(std::string_view text) const {
  return markdown_ ? MarkdownCode(text) : PlainLine(text);
}

std::string Sheet::FileLink(std::string_view label, std::string_view path) const {
  return markdown_ ? MarkdownLink(label, FileUriFromPath(path)) : PlainLine(label);
}

void Sheet::Separate(Kind next) {
  if (last_ == Kind::kItem && next == Kind::kItem) {
    out_ += "\n";
  } else if (last_ == Kind::kQuoted && next == Kind::kQuoted) {
    out_ += markdown_ ? "\n>\n" : "\n";
  } else if (last_ != Kind::kNone) {
    out_ += "\n\n";
  }
  last_ = next;
}

void Sheet::Paragraph(std::string_view pieces) {
  if (pieces.empty()) return;
  Separate(Kind::kParagraph);
  out_ += pieces;
}

void Sheet::Quoted(std::string_view pieces) {
  if (pieces.empty()) return;
  Separate(Kind::kQuoted);
  out_.append(markdown_ ? "> " : "  ").append(pieces);
}

void Sheet::Item(std::string_view pieces) {
  if (pieces.empty()) return;
  Separate(Kind::kItem);
  out_.append("- ").append(pieces);
}

void Sheet::Trusted(std::string_view markdown) { Paragraph(markdown); }

}  // namespace whyspec::features
