#include "calls/importers/speakers.h"

#include <algorithm>
#include <unordered_set>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/sound_tags.h"
#include "calls/importers/visible_text.h"
#include "calls/slug.h"

namespace whyspec::calls {

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
  return found != counts_.end() && (found->second >= 2 || every_label_speaks_);
}

void SpeakerNames::Settle(std::size_t lines) {
  constexpr std::size_t kFewest = 6;
  std::size_t labelled = 0;
  std::size_t repeated = 0;
  for (const auto& [name, count] : counts_) {
    labelled += static_cast<std::size_t>(count);
    if (count >= 2) repeated += static_cast<std::size_t>(count);
  }
  every_label_speaks_ = lines >= kFewest && labelled * 10 >= lines * 9 && repeated * 3 >= lines;
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
                .text = Tidy(WithoutSoundTags(words)),
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
      if (Trim(line).starts_with(">>")) {
        // Somebody else speaks, and nobody says who.
        add(std::move(speaker), words);
        speaker.clear();
        words = std::string(bare);
        return;
      }
      if (!words.empty()) words += '\n';
      words += line;
    });
    add(std::move(speaker), words);
  }
  return turns;
}

bool AreHeaders(const std::vector<TextLine>& lines) {
  constexpr std::size_t kFewest = 3;
  std::size_t headers = 0;
  std::int64_t last = 0;
  for (const TextLine& line : lines) {
    if (!line.speaker || line.speaker->form != SpeakerLine::Form::kHeader || !line.speaker->start_ms)
      continue;
    if (!line.starts_paragraph || *line.speaker->start_ms < last) return false;
    last = *line.speaker->start_ms;
    ++headers;
  }
  return headers >= kFewest;
}

std::vector<Turn> TurnsOfLines(const std::vector<TextLine>& lines, bool line_a_turn) {
  std::vector<Turn> turns;
  Turn turn;
  std::string words;
  bool open = false;
  const auto close = [&] {
    turn.text = Tidy(WithoutSoundTags(words));
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
