#include "markdown/document.h"

#include <algorithm>
#include <iterator>

#include "markdown/block_walker.h"
#include "markdown/cmark_tree.h"
#include "markdown/parsed_text.h"
#include "markdown/runs.h"
#include "markdown/sections.h"

namespace whyspec::markdown {
namespace {

// cmark puts three bytes in place of a NUL, which would shift all that follows. It
// is given this byte instead: like the three it is neither a blank nor punctuation.
constexpr char kNulStandIn = '\x7F';

bool IsContainer(BlockKind kind) {
  return kind == BlockKind::kBlockQuote || kind == BlockKind::kList || kind == BlockKind::kItem;
}

// Front matter is keys with values. A text that opens with a rule and has another one
// further down looks like front matter too: that is told, not guessed about.
void RequireKeys(data::Parsed& yaml, TextRange range) {
  if (yaml.root.is(data::Kind::kMap) || yaml.root.is(data::Kind::kNull)) return;
  if (yaml.ok())
    yaml.errors.push_back(
        {.message = "What stands between the two \"---\" lines at the top is read as properties of "
                    "the spec, but it is not written as properties; write one a line, such as "
                    "\"status: draft\", or put a blank line above the first \"---\".",
         .range = range});
  yaml.root = {};
}

// Destinations come from cmark, so they hold the stand-in where the text holds a NUL.
void RestoreNuls(std::string_view text, TextRange range, std::string& destination) {
  const std::string_view written = Cut(text, range);
  if (written.find('\0') == std::string_view::npos) return;
  std::size_t at = 0;
  for (char& c : destination) {
    if (c != kNulStandIn) continue;
    at = written.find_first_of(std::string_view("\0\x7F", 2), at);
    if (at == std::string_view::npos) return;
    c = written[at++];
  }
}

}  // namespace

Document Document::Parse(std::string text) {
  auto state = std::make_shared<State>();
  state->text = std::move(text);
  state->lines = LineIndex(state->text);
  if (const auto found = FindFrontMatter(state->text)) {
    state->front_matter = FrontMatter{
        .range = found->range,
        .inner = found->inner,
        .yaml = data::ParseYaml(Cut(state->text, found->inner), found->inner.begin),
    };
    RequireKeys(state->front_matter->yaml, found->inner);
    state->body_begin = state->lines.LineStart(state->lines.LineOf(found->range.end) + 1);
  }

  std::string without_nul;
  std::string_view source = state->text;
  const bool has_nul = source.find('\0') != std::string_view::npos;
  if (has_nul) {
    without_nul = state->text;
    std::replace(without_nul.begin(), without_nul.end(), '\0', kNulStandIn);
    source = without_nul;
  }
  {
    const internal::CmarkTree tree(source.substr(state->body_begin));
    internal::BlockWalker(*state, source).Walk(tree.root());
  }
  if (has_nul) {
    for (Link& link : state->links) RestoreNuls(state->text, link.destination_range, link.destination);
    for (LinkDefinition& definition : state->definitions)
      RestoreNuls(state->text, definition.destination_range, definition.destination);
  }
  internal::AddSections(*state);
  internal::SetTitle(*state);

  Document document;
  document.state_ = std::move(state);
  return document;
}

std::string_view Document::text() const { return state_->text; }
const LineIndex& Document::lines() const { return state_->lines; }
const FrontMatter* Document::front_matter() const {
  return state_->front_matter ? &*state_->front_matter : nullptr;
}
std::span<const Block> Document::blocks() const { return state_->blocks; }
std::span<const Heading> Document::headings() const { return state_->headings; }
std::span<const Section> Document::sections() const { return state_->sections; }
std::span<const Link> Document::links() const { return state_->links; }
std::span<const LinkDefinition> Document::definitions() const { return state_->definitions; }
std::span<const Quote> Document::quotes() const { return state_->quotes; }
std::span<const Comment> Document::comments() const { return state_->comments; }
const Document::Title& Document::title() const { return state_->title; }

Index Document::SectionAt(Offset at) const {
  const auto& sections = state_->sections;
  const auto after = std::upper_bound(sections.begin() + 1, sections.end(), at,
                                      [](Offset offset, const Section& s) { return offset < s.range.begin; });
  // Sections touch one another, so the last that begins before is the innermost.
  return static_cast<Index>(after - sections.begin() - 1);
}

Index Document::BlockAt(Offset at) const {
  const auto& blocks = state_->blocks;
  const auto after = std::upper_bound(blocks.begin(), blocks.end(), at,
                                      [](Offset offset, const Block& b) { return offset < b.range.begin; });
  if (after == blocks.begin()) return kNone;
  auto block = static_cast<Index>(after - blocks.begin() - 1);
  while (block != kNone && !blocks[block].range.Touches(at)) block = blocks[block].parent;
  return block;
}

std::vector<Index> Document::BlocksIn(TextRange range) const {
  const auto& blocks = state_->blocks;
  auto block = std::lower_bound(blocks.begin(), blocks.end(), range.begin,
                                [](const Block& b, Offset offset) { return b.range.begin < offset; });
  std::vector<Index> found;
  for (; block != blocks.end() && block->range.begin < range.end; ++block)
    if (!IsContainer(block->kind) && range.Contains(block->range))
      found.push_back(static_cast<Index>(block - blocks.begin()));
  return found;
}

Prose Document::ProseOf(Index block) const {
  Prose prose;
  if (block >= state_->blocks.size()) return prose;
  internal::AppendShown(*state_, state_->RunsOf(block), internal::Show::kProse, prose.text, &prose.runs);
  return prose;
}

bool Document::InCode(Offset at) const {
  const auto& code = state_->code;
  const auto after = std::upper_bound(code.begin(), code.end(), at,
                                      [](Offset offset, TextRange r) { return offset < r.begin; });
  return after != code.begin() && std::prev(after)->Contains(at);
}

TextRange Prose::ToSource(TextRange range) const {
  if (runs.empty()) return {};
  const auto run_at = [&](Offset at) {
    const auto after = std::upper_bound(
        runs.begin(), runs.end(), at, [](Offset offset, const Run& run) { return offset < run.prose_begin; });
    return after == runs.begin() ? runs.begin() : std::prev(after);
  };
  const auto shown_length = [&](std::vector<Run>::const_iterator run) {
    const auto next = std::next(run);
    return (next == runs.end() ? static_cast<Offset>(text.size()) : next->prose_begin) - run->prose_begin;
  };
  const auto verbatim = [&](std::vector<Run>::const_iterator run) {
    return shown_length(run) == run->source.length();
  };

  const auto size = static_cast<Offset>(text.size());
  range.begin = std::min(range.begin, size);
  range.end = std::clamp(range.end, range.begin, size);
  const auto first = run_at(range.begin);
  const Offset into_first = range.begin - first->prose_begin;
  const Offset begin = range.begin == size ? first->source.end
                       : verbatim(first)   ? first->source.begin + into_first
                                           : first->source.begin;
  if (range.empty()) return {begin, begin};
  const auto last = run_at(range.end - 1);
  const Offset end = verbatim(last) ? last->source.begin + (range.end - last->prose_begin) : last->source.end;
  return {begin, end};
}

}  // namespace whyspec::markdown
