// Text as people and tools save it: paragraphs between blank lines, or one line a
// turn; speakers where the text names them, never guessed.
#include "base/unicode.h"
#include "calls/importers/importer.h"
#include "calls/importers/lines.h"
#include "calls/importers/speakers.h"

namespace whyspec::calls {
namespace {

using Form = SpeakerLine::Form;

// What of `line` is to be believed.
std::optional<SpeakerLine> Believed(std::optional<SpeakerLine> line, const SpeakerNames& names,
                                    bool headers) {
  if (!line) return line;
  const bool known = !line->name.empty() && names.Accepts(line->name);
  switch (line->form) {
    case Form::kTime:
    case Form::kNameTime:
      return line;
    case Form::kHeader:
      if (!line->sure && !known && !headers) line.reset();
      return line;
    case Form::kName:
      // Below headers, "Some members: Hear, hear!" is what somebody read out.
      if (!known || headers) line.reset();
      return line;
    case Form::kTimeName:
      if (known) return line;
      if (line->bare_time) return std::nullopt;
      line->form = Form::kTime;
      line->name = {};
      line->words_begin = line->time_end;
      return line;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Turn> ReadPlainText(std::string_view text, const Call& call) {
  std::vector<TextLine> lines;
  SpeakerNames names(call);
  bool has_paragraphs = false;
  bool after_blank = true;
  LineReader reader(text);
  while (!reader.AtEnd()) {
    const Line line = reader.Next();
    const std::string_view words = Cut(text, line.range);
    if (Trim(words).empty()) {
      after_blank = true;
      continue;
    }
    has_paragraphs = has_paragraphs || (after_blank && !lines.empty());
    lines.push_back(TextLine{.text = words,
                             .source = line.range,
                             .starts_paragraph = after_blank,
                             .speaker = ReadSpeakerLine(words)});
    after_blank = false;
    if (lines.back().speaker) names.Take(*lines.back().speaker);
  }
  std::size_t openings = 0;
  for (const TextLine& line : lines) openings += line.starts_paragraph || !has_paragraphs ? 1 : 0;
  names.Settle(openings);
  const bool headers = AreHeaders(lines);
  bool has_speakers = false;
  for (TextLine& line : lines) {
    const std::optional<SpeakerLine> read = line.speaker;
    line.speaker = Believed(read, names, headers);
    line.doubtful_name = read && !line.speaker && !headers && LooksLikeName(read->name);
    has_speakers = has_speakers || line.speaker.has_value();
  }
  return TurnsOfLines(lines, !has_paragraphs && !has_speakers);
}

}  // namespace whyspec::calls
