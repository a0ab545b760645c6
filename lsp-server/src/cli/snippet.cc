#include "cli/snippet.h"

#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::cli {
namespace {

// Bytes of a very long line that are kept before and after the place marked.
constexpr std::size_t kBefore = 400;
constexpr std::size_t kAfter = 1200;
constexpr std::size_t kTabStop = 4;
// Columns shown of a line when nothing says how wide the output is.
constexpr std::size_t kPlainWidth = 160;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Moves a cut to the start of the character it falls into.
std::size_t CharacterStart(std::string_view text, std::size_t at) {
  for (int i = 0; i < 3 && at > 0 && at < text.size() && IsContinuation(text[at]); ++i) --at;
  return at;
}

// One drawn character: what is printed and how wide it is.
struct Cell {
  std::string text;
  std::size_t width = 0;
  bool marked = false;
};

std::vector<Cell> DrawLine(const SnippetLine& line) {
  std::vector<Cell> cells;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.text.size();) {
    const std::size_t start = at;
    const char32_t c = DecodeAt(line.text, at);
    Cell& cell = cells.emplace_back();
    cell.marked = start < line.mark_end && at > line.mark_begin;
    if (c == '\t') {
      cell.width = kTabStop - column % kTabStop;
      cell.text.assign(cell.width, ' ');
    } else {
      const std::string raw = line.text.substr(start, at - start);
      cell.text = OneLine(raw);
      cell.width =
          cell.text == raw ? static_cast<std::size_t>(std::max(0, DisplayWidth(c))) : cell.text.size();
    }
    column += cell.width;
  }
  return cells;
}

struct Drawn {
  std::string source;
  std::string marks;
};

// Draws the part of the line around its mark that fits into `width` columns.
Drawn Draw(const SnippetLine& line, std::size_t width) {
  std::vector<Cell> cells = DrawLine(line);
  std::size_t first = 0;   // first cell marked, or the cell the caret stands before
  std::size_t offset = 0;  // its column
  for (std::size_t at = 0; first < cells.size(); ++first) {
    if (cells[first].marked || (line.mark_begin == line.mark_end && at >= line.mark_begin)) break;
    std::size_t next = at;
    DecodeAt(line.text, next);
    at = next;
    offset += cells[first].width;
  }
  std::size_t total = 0;
  for (const Cell& cell : cells) total += cell.width;

  bool cut_left = line.cut_left;
  bool cut_right = line.cut_right;
  std::size_t begin = 0;
  if (total > width && offset > width / 3) {
    // Keep a third of the width before the mark.
    std::size_t dropped = 0;
    while (begin < first && offset - dropped > width / 3) dropped += cells[begin++].width;
    // A combining mark belongs to the character before it.
    while (begin < first && cells[begin].width == 0) ++begin;
    cut_left = true;
  }
  Drawn drawn;
  std::size_t used = 0;
  if (cut_left) {
    drawn.source = "…";
    drawn.marks = " ";
    used = 1;
  }
  std::size_t mark_width = 0;
  std::size_t before = used;
  bool mark_started = false;
  for (std::size_t i = begin; i < cells.size(); ++i) {
    if (used + cells[i].width + 1 > width) {
      cut_right = true;
      break;
    }
    drawn.source += cells[i].text;
    used += cells[i].width;
    if (cells[i].marked) {
      mark_started = true;
      mark_width += cells[i].width;
    } else if (!mark_started && i < first) {
      before += cells[i].width;
    }
  }
  if (cut_right) drawn.source += "…";
  drawn.marks.assign(before, ' ');
  drawn.marks.append(std::max<std::size_t>(1, mark_width), '^');
  return drawn;
}

}  // namespace

Snippet MakeSnippet(std::string_view text, const LineIndex& index, TextRange range) {
  Snippet snippet;
  const std::uint32_t first = index.LineOf(range.begin);
  // A range that ends at the very start of a line does not show that line.
  std::uint32_t last = index.LineOf(range.end);
  if (last > first && index.LineStart(last) == range.end) --last;
  for (std::uint32_t line = first; line <= last; ++line) {
    if (snippet.lines.size() == kMaxSnippetLines) {
      snippet.more_lines = last - line + 1;
      break;
    }
    const TextRange whole = index.LineRange(text, line);
    const std::string_view bytes = Cut(text, whole);
    SnippetLine& out = snippet.lines.emplace_back();
    out.number = line + 1;
    const std::size_t begin =
        std::min<std::size_t>(range.begin > whole.begin ? range.begin - whole.begin : 0, bytes.size());
    const std::size_t end =
        std::min<std::size_t>(range.end > whole.begin ? range.end - whole.begin : 0, bytes.size());
    const std::size_t from = CharacterStart(bytes, begin > kBefore ? begin - kBefore : 0);
    const std::size_t to = CharacterStart(bytes, std::min(bytes.size(), begin + kAfter));
    out.text = bytes.substr(from, to - from);
    out.mark_begin = begin - from;
    out.mark_end = std::max(out.mark_begin, std::min(end, to) - from);
    out.cut_left = from > 0;
    out.cut_right = to < bytes.size();
  }
  return snippet;
}

std::size_t GutterWidth(const Snippet& snippet) {
  return snippet.lines.empty() ? 1 : StrCat(snippet.lines.back().number).size();
}

std::string RenderSnippet(const Snippet& snippet, const Style& style, Ink ink) {
  const std::size_t gutter = GutterWidth(snippet);
  const std::string blank(gutter, ' ');
  const std::size_t width =
      (style.width > 0 ? style.width : kPlainWidth) - std::min<std::size_t>(gutter + 4, 20);
  std::string out = style.Paint(Ink::kGutter, blank + " |") + "\n";
  for (const SnippetLine& line : snippet.lines) {
    const std::string number = StrCat(line.number);
    const Drawn drawn = Draw(line, width);
    out += style.Paint(Ink::kGutter, StrCat(std::string(gutter - number.size(), ' '), number, " |"));
    out += drawn.source.empty() ? "\n" : StrCat(" ", drawn.source, "\n");
    out += StrCat(style.Paint(Ink::kGutter, blank + " |"), " ", style.Paint(ink, drawn.marks), "\n");
  }
  if (snippet.more_lines > 0) {
    out += StrCat(style.Paint(Ink::kGutter, blank + " |"), " … and ", Plural(snippet.more_lines, "more line"),
                  "\n");
  }
  return out;
}

}  // namespace whyspec::cli
