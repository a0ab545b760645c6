// The body of a Markdown call: one turn a paragraph (DESIGN.md "The call record").
#include <algorithm>
#include <cstdint>
#include <deque>

#include "base/unicode.h"
#include "calls/importers/clock.h"
#include "calls/importers/importer.h"
#include "calls/importers/speakers.h"
#include "calls/importers/table_values.h"

namespace whyspec::calls {
namespace {

using Form = SpeakerLine::Form;

bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }

class BodyReader {
 public:
  BodyReader(const markdown::Document& document, const Call& call)
      : document_(document), text_(document.text()), names_(call) {}

  std::vector<Turn> Read() {
    const TextRange all{0, static_cast<Offset>(text_.size())};
    for (const markdown::Index index : document_.BlocksIn(all)) {
      const markdown::Block& block = document_.blocks()[index];
      if (block.kind == markdown::BlockKind::kParagraph || block.kind == markdown::BlockKind::kHeading) {
        AddProse(index, block);
      } else if (block.kind == markdown::BlockKind::kCode) {
        AddCode(block.range);
      }
    }
    std::vector<TextLine> lines;
    lines.reserve(candidates_.size());
    std::size_t openings = 0;
    for (const Candidate& candidate : candidates_) {
      lines.push_back(candidate.line);
      openings += candidate.line.starts_paragraph ? 1 : 0;
      if (!candidate.line.speaker) continue;
      if (candidate.bold_name || candidate.turn_heading) {
        names_.Learn(candidate.line.speaker->name);
      } else {
        names_.Take(*candidate.line.speaker);
      }
    }
    names_.Settle(openings);
    headers_ = AreHeaders(lines);
    lines.clear();
    for (Candidate& candidate : candidates_) {
      const std::optional<SpeakerLine> read = candidate.line.speaker;
      Believe(candidate);
      candidate.line.doubtful_name =
          read && !candidate.line.speaker && !headers_ && LooksLikeName(read->name);
      if (candidate.has_code) ShowCode(candidate);
      // A heading is structure, unless a line below it ("---") made one of a turn.
      if (candidate.in_heading && !candidate.line.speaker) continue;
      lines.push_back(candidate.line);
    }
    return TurnsOfLines(lines, false);
  }

 private:
  struct Candidate {
    TextLine line;
    bool bold_name = false;
    bool in_heading = false;
    bool turn_heading = false;  // with a name and a time
    bool table_row = false;
    bool has_code = false;  // its text leaves out code spans, which are words too
    const markdown::Prose* prose = nullptr;
  };

  void AddProse(markdown::Index index, const markdown::Block& block) {
    const bool heading = block.kind == markdown::BlockKind::kHeading;
    prose_.push_back(document_.ProseOf(index));
    const markdown::Prose& prose = prose_.back();
    // "### Jane Roe \u2014 00:07:40" heads her turn; any other heading is structure.
    const bool marked = heading && Cut(text_, block.range).starts_with('#');
    if (marked && !IsTurnHeading(prose.text)) return prose_.pop_back();
    if (!heading && AddTable(prose, block.range)) return;
    const bool any_code = std::any_of(prose.runs.begin(), prose.runs.end(),
                                      [this](const markdown::Prose::Run& run) { return IsCode(run); });
    std::string_view rest = prose.text;
    bool first = true;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      const auto begin = static_cast<Offset>(line.data() - prose.text.data());
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const bool has_code = any_code && HasCode(prose, begin, begin + line.size());
      if (Trim(line).empty() && !has_code) continue;
      Candidate candidate{.line = TextLine{.text = line,
                                           .source = SourceLine(prose, begin, line.size(), block.range),
                                           .starts_paragraph = first,
                                           .speaker = ReadSpeakerLine(line)},
                          .in_heading = heading,
                          .turn_heading = marked,
                          .has_code = has_code,
                          .prose = &prose};
      candidate.bold_name = candidate.line.speaker && IsBold(prose, candidate.line.speaker->name);
      candidates_.push_back(candidate);
      first = false;
    }
    if (first) prose_.pop_back();
  }

  static bool IsTurnHeading(std::string_view text) {
    if (Trim(text).find('\n') != std::string_view::npos) return false;
    const std::optional<SpeakerLine> line = ReadSpeakerLine(text);
    return line && line->start_ms && line->form != Form::kTimeName && !line->name.empty() &&
           Trim(text.substr(std::min(line->words_begin, text.size()))).empty();
  }

  // "| time | speaker | text |": a turn a row. False if this is no such table.
  bool AddTable(const markdown::Prose& prose, TextRange block) {
    const std::string_view text = prose.text;
    const std::size_t head_end = text.find('\n');
    if (!Trim(text).starts_with('|') || head_end == std::string_view::npos) return false;
    const std::size_t rule_end = std::min(text.find('\n', head_end + 1), text.size());
    const std::string_view rule = Trim(text.substr(head_end + 1, rule_end - head_end - 1));
    if (rule.find('-') == std::string_view::npos ||
        rule.find_first_not_of("|:- \t") != std::string_view::npos) {
      return false;
    }
    std::vector<Field> fields;
    for (const std::string_view name : CellsOf(text.substr(0, head_end), SIZE_MAX))
      fields.push_back(FieldOfColumn(name));
    if (std::find(fields.begin(), fields.end(), Field::kText) == fields.end()) return false;
    for (std::size_t at = std::min(rule_end + 1, text.size()); at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      AddRow(text.substr(at, end - at), fields, SourceLine(prose, static_cast<Offset>(at), end - at, block));
      at = end + 1;
    }
    return true;
  }

  // Bars beyond the last column belong to the words in it.
  static std::vector<std::string_view> CellsOf(std::string_view row, std::size_t columns) {
    row = Trim(row);
    if (row.starts_with('|')) row.remove_prefix(1);
    if (row.ends_with('|')) row.remove_suffix(1);
    std::vector<std::string_view> cells;
    while (true) {
      const std::size_t bar = cells.size() + 1 < columns ? row.find('|') : std::string_view::npos;
      cells.push_back(Trim(row.substr(0, bar)));
      if (bar == std::string_view::npos) return cells;
      row.remove_prefix(bar + 1);
    }
  }

  void AddRow(std::string_view row, const std::vector<Field>& fields, TextRange source) {
    const std::vector<std::string_view> cells = CellsOf(row, fields.size());
    SpeakerLine speaker{.form = Form::kNameTime};
    std::string_view words;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (fields[i] == Field::kText && words.empty()) words = cells[i];
      if (fields[i] == Field::kSpeaker && speaker.name.empty()) speaker.name = cells[i];
      std::size_t at = 0;
      if (fields[i] == Field::kStart) speaker.start_ms = ReadClock(cells[i], at);
      at = 0;
      if (fields[i] == Field::kEnd) speaker.end_ms = ReadClock(cells[i], at);
    }
    if (words.empty()) return;
    candidates_.push_back(Candidate{
        .line = TextLine{.text = words, .source = source, .starts_paragraph = true, .speaker = speaker},
        .table_row = true});
  }

  // A code span stands in prose as one blank.
  bool IsCode(const markdown::Prose::Run& run) const {
    return run.source.begin < text_.size() && text_[run.source.begin] == '`';
  }

  // The first run that ends after `at` in the prose.
  static std::size_t RunAt(const markdown::Prose& prose, std::size_t at) {
    const auto after = std::upper_bound(
        prose.runs.begin(), prose.runs.end(), at,
        [](std::size_t offset, const markdown::Prose::Run& run) { return offset < run.prose_begin; });
    return after == prose.runs.begin() ? 0 : static_cast<std::size_t>(after - prose.runs.begin()) - 1;
  }

  bool HasCode(const markdown::Prose& prose, std::size_t begin, std::size_t end) const {
    for (std::size_t i = RunAt(prose, begin); i < prose.runs.size() && prose.runs[i].prose_begin < end; ++i) {
      if (prose.runs[i].prose_begin >= begin && IsCode(prose.runs[i])) return true;
    }
    return false;
  }

  // Puts the words of code spans back into a line, behind its speaker.
  void ShowCode(Candidate& candidate) {
    const markdown::Prose& prose = *candidate.prose;
    const std::string_view whole = prose.text;
    TextLine& line = candidate.line;
    const auto line_begin = static_cast<std::size_t>(line.text.data() - prose.text.data());
    const std::size_t end = line_begin + line.text.size();
    std::size_t at = line_begin;
    if (line.speaker) at += std::min(line.speaker->words_begin, line.text.size());
    std::string shown;
    for (std::size_t i = RunAt(prose, at); i < prose.runs.size() && prose.runs[i].prose_begin < end; ++i) {
      const std::size_t run_end =
          i + 1 < prose.runs.size() ? prose.runs[i + 1].prose_begin : prose.text.size();
      const std::size_t from = std::max<std::size_t>(at, prose.runs[i].prose_begin);
      if (from >= run_end) continue;
      if (IsCode(prose.runs[i])) {
        std::string_view code = Cut(text_, prose.runs[i].source);
        while (code.starts_with('`')) code.remove_prefix(1);
        while (code.ends_with('`')) code.remove_suffix(1);
        shown += code;
      } else {
        shown += whole.substr(from, std::min(run_end, end) - from);
      }
    }
    shown_.push_back(std::move(shown));
    line.text = shown_.back();
    if (line.speaker) {
      // The name is a view into the prose, which stays.
      line.speaker->words_begin = 0;
      line.speaker->time_end = 0;
    }
  }

  // An indented or fenced block: no markup in it, but somebody's words all the same.
  void AddCode(TextRange block) {
    const std::string_view code = Cut(text_, block);
    const bool fenced = code.starts_with("```") || code.starts_with("~~~");
    bool first = true;
    for (std::size_t at = 0; at < code.size();) {
      const std::size_t end = std::min(code.find_first_of("\r\n", at), code.size());
      const std::string_view line = code.substr(at, end - at);
      const bool fence =
          fenced && (line.starts_with(code.substr(0, 3)) || Trim(line).starts_with(code.substr(0, 3)));
      if (!fence && !Trim(line).empty()) {
        const TextRange source{static_cast<Offset>(block.begin + at), static_cast<Offset>(block.begin + end)};
        candidates_.push_back(
            Candidate{.line = TextLine{.text = line, .source = source, .starts_paragraph = first}});
        first = false;
      }
      at = end + 1;
    }
  }

  // The source line that shows prose[begin, begin + size), container markers excluded.
  TextRange SourceLine(const markdown::Prose& prose, Offset begin, std::size_t size, TextRange block) const {
    TextRange source = prose.ToSource({begin, begin + static_cast<Offset>(size)});
    source.begin = std::clamp(source.begin, block.begin, block.end);
    source.end = std::clamp(source.end, source.begin, block.end);
    while (source.begin > block.begin && !IsLineEnd(text_[source.begin - 1])) --source.begin;
    while (source.begin < source.end &&
           (text_[source.begin] == ' ' || text_[source.begin] == '\t' || text_[source.begin] == '>')) {
      ++source.begin;
    }
    while (source.end < block.end && !IsLineEnd(text_[source.end])) ++source.end;
    return source;
  }

  // "**Jane Roe**", "**Jane Roe:**", "__Jane Roe__".
  bool IsBold(const markdown::Prose& prose, std::string_view name) const {
    if (name.empty()) return false;
    const auto begin = static_cast<Offset>(name.data() - prose.text.data());
    const TextRange source = prose.ToSource({begin, begin + static_cast<Offset>(name.size())});
    if (source.begin < 2 || source.end > text_.size()) return false;
    const std::string_view mark = text_.substr(source.begin - 2, 2);
    if (mark != "**" && mark != "__") return false;
    std::string_view after = text_.substr(source.end, 4);
    while (!after.empty() && (after.front() == ' ' || after.front() == ':')) after.remove_prefix(1);
    return after.starts_with(mark);
  }

  // Keeps of a line's speaker what is to be believed.
  void Believe(Candidate& candidate) const {
    std::optional<SpeakerLine>& speaker = candidate.line.speaker;
    if (!speaker || candidate.table_row || candidate.turn_heading) return;
    const bool known = candidate.bold_name || (!speaker->name.empty() && names_.Accepts(speaker->name));
    switch (speaker->form) {
      case Form::kTime:
      case Form::kNameTime:
        return;
      case Form::kHeader:
        if (!speaker->sure && !known && !headers_) speaker.reset();
        return;
      case Form::kName:
        // Below headers, "Some members: Hear, hear!" is what somebody read out.
        if (!known || headers_) speaker.reset();
        return;
      case Form::kTimeName:
        if (known || speaker->sure) return;
        if (speaker->bare_time) {
          speaker.reset();
          return;
        }
        speaker->form = Form::kTime;
        speaker->name = {};
        speaker->words_begin = speaker->time_end;
        return;
    }
  }

  const markdown::Document& document_;
  std::string_view text_;
  SpeakerNames names_;
  bool headers_ = false;               // "Jane Roe: 00:07:40" heads a turn in this file
  std::deque<markdown::Prose> prose_;  // lines view into these
  std::deque<std::string> shown_;      // and into these
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<Turn> ReadMarkdown(const markdown::Document& document, const Call& call) {
  return BodyReader(document, call).Read();
}

}  // namespace whyspec::calls
