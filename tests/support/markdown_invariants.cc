#include "support/markdown_invariants.h"

#include <cmark.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "base/strings.h"
#include "markdown/document.h"

namespace whyspec::testing {
namespace {

using markdown::Block;
using markdown::BlockKind;
using markdown::Comment;
using markdown::Document;
using markdown::Heading;
using markdown::HeadingKind;
using markdown::Index;
using markdown::kNone;
using markdown::Link;
using markdown::LinkDefinition;
using markdown::LinkKind;
using markdown::Prose;
using markdown::Quote;
using markdown::QuoteKind;
using markdown::Section;

constexpr std::size_t kMaxProblems = 20;

// A NUL becomes one byte, not cmark's three, as in the code under test.
std::string WithoutNuls(std::string text) {
  std::replace(text.begin(), text.end(), '\0', '\x7F');
  return text;
}

// cmark sometimes shows the indentation of a lazy line; Document never does.
std::string WithoutIndentation(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == ' ' || c == '\t')) continue;
    line_start = c == '\n';
    out += c;
  }
  return out;
}

struct ExpectedLink {
  std::string url;
  bool image;
};
struct ExpectedBlock {
  BlockKind kind;
  std::size_t parent;
  int level = 0;
  std::string prose;
};
struct Expected {
  std::vector<ExpectedBlock> blocks;
  std::vector<ExpectedLink> links;
  std::size_t inline_comments = 0;
};

BlockKind KindOf(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
      return BlockKind::kBlockQuote;
    case CMARK_NODE_LIST:
      return BlockKind::kList;
    case CMARK_NODE_ITEM:
      return BlockKind::kItem;
    case CMARK_NODE_CODE_BLOCK:
      return BlockKind::kCode;
    case CMARK_NODE_HTML_BLOCK:
      return BlockKind::kHtml;
    case CMARK_NODE_HEADING:
      return BlockKind::kHeading;
    case CMARK_NODE_THEMATIC_BREAK:
      return BlockKind::kThematicBreak;
    default:
      return BlockKind::kParagraph;
  }
}

Expected AskCmark(const std::string& body) {
  Expected expected;
  cmark_node* const root = cmark_parse_document(body.data(), body.size(), CMARK_OPT_DEFAULT);
  cmark_iter* const iter = cmark_iter_new(root);
  std::vector<std::size_t> open;
  for (cmark_event_type event = cmark_iter_next(iter); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iter)) {
    cmark_node* const node = cmark_iter_get_node(iter);
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_DOCUMENT) continue;
    const bool block = type <= CMARK_NODE_LAST_BLOCK;
    if (event == CMARK_EVENT_EXIT) {
      if (block) open.pop_back();
      continue;
    }
    if (block) {
      expected.blocks.push_back({.kind = KindOf(node),
                                 .parent = open.empty() ? kNone : open.back(),
                                 .level = type == CMARK_NODE_HEADING ? cmark_node_get_heading_level(node) : 0,
                                 .prose = {}});
      const bool leaf = type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK ||
                        type == CMARK_NODE_THEMATIC_BREAK;  // no exit event
      if (!leaf) open.push_back(expected.blocks.size() - 1);
      continue;
    }
    std::string& prose = expected.blocks[open.back()].prose;
    const char* const literal = cmark_node_get_literal(node);
    switch (type) {
      case CMARK_NODE_TEXT:
        prose += literal;
        break;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        prose += '\n';
        break;
      case CMARK_NODE_CODE:
        prose += ' ';
        break;
      case CMARK_NODE_HTML_INLINE:
        prose += ' ';
        if (std::string_view(literal).starts_with("<!--")) ++expected.inline_comments;
        break;
      case CMARK_NODE_LINK:
      case CMARK_NODE_IMAGE:
        expected.links.push_back({cmark_node_get_url(node), type == CMARK_NODE_IMAGE});
        break;
      default:
        break;
    }
  }
  cmark_iter_free(iter);
  cmark_node_free(root);
  return expected;
}

// What cmark makes of `written` as a link's destination, in angle brackets or bare.
std::string DestinationOf(std::string_view written, bool angle) {
  const std::string text = angle ? StrCat("[a](<", written, ">)") : StrCat("[a]: ", written, "\n\n[a]");
  cmark_node* const root = cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT);
  std::string url;
  if (cmark_node* const paragraph = cmark_node_first_child(root); paragraph != nullptr)
    if (cmark_node* const link = cmark_node_first_child(paragraph); link != nullptr)
      if (cmark_node_get_type(link) == CMARK_NODE_LINK) url = cmark_node_get_url(link);
  cmark_node_free(root);
  return url;
}

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool IsPlainWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

class Checker {
 public:
  explicit Checker(const std::string& text) : text_(text), doc_(Document::Parse(text)) {}

  std::vector<std::string> Run() {
    Require(doc_.text() == text_, "the text is kept as it is", {});
    FrontMatterHolds();
    const Offset body = doc_.front_matter() ? BodyBegin() : 0;
    const Expected expected = AskCmark(WithoutNuls(text_.substr(body)));
    BlocksHold(expected);
    ProseHolds(expected);
    HeadingsHold(expected);
    LinksHold(expected);
    DefinitionsHold();
    CommentsHold(expected);
    QuotesHold();
    SectionsHold();
    LookupsHold();
    return std::move(problems_);
  }

 private:
  std::string_view At(TextRange range) const { return Cut(text_, range); }

  void Require(bool holds, std::string_view what, TextRange range) {
    if (holds || problems_.size() >= kMaxProblems) return;
    problems_.push_back(StrCat("not true: ", what, " @", range.begin, "-", range.end, " \"",
                               Printable(At({range.begin, std::min(range.end, range.begin + 60)})), "\""));
  }
  bool InText(TextRange range) const { return range.begin <= range.end && range.end <= text_.size(); }

  Offset BodyBegin() const {
    const LineIndex& lines = doc_.lines();
    return lines.LineStart(lines.LineOf(doc_.front_matter()->range.end) + 1);
  }

  void FrontMatterHolds() {
    const auto* const front = doc_.front_matter();
    if (front == nullptr) return;
    Require(At(front->range).starts_with("---"), "front matter begins with ---", front->range);
    Require(front->range.Contains(front->inner), "the YAML is inside the front matter", front->inner);
  }

  void BlocksHold(const Expected& expected) {
    const auto blocks = doc_.blocks();
    Require(blocks.size() == expected.blocks.size(),
            StrCat("as many blocks as cmark: ", blocks.size(), ", ", expected.blocks.size()), {});
    Offset last_leaf_end = 0;
    for (std::size_t i = 0; i < std::min(blocks.size(), expected.blocks.size()); ++i) {
      const Block& block = blocks[i];
      Require(block.kind == expected.blocks[i].kind, "the kind of block cmark says", block.range);
      const std::size_t parent = block.parent == kNone ? std::size_t{kNone} : block.parent;
      Require(parent == expected.blocks[i].parent, "the parent cmark says", block.range);
      Require(InText(block.range), "a block lies in the text", block.range);
      Require(i == 0 || blocks[i - 1].range.begin <= block.range.begin, "blocks ascend", block.range);
      if (block.parent != kNone) {
        Require(block.parent < i, "a parent comes first", block.range);
        Require(blocks[block.parent].range.Contains(block.range), "a block lies in its parent", block.range);
      }
      const std::string_view cut = At(block.range);
      const bool container = block.kind == BlockKind::kBlockQuote || block.kind == BlockKind::kList ||
                             block.kind == BlockKind::kItem;
      if (!container) {
        Require(block.range.begin >= last_leaf_end, "leaf blocks do not overlap", block.range);
        last_leaf_end = block.range.end;
        Require(!cut.empty(), "a leaf block holds something", block.range);
        // Whole lines: nothing of the last line is left over.
        Require(block.range.end == text_.size() || text_[block.range.end] == '\n' ||
                    text_[block.range.end] == '\r',
                "a leaf block ends at the end of a line", block.range);
      }
      if (cut.empty()) continue;
      const char c = cut.front();
      switch (block.kind) {
        case BlockKind::kBlockQuote:
          Require(c == '>', "a block quote begins with >", block.range);
          break;
        case BlockKind::kList:
        case BlockKind::kItem:
          Require(c == '-' || c == '*' || c == '+' || (c >= '0' && c <= '9'),
                  "an item begins with its marker", block.range);
          break;
        case BlockKind::kHtml:
          Require(c == '<', "HTML begins with <", block.range);
          break;
        case BlockKind::kThematicBreak:
          Require(c == '-' || c == '*' || c == '_', "a rule begins with its marker", block.range);
          break;
        case BlockKind::kParagraph:
        case BlockKind::kHeading:
          Require(c != ' ' && c != '\t' && c != '\n' && c != '\r', "a paragraph begins with a word",
                  block.range);
          break;
        case BlockKind::kCode:
          break;
      }
    }
  }

  void ProseHolds(const Expected& expected) {
    const auto blocks = doc_.blocks();
    for (Index i = 0; i < std::min(blocks.size(), expected.blocks.size()); ++i) {
      const Prose prose = doc_.ProseOf(i);
      Require(WithoutIndentation(WithoutNuls(prose.text)) == WithoutIndentation(expected.blocks[i].prose),
              StrCat("prose is what cmark shows: \"", Printable(expected.blocks[i].prose.substr(0, 200)),
                     "\" but \"", Printable(prose.text.substr(0, 200)), "\""),
              blocks[i].range);
      Offset last = blocks[i].range.begin;
      for (std::size_t r = 0; r < prose.runs.size(); ++r) {
        const Prose::Run& run = prose.runs[r];
        const auto end = r + 1 < prose.runs.size() ? prose.runs[r + 1].prose_begin
                                                   : static_cast<Offset>(prose.text.size());
        const bool same_entity = r > 0 && prose.runs[r - 1].source == run.source;
        Require(run.source.begin >= last || same_entity, "runs ascend", run.source);
        last = run.source.end;
        Require(run.prose_begin < end, "a run shows something", run.source);
        Require(blocks[i].range.Contains(run.source), "a run lies in its block", run.source);
        const std::string_view shown = Cut(prose.text, {run.prose_begin, end});
        if (shown.size() == run.source.length() && shown != " " && shown != "\n")
          Require(shown == At(run.source), "a run shows its source", run.source);
        else
          Require(
              !At(run.source).empty() && (std::string_view("\\&`<\r\n \t\v\f").find(At(run.source).front()) !=
                                          std::string_view::npos),
              "what shows differently is an escape, entity, code, HTML or line end", run.source);
        Require(prose.ToSource({run.prose_begin, end}) == run.source, "a run maps back", run.source);
      }
    }
  }

  void HeadingsHold(const Expected& expected) {
    std::vector<const ExpectedBlock*> wanted;
    for (const ExpectedBlock& block : expected.blocks)
      if (block.kind == BlockKind::kHeading) wanted.push_back(&block);
    std::size_t real = 0;
    Offset last = 0;
    for (const Heading& heading : doc_.headings()) {
      Require(heading.range.begin >= last, "headings ascend", heading.range);
      last = heading.range.begin;
      Require(heading.level >= 1 && heading.level <= 6, "a level is 1 to 6", heading.range);
      if (heading.block >= doc_.blocks().size()) {
        Require(false, "a heading has a block", heading.range);
        continue;
      }
      Require(heading.range == doc_.blocks()[heading.block].range, "a heading is its block", heading.range);
      Require(heading.range.Contains(heading.text_range), "the words lie in the heading", heading.text_range);
      const std::string_view words = At(heading.text_range);
      Require(words.empty() || (!IsSpace(words.front()) && !IsSpace(words.back())),
              "no blanks around the words", heading.text_range);
      if (heading.kind == HeadingKind::kBold) {
        Require(At(heading.range).starts_with("**") || At(heading.range).starts_with("__"),
                "a bold heading begins with its delimiter", heading.range);
        Require(!words.empty() && !heading.text.empty(), "a bold heading has words", heading.range);
        continue;
      }
      if (heading.kind == HeadingKind::kAtx)
        Require(At(heading.range).starts_with(std::string(heading.level, '#')),
                "an ATX heading begins with #", heading.range);
      if (real < wanted.size())
        Require(wanted[real]->level == heading.level, "the level cmark says", heading.range);
      ++real;
      if (std::all_of(words.begin(), words.end(), IsPlainWord))
        Require(heading.text == words, "plain words are the text", heading.range);
    }
    Require(real == wanted.size(), StrCat("as many headings as cmark: ", real, ", ", wanted.size()), {});
  }

  void LinksHold(const Expected& expected) {
    const auto links = doc_.links();
    Require(links.size() == expected.links.size(),
            StrCat("as many links as cmark: ", links.size(), ", ", expected.links.size()), {});
    Offset last = 0;
    std::size_t decoded = 0;
    for (std::size_t i = 0; i < std::min(links.size(), expected.links.size()); ++i) {
      const Link& link = links[i];
      Require(WithoutNuls(link.destination) == expected.links[i].url, "the destination cmark says",
              link.range);
      Require(link.image == expected.links[i].image, "an image if cmark says so", link.range);
      Require(InText(link.range) && link.range.begin >= last, "links ascend", link.range);
      last = link.range.begin;
      Require(link.range.Contains(link.text_range), "the words lie in the link", link.range);
      Require(link.block < doc_.blocks().size() && doc_.blocks()[link.block].range.Contains(link.range),
              "a link lies in its block", link.range);
      Require(!doc_.InCode(link.range.begin), "a link is not in code", link.range);
      const std::string_view cut = At(link.range);
      const std::string_view written = At(link.destination_range);
      switch (link.kind) {
        case LinkKind::kAutolink:
          Require(cut.starts_with('<') && cut.ends_with('>'), "an autolink has angle brackets", link.range);
          Require(link.destination_range == link.text_range, "an autolink is its words", link.range);
          break;
        case LinkKind::kInline:
          Require(cut.starts_with(link.image ? "![" : "[") && cut.ends_with(')'), "[…](…)", link.range);
          Require(link.range.Contains(link.destination_range), "the destination lies in the link",
                  link.range);
          break;
        case LinkKind::kReference:
          Require(cut.starts_with(link.image ? "![" : "[") && cut.ends_with(']'), "[…][…]", link.range);
          Require(std::any_of(
                      doc_.definitions().begin(), doc_.definitions().end(),
                      [&](const LinkDefinition& d) { return d.destination_range == link.destination_range; }),
                  "a reference leads to its definition", link.range);
          break;
      }
      if (link.kind != LinkKind::kAutolink) {
        const Offset bracket = link.range.begin + (link.image ? 2 : 1);
        Require(link.text_range.begin == bracket, "the words begin after the bracket", link.range);
        Require(link.text_range.end < text_.size() && text_[link.text_range.end] == ']',
                "the words end before the bracket", link.range);
      }
      if (written.find_first_of("&\\") == std::string_view::npos) {
        const bool mail = link.kind == LinkKind::kAutolink && link.destination.starts_with("mailto:") &&
                          !written.starts_with("mailto:");
        Require(link.destination == written || (mail && link.destination == StrCat("mailto:", written)),
                "the destination is what is written", link.destination_range);
      } else if (link.kind != LinkKind::kAutolink && ++decoded < 1000 &&
                 written.find_first_of("\r\n") == std::string_view::npos) {
        const std::string plain = WithoutNuls(std::string(written));
        const std::string meant = WithoutNuls(link.destination);
        Require(DestinationOf(plain, true) == meant || DestinationOf(plain, false) == meant,
                "the destination, unescaped, is what is written", link.destination_range);
      }
    }
  }

  void DefinitionsHold() {
    Offset last = 0;
    for (const LinkDefinition& definition : doc_.definitions()) {
      Require(InText(definition.range) && definition.range.begin >= last, "definitions ascend",
              definition.range);
      last = definition.range.end;
      Require(At(definition.range).starts_with('['), "a definition begins with [", definition.range);
      Require(definition.range.Contains(definition.label_range), "the label lies inside",
              definition.label_range);
      Require(definition.range.Contains(definition.destination_range), "so does the destination",
              definition.destination_range);
      const std::string_view written = At(definition.destination_range);
      if (written.find_first_of("&\\") == std::string_view::npos)
        Require(definition.destination == written, "the destination is what is written", definition.range);
    }
  }

  void CommentsHold(const Expected& expected) {
    std::size_t in_text = 0;
    Offset last = 0;
    for (const Comment& comment : doc_.comments()) {
      Require(InText(comment.range) && comment.range.begin >= last, "comments ascend", comment.range);
      last = comment.range.end;
      Require(At(comment.range).starts_with("<!--"), "a comment begins with <!--", comment.range);
      Require(comment.range.Contains(comment.inner), "the words lie in the comment", comment.inner);
      Require(doc_.InCode(comment.range.begin), "a comment counts as code", comment.range);
      if (comment.block >= doc_.blocks().size()) {
        Require(false, "a comment has a block", comment.range);
        continue;
      }
      const Block& block = doc_.blocks()[comment.block];
      Require(block.range.Contains(comment.range), "a comment lies in its block", comment.range);
      if (block.kind != BlockKind::kHtml) {
        ++in_text;
        Require(At(comment.range).ends_with("-->"), "a comment ends with -->", comment.range);
      }
    }
    Require(in_text == expected.inline_comments, "as many comments in paragraphs as cmark", {});
  }

  void QuotesHold() {
    std::size_t block_quotes = 0;
    Offset last = 0;
    for (const Quote& quote : doc_.quotes()) {
      Require(InText(quote.range) && quote.range.begin >= last, "quotes ascend", quote.range);
      last = quote.range.begin;
      Require(quote.range.Contains(quote.inner), "the words lie in the quote", quote.inner);
      if (quote.block >= doc_.blocks().size()) {
        Require(false, "a quote has a block", quote.range);
        continue;
      }
      const Block& block = doc_.blocks()[quote.block];
      if (quote.kind == QuoteKind::kBlock) {
        ++block_quotes;
        Require(block.kind == BlockKind::kBlockQuote && block.range == quote.range,
                "a block quote is its block", quote.range);
        continue;
      }
      Require(block.range.Contains(quote.range), "a quote lies in its block", quote.range);
      Require(!quote.text.empty() && !quote.inner.empty(), "a quote has words", quote.range);
      Require(!doc_.InCode(quote.range.begin), "a quote does not begin in code", quote.range);
      const std::string_view cut = At(quote.range);
      const auto begins = [&](std::string_view mark) { return cut.starts_with(mark); };
      const auto ends = [&](std::string_view mark) { return cut.ends_with(mark); };
      Require(begins("\"") || begins("“") || begins("„") || begins("«") || begins("&") || begins("\\\""),
              "a quote begins with a mark", quote.range);
      Require(ends("\"") || ends("”") || ends("“") || ends("»") || ends(";"), "a quote ends with a mark",
              quote.range);
    }
    const auto quoting = std::count_if(doc_.blocks().begin(), doc_.blocks().end(), [](const Block& block) {
      return block.kind == BlockKind::kBlockQuote;
    });
    Require(block_quotes == static_cast<std::size_t>(quoting), "one quote for each block quote", {});
  }

  void SectionsHold() {
    const auto sections = doc_.sections();
    Require(!sections.empty(), "there is a section", {});
    if (sections.empty()) return;
    Require(
        sections[0].heading == kNone && sections[0].range == TextRange{0, static_cast<Offset>(text_.size())},
        "section 0 is the document", sections[0].range);
    for (std::size_t i = 0; i < sections.size(); ++i) {
      const Section& section = sections[i];
      Require(section.range.Contains(section.body), "a body lies in its section", section.range);
      Require(section.body.begin == section.own_body.begin && section.body.Contains(section.own_body),
              "the own body begins the body", section.own_body);
      if (i == 0) continue;
      const Heading& heading = doc_.headings()[section.heading];
      Require(section.range.Contains(heading.range) && section.level == heading.level,
              "a section begins with its heading", section.range);
      Require(section.body.begin >= heading.range.end, "a body is after the heading", section.body);
      Require(section.parent < i, "a parent comes first", section.range);
      const Section& parent = sections[section.parent];
      Require(parent.body.Contains(section.range) && parent.level < section.level,
              "a section lies in its parent", section.range);
      // Sections of one parent touch: nothing lies between them.
      const Section& before = sections[i - 1];
      if (before.parent == section.parent && i - 1 != section.parent)
        Require(before.range.end == section.range.begin, "sections cover the text", section.range);
      if (i - 1 == section.parent)
        Require(parent.own_body.end == section.range.begin, "the own body ends at the first sub-section",
                parent.own_body);
      Require(doc_.SectionAt(heading.range.begin) == i, "a heading is in its section", heading.range);
    }
  }

  void LookupsHold() {
    const auto blocks = doc_.blocks();
    for (Index i = 0; i < blocks.size(); ++i) {
      const Index found = doc_.BlockAt(blocks[i].range.begin);
      Require(found != kNone && blocks[found].range.Touches(blocks[i].range.begin),
              "a block is found by its place", blocks[i].range);
      if (blocks[i].kind == BlockKind::kCode || blocks[i].kind == BlockKind::kHtml)
        Require(doc_.InCode(blocks[i].range.begin), "code is code", blocks[i].range);
    }
    const auto all = doc_.BlocksIn({0, static_cast<Offset>(text_.size())});
    const auto leaves = std::count_if(blocks.begin(), blocks.end(), [](const Block& block) {
      return block.kind != BlockKind::kBlockQuote && block.kind != BlockKind::kList &&
             block.kind != BlockKind::kItem;
    });
    Require(all.size() == static_cast<std::size_t>(leaves), "all leaf blocks are in the text", {});
  }

  const std::string& text_;
  Document doc_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> MarkdownProblems(const std::string& text) { return Checker(text).Run(); }

}  // namespace whyspec::testing
