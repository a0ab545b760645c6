// SubRip. There is no standard; this reads what is written: an index line or none,
// "," or "." before the milliseconds, blank lines inside a cue, no last newline.
#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/captions.h"
#include "calls/importers/clock.h"
#include "calls/importers/importer.h"
#include "calls/importers/lines.h"
#include "calls/importers/speakers.h"
#include "calls/importers/visible_text.h"

namespace whyspec::calls {
namespace {

constexpr std::string_view kArrow = "-->";

struct Times {
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
};

std::optional<Times> ReadTimes(std::string_view line) {
  const std::size_t arrow = line.find(kArrow);
  if (arrow == std::string_view::npos) return std::nullopt;
  const std::string_view before = Trim(line.substr(0, arrow));
  const std::string_view after = Trim(line.substr(arrow + kArrow.size()));
  std::size_t at = 0;
  const auto start = ReadClock(before, at);
  if (!start || at != before.size()) return std::nullopt;
  at = 0;
  const auto end = ReadClock(after, at);
  // Coordinates may follow the end ("X1:40 …").
  if (!end || (at < after.size() && !IsAsciiSpace(after[at]))) return std::nullopt;
  return Times{*start, *end};
}

bool IsIndex(std::string_view line) {
  return !line.empty() && line.find_first_not_of("0123456789") == std::string_view::npos;
}

bool StartsTag(std::string_view text, std::size_t at) {
  if (at + 1 >= text.size()) return false;
  const char next = text[at + 1] == '/' && at + 2 < text.size() ? text[at + 2] : text[at + 1];
  return (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
}

// Words without <i>…</i>, <font …> and {\an8}.
std::string VisibleWords(std::string_view text) {
  std::string words;
  std::size_t no_tag_before[2] = {0, 0};  // nothing closes a "<", a "{" that stands before here
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '&') {
      AppendCharacterReference(text, at, words);
      continue;
    }
    const bool tag = text[at] == '<' && StartsTag(text, at);
    const bool override_tag = text[at] == '{' && text.substr(at + 1).starts_with('\\');
    std::size_t& no_tag = no_tag_before[tag ? 0 : 1];
    if ((tag || override_tag) && at >= no_tag) {
      // A tag closes on its own line; a "<" that does not is a word of the speaker's.
      const std::size_t close = std::min(text.find_first_of(tag ? ">\n" : "}\n", at), text.size());
      if (close < text.size() && text[close] != '\n') {
        at = close + 1;
        continue;
      }
      no_tag = close;
    }
    words += text[at++];
  }
  return words;
}

class Reader {
 public:
  Reader(std::string_view text, Problems& problems) : text_(text), problems_(problems) {}

  std::vector<Passage> Read() {
    LineReader lines(text_);
    Line line = lines.Next();
    while (true) {
      const bool last = !line.terminated;
      const Line next = last ? Line{} : lines.Next();
      Take(line, last ? std::string_view() : Cut(text_, next.range));
      if (last) break;
      line = next;
    }
    Close();
    return std::move(passages_);
  }

 private:
  void Take(const Line& line, std::string_view next) {
    const std::string_view words = Trim(Cut(text_, line.range));
    if (words.find(kArrow) != std::string_view::npos) {
      Close();
      const std::optional<Times> times = ReadTimes(words);
      open_ = true;
      cue_.source = {index_ ? index_->begin : line.range.begin, line.range.end};
      index_.reset();
      if (times) {
        cue_.start_ms = times->start_ms;
        cue_.end_ms = times->end_ms;
      } else {
        problems_.Add(line.range,
                      StrCat("The times in line ", line.number,
                             " cannot be read, so the words below them have none and cannot be cited "
                             "by time. They look like 00:00:01,000 --> 00:00:05,000."));
      }
      return;
    }
    if (words.empty()) return;
    if (IsIndex(words) && next.find(kArrow) != std::string_view::npos) {
      index_ = line.range;
      return;
    }
    if (!open_) {
      problems_.Add(line.range,
                    StrCat("The words in line ", line.number,
                           " stand before the first times, so they have none and cannot be cited by "
                           "time."));
      open_ = true;
      cue_.source = line.range;
    }
    if (!cue_.text.empty()) cue_.text += '\n';
    cue_.text += Cut(text_, line.range);
    cue_.source.end = line.range.end;
  }

  void Close() {
    if (open_) {
      cue_.text = VisibleWords(cue_.text);
      passages_.push_back(std::move(cue_));
    }
    cue_ = Passage();
    open_ = false;
  }

  std::string_view text_;
  Problems& problems_;
  std::vector<Passage> passages_;
  Passage cue_;
  bool open_ = false;
  std::optional<TextRange> index_;  // an index line that waits for its times
};

}  // namespace

std::vector<Turn> ReadSrt(std::string_view text, const Call& call, Problems& problems) {
  std::vector<Passage> passages = Reader(text, problems).Read();
  Unroll(passages);
  DropIdleDashes(passages);
  return TurnsOfCues(std::move(passages), call);
}

}  // namespace whyspec::calls
