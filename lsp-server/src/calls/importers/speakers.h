// Who speaks: which names are believed, stretches of transcript made turns, speakers
// joined to participants.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "calls/call.h"
#include "calls/importers/speaker_line.h"

namespace whyspec::calls {

// "Note: …" is no person: a name before a colon counts only if it is a known
// participant's, or stands at the start of two lines or more, or surely speaks elsewhere.
class SpeakerNames {
 public:
  explicit SpeakerNames(const Call& call);
  // A name before a colon.
  void Count(std::string_view name);
  // A name that surely is a speaker's: a <v> voice, or one beside a time.
  void Learn(std::string_view name);
  // One of the two, as the line's form has it.
  void Take(const SpeakerLine& line);
  bool Accepts(std::string_view name) const;
  // Once all are counted. Where nearly each of `lines` (or paragraphs) begins with a name
  // and some come back again and again, who speaks once is believed too.
  void Settle(std::size_t lines);

 private:
  bool every_label_speaks_ = false;
  std::unordered_map<std::string, int> counts_;  // folded name -> lines
};

// A stretch of a transcript before it is known who speaks in it.
struct Passage {
  std::string speaker;  // as written; "" = unattributed
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> end_ms;
  std::string text;  // lines joined by "\n"
  TextRange source;
};

// Passages of cues to turns: a line "Jane Roe: words" of one without a speaker begins
// a turn of hers, if the name counts (above). Passages without words give no turn.
std::vector<Turn> TurnsOfCues(std::vector<Passage> passages, const Call& call);

// A line of a transcript made of paragraphs.
struct TextLine {
  std::string_view text;
  TextRange source;
  bool starts_paragraph = false;
  std::optional<SpeakerLine> speaker;  // of `text`; set only if it is believed
  bool doubtful_name = false;          // it may name a speaker, but that is not believed
};
// Whether lines such as "Jane Roe: 00:07:40" are headers of turns in this text: three or
// more, each above its words, their times in order.
bool AreHeaders(const std::vector<TextLine>& lines);
// Paragraphs to turns. A line with a speaker (or a time) begins a turn, and so does a
// paragraph, but for one below a header alone; with `line_a_turn` every line does. A
// doubtful name ends the turn of whoever spoke before: words are never given to the wrong
// person, rather to nobody.
std::vector<Turn> TurnsOfLines(const std::vector<TextLine>& lines, bool line_a_turn);

// Turns' speakers as written -> participants' ids, by id or folded name. Who is not
// among the participants yet joins them. `file` is the text the turns' sources are in.
void JoinSpeakers(std::string_view file, Call& call);

}  // namespace whyspec::calls
