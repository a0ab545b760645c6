// WebVTT as the W3C parser reads it (https://www.w3.org/TR/webvtt1/ §6.1 file,
// §6.3 timings, §6.4 cue text). Private to this layer, open to its tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::calls::webvtt {

struct Cue {
  std::string id;
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;  // may lie before the start
  std::string settings;     // as written after the times; not looked into
  std::string text;         // raw cue text, lines joined by "\n", NUL as U+FFFD
  TextRange range;          // from the id, or the times, to the last line of text
  TextRange timings_range;  // the line with the times
  std::uint32_t line = 0;   // of the times, from 1
};

// Lines that were left out, so that no word disappears unsaid.
struct LeftOut {
  enum class Why : std::uint8_t {
    kBadTimes,  // a line with "-->" where times are meant, but they cannot be read
    kNoTimes,   // lines that belong to no cue and are no NOTE, STYLE or REGION
    kCutOff,    // the file ends inside a cue
  };
  Why why;
  TextRange range;
  std::uint32_t line = 0;  // from 1
};

struct File {
  bool has_signature = false;  // without it the file is no WebVTT, and nothing is read
  std::vector<Cue> cues;
  std::vector<LeftOut> left_out;
};

bool HasSignature(std::string_view text);
// `text` without byte order mark.
File Parse(std::string_view text);

// The visible words of a cue under one voice; `voice` is "" outside <v>. The line
// breaks of the cue are kept.
struct Span {
  std::string voice;
  std::string text;
};
struct CueText {
  std::vector<Span> spans;
  bool open_tag = false;  // a "<" that is never closed hid the rest of the cue
};
CueText ReadCueText(std::string_view cue_text);

}  // namespace whyspec::calls::webvtt
