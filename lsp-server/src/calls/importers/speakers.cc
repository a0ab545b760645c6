#include "calls/importers/speakers.h"

#include <algorithm>
#include <unordered_set>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/clock.h"
#include "calls/importers/visible_text.h"
#include "calls/slug.h"

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

// "Jane Roe  0:15", as Otter writes it, and "Jane Roe: 00:00:15".
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
  if (!name.empty() && name.back() == ':') name = Trim(name.substr(0, name.size() - 1));
  if (!IsNameLike(name) || name.find(':') != std::string_view::npos) return std::nullopt;
  SpeakerLine result;
  result.form = SpeakerLine::Form::kHeader;
  result.name = name;
  result.start_ms = start;
  result.words_begin = line.size();
  result.sure = wide && LooksLikeName(name);
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

SpeakerNames::SpeakerNames(const Call& call) {
  for (const Participant& participant : call.participants) {
    for (const std::string& known : {participant.name, participant.id}) {
      if (!known.empty()) Learn(known);
    }
  }
}

void SpeakerNames::Count(std::string_view name) { ++counts_[Fold(name)]; }

void SpeakerNames::Learn(std::string_view name) { counts_[Fold(name)] = 2; }

bool SpeakerNames::Accepts(std::string_view name) const {
  const auto found = counts_.find(Fold(name));
  return found != counts_.end() && found->second >= 2;
}

namespace {

// The line without what subtitles put before a name: "- ", "– ", ">> ".
std::string_view WithoutSpeakerDash(std::string_view line) {
  line = Trim(line);
  for (const std::string_view mark : {">>", "-", "\xE2\x80\x93", "\xE2\x80\x94"}) {
    if (line.starts_with(mark)) return Trim(line.substr(mark.size()));
  }
  return line;
}

std::optional<SpeakerLine> ReadNamePrefix(std::string_view line) {
  std::optional<SpeakerLine> result = ReadSpeakerLine(line);
  if (result && result->form != SpeakerLine::Form::kName) result.reset();
  return result;
}

template <typename Visit>
void ForEachLine(std::string_view text, const Visit& visit) {
  while (true) {
    const std::size_t end = text.find('\n');
    visit(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

void SpeakerNames::Take(const SpeakerLine& line) {
  if (line.name.empty()) return;
  if (line.names_surely()) {
    Learn(line.name);
  } else {
    Count(line.name);
  }
}

std::vector<Turn> TurnsOfCues(std::vector<Passage> passages, const Call& call) {
  SpeakerNames names(call);
  for (const Passage& passage : passages) {
    if (!passage.speaker.empty()) {
      names.Learn(passage.speaker);
      continue;
    }
    ForEachLine(passage.text, [&](std::string_view line) {
      if (const auto prefix = ReadNamePrefix(WithoutSpeakerDash(line))) names.Count(prefix->name);
    });
  }
  std::vector<Turn> turns;
  turns.reserve(passages.size());
  for (Passage& passage : passages) {
    const auto add = [&](std::string speaker, std::string_view words) {
      Turn turn{.speaker = std::move(speaker),
                .start_ms = passage.start_ms,
                .end_ms = passage.end_ms,
                .text = Tidy(words),
                .source = passage.source};
      if (!turn.text.empty()) turns.push_back(std::move(turn));
    };
    if (!passage.speaker.empty()) {
      add(std::move(passage.speaker), passage.text);
      continue;
    }
    std::string speaker;
    std::string words;
    ForEachLine(passage.text, [&](std::string_view line) {
      const std::string_view bare = WithoutSpeakerDash(line);
      const auto prefix = ReadNamePrefix(bare);
      if (prefix && names.Accepts(prefix->name)) {
        add(std::move(speaker), words);
        speaker = std::string(prefix->name);
        words = std::string(bare.substr(prefix->words_begin));
        return;
      }
      if (prefix && !speaker.empty() && LooksLikeName(prefix->name)) {
        // Perhaps somebody else: better nobody's words than the wrong person's.
        add(std::move(speaker), words);
        speaker.clear();
        words.clear();
      }
      if (!words.empty()) words += '\n';
      words += line;
    });
    add(std::move(speaker), words);
  }
  return turns;
}

std::vector<Turn> TurnsOfLines(const std::vector<TextLine>& lines, bool line_a_turn) {
  std::vector<Turn> turns;
  Turn turn;
  std::string words;
  bool open = false;
  const auto close = [&] {
    turn.text = Tidy(words);
    if (open && !turn.text.empty()) turns.push_back(std::move(turn));
    turn = Turn();
    words.clear();
    open = false;
  };
  for (const TextLine& line : lines) {
    // The words of a speaker's header may stand in the paragraph below it.
    const bool awaits_words = open && Trim(words).empty();
    const bool doubtful = line.doubtful_name && !turn.speaker.empty();
    if (line.speaker || line_a_turn || ((line.starts_paragraph || doubtful) && !awaits_words)) close();
    if (!open) turn.source = line.source;
    open = true;
    turn.source.end = line.source.end;
    std::string_view text = line.text;
    if (line.speaker) {
      turn.speaker = std::string(line.speaker->name);
      turn.start_ms = line.speaker->start_ms;
      turn.end_ms = line.speaker->end_ms;
      text.remove_prefix(std::min(line.speaker->words_begin, text.size()));
    }
    words += text;
    words += '\n';
  }
  close();
  return turns;
}

void JoinSpeakers(std::string_view file, Call& call) {
  std::unordered_map<std::string, std::size_t> known;  // as written, or folded with a mark -> participant
  std::unordered_set<std::string> ids;
  const auto folded = [](std::string_view name) { return StrCat('\0', Fold(Trim(name))); };
  std::vector<Participant>& people = call.participants;
  for (std::size_t i = 0; i < people.size(); ++i) {
    ids.insert(people[i].id);
    known.emplace(people[i].id, i);
  }
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (!people[i].name.empty()) known.emplace(folded(people[i].name), i);
  }
  for (std::size_t i = 0; i < people.size(); ++i) {
    known.emplace(folded(people[i].id), i);
    if (!people[i].email.empty()) known.emplace(folded(people[i].email), i);
  }
  // Where a turn names its speaker.
  const auto mention = [file](const Turn& turn) {
    const std::size_t at = Cut(file, turn.source).find(turn.speaker);
    if (at == std::string_view::npos) return turn.source;
    const auto begin = turn.source.begin + static_cast<Offset>(at);
    return TextRange{begin, begin + static_cast<Offset>(turn.speaker.size())};
  };
  std::unordered_map<std::string, int> next;  // slug -> number to try next
  for (Turn& turn : call.turns) {
    if (turn.speaker.empty()) continue;
    auto found = known.find(turn.speaker);
    if (found == known.end()) {
      std::string key = folded(turn.speaker);
      const auto by_name = known.find(key);
      std::size_t at = by_name != known.end() ? by_name->second : people.size();
      if (at == people.size()) {
        Participant joined;
        joined.name = turn.speaker;
        std::string slug = Slug(turn.speaker);
        if (slug.empty()) slug = "speaker";
        joined.id = slug;
        while (!ids.insert(joined.id).second) {
          joined.id = StrCat(slug, '-', ++next.try_emplace(slug, 1).first->second);
        }
        people.push_back(std::move(joined));
        known.emplace(std::move(key), at);
      }
      found = known.emplace(turn.speaker, at).first;
    }
    Participant& person = people[found->second];
    // Of somebody the side-car lists, the transcript is the only one to know where.
    if (person.source.empty()) person.source = mention(turn);
    turn.speaker = person.id;
  }
}

}  // namespace whyspec::calls
