// The words of block quotes, gathered while their paragraphs are walked, and their
// attribution left out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "markdown/parsed_text.h"

namespace whyspec::markdown::internal {

class QuoteTexts {
 public:
  void Open(std::size_t quote) {
    open_.push_back({.quote = quote, .text = {}, .paragraphs = {}, .links = {}});
  }
  bool any_open() const { return !open_.empty(); }
  // A paragraph or heading inside the innermost open quote. `first_link` is the index
  // of its first link. `dash_item`: it is the only item of a list marked with "-".
  void AddParagraph(const ParsedText& parsed, Index block, std::size_t first_link, bool dash_item);
  // Writes the text of the innermost quote.
  void Close(ParsedText& out);

 private:
  struct Span {
    std::size_t begin;
    std::size_t end;
    bool elsewhere;  // leads to the web or within this text: hardly to who said it
  };
  struct Paragraph {
    std::size_t begin;
    bool dash_item;
  };
  // A quote's own words only: a quote in it has its own, so that deep nesting
  // does not copy the same words ten thousand times.
  struct Building {
    std::size_t quote;
    std::string text;
    std::vector<Paragraph> paragraphs;
    std::vector<Span> links;  // of the last paragraph
  };
  static void CutAttribution(Building& building);
  static void CutLinksAtEnd(std::string& text, const std::vector<Span>& links);

  std::vector<Building> open_;
  std::vector<Prose::Run> map_;
};

}  // namespace whyspec::markdown::internal
