#include "features/silence_edits.h"

#include <algorithm>
#include <string>

#include "base/strings.h"
#include "base/unicode.h"
#include "features/markdown_escape.h"
#include "features/spots.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using markdown::Block;
using markdown::BlockKind;
using markdown::Document;
using markdown::Index;

constexpr std::int64_t kWaiverDays = 90;

std::string ReasonStop(const rules::Spec& spec) {
  return StrCat(
      "${1:", EscapeSnippet(Say(spec.language, "why this is fine here", "pourquoi c'est acceptable ici")),
      "}");
}

// An insertion of `before`, the reason and `after`.
ActionEdit Insertion(const rules::Spec& spec, Offset at, std::string_view before, std::string_view after) {
  const std::string_view line_end = LineEndOf(spec.text());
  ActionEdit out;
  out.edits.push_back({.range = {at, at}, .text = WithLineEnds(StrCat(before, after), line_end)});
  out.snippet = WithLineEnds(StrCat(EscapeSnippet(before), ReasonStop(spec), EscapeSnippet(after)), line_end);
  return out;
}

Offset AfterBom(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

// The block that a comment before it silences: the outermost quote around `at`, else
// the item that begins on the block's line, else the block.
Index BlockToSilence(const Document& document, Offset at) {
  const auto blocks = document.blocks();
  const Index leaf = document.BlockAt(at);
  if (leaf == markdown::kNone) return leaf;
  Index out = leaf;
  const Offset leaf_line = LineAround(document.text(), blocks[leaf].range.begin).begin;
  for (Index i = leaf; i != markdown::kNone; i = blocks[i].parent) {
    if (blocks[i].kind == BlockKind::kBlockQuote) out = i;
    if (blocks[i].kind == BlockKind::kItem && blocks[out].kind != BlockKind::kBlockQuote &&
        blocks[i].range.begin >= leaf_line) {
      out = i;
    }
  }
  // A quote that opens an item: the item's line is the one before which there is room.
  if (blocks[out].kind == BlockKind::kBlockQuote) {
    const Offset line = LineAround(document.text(), blocks[out].range.begin).begin;
    for (Index i = blocks[out].parent; i != markdown::kNone && blocks[i].range.begin >= line;
         i = blocks[i].parent) {
      if (blocks[i].kind == BlockKind::kItem) out = i;
    }
  }
  return out;
}

// Column at which the words of a list item begin.
Offset ContentColumn(std::string_view text, const Block& item) {
  const TextRange line = LineAround(text, item.range.begin);
  Offset at = item.range.begin;
  while (at < line.end && !IsAsciiSpace(text[at])) ++at;  // "-", "12."
  Offset end = at;
  while (end < line.end && text[end] == ' ') ++end;
  // Five blanks or more begin code, one belongs to the marker; so does an empty item's.
  if (end - at > 4 || end == line.end) end = at + 1;
  return end - line.begin;
}

// Blanks before the comment, so that it neither ends a list nor becomes code.
std::string IndentationFor(const Document& document, Index target) {
  const std::string_view text = document.text();
  const auto blocks = document.blocks();
  const Block& block = blocks[target];
  const TextRange line = LineAround(text, block.range.begin);
  if (block.kind == BlockKind::kItem) {
    // At the end of the item before it, a comment leaves the list whole.
    const Block* previous = nullptr;
    for (Index i = 0; i < target; ++i) {
      if (blocks[i].kind == BlockKind::kItem && blocks[i].parent == block.parent) previous = &blocks[i];
    }
    if (previous != nullptr) return std::string(ContentColumn(text, *previous), ' ');
  }
  const std::string_view prefix = Cut(text, {line.begin, block.range.begin});
  const std::size_t blanks = std::min(prefix.find_first_not_of(" \t"), prefix.size());
  return std::string(prefix.substr(0, blanks));
}

}  // namespace

std::optional<ActionEdit> SilenceNextLine(const engine::Snapshot& snapshot, std::string_view rule,
                                          Offset at) {
  const rules::Spec& spec = *snapshot.spec;
  const std::string_view text = spec.text();
  if (const auto* front_matter = spec.document.front_matter();
      front_matter != nullptr && at <= front_matter->range.end) {
    return std::nullopt;
  }
  const Index target = BlockToSilence(spec.document, at);
  std::string indentation;
  Offset line = LineAround(text, at).begin;
  if (target != markdown::kNone) {
    indentation = IndentationFor(spec.document, target);
    line = LineAround(text, spec.document.blocks()[target].range.begin).begin;
  }
  return Insertion(spec, std::max(line, AfterBom(text)),
                   StrCat(indentation, "<!-- whyspec-disable-next-line ", rule, ": "), " -->\n");
}

ActionEdit SilenceFile(const engine::Snapshot& snapshot, std::string_view rule) {
  const rules::Spec& spec = *snapshot.spec;
  const std::string_view text = spec.text();
  const std::string before = StrCat("<!-- whyspec-disable-file ", rule, ": ");
  const markdown::FrontMatter* front_matter = spec.document.front_matter();
  if (front_matter == nullptr) return Insertion(spec, AfterBom(text), before, " -->\n\n");
  const Offset after = NextLine(text, front_matter->range.end);
  const bool at_line_start = after > front_matter->range.end;
  return Insertion(spec, after, at_line_start ? before : StrCat("\n", before), " -->\n");
}

std::optional<ActionEdit> AddWaiver(const engine::Snapshot& snapshot, std::string_view rule) {
  const rules::Spec& spec = *snapshot.spec;
  const std::string_view text = spec.text();
  const std::string until = FormatDate(DateFromDays(DaysSinceEpoch(snapshot.today) + kWaiverDays));
  const auto entry = [&](std::string_view indentation) {
    return StrCat(indentation, "- rule: ", rule, "\n", indentation, "  reason: \"");
  };
  const auto rest = [&](std::string_view indentation) {
    return StrCat("\"\n", indentation, "  until: ", until, "\n");
  };
  const markdown::FrontMatter* front_matter = spec.document.front_matter();
  if (front_matter == nullptr) {
    return Insertion(spec, AfterBom(text), StrCat("---\nwaivers:\n", entry("  ")),
                     StrCat(rest("  "), "---\n\n"));
  }
  const data::Parsed& yaml = front_matter->yaml;
  if (!yaml.ok() || (!yaml.root.is(data::Kind::kMap) && !yaml.root.is(data::Kind::kNull)))
    return std::nullopt;
  // A mapping in one line ("{status: draft}") has no room for a block.
  if (yaml.root.is(data::Kind::kMap) && Cut(text, yaml.root.range).starts_with("{")) return std::nullopt;
  const data::Member* waivers = yaml.root.FindMember("waivers");
  if (waivers == nullptr) {
    return Insertion(spec, front_matter->inner.end, StrCat("waivers:\n", entry("  ")), rest("  "));
  }
  const data::Value& list = waivers->value;
  const bool flow = Cut(text, list.range).starts_with("[");
  if (list.is(data::Kind::kList) && !list.items.empty() && !flow) {
    const data::Value& last = list.items.back();
    const TextRange first_line = LineAround(text, list.items.front().range.begin);
    const std::string_view before = Cut(text, {first_line.begin, list.items.front().range.begin});
    const std::size_t dash = before.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const std::string indentation(before.substr(0, dash));
    Offset end = last.range.end;
    for (const data::Member& member : last.members) end = std::max(end, member.value.range.end);
    // A block scalar may count the line end among its own.
    if (end > last.range.begin && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
    return Insertion(spec, std::min(NextLine(text, end), front_matter->inner.end), entry(indentation),
                     rest(indentation));
  }
  if (!list.is(data::Kind::kNull) && !(list.is(data::Kind::kList) && list.items.empty())) return std::nullopt;
  // "waivers:" or "waivers: []": the entry takes the place of the value.
  const TextRange line = LineAround(text, waivers->key_range.begin);
  const std::size_t colon = Cut(text, {waivers->key_range.end, line.end}).find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const Offset from = waivers->key_range.end + static_cast<Offset>(colon) + 1;
  if (NextLine(text, line.begin) > front_matter->inner.end) return std::nullopt;
  if (!Trim(Cut(text, {std::max(from, std::min(list.range.end, line.end)), line.end})).empty())
    return std::nullopt;
  ActionEdit out = Insertion(spec, from, StrCat("\n", entry("  ")), StrCat("\"\n    until: ", until));
  out.edits.front().range = {from, line.end};
  return out;
}

}  // namespace whyspec::features
