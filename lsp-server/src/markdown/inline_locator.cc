#include "markdown/inline_locator.h"

#include <cmark.h>

#include <array>
#include <cstring>

#include "markdown/entities.h"
#include "markdown/link_syntax.h"

namespace whyspec::markdown::internal {
namespace {

using MarkKind = QuoteMark::Kind;

// Bytes that may need a closer look inside a text.
enum : std::uint8_t { kPlain = 0, kSyntax = 1, kMaybeMark = 2 };
constexpr std::array<std::uint8_t, 256> MakeByteClasses() {
  std::array<std::uint8_t, 256> classes{};
  classes['\\'] = kSyntax;
  classes['&'] = kSyntax;
  classes['"'] = kMaybeMark;
  classes[0xC2] = kMaybeMark;  // « »
  classes[0xE2] = kMaybeMark;  // “ ” „
  return classes;
}
constexpr std::array<std::uint8_t, 256> kByteClasses = MakeByteClasses();

struct FoundMark {
  MarkKind kind;
  std::uint32_t length;
};
std::optional<FoundMark> MarkAt(std::string_view text) {
  if (text.starts_with("\"")) return FoundMark{MarkKind::kStraight, 1};
  if (text.starts_with("\xC2\xAB")) return FoundMark{MarkKind::kGuillemetLeft, 2};
  if (text.starts_with("\xC2\xBB")) return FoundMark{MarkKind::kGuillemetRight, 2};
  if (text.starts_with("\xE2\x80\x9C")) return FoundMark{MarkKind::kLeft, 3};
  if (text.starts_with("\xE2\x80\x9D")) return FoundMark{MarkKind::kRight, 3};
  if (text.starts_with("\xE2\x80\x9E")) return FoundMark{MarkKind::kLow, 3};
  return std::nullopt;
}

std::string_view Literal(cmark_node* node) {
  const char* const literal = cmark_node_get_literal(node);
  return literal != nullptr ? std::string_view(literal) : std::string_view();
}

}  // namespace

void InlineLocator::Locate(cmark_node* leaf_node, Index block, const LeafLines& leaf, Cursor start) {
  text_ = leaf.text();
  leaf_ = &leaf;
  at_ = start;
  block_ = block;
  marks_.clear();
  open_links_.clear();

  // After definitions a lazy line can come first, with its indentation.
  const Offset unindented = at_.at;
  leaf_->SkipBlanksOn(at_);
  at_start_ = at_.at != unindented;

  bool agreed = true;
  cmark_node* node = cmark_node_first_child(leaf_node);
  while (node != nullptr && agreed) {
    bool skip_children = false;
    agreed = Enter(node, skip_children);
    if (!agreed) break;
    if (cmark_node* const child = skip_children ? nullptr : cmark_node_first_child(node); child != nullptr) {
      node = child;
      continue;
    }
    if (!skip_children) agreed = Leave(node);
    while (agreed) {
      if (cmark_node* const next = cmark_node_next(node); next != nullptr) {
        node = next;
        break;
      }
      node = cmark_node_parent(node);
      if (node == leaf_node) {
        node = nullptr;
        break;
      }
      agreed = Leave(node);
    }
  }
  if (!agreed) {
    // Nothing that cannot be shown in the source is reported: links still open
    // go, and the rest of the block counts as plain text.
    ++disagreements_;
    if (!open_links_.empty()) {
      const Index kept = open_links_.front().first;
      out_.links.resize(kept);
      std::erase_if(references_, [&](const PendingReference& reference) { return reference.link >= kept; });
    }
    if (at_.at < at_.line_end) AddRun(RunKind::kText, at_.at, at_.line_end);
  }
}

bool InlineLocator::Enter(cmark_node* node, bool& skip_children) {
  const cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_TEXT) {
    skip_children = true;
    return Text(Literal(node));
  }
  at_start_ = false;
  switch (type) {
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      skip_children = true;
      return Break();
    case CMARK_NODE_CODE:
      skip_children = true;
      return Code();
    case CMARK_NODE_HTML_INLINE:
      skip_children = true;
      return Html(Literal(node));
    case CMARK_NODE_EMPH:
      return Expect('*', 1) || Expect('_', 1);
    case CMARK_NODE_STRONG:
      return Expect('*', 2) || Expect('_', 2);
    case CMARK_NODE_LINK:
      if (leaf_->Peek(at_) == '<') {
        skip_children = true;
        return Autolink(node);
      }
      break;
    case CMARK_NODE_IMAGE:
      break;
    default:
      return false;
  }
  const bool image = type == CMARK_NODE_IMAGE;
  const Offset begin = at_.at;
  if (image && !Expect('!', 1)) return false;
  if (!Expect('[', 1)) return false;
  open_links_.emplace_back(static_cast<Index>(out_.links.size()), at_);
  const char* const url = cmark_node_get_url(node);
  out_.links.push_back({.kind = LinkKind::kInline,
                        .image = image,
                        .block = block_,
                        .range = {begin, begin},
                        .text_range = {at_.at, at_.at},
                        .destination_range = {},
                        .destination = url != nullptr ? url : ""});
  return true;
}

bool InlineLocator::Leave(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
      return Expect('*', 1) || Expect('_', 1);
    case CMARK_NODE_STRONG:
      return Expect('*', 2) || Expect('_', 2);
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
      return LeaveLink(node);
    default:
      return true;
  }
}

bool InlineLocator::Expect(char c, int count) {
  if (at_.at + static_cast<Offset>(count) > at_.line_end) return false;
  for (int i = 0; i < count; ++i)
    if (text_[at_.at + static_cast<Offset>(i)] != c) return false;
  at_.at += static_cast<Offset>(count);
  return true;
}

void InlineLocator::AddRun(RunKind kind, Offset begin, Offset end, std::uint32_t extra) {
  if (kind == RunKind::kText && out_.runs.size() > out_.first_run[block_]) {
    InlineRun& last = out_.runs.back();
    if (last.Kind() == RunKind::kText && last.end == begin) {
      last.end = end;
      return;
    }
  }
  InlineRun run{.begin = begin, .end = end, .kind = 0, .extra = 0};
  run.kind = static_cast<std::uint32_t>(kind) & 0xFF;
  run.extra = extra & 0xFFFFFF;
  out_.runs.push_back(run);
}

std::size_t InlineLocator::PlainLength(Offset at, std::size_t n) {
  const char* const data = text_.data() + at;
  std::size_t i = 0;
  while (i < n) {
    const std::uint8_t byte_class = kByteClasses[static_cast<unsigned char>(data[i])];
    if (byte_class == kPlain) {
      ++i;
      continue;
    }
    if (byte_class == kSyntax) break;
    if (const auto mark = MarkAt(std::string_view(data + i, n - i))) {
      const Offset begin = at + static_cast<Offset>(i);
      marks_.push_back({.source = {begin, begin + mark->length}, .kind = mark->kind});
      i += mark->length;
    } else {
      ++i;
    }
  }
  return i;
}

void InlineLocator::NoteEntityMark(std::string_view shown, TextRange source) {
  if (const auto mark = MarkAt(shown)) marks_.push_back({.source = source, .kind = mark->kind});
}

bool InlineLocator::Text(std::string_view shown) {
  if (at_start_) shown.remove_prefix(std::min(shown.find_first_not_of(" \t"), shown.size()));
  at_start_ = false;
  while (!shown.empty()) {
    const std::size_t room = std::min<std::size_t>(shown.size(), at_.line_end - at_.at);
    const std::size_t plain = PlainLength(at_.at, room);
    if (std::memcmp(text_.data() + at_.at, shown.data(), plain) != 0) return false;
    if (plain > 0) {
      AddRun(RunKind::kText, at_.at, at_.at + static_cast<Offset>(plain));
      at_.at += static_cast<Offset>(plain);
      shown.remove_prefix(plain);
      if (shown.empty()) break;
    }
    if (at_.at >= at_.line_end) return false;

    const Offset begin = at_.at;
    const std::string_view rest = text_.substr(begin, at_.line_end - begin);
    if (rest[0] == '\\' && rest.size() > 1 && IsPunctByte(static_cast<unsigned char>(rest[1]))) {
      if (shown[0] != rest[1]) return false;
      at_.at += 2;
      AddRun(RunKind::kEscape, begin, at_.at);
      NoteEntityMark(shown.substr(0, 1), {begin, at_.at});
      shown.remove_prefix(1);
    } else if (const auto entity = rest[0] == '&' ? EntityAt(rest, &shown) : std::nullopt;
               entity && shown.starts_with(entity->text)) {
      at_.at += static_cast<Offset>(entity->length);
      AddRun(RunKind::kEntity, begin, at_.at, static_cast<std::uint32_t>(out_.entities.size()));
      out_.entities.push_back(entity->text);
      NoteEntityMark(entity->text, {begin, at_.at});
      shown.remove_prefix(entity->text.size());
    } else if (rest[0] == shown[0]) {
      ++at_.at;
      AddRun(RunKind::kText, begin, at_.at);
      shown.remove_prefix(1);
    } else {
      return false;
    }
  }
  return true;
}

bool InlineLocator::Break() {
  const Offset begin = at_.at;
  while (at_.at < at_.line_end && IsSpaceByte(static_cast<unsigned char>(text_[at_.at]))) ++at_.at;
  const bool backslash = at_.at + 1 == at_.line_end && text_[at_.at] == '\\';
  if (backslash) ++at_.at;
  if (at_.at != at_.line_end || at_.line >= leaf_->last_line()) return false;
  leaf_->NextLine(at_);
  const Offset unindented = at_.at;
  leaf_->SkipBlanksOn(at_);
  at_start_ = backslash && at_.at != unindented;  // cmark keeps these blanks as text
  AddRun(RunKind::kBreak, begin, at_.at);
  return true;
}

bool InlineLocator::Code() {
  const Offset span_begin = at_.at;
  std::uint32_t ticks = 0;
  while (at_.at < at_.line_end && text_[at_.at] == '`') {
    ++at_.at;
    ++ticks;
  }
  if (ticks == 0) return false;
  // One run a line; the closing backticks are the first run of the same length.
  const std::size_t first = out_.runs.size();
  Offset line_begin = span_begin;
  RunKind kind = RunKind::kCode;
  for (;;) {
    if (at_.at >= at_.line_end) {
      if (at_.line >= leaf_->last_line()) return false;
      AddRun(kind, line_begin, at_.at, kind == RunKind::kCode ? CodeTrim(ticks, 0) : 0);
      kind = RunKind::kCodeMore;
      leaf_->NextLine(at_);
      leaf_->SkipBlanksOn(at_);
      line_begin = at_.at;
      continue;
    }
    if (text_[at_.at] != '`') {
      ++at_.at;
      continue;
    }
    const Offset run_begin = at_.at;
    while (at_.at < at_.line_end && text_[at_.at] == '`') ++at_.at;
    if (at_.at - run_begin == ticks) break;
  }
  AddRun(kind, line_begin, at_.at, CodeTrim(kind == RunKind::kCode ? ticks : 0, ticks));

  // A blank (or line end) at both ends does not show, unless there is nothing else.
  InlineRun& head = out_.runs[first];
  InlineRun& tail = out_.runs.back();
  const bool one_line = first + 1 == out_.runs.size();
  const Offset inner_begin = head.begin + ticks;
  const Offset inner_end = tail.end - ticks;
  const bool blank_head =
      inner_begin < head.end && text_[inner_begin] == ' ' && (!one_line || inner_begin < inner_end);
  const bool blank_tail =
      inner_end > tail.begin && text_[inner_end - 1] == ' ' && (!one_line || inner_end > inner_begin);
  bool has_words = !one_line;
  for (Offset i = inner_begin; one_line && i < inner_end && !has_words; ++i) has_words = text_[i] != ' ';
  if (blank_head && blank_tail && has_words) {
    head.extra = CodeTrim(ticks + 1, CodeTrail(head.extra)) & 0xFFFFFF;
    tail.extra = CodeTrim(CodeLead(tail.extra), ticks + 1) & 0xFFFFFF;
  }
  out_.code.push_back({span_begin, at_.at});
  return true;
}

bool InlineLocator::IndentedByTab() const {
  Cursor content = at_;
  leaf_->SkipBlanksOn(content);
  return text_.substr(at_.at, content.at - at_.at).find('\t') != std::string_view::npos;
}

bool InlineLocator::Html(std::string_view literal) {
  const Offset begin = at_.at;
  for (std::size_t from = 0;;) {
    const std::size_t newline = literal.find('\n', from);
    const std::size_t length = (newline == std::string_view::npos ? literal.size() : newline) - from;
    if (at_.at + length > at_.line_end) return false;
    if (std::memcmp(text_.data() + at_.at, literal.data() + from, length) != 0) return false;
    at_.at += static_cast<Offset>(length);
    if (newline == std::string_view::npos) break;
    if (at_.at != at_.line_end || at_.line >= leaf_->last_line()) return false;
    leaf_->NextLine(at_);
    from = literal.find_first_not_of(" \t", newline + 1);
    if (from != std::string_view::npos) {
      // Indentation may stand as part of a tab here and as blanks there.
      leaf_->SkipBlanksOn(at_);
      continue;
    }
    // Invalid UTF-8 can make cmark end a tag here; further indentation is then text.
    const std::string_view indentation = literal.substr(newline + 1);
    if (text_.substr(at_.at, indentation.size()) == indentation && !IndentedByTab()) {
      at_.at += static_cast<Offset>(indentation.size());
    } else {
      leaf_->SkipBlanksOn(at_);
      at_start_ = true;
    }
    break;
  }
  const TextRange range{begin, at_.at};
  const bool line_break = literal.starts_with("<br") || literal.starts_with("<BR");
  AddRun(line_break ? RunKind::kHtmlBreak : RunKind::kHtml, range.begin, range.end);
  if (literal.starts_with("<!--")) {
    out_.code.push_back(range);
    out_.comments.push_back({.range = range, .inner = {range.begin + 4, range.end - 3}, .block = block_});
  }
  return true;
}

bool InlineLocator::Autolink(cmark_node* node) {
  const Offset begin = at_.at;
  const std::string_view rest = text_.substr(begin, at_.line_end - begin);
  const std::size_t close = rest.find('>');
  if (close == std::string_view::npos) return false;
  at_.at += static_cast<Offset>(close) + 1;
  const TextRange inner{begin + 1, at_.at - 1};
  const char* const url = cmark_node_get_url(node);
  out_.links.push_back({.kind = LinkKind::kAutolink,
                        .image = false,
                        .block = block_,
                        .range = {begin, at_.at},
                        .text_range = inner,
                        .destination_range = inner,
                        .destination = url != nullptr ? url : ""});
  // What shows is the address; its entities are resolved as in any text.
  cmark_node* const child = cmark_node_first_child(node);
  const Cursor after = at_;
  at_.at = inner.begin;
  at_.line_end = inner.end;
  std::string_view shown = child != nullptr ? Literal(child) : std::string_view();
  bool agreed = true;
  // No backslash escapes in here, so Text() is not asked.
  while (!shown.empty() && at_.at < inner.end) {
    const Offset from = at_.at;
    const std::string_view left = text_.substr(from, inner.end - from);
    if (left[0] == '&') {
      if (const auto entity = EntityAt(left, &shown); entity && shown.starts_with(entity->text)) {
        at_.at += static_cast<Offset>(entity->length);
        AddRun(RunKind::kEntity, from, at_.at, static_cast<std::uint32_t>(out_.entities.size()));
        out_.entities.push_back(entity->text);
        shown.remove_prefix(entity->text.size());
        continue;
      }
    }
    std::size_t same = 1;
    while (same < left.size() && left[same] != '&') ++same;
    if (shown.substr(0, same) != left.substr(0, same)) {
      agreed = false;
      break;
    }
    at_.at += static_cast<Offset>(same);
    AddRun(RunKind::kText, from, at_.at);
    shown.remove_prefix(same);
  }
  agreed = agreed && shown.empty() && at_.at == inner.end;
  at_ = after;
  return agreed;
}

bool InlineLocator::LeaveLink(cmark_node* /*node*/) {
  const auto [index, text_begin] = open_links_.back();
  const TextRange text_range{text_begin.at, at_.at};
  if (!Expect(']', 1)) return false;
  open_links_.pop_back();
  Link& link = out_.links[index];
  link.text_range = text_range;
  if (const auto tail = ScanLinkTail(*leaf_, at_)) {
    link.kind = LinkKind::kInline;
    link.destination_range = tail->range;
    link.range.end = at_.at;
    return true;
  }
  link.kind = LinkKind::kReference;
  Cursor after = at_;
  Cursor label_begin = after;
  const auto label = ScanLabel(*leaf_, after);
  if (label) {
    leaf_->Next(label_begin);
    at_ = after;  // "[text][label]" or "[text][]"
  }
  const bool own_label = label && !IsBlankLabel(*leaf_, label_begin, label->end);
  std::string key =
      own_label ? LabelKey(*leaf_, label_begin, label->end) : LabelKey(*leaf_, text_begin, text_range.end);
  references_.push_back({.link = index, .key = std::move(key)});
  link.range.end = at_.at;
  return true;
}

}  // namespace whyspec::markdown::internal
