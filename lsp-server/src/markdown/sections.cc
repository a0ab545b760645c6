#include "markdown/sections.h"

#include <algorithm>

namespace whyspec::markdown::internal {
namespace {

bool OpensSection(const ParsedText& parsed, const Heading& heading) {
  return parsed.blocks[heading.block].parent == kNone;
}

}  // namespace

void AddSections(ParsedText& out) {
  const auto size = static_cast<Offset>(out.text.size());
  out.sections.push_back({.heading = kNone,
                          .parent = kNone,
                          .level = 0,
                          .range = {0, size},
                          .body = {out.body_begin, size},
                          .own_body = {out.body_begin, size}});
  std::vector<Index> open{0};
  for (Index i = 0; i < out.headings.size(); ++i) {
    const Heading& heading = out.headings[i];
    if (!OpensSection(out, heading)) continue;
    // From the start of the line, so that text put before the heading does not
    // come between the line's indentation and the heading.
    const Offset line_start = out.lines.LineStart(out.lines.LineOf(heading.range.begin));
    const Offset begin = std::max(line_start, out.body_begin);
    while (out.sections[open.back()].level >= heading.level) {
      Section& closed = out.sections[open.back()];
      closed.range.end = closed.body.end = begin;
      closed.own_body.end = std::min(closed.own_body.end, begin);
      open.pop_back();
    }
    Section& parent = out.sections[open.back()];
    parent.own_body.end = std::min(parent.own_body.end, begin);
    const Offset body = out.lines.LineStart(out.lines.LineOf(heading.range.end) + 1);
    out.sections.push_back({.heading = i,
                            .parent = open.back(),
                            .level = heading.level,
                            .range = {begin, size},
                            .body = {body, size},
                            .own_body = {body, size}});
    open.push_back(static_cast<Index>(out.sections.size() - 1));
  }
}

void SetTitle(ParsedText& out) {
  if (out.front_matter) {
    const data::Value* const title = out.front_matter->yaml.root.Find("title");
    const auto text = title != nullptr ? title->AsText() : std::nullopt;
    if (text && !text->empty()) {
      out.title = {.text = std::string(*text), .range = title->range};
      return;
    }
  }
  const auto is_title = [&](const Heading& heading) {
    return heading.level == 1 && heading.kind != HeadingKind::kBold && OpensSection(out, heading) &&
           !heading.text.empty();
  };
  if (const auto first = std::find_if(out.headings.begin(), out.headings.end(), is_title);
      first != out.headings.end()) {
    out.title = {.text = first->text, .range = first->text_range};
    return;
  }
  // No title: the first thing a reader sees.
  if (!out.headings.empty() && !out.headings.front().text_range.empty()) {
    out.title.range = out.headings.front().text_range;
  } else if (!out.blocks.empty()) {
    const TextRange block = out.blocks.front().range;
    const Offset line_end = out.lines.LineRange(out.text, out.lines.LineOf(block.begin)).end;
    out.title.range = {block.begin, std::min(block.end, line_end)};
  } else {
    out.title.range = {out.body_begin, out.body_begin};
  }
}

}  // namespace whyspec::markdown::internal
