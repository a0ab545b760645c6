#include "markdown/block_walker.h"

#include <cmark.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/unicode.h"
#include "markdown/entities.h"
#include "markdown/inline_quotes.h"
#include "markdown/link_syntax.h"
#include "markdown/runs.h"

namespace whyspec::markdown::internal {
namespace {

constexpr std::size_t kMaxBoldHeadingCharacters = 80;

bool IsBlankByte(char c) { return c == ' ' || c == '\t'; }

std::uint32_t CountLines(const char* literal) {
  std::uint32_t lines = 0;
  if (literal == nullptr) return 0;
  for (const char* at = literal; *at != '\0';) {
    ++lines;
    at = std::strchr(at, '\n');
    if (at == nullptr) break;
    ++at;
  }
  return lines;
}

Offset TrimEnd(std::string_view text, Offset begin, Offset end) {
  while (end > begin && IsSpaceByte(static_cast<unsigned char>(text[end - 1]))) --end;
  return end;
}

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

bool IsContainer(BlockKind kind) {
  return kind == BlockKind::kBlockQuote || kind == BlockKind::kList || kind == BlockKind::kItem;
}

// "===" or "---" alone on the line from `at` on.
bool IsUnderline(std::string_view line) {
  if (line.empty() || (line[0] != '=' && line[0] != '-')) return false;
  const char c = line[0];
  std::size_t at = 0;
  while (at < line.size() && line[at] == c) ++at;
  while (at < line.size() && IsBlankByte(line[at])) ++at;
  return at == line.size();
}

cmark_node* NextBlock(cmark_node* node) {
  for (; node != nullptr; node = cmark_node_parent(node))
    if (cmark_node* const next = cmark_node_next(node); next != nullptr) return next;
  return nullptr;
}

}  // namespace

BlockWalker::BlockWalker(ParsedText& out, std::string_view source)
    : out_(out), source_(source), locator_(out) {
  base_line_ = out.lines.LineOf(out.body_begin);
  unclaimed_.line = base_line_;
}

Offset BlockWalker::LineStart(std::uint32_t line) const {
  const Offset start = out_.lines.LineStart(line);
  // cmark skips a byte order mark where its text begins, and counts columns after it.
  if (line == base_line_ && source_.substr(start).starts_with("\xEF\xBB\xBF")) return start + 3;
  return start;
}

void BlockWalker::Walk(cmark_node* root) {
  total_lines_ = LineOfNode(cmark_node_get_end_line(root));
  cmark_node* node = cmark_node_first_child(root);
  while (node != nullptr) {
    if (IsContainer(KindOf(node))) {
      EnterContainer(node);
      if (cmark_node* const child = cmark_node_first_child(node); child != nullptr) {
        node = child;
        continue;
      }
      LeaveContainer();
    } else {
      Leaf(node);
    }
    while (node != root) {
      if (cmark_node* const next = cmark_node_next(node); next != nullptr) {
        node = next;
        break;
      }
      node = cmark_node_parent(node);
      if (node != root) LeaveContainer();
    }
    if (node == root) break;
  }
  ClaimDefinitions(out_.lines.line_count());
  ResolveReferences();
}

Index BlockWalker::AddBlock(BlockKind kind, Offset begin) {
  const auto block = static_cast<Index>(out_.blocks.size());
  const std::size_t depth = std::min<std::size_t>(open_.size(), std::numeric_limits<std::uint16_t>::max());
  out_.blocks.push_back({.kind = kind,
                         .depth = static_cast<std::uint16_t>(depth),
                         .parent = open_.empty() ? kNone : open_.back().block,
                         .range = {begin, begin}});
  out_.first_run.push_back(static_cast<std::uint32_t>(out_.runs.size()));
  return block;
}

void BlockWalker::EndBlock(Index block, std::uint32_t last_line, Offset end) {
  TextRange& range = out_.blocks[block].range;
  range.end = std::max(range.begin, end);
  unclaimed_ = {.line = last_line + 1};
  if (!open_.empty()) {
    TextRange& parent = out_.blocks[open_.back().block].range;
    parent.end = std::max(parent.end, range.end);
  }
}

void BlockWalker::EnterContainer(cmark_node* node) {
  const BlockKind kind = KindOf(node);
  const std::uint32_t line = LineOfNode(cmark_node_get_start_line(node));
  const Offset line_end = LineEnd(line);
  ClaimDefinitions(line);
  if (point_line_ != line) {
    point_line_ = line;
    point_ = {LineStart(line), 0};
    AdvancePrefixes(source_, line_end, containers_, point_);
  }
  const LinePoint marker = SkipBlanks(source_, line_end, point_);
  const Index block = AddBlock(kind, marker.at);
  Open open{.block = block, .last_line = LineOfNode(cmark_node_get_end_line(node))};
  out_.blocks[block].range.end = marker.at;

  if (kind == BlockKind::kBlockQuote && marker.at < line_end) {
    point_ = marker;
    AdvanceQuoteMarker(source_, line_end, point_);
    containers_.push_back({.quote = true});
    open.has_prefix = open.is_quote = true;
    open.quote = out_.quotes.size();
    quote_texts_.Open(open.quote);
    out_.quotes.push_back({.kind = QuoteKind::kBlock,
                           .block = block,
                           .range = {},
                           .inner = {point_.at, point_.at},
                           .text = {}});
  } else if (kind == BlockKind::kItem && marker.at < line_end) {
    const std::uint32_t indent = marker.column - point_.column;
    point_ = marker;
    const std::uint32_t width = AdvanceItemMarker(source_, line_end, point_);
    containers_.push_back({.quote = false, .width = indent + width});
    open.has_prefix = true;
  }
  out_.blocks[block].range.end = std::max(marker.at, point_.at);
  if (open.has_prefix) {
    // What stands after the marker; blanks there are no content.
    const Offset shown_end = TrimEnd(source_, marker.at, point_.at);
    out_.blocks[block].range.end = shown_end;
  }
  unclaimed_ = {.line = line, .at = point_.at, .mid_line = true};
  open_.push_back(open);
}

void BlockWalker::LeaveContainer() {
  const Open open = open_.back();
  if (open.has_prefix) ClaimDefinitions(open.last_line + 1);
  open_.pop_back();
  if (open.has_prefix) containers_.pop_back();
  TextRange& range = out_.blocks[open.block].range;
  if (open.is_quote) range.end = std::max(range.end, LineEnd(open.last_line));
  if (!open_.empty()) {
    TextRange& parent = out_.blocks[open_.back().block].range;
    parent.end = std::max(parent.end, range.end);
  }
  if (open.is_quote) {
    Quote& quote = out_.quotes[open.quote];
    quote.range = range;
    quote.inner = {std::min(quote.inner.begin, range.end), range.end};
    quote_texts_.Close(out_);
  }
}

void BlockWalker::Leaf(cmark_node* node) {
  const BlockKind kind = KindOf(node);
  const std::uint32_t line = LineOfNode(cmark_node_get_start_line(node));
  ClaimDefinitions(line);
  const auto column = static_cast<Offset>(std::max(cmark_node_get_start_column(node), 1) - 1);
  const Offset begin = std::min(LineStart(line) + column, LineEnd(line));
  const Index block = AddBlock(kind, begin);
  switch (kind) {
    case BlockKind::kCode: {
      const std::uint32_t last = CodeLastLine(node, begin, line);
      EndBlock(block, last, LineEnd(last));
      out_.code.push_back(out_.blocks[block].range);
      break;
    }
    case BlockKind::kHtml:
      HtmlBlock(node, block, line);
      break;
    case BlockKind::kThematicBreak:
      EndBlock(block, line, LineEnd(line));
      break;
    default:
      ParagraphOrHeading(node, block, line);
      break;
  }
}

std::uint32_t BlockWalker::CodeLastLine(cmark_node* node, Offset begin, std::uint32_t line) const {
  const bool fenced = begin < source_.size() && (source_[begin] == '`' || source_[begin] == '~') &&
                      cmark_node_get_fence_info(node) != nullptr && IsFence(begin, line);
  if (!fenced) return line + std::max(CountLines(cmark_node_get_literal(node)), 1U) - 1;
  // cmark names the line it closed the block at: the closing fence, the last line of
  // the text, or the first line outside the block's container.
  const std::uint32_t last = std::max(LineOfNode(cmark_node_get_end_line(node)), line);
  if (last == line) return line;
  LinePoint point{LineStart(last), 0};
  return AdvancePrefixes(source_, LineEnd(last), containers_, point) ? last : last - 1;
}

void BlockWalker::HtmlBlock(cmark_node* node, Index block, std::uint32_t line) {
  const std::uint32_t last = line + std::max(CountLines(cmark_node_get_literal(node)), 1U) - 1;
  EndBlock(block, last, LineEnd(last));
  const TextRange range = out_.blocks[block].range;
  out_.code.push_back(range);
  const std::string_view html = Cut(source_, range);
  for (std::size_t at = html.find("<!--"); at != std::string_view::npos;) {
    // "<!-->" and "<!--->" are whole comments (HTML: abruptly closed).
    std::size_t close = html.find("-->", at + 2);
    const std::size_t inner_begin = at + 4;
    std::size_t end = html.size();
    std::size_t inner_end = html.size();
    if (close != std::string_view::npos) {
      end = close + 3;
      inner_end = std::max(close, inner_begin);
      inner_end = std::min(inner_end, end);
    }
    const auto offset = [&](std::size_t i) { return range.begin + static_cast<Offset>(i); };
    out_.comments.push_back({.range = {offset(at), offset(end)},
                             .inner = {offset(std::min(inner_begin, inner_end)), offset(inner_end)},
                             .block = block});
    at = html.find("<!--", end);
  }
}

std::uint32_t BlockWalker::SetextUnderline(cmark_node* node, std::uint32_t first_line) const {
  // cmark names the line after the underline, or the underline if it ends the text.
  const std::uint32_t last = LineOfNode(cmark_node_get_end_line(node));
  if (last <= first_line + 1) return first_line + 1;
  if (last < total_lines_) return last - 1;
  cmark_node* const next = NextBlock(node);
  if (next != nullptr && LineOfNode(cmark_node_get_start_line(next)) <= last) return last - 1;
  const Offset end = LineEnd(last);
  LinePoint point{LineStart(last), 0};
  if (!AdvancePrefixes(source_, end, containers_, point)) return last - 1;
  const LinePoint content = SkipBlanks(source_, end, point);
  return content.column - point.column < 4 && IsUnderline(source_.substr(content.at, end - content.at))
             ? last
             : last - 1;
}

void BlockWalker::ParagraphOrHeading(cmark_node* node, Index block, std::uint32_t line) {
  const bool heading = out_.blocks[block].kind == BlockKind::kHeading;
  Offset begin = out_.blocks[block].range.begin;
  const bool atx = heading && IsAtx(begin, line, node);
  std::uint32_t block_last = line;  // last line of the block
  std::uint32_t last = line;        // last line of its words
  if (heading && !atx) {
    block_last = SetextUnderline(node, line);
    last = block_last - 1;
  } else if (!heading) {
    block_last = last = std::max(line, LineOfNode(cmark_node_get_end_line(node)));
  }

  const std::size_t first_link = out_.links.size();
  LeafLines leaf(source_, out_.lines, containers_, last, LineEnd(last));
  Cursor at = leaf.At(line, begin);
  if (atx) {
    const int level = cmark_node_get_heading_level(node);
    at.at = std::min(begin + static_cast<Offset>(level), at.line_end);
    while (at.at < at.line_end && IsBlankByte(source_[at.at])) ++at.at;
    leaf.SetEnd(last, AtxLimit(at.at, at.line_end, begin));
  } else {
    if (AddDefinitions(leaf, at)) {
      Cursor first = at;
      leaf.SkipBlanksOn(first);
      begin = first.at;
      out_.blocks[block].range.begin = begin;
    }
    last = LastShown(at, last);
    const Offset from = last == at.line ? at.at : out_.lines.LineStart(last);
    leaf.SetEnd(last, TrimEnd(source_, from, LineEnd(last)));
  }
  const Cursor start = leaf.At(at.line, at.at);
  locator_.Locate(node, block, leaf, start);
  EndBlock(block, block_last, LineEnd(block_last));

  if (heading) {
    const Offset text_end = leaf.At(last, start.at).line_end;
    AddHeading(node, block, !atx, {std::max(begin, start.at), std::max(begin, text_end)});
  } else if (open_.empty() && start.line == last) {
    MaybeBoldHeading(node, block);
  }
  if (!locator_.marks().empty()) AddInlineQuotes(out_, block, locator_.marks());
  if (quote_texts_.any_open()) quote_texts_.AddParagraph(out_, block, first_link, IsLoneDashItem(node));
}

std::uint32_t BlockWalker::LastShown(const Cursor& first, std::uint32_t last) const {
  // A line of form feeds is not blank for the block structure, yet shows nothing.
  for (; last > first.line; --last) {
    const Offset start = out_.lines.LineStart(last);
    const Offset end = LineEnd(last);
    const Offset shown_end = TrimEnd(source_, start, end);
    if (shown_end > start && source_[shown_end - 1] != '>') return last;
    LinePoint point{start, 0};
    AdvancePrefixes(source_, end, containers_, point);
    if (shown_end > SkipBlanks(source_, end, point).at) return last;
  }
  return last;
}

bool BlockWalker::IsFence(Offset begin, std::uint32_t line) const {
  const Offset end = LineEnd(line);
  const char c = source_[begin];
  Offset at = begin;
  while (at < end && source_[at] == c) ++at;
  if (at - begin < 3) return false;
  // Indented code may begin with the same bytes; a fence is indented by 3 at most.
  LinePoint point = point_;
  if (point_line_ != line) {
    point = {LineStart(line), 0};
    AdvancePrefixes(source_, end, containers_, point);
  }
  const LinePoint content = SkipBlanks(source_, end, point);
  if (content.at != begin || content.column - point.column >= 4) return false;
  return c == '~' || source_.substr(at, end - at).find('`') == std::string_view::npos;
}

bool BlockWalker::IsAtx(Offset begin, std::uint32_t line, cmark_node* node) const {
  const Offset end = LineEnd(line);
  const auto level = static_cast<Offset>(cmark_node_get_heading_level(node));
  Offset at = begin;
  while (at < end && source_[at] == '#') ++at;
  return at - begin == level && (at == end || IsBlankByte(source_[at]));
}

Offset BlockWalker::AtxLimit(Offset content, Offset line_end, Offset begin) const {
  const Offset end = TrimEnd(source_, begin, line_end);
  Offset at = end;
  while (at > begin && source_[at - 1] == '#') --at;
  if (at == end || at == begin || !IsBlankByte(source_[at - 1])) return std::max(content, end);
  return std::max(content, TrimEnd(source_, begin, at));
}

bool BlockWalker::IsLoneDashItem(cmark_node* node) const {
  if (open_.empty() || out_.blocks[open_.back().block].kind != BlockKind::kItem) return false;
  cmark_node* const item = cmark_node_parent(node);
  return cmark_node_next(item) == nullptr && cmark_node_previous(item) == nullptr &&
         cmark_node_next(node) == nullptr && cmark_node_previous(node) == nullptr &&
         source_[out_.blocks[open_.back().block].range.begin] == '-';
}

void BlockWalker::AddHeading(cmark_node* node, Index block, bool setext, TextRange text_range) {
  const auto level = static_cast<std::uint8_t>(std::clamp(cmark_node_get_heading_level(node), 1, 6));
  std::string text;
  AppendShown(out_, out_.RunsOf(block), Show::kWords, text);
  while (!text_range.empty() && IsSpaceByte(static_cast<unsigned char>(source_[text_range.begin])))
    ++text_range.begin;
  out_.headings.push_back({.kind = setext ? HeadingKind::kSetext : HeadingKind::kAtx,
                           .level = level,
                           .block = block,
                           .range = out_.blocks[block].range,
                           .text_range = text_range,
                           .text = Collapse(text)});
  if (open_.empty()) real_level_ = level;
}

void BlockWalker::MaybeBoldHeading(cmark_node* node, Index block) {
  cmark_node* const strong = cmark_node_first_child(node);
  if (strong == nullptr || cmark_node_get_type(strong) != CMARK_NODE_STRONG) return;
  if (cmark_node* const after = cmark_node_next(strong); after != nullptr) {
    const char* const literal = cmark_node_get_literal(after);
    if (cmark_node_next(after) != nullptr || literal == nullptr || Trim(literal) != ":") return;
  }
  std::string shown;
  AppendShown(out_, out_.RunsOf(block), Show::kWords, shown);
  std::string text = Collapse(shown);
  if (text.ends_with(':')) text.pop_back();
  text = std::string(Trim(text));
  if (text.empty() || text.ends_with('.') || text.ends_with("\xE2\x80\xA6") || text.ends_with("\xE3\x80\x82"))
    return;
  if (CountCodePoints(text) > kMaxBoldHeadingCharacters) return;
  // Between the delimiters: the first and last run of the words.
  const TextRange range = out_.blocks[block].range;
  const Offset open = range.begin + 2;
  const std::string_view source = Cut(source_, range);
  const std::size_t close = source.find_last_of("*_");
  if (close == std::string_view::npos || close < 3) return;
  Offset text_begin = open;
  Offset text_end = range.begin + static_cast<Offset>(close) - 1;
  while (text_begin < text_end && IsSpaceByte(static_cast<unsigned char>(source_[text_begin]))) ++text_begin;
  text_end = TrimEnd(source_, text_begin, text_end);
  out_.headings.push_back({.kind = HeadingKind::kBold,
                           .level = static_cast<std::uint8_t>(std::min(real_level_ + 1, 6)),
                           .block = block,
                           .range = range,
                           .text_range = {text_begin, text_end},
                           .text = std::move(text)});
}

bool BlockWalker::AddDefinitions(LeafLines& leaf, Cursor& at) {
  bool any = false;
  while (leaf.Peek(at) == '[') {
    auto found = ScanDefinition(leaf, at);
    if (!found) break;
    any = true;
    out_.definitions.push_back({.range = found->range,
                                .label_range = found->label,
                                .destination_range = found->destination,
                                .destination = Unescape(Cut(source_, found->destination))});
    definition_keys_.push_back(std::move(found->label_key));
    if (!open_.empty()) {
      TextRange& parent = out_.blocks[open_.back().block].range;
      parent.end = std::max(parent.end, found->range.end);
    }
  }
  return any;
}

void BlockWalker::ClaimDefinitions(std::uint32_t until_line) {
  until_line = std::min(until_line, out_.lines.line_count());
  while (unclaimed_.line < until_line) {
    const std::uint32_t line = unclaimed_.line;
    const Offset end = LineEnd(line);
    Offset at = unclaimed_.mid_line ? unclaimed_.at : LineStart(line);
    const auto is_prefix = [&](char c) { return IsBlankByte(c) || (c == '>' && !unclaimed_.mid_line); };
    while (at < end && is_prefix(source_[at])) ++at;
    if (at >= end || source_[at] != '[') {
      unclaimed_ = {.line = line + 1};
      continue;
    }
    // The paragraph of nothing but definitions that begins here.
    std::uint32_t last = line;
    while (last + 1 < until_line) {
      Offset next = LineStart(last + 1);
      const Offset next_end = LineEnd(last + 1);
      while (next < next_end && (IsBlankByte(source_[next]) || source_[next] == '>')) ++next;
      if (next == next_end) break;
      ++last;
    }
    LeafLines leaf(source_, out_.lines, containers_, last, LineEnd(last));
    Cursor cursor = leaf.At(line, at);
    const bool any = AddDefinitions(leaf, cursor);
    if (!any || leaf.Peek(cursor) == LeafLines::kEnd)
      unclaimed_ = {.line = any ? last + 1 : line + 1};
    else
      unclaimed_ = {.line = std::max(cursor.line, line + 1)};
  }
}

void BlockWalker::ResolveReferences() {
  auto& references = locator_.references();
  if (references.empty()) return;
  // The first definition of a label counts (CommonMark 0.30 §4.7). Our folding of
  // labels is a little wider than cmark's, so the destination must agree as well.
  std::unordered_map<std::string, std::size_t> by_label;
  std::unordered_map<std::string, std::size_t> by_destination;
  const auto key = [](const std::string& label, const std::string& destination) {
    return label + '\0' + destination;
  };
  for (std::size_t i = 0; i < out_.definitions.size(); ++i) {
    by_label.emplace(key(definition_keys_[i], out_.definitions[i].destination), i);
    by_destination.emplace(out_.definitions[i].destination, i);
  }
  for (const PendingReference& reference : references) {
    if (reference.link >= out_.links.size()) continue;
    Link& link = out_.links[reference.link];
    auto found = by_label.find(key(reference.key, link.destination));
    if (found == by_label.end()) {
      found = by_destination.find(link.destination);
      if (found == by_destination.end()) continue;
    }
    link.destination_range = out_.definitions[found->second].destination_range;
  }
}

}  // namespace whyspec::markdown::internal
