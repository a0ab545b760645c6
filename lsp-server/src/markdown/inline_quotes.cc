#include "markdown/inline_quotes.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "base/unicode.h"
#include "markdown/runs.h"

namespace whyspec::markdown::internal {
namespace {

using MarkKind = QuoteMark::Kind;

// Quotes inside quotes that are kept apart. More is no human text; a limit keeps the
// work linear when somebody nests ten thousand.
constexpr std::size_t kMaxNested = 4;

struct Mark {
  QuoteMark mark;
  std::size_t begin = 0;  // in the shown text
  std::size_t end = 0;
};

bool BlankBefore(std::string_view text, std::size_t at) {
  return at == 0 || IsAsciiSpace(text[at - 1]) || text.substr(0, at).ends_with("\xC2\xA0");
}
bool BlankAfter(std::string_view text, std::size_t at) {
  return at >= text.size() || IsAsciiSpace(text[at]) || text.substr(at).starts_with("\xC2\xA0");
}

bool OpensAfter(std::string_view text, std::size_t at) {
  if (BlankBefore(text, at)) return true;
  if (std::string_view("([{<|/:;,-*_").find(text[at - 1]) != std::string_view::npos) return true;
  const std::string_view before = text.substr(0, at);
  for (const std::string_view mark : {"\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x9C", "\xE2\x80\x98",
                                      "\xE2\x80\x9E", "\xC2\xAB"})  // — – “ ‘ „ «
    if (before.ends_with(mark)) return true;
  return false;
}

bool IsTable(const ParsedText& parsed, std::span<const InlineRun> runs) {
  // The second line of a GFM table is made of "|", "-", ":" and blanks.
  const auto first_break = std::find_if(runs.begin(), runs.end(),
                                        [](const InlineRun& run) { return run.Kind() == RunKind::kBreak; });
  if (first_break == runs.end()) return false;
  const TextRange line = parsed.lines.LineRange(parsed.text, parsed.lines.LineOf(first_break->end));
  bool border = false;
  bool dash = false;
  for (Offset at = first_break->end; at < line.end; ++at) {
    const char c = parsed.text[at];
    if (c == '|')
      border = true;
    else if (c == '-')
      dash = true;
    else if (c != ':' && c != ' ' && c != '\t')
      return false;
  }
  return border && dash;
}

void AddBorders(const ParsedText& parsed, std::span<const InlineRun> runs, std::vector<QuoteMark>& marks) {
  for (const InlineRun& run : runs) {
    if (run.Kind() == RunKind::kBreak)
      marks.push_back({.source = {run.begin, run.end}, .kind = MarkKind::kBorder});
    if (run.Kind() != RunKind::kText) continue;
    for (Offset at = run.begin; at < run.end; ++at)
      if (parsed.text[at] == '|') marks.push_back({.source = {at, at + 1}, .kind = MarkKind::kBorder});
  }
  std::sort(marks.begin(), marks.end(),
            [](const QuoteMark& a, const QuoteMark& b) { return a.source.begin < b.source.begin; });
}

bool Closes(MarkKind open, MarkKind close) {
  switch (open) {
    case MarkKind::kStraight:
      return close == MarkKind::kStraight;
    case MarkKind::kLeft:
      return close == MarkKind::kRight;
    case MarkKind::kLow:
      return close == MarkKind::kLeft || close == MarkKind::kRight;
    case MarkKind::kGuillemetLeft:
      return close == MarkKind::kGuillemetRight;
    default:
      return false;
  }
}

class Pairing {
 public:
  Pairing(std::string_view text, std::vector<Mark> marks) : text_(text), marks_(std::move(marks)) {}

  // Pairs of indices into marks(), in the order of their closing marks.
  std::vector<std::pair<std::size_t, std::size_t>> Run() {
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      switch (marks_[i].mark.kind) {
        case MarkKind::kBorder:
          open_.clear();
          break;
        case MarkKind::kStraight:
          Straight(i);
          break;
        case MarkKind::kLeft:
          if (!Close(i)) Open(i);  // closes a „low“ quote, else opens
          break;
        case MarkKind::kLow:
        case MarkKind::kGuillemetLeft:
          Open(i);
          break;
        case MarkKind::kRight:
        case MarkKind::kGuillemetRight:
          Close(i);
          break;
      }
    }
    return std::move(pairs_);
  }
  const std::vector<Mark>& marks() const { return marks_; }

 private:
  void Open(std::size_t i) {
    if (open_.size() == kMaxNested) open_.erase(open_.begin());
    open_.push_back(i);
  }

  bool Close(std::size_t i) {
    for (std::size_t n = open_.size(); n > 0; --n) {
      if (!Closes(marks_[open_[n - 1]].mark.kind, marks_[i].mark.kind)) continue;
      pairs_.emplace_back(open_[n - 1], i);
      open_.resize(n - 1);
      return true;
    }
    return false;
  }

  bool CanOpen(std::size_t i) const {
    return OpensAfter(text_, marks_[i].begin) && !BlankAfter(text_, marks_[i].end);
  }
  bool CanClose(std::size_t i) const { return !BlankBefore(text_, marks_[i].begin); }
  bool AfterDigit(std::size_t i) const { return marks_[i].begin > 0 && IsDigit(text_[marks_[i].begin - 1]); }

  // 5" is a length: it opens nothing, and closes only if no better mark follows.
  bool IsInches(std::size_t i) const {
    if (!AfterDigit(i)) return false;
    for (std::size_t next = i + 1; next < marks_.size(); ++next) {
      if (marks_[next].mark.kind == MarkKind::kBorder) return false;
      if (marks_[next].mark.kind != MarkKind::kStraight) continue;
      return CanClose(next) && !CanOpen(next) && !AfterDigit(next);
    }
    return false;
  }

  void Straight(std::size_t i) {
    const auto is_straight = [&](std::size_t open) { return marks_[open].mark.kind == MarkKind::kStraight; };
    const auto pending = std::find_if(open_.rbegin(), open_.rend(), is_straight);
    const bool opened = pending != open_.rend();
    const char before = marks_[i].begin > 0 ? text_[marks_[i].begin - 1] : ' ';
    const bool after_bracket = before == '(' || before == '[' || before == '{';
    if (opened && CanClose(i) && !after_bracket) {
      if (!IsInches(i)) Close(i);
      return;
    }
    if (!CanOpen(i) || AfterDigit(i)) return;
    // The earlier one never closed: it was no quotation mark.
    if (opened) open_.erase(std::next(pending).base());
    Open(i);
  }

  std::string_view text_;
  std::vector<Mark> marks_;
  std::vector<std::size_t> open_;
  std::vector<std::pair<std::size_t, std::size_t>> pairs_;
};

// White space, no-break spaces included, off both ends.
std::string_view TrimQuoted(std::string_view text) {
  for (;;) {
    const std::size_t before = text.size();
    text = Trim(text);
    for (const std::string_view space : {"\xC2\xA0", "\xE2\x80\xAF"}) {
      if (text.starts_with(space)) text.remove_prefix(space.size());
      if (text.ends_with(space)) text.remove_suffix(space.size());
    }
    if (text.size() == before) return text;
  }
}

}  // namespace

void AddInlineQuotes(ParsedText& out, Index block, std::vector<QuoteMark> source_marks) {
  if (source_marks.size() < 2) return;
  const std::span<const InlineRun> runs = out.RunsOf(block);
  if (IsTable(out, runs)) AddBorders(out, runs, source_marks);

  std::string shown;
  std::vector<Prose::Run> map;
  AppendShown(out, runs, Show::kWords, shown, &map);
  const std::string_view text = shown;
  std::vector<Mark> marks;
  marks.reserve(source_marks.size());
  std::size_t run = 0;
  for (const QuoteMark& mark : source_marks) {
    while (run + 1 < map.size() && map[run + 1].source.begin <= mark.source.begin) ++run;
    const std::size_t run_end = run + 1 < map.size() ? map[run + 1].prose_begin : text.size();
    const bool verbatim = run_end - map[run].prose_begin == map[run].source.length();
    const std::size_t begin =
        map[run].prose_begin + (verbatim ? mark.source.begin - map[run].source.begin : 0);
    const std::size_t end = verbatim ? begin + mark.source.length() : run_end;
    marks.push_back({.mark = mark, .begin = begin, .end = end});
  }

  Pairing pairing(text, std::move(marks));
  const std::size_t first = out.quotes.size();
  for (const auto& [open, close] : pairing.Run()) {
    const Mark& left = pairing.marks()[open];
    const Mark& right = pairing.marks()[close];
    const std::string_view words = TrimQuoted(text.substr(left.end, right.begin - left.end));
    if (words.empty()) continue;
    out.quotes.push_back({.kind = QuoteKind::kInline,
                          .block = block,
                          .range = {left.mark.source.begin, right.mark.source.end},
                          .inner = {left.mark.source.end, right.mark.source.begin},
                          .text = Collapse(words)});
  }
  std::sort(out.quotes.begin() + static_cast<std::ptrdiff_t>(first), out.quotes.end(),
            [](const Quote& a, const Quote& b) { return a.range.begin < b.range.begin; });
}

}  // namespace whyspec::markdown::internal
