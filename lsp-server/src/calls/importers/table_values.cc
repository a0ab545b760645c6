#include "calls/importers/table_values.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/date.h"
#include "base/unicode.h"
#include "calls/importers/clock.h"
#include "calls/importers/vendor_values.h"
#include "calls/read_export.h"

namespace whyspec::calls {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Field::kCount)> kNames = {
    "",         "text",  "speaker", "start", "end",  "call", "title", "date",    "account",
    "language", "notes", "owner",   "email", "side", "tags", "url",   "duration"};

struct Synonym {
  std::string_view key;  // as ColumnKey makes it
  Field field;
};
constexpr Synonym kSynonyms[] = {
    {"text", Field::kText},
    {"transcript", Field::kText},
    {"verbatim", Field::kText},
    {"verbatims", Field::kText},
    {"utterance", Field::kText},
    {"content", Field::kText},
    {"message", Field::kText},
    {"words", Field::kText},
    {"sentence", Field::kText},
    {"quote", Field::kText},
    {"texte", Field::kText},
    {"parole", Field::kText},
    {"paroles", Field::kText},
    {"propos", Field::kText},
    {"citation", Field::kText},
    {"transcription", Field::kText},
    {"phrase", Field::kText},
    {"contenu", Field::kText},
    {"speaker", Field::kSpeaker},
    {"speakername", Field::kSpeaker},
    {"who", Field::kSpeaker},
    {"name", Field::kSpeaker},
    {"participant", Field::kSpeaker},
    {"author", Field::kSpeaker},
    {"intervenant", Field::kSpeaker},
    {"locuteur", Field::kSpeaker},
    {"orateur", Field::kSpeaker},
    {"nom", Field::kSpeaker},
    {"auteur", Field::kSpeaker},
    {"qui", Field::kSpeaker},
    {"interlocuteur", Field::kSpeaker},
    {"speakerid", Field::kSpeaker},
    {"speakerlabel", Field::kSpeaker},
    {"role", Field::kSide},
    {"start", Field::kStart},
    {"starttime", Field::kStart},
    {"startms", Field::kStart},
    {"starts", Field::kStart},
    {"startsec", Field::kStart},
    {"startseconds", Field::kStart},
    {"starttimems", Field::kStart},
    {"starttimemillis", Field::kStart},
    {"ts", Field::kStart},
    {"time", Field::kStart},
    {"timestamp", Field::kStart},
    {"timecode", Field::kStart},
    {"offset", Field::kStart},
    {"begin", Field::kStart},
    {"from", Field::kStart},
    {"in", Field::kStart},
    {"debut", Field::kStart},
    {"debuts", Field::kStart},
    {"horodatage", Field::kStart},
    {"temps", Field::kStart},
    {"heuredebut", Field::kStart},
    {"minutage", Field::kStart},
    {"end", Field::kEnd},
    {"endtime", Field::kEnd},
    {"endms", Field::kEnd},
    {"ends", Field::kEnd},
    {"endsec", Field::kEnd},
    {"endseconds", Field::kEnd},
    {"endtimems", Field::kEnd},
    {"endtimemillis", Field::kEnd},
    {"to", Field::kEnd},
    {"out", Field::kEnd},
    {"fin", Field::kEnd},
    {"heurefin", Field::kEnd},
    {"call", Field::kCall},
    {"callid", Field::kCall},
    {"meetingid", Field::kCall},
    {"conversationid", Field::kCall},
    {"recordingid", Field::kCall},
    {"idappel", Field::kCall},
    {"appel", Field::kCall},
    {"meeting", Field::kCall},
    {"title", Field::kTitle},
    {"subject", Field::kTitle},
    {"titre", Field::kTitle},
    {"objet", Field::kTitle},
    {"date", Field::kDate},
    {"startedat", Field::kDate},
    {"calldate", Field::kDate},
    {"dateappel", Field::kDate},
    {"datedelappel", Field::kDate},
    {"day", Field::kDate},
    {"jour", Field::kDate},
    {"account", Field::kAccount},
    {"company", Field::kAccount},
    {"customer", Field::kAccount},
    {"client", Field::kAccount},
    {"compte", Field::kAccount},
    {"entreprise", Field::kAccount},
    {"societe", Field::kAccount},
    {"prospect", Field::kAccount},
    {"accountname", Field::kAccount},
    {"language", Field::kLanguage},
    {"lang", Field::kLanguage},
    {"langue", Field::kLanguage},
    {"languagecode", Field::kLanguage},
    {"notes", Field::kNotes},
    {"note", Field::kNotes},
    {"summary", Field::kNotes},
    {"comments", Field::kNotes},
    {"compterendu", Field::kNotes},
    {"commentaires", Field::kNotes},
    {"owner", Field::kOwner},
    {"rep", Field::kOwner},
    {"salesperson", Field::kOwner},
    {"commercial", Field::kOwner},
    {"proprietaire", Field::kOwner},
    {"email", Field::kEmail},
    {"speakeremail", Field::kEmail},
    {"mail", Field::kEmail},
    {"courriel", Field::kEmail},
    {"side", Field::kSide},
    {"affiliation", Field::kSide},
    {"camp", Field::kSide},
    {"tags", Field::kTags},
    {"labels", Field::kTags},
    {"etiquettes", Field::kTags},
    {"themes", Field::kTags},
    {"url", Field::kUrl},
    {"link", Field::kUrl},
    {"lien", Field::kUrl},
    {"duration", Field::kDuration},
    {"duree", Field::kDuration},
};

struct SlashDate {
  int first = 0;
  int second = 0;
  int year = 0;
  std::string_view rest;  // " 14:30"
};

// "13/01/2026", "13.01.26", "13-01-2026 14:30".
std::optional<SlashDate> ReadSlashDate(std::string_view text) {
  text = Trim(text);
  int numbers[3] = {0, 0, 0};
  std::size_t at = 0;
  for (int i = 0; i < 3; ++i) {
    const char* begin = text.data() + at;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(begin, end, numbers[i]);
    const auto digits = static_cast<std::size_t>(read.ptr - begin);
    if (read.ec != std::errc() || digits == 0 || digits > 4 || numbers[i] < 0) return std::nullopt;
    if (i < 2 && digits > 2) return std::nullopt;
    if (i == 2 && digits == 2) numbers[2] += 2000;
    if (i == 2 && digits != 2 && digits != 4) return std::nullopt;
    at += digits;
    if (i < 2) {
      if (at >= text.size() || (text[at] != '/' && text[at] != '.' && text[at] != '-')) return std::nullopt;
      ++at;
    }
  }
  return SlashDate{numbers[0], numbers[1], numbers[2], Trim(text.substr(at))};
}

}  // namespace

std::string_view Name(Field field) { return kNames[static_cast<std::size_t>(field)]; }

const std::vector<std::string_view>& ColumnFields() {
  static const std::vector<std::string_view> kFields(kNames.begin() + 1, kNames.end());
  return kFields;
}

std::optional<Field> ParseField(std::string_view name) {
  for (std::size_t i = 1; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Field>(i);
  }
  return std::nullopt;
}

std::string ColumnKey(std::string_view name) {
  std::string key;
  for (const char c : Fold(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key += c;
  }
  return key;
}

Field FieldOfColumn(std::string_view name) {
  const std::string key = ColumnKey(name);
  const auto* found = std::find_if(std::begin(kSynonyms), std::end(kSynonyms),
                                   [&](const Synonym& entry) { return entry.key == key; });
  return found == std::end(kSynonyms) ? Field::kNone : found->field;
}

bool SaysMilliseconds(std::string_view name) {
  const std::string key = ColumnKey(name);
  return key.ends_with("ms") || key.ends_with("millis") || key.ends_with("milliseconds") ||
         key.ends_with("millisecondes");
}

std::optional<double> LooseNumber(std::string_view text) {
  std::string digits;
  for (const char c : Fold(Trim(text))) {
    if (c == ' ') continue;
    digits += c == ',' ? '.' : c;
  }
  if (digits.ends_with('s')) digits.pop_back();  // "12.5s"
  double number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || digits.empty())
    return std::nullopt;
  return number;
}

void DateOrder::See(std::string_view text) {
  const std::optional<SlashDate> date = ReadSlashDate(text);
  if (!date) return;
  day_first_ = day_first_ || date->first > 12;
  month_first_ = month_first_ || date->second > 12;
  ambiguous_ = ambiguous_ || (date->first <= 12 && date->second <= 12 && date->first != date->second);
}

std::optional<std::int64_t> DateOrder::Parse(std::string_view text) const {
  const std::optional<SlashDate> date = ReadSlashDate(text);
  if (!date) return ParseAnyInstant(text);
  const bool month_first = month_first_ && !day_first_;
  const int month = month_first ? date->first : date->second;
  const int day = month_first ? date->second : date->first;
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const std::string iso = std::to_string(date->year) + "-" + two(month) + "-" + two(day);
  const std::optional<std::int64_t> instant = ParseInstant(iso);
  if (!instant || date->rest.empty()) return instant;
  std::string clock(date->rest);
  if (clock.size() > 1 && clock[1] == ':') clock.insert(0, "0");
  if (const std::optional<std::int64_t> exact = ParseInstant(iso + "T" + clock)) return exact;
  return instant;
}

}  // namespace whyspec::calls
