// The body of a Markdown call: one turn a paragraph (DESIGN.md "The call record").
#include <deque>

#include "base/unicode.h"
#include "calls/importers/importer.h"
#include "calls/importers/speakers.h"

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
    for (const Candidate& candidate : candidates_) {
      if (!candidate.line.speaker) continue;
      if (candidate.bold_name) {
        names_.Learn(candidate.line.speaker->name);
      } else {
        names_.Take(*candidate.line.speaker);
      }
    }
    std::vector<TextLine> lines;
    lines.reserve(candidates_.size());
    for (Candidate& candidate : candidates_) {
      const std::optional<SpeakerLine> read = candidate.line.speaker;
      Believe(candidate);
      candidate.line.doubtful_name = read && !candidate.line.speaker && LooksLikeName(read->name);
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
    bool has_code = false;  // its text leaves out code spans, which are words too
    const markdown::Prose* prose = nullptr;
  };

  void AddProse(markdown::Index index, const markdown::Block& block) {
    const bool heading = block.kind == markdown::BlockKind::kHeading;
    if (heading && Cut(text_, block.range).starts_with('#')) return;
    prose_.push_back(document_.ProseOf(index));
    const markdown::Prose& prose = prose_.back();
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
                          .has_code = has_code,
                          .prose = &prose};
      candidate.bold_name = candidate.line.speaker && IsBold(prose, candidate.line.speaker->name);
      candidates_.push_back(candidate);
      first = false;
    }
    if (first) prose_.pop_back();
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
    if (!speaker) return;
    const bool known = candidate.bold_name || (!speaker->name.empty() && names_.Accepts(speaker->name));
    switch (speaker->form) {
      case Form::kTime:
      case Form::kNameTime:
        return;
      case Form::kHeader:
        if (!speaker->sure && !known) speaker.reset();
        return;
      case Form::kName:
        if (!known) speaker.reset();
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
  std::deque<markdown::Prose> prose_;  // lines view into these
  std::deque<std::string> shown_;      // and into these
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<Turn> ReadMarkdown(const markdown::Document& document, const Call& call) {
  return BodyReader(document, call).Read();
}

}  // namespace whyspec::calls
