// Lines that say who speaks, or when, in the spellings people and tools use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace whyspec::calls {

// A line that begins by naming who speaks, or when.
struct SpeakerLine {
  enum class Form : std::uint8_t {
    kTime,      // [00:07:40] words
    kNameTime,  // Jane Roe [00:07:40]: words    Jane Roe (07:40): words
    kTimeName,  // [00:07:40] Jane Roe: words    00:07:40 Jane Roe: words
    kName,      // Jane Roe: words
    kHeader,    // Jane Roe  0:15                the words follow on the next lines
  };
  Form form = Form::kName;
  std::string_view name;  // "" for kTime
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> end_ms;
  std::size_t words_begin = 0;  // where the words start in the line
  std::size_t time_end = 0;     // kTimeName: where they start if the name is none
  bool bare_time = false;       // the time stands without brackets
  bool sure = false;            // nothing but a speaker has this form

  // A name beside a time in brackets, or alone above its words: no label looks like that.
  bool names_surely() const { return sure && (form == Form::kNameTime || form == Form::kHeader); }
};
std::optional<SpeakerLine> ReadSpeakerLine(std::string_view line);
// Every word of it begins like a name's: no small letter but in "de", "von" …
bool LooksLikeName(std::string_view name);

}  // namespace whyspec::calls
