// The WebVTT file parser: blocks and their times (§6.1, §6.3).
#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "calls/importers/lines.h"
#include "calls/importers/webvtt.h"

namespace whyspec::calls::webvtt {
namespace {

constexpr std::string_view kArrow = "-->";
constexpr std::string_view kSignature = "WEBVTT";

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
std::size_t SkipSpaces(std::string_view text, std::size_t at) {
  while (at < text.size() && IsSpace(text[at])) ++at;
  return at;
}

struct Digits {
  std::size_t count = 0;
  std::int64_t value = 0;  // saturates far above any time
};
Digits CollectDigits(std::string_view text, std::size_t& at) {
  constexpr std::int64_t kEnough = 1'000'000'000;
  Digits digits;
  for (; at < text.size() && IsDigit(text[at]); ++at, ++digits.count) {
    digits.value = std::min(digits.value * 10 + (text[at] - '0'), kEnough);
  }
  return digits;
}

// "Collect a WebVTT timestamp": hours may be missing and may have any number of digits.
std::optional<std::int64_t> CollectTimestamp(std::string_view text, std::size_t& at) {
  const auto is = [&](char c) { return at < text.size() && text[at] == c; };
  const Digits first = CollectDigits(text, at);
  if (first.count == 0) return std::nullopt;
  const bool first_is_hours = first.count != 2 || first.value > 59;
  if (!is(':')) return std::nullopt;
  ++at;
  const Digits second = CollectDigits(text, at);
  if (second.count != 2) return std::nullopt;
  std::int64_t hours = 0;
  std::int64_t minutes = first.value;
  std::int64_t seconds = second.value;
  if (first_is_hours || is(':')) {
    if (!is(':')) return std::nullopt;
    ++at;
    const Digits third = CollectDigits(text, at);
    if (third.count != 2) return std::nullopt;
    hours = first.value;
    minutes = second.value;
    seconds = third.value;
  }
  if (!is('.')) return std::nullopt;
  ++at;
  const Digits fraction = CollectDigits(text, at);
  if (fraction.count != 3 || minutes > 59 || seconds > 59) return std::nullopt;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction.value;
}

// "Collect WebVTT cue timings and settings".
bool CollectTimings(std::string_view line, Cue& cue) {
  std::size_t at = SkipSpaces(line, 0);
  const std::optional<std::int64_t> start = CollectTimestamp(line, at);
  if (!start) return false;
  at = SkipSpaces(line, at);
  if (line.substr(at, kArrow.size()) != kArrow) return false;
  at = SkipSpaces(line, at + kArrow.size());
  const std::optional<std::int64_t> end = CollectTimestamp(line, at);
  if (!end) return false;
  cue.start_ms = *start;
  cue.end_ms = *end;
  at = SkipSpaces(line, at);
  std::size_t last = line.size();
  while (last > at && IsSpace(line[last - 1])) --last;
  cue.settings = line.substr(at, last - at);
  return true;
}

// `text` with NUL as U+FFFD.
void AppendClean(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\0') {
      out += "\xEF\xBF\xBD";
    } else {
      out += c;
    }
  }
}

bool IsKeywordLine(std::string_view line, std::string_view keyword) {
  return line.starts_with(keyword) && (line.size() == keyword.size() || IsSpace(line[keyword.size()]));
}

// Times as far as they go: what a file that breaks off may end with.
bool LooksLikeTimes(std::string_view line) {
  const auto fits = [](char c) {
    return IsDigit(c) || std::string_view(":.,-> \t").find(c) != std::string_view::npos;
  };
  return !line.empty() && IsDigit(line.front()) && std::all_of(line.begin(), line.end(), fits);
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), reader_(text) {}

  File Parse() {
    File file;
    file.has_signature = HasSignature(text_);
    if (!file.has_signature) return file;
    const Line header = reader_.Next();
    if (!header.terminated || reader_.AtEnd()) return file;
    CollectBlock(true, file);
    while (!reader_.AtEnd()) {
      CollectBlock(false, file);
    }
    return file;
  }

 private:
  // "Collect a WebVTT block". A blank line before a block gives an empty one, which
  // is how runs of blank lines pass.
  void CollectBlock(bool in_header, File& file) {
    Cue cue;
    bool has_cue = false;
    bool seen_arrow = false;
    std::string buffer;
    bool buffer_has_line = false;
    TextRange lines_left{0, 0};  // the block's lines but for a cue's times
    std::uint32_t first_line = 0;
    std::string_view first_text;
    std::optional<LeftOut> bad_times;
    bool at_end = false;
    for (int line_count = 1;; ++line_count) {
      const LineReader before = reader_;
      const Line line = reader_.Next();
      const std::string_view words = Cut(text_, line.range);
      at_end = !line.terminated;
      if (words.find(kArrow) != std::string_view::npos) {
        if (in_header || (line_count != 1 && (line_count != 2 || seen_arrow))) {
          reader_ = before;
          at_end = false;
          break;
        }
        seen_arrow = true;
        has_cue = CollectTimings(words, cue);
        if (has_cue) {
          cue.id = std::move(buffer);
          buffer.clear();
          buffer_has_line = false;
          cue.line = line.number;
          cue.timings_range = line.range;
          cue.range = {line_count == 2 ? lines_left.begin : line.range.begin, line.range.end};
        } else {
          bad_times = LeftOut{.why = LeftOut::Why::kBadTimes, .range = line.range, .line = line.number};
        }
      } else if (words.empty()) {
        break;
      } else {
        if (!has_cue && lines_left.empty()) {
          lines_left = line.range;
          first_line = line.number;
          first_text = words;
        }
        lines_left.end = line.range.end;
        if (has_cue) cue.range.end = line.range.end;
        if (buffer_has_line) buffer += '\n';
        AppendClean(buffer, words);
        buffer_has_line = true;
      }
      if (at_end) break;
    }
    if (has_cue) {
      cue.text = std::move(buffer);
      if (cue.text.empty() && at_end) {
        file.left_out.push_back({.why = LeftOut::Why::kCutOff, .range = cue.timings_range, .line = cue.line});
      }
      file.cues.push_back(std::move(cue));
    } else if (bad_times) {
      const std::string_view words = Cut(text_, bad_times->range);
      if (at_end && LooksLikeTimes(words)) bad_times->why = LeftOut::Why::kCutOff;
      file.left_out.push_back(*bad_times);
    } else if (!in_header && !lines_left.empty() && !IsKeywordLine(first_text, "NOTE") &&
               !IsKeywordLine(first_text, "STYLE") && !IsKeywordLine(first_text, "REGION")) {
      // An id or the first half of the times, and then nothing more: cut off.
      const bool cut = at_end && LooksLikeTimes(first_text);
      file.left_out.push_back({.why = cut ? LeftOut::Why::kCutOff : LeftOut::Why::kNoTimes,
                               .range = lines_left,
                               .line = first_line});
    }
  }

  std::string_view text_;
  LineReader reader_;
};

}  // namespace

bool HasSignature(std::string_view text) {
  if (!text.starts_with(kSignature)) return false;
  return text.size() == kSignature.size() || IsSpace(text[kSignature.size()]);
}

File Parse(std::string_view text) { return Parser(text).Parse(); }

}  // namespace whyspec::calls::webvtt
