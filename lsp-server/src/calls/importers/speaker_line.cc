#include "calls/importers/speaker_line.h"

#include <algorithm>
#include <vector>

#include "base/unicode.h"
#include "calls/importers/clock.h"

namespace whyspec::calls {
namespace {

// A name is short (DOMAIN.md §2b); a line's first bytes are all that is looked at.
constexpr std::size_t kMaxNameCodePoints = 60;
constexpr std::size_t kMaxPrefixBytes = 300;

bool IsNameLike(std::string_view name) {
  return !name.empty() && name.size() <= kMaxPrefixBytes && CountCodePoints(name) <= kMaxNameCodePoints &&
         CountWords(name) > 0;
}

struct Times {
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> end_ms;
};

// "[00:07:40]", "(07:40)", "[00:07:40 --> 00:07:55]" at `at`; moves past it.
std::optional<Times> ReadBracketedTime(std::string_view line, std::size_t& at) {
  if (at >= line.size() || (line[at] != '[' && line[at] != '(')) return std::nullopt;
  const char close = line[at] == '[' ? ']' : ')';
  std::size_t cursor = at + 1;
  const auto blanks = [&] {
    while (cursor < line.size() && IsAsciiSpace(line[cursor])) ++cursor;
  };
  blanks();
  Times times;
  times.start_ms = ReadClock(line, cursor);
  if (!times.start_ms) return std::nullopt;
  blanks();
  for (const std::string_view separator : {"-->", "\xE2\x80\x93", "-", ","}) {
    if (!line.substr(cursor).starts_with(separator)) continue;
    cursor += separator.size();
    blanks();
    times.end_ms = ReadClock(line, cursor);
    if (!times.end_ms) return std::nullopt;
    blanks();
    break;
  }
  if (cursor >= line.size() || line[cursor] != close) return std::nullopt;
  at = cursor + 1;
  return times;
}

std::size_t SkipBlanks(std::string_view line, std::size_t at) {
  while (at < line.size() && IsAsciiSpace(line[at])) ++at;
  return at;
}

// The colon that ends a name which starts at `begin`: one before white space or the
// line's end, so that neither a URL nor a time has one.
std::size_t FindNameColon(std::string_view line, std::size_t begin) {
  const std::size_t limit = std::min(line.size(), begin + kMaxPrefixBytes);
  for (std::size_t at = begin; at < limit; ++at) {
    if (line[at] != ':') continue;
    if (at + 1 < line.size() && !IsAsciiSpace(line[at + 1])) return std::string_view::npos;
    return at;
  }
  return std::string_view::npos;
}

std::optional<SpeakerLine> ReadTimeFirst(std::string_view line, std::size_t begin) {
  SpeakerLine result;
  std::size_t at = begin;
  if (const std::optional<Times> times = ReadBracketedTime(line, at)) {
    result.start_ms = times->start_ms;
    result.end_ms = times->end_ms;
  } else {
    result.start_ms = ReadClock(line, at);
    if (!result.start_ms || at >= line.size() || !IsAsciiSpace(line[at])) return std::nullopt;
    result.bare_time = true;
  }
  at = SkipBlanks(line, at);
  result.form = SpeakerLine::Form::kTime;
  result.words_begin = result.time_end = at;
  result.sure = !result.bare_time;
  const std::size_t colon = FindNameColon(line, at);
  if (colon != std::string_view::npos) {
    const std::string_view name = Trim(line.substr(at, colon - at));
    if (IsNameLike(name)) {
      result.form = SpeakerLine::Form::kTimeName;
      result.name = name;
      result.words_begin = SkipBlanks(line, colon + 1);
      result.sure = !result.bare_time && LooksLikeName(name);
    }
  }
  if (result.bare_time && result.form == SpeakerLine::Form::kTime) return std::nullopt;
  return result;
}

// "Jane Roe [00:07:40]: words", or that without words.
std::optional<SpeakerLine> ReadNameTime(std::string_view line, std::size_t begin) {
  const std::size_t limit = std::min(line.size(), begin + kMaxPrefixBytes);
  for (std::size_t open = begin; open < limit; ++open) {
    if (line[open] != '[' && line[open] != '(') continue;
    std::size_t at = open;
    const std::optional<Times> times = ReadBracketedTime(line, at);
    if (!times) continue;
    const std::string_view name = Trim(line.substr(begin, open - begin));
    if (!IsNameLike(name)) return std::nullopt;
    SpeakerLine result;
    result.name = name;
    result.start_ms = times->start_ms;
    result.end_ms = times->end_ms;
    at = SkipBlanks(line, at);
    if (at < line.size() && line[at] != ':') return std::nullopt;
    result.form = at < line.size() ? SpeakerLine::Form::kNameTime : SpeakerLine::Form::kHeader;
    result.words_begin = at < line.size() ? SkipBlanks(line, at + 1) : at;
    result.sure = true;
    return result;
  }
  return std::nullopt;
}

// "Jane Roe  0:15", as Otter writes it, "Jane Roe: 00:00:15", "Jane Roe \u2014 00:00:15".
std::optional<SpeakerLine> ReadHeader(std::string_view line, std::size_t begin) {
  std::size_t end = line.size();
  while (end > begin && IsAsciiSpace(line[end - 1])) --end;
  if (end - begin > kMaxPrefixBytes) return std::nullopt;
  const auto in_clock = [](char c) { return (c >= '0' && c <= '9') || c == ':' || c == '.' || c == ','; };
  std::size_t clock = end;
  while (clock > begin && in_clock(line[clock - 1])) --clock;
  std::size_t at = clock;
  const std::optional<std::int64_t> start = ReadClock(line, at);
  if (!start || at != end || clock == begin || !IsAsciiSpace(line[clock - 1])) return std::nullopt;
  const std::string_view before = line.substr(begin, clock - begin);
  std::string_view name = Trim(before);
  const bool wide = before.size() - name.size() >= 2 || before.back() == '\t';
  bool dash = false;
  for (const std::string_view separator :
       {":", "\xE2\x80\x94", "\xE2\x80\x93", "-", "|", "\xC2\xB7", "@", ","}) {
    if (!name.ends_with(separator)) continue;
    dash = separator.size() > 1;
    name = Trim(name.substr(0, name.size() - separator.size()));
    break;
  }
  if (!IsNameLike(name) || name.find(':') != std::string_view::npos) return std::nullopt;
  SpeakerLine result;
  result.form = SpeakerLine::Form::kHeader;
  result.name = name;
  result.start_ms = start;
  result.words_begin = line.size();
  result.sure = (wide || dash) && LooksLikeName(name);
  return result;
}

}  // namespace

std::optional<SpeakerLine> ReadSpeakerLine(std::string_view line) {
  const std::size_t begin = SkipBlanks(line, 0);
  if (begin == line.size()) return std::nullopt;
  if (std::optional<SpeakerLine> result = ReadTimeFirst(line, begin)) return result;
  if (std::optional<SpeakerLine> result = ReadNameTime(line, begin)) return result;
  if (std::optional<SpeakerLine> result = ReadHeader(line, begin)) return result;
  const std::size_t colon = FindNameColon(line, begin);
  if (colon == std::string_view::npos) return std::nullopt;
  SpeakerLine result;
  result.name = Trim(line.substr(begin, colon - begin));
  if (!IsNameLike(result.name)) return std::nullopt;
  result.words_begin = SkipBlanks(line, colon + 1);
  return result;
}

bool LooksLikeName(std::string_view name) {
  static constexpr std::string_view kParticles[] = {"de",  "d",   "du",  "des", "la", "le", "van",
                                                    "von", "der", "den", "ten", "zu", "el", "al",
                                                    "bin", "da",  "dos", "di",  "y",  "e"};
  const std::vector<TextRange> words = Words(name);
  if (words.empty() || words.size() > 8) return false;
  std::size_t particles = 0;
  for (const TextRange range : words) {
    const std::string_view word = Cut(name, range);
    if (std::find(std::begin(kParticles), std::end(kParticles), word) != std::end(kParticles)) {
      ++particles;
      continue;
    }
    std::size_t at = 0;
    const char32_t first = DecodeAt(word, at);
    const bool small = (first >= 'a' && first <= 'z') || (first >= 0xDF && first <= 0xFF);
    if (small) return false;
  }
  return particles < words.size();
}

}  // namespace whyspec::calls
