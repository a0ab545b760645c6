#include "calls/importers/call_record.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/record_values.h"
#include "calls/importers/visible_text.h"
#include "calls/slug.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

class RecordReader {
 public:
  RecordReader(RecordPlace place, Call& call, Problems& problems)
      : sidecar_(place == RecordPlace::kSidecar), call_(call), problems_(problems) {}

  void Read(const Value& record) {
    if (record.is(Kind::kNull)) return;
    if (!record.is(Kind::kMap)) {
      problems_.Add(record.range,
                    "The details of a call are written one a line, as in `account: acme`; this is something "
                    "else, so nothing of it was read.");
      return;
    }
    for (const data::Problem& problem : data::Check(record, kCallSchema)) {
      problems_.Add(problem.range, problem.message);
    }
    ReadIdentity(record);
    ReadContext(record);
    if (const Value* participants = ListAt(record, "participants")) ReadParticipants(*participants);
    if (const Value* phases = ListAt(record, "phases")) ReadPhases(*phases);
    if (const Value* transcript = MapAt(record, "transcript")) ReadTranscript(*transcript);
  }

 private:
  TextRange Place(TextRange range) const { return sidecar_ ? TextRange{} : range; }

  std::optional<double> Number(const Value& map, std::string_view key) {
    const Value* value = map.Find(key);
    if (value == nullptr || value->is(Kind::kNull)) return std::nullopt;
    const std::optional<double> number = value->AsNumber();
    if (number && std::isfinite(*number)) return number;
    problems_.Add(value->range,
                  StrCat("`", key, "` must be a number, written with digits alone; this one was left out."));
    return std::nullopt;
  }

  std::optional<std::int64_t> Milliseconds(const Value& map, std::string_view key) {
    constexpr double kLargest = 9e15;  // every integer up to here is exact in a double
    const std::optional<double> number = Number(map, key);
    if (!number) return std::nullopt;
    if (std::abs(*number) <= kLargest) return static_cast<std::int64_t>(std::llround(*number));
    problems_.Add(map.Find(key)->range,
                  StrCat("`", key, "` is far too large for a time in milliseconds; it was left out."));
    return std::nullopt;
  }

  void ReadIdentity(const Value& record) {
    std::string id;
    if (ReadText(record, "id", id) && !Trim(id).empty()) {
      const TextRange range = record.Find("id")->range;
      if (!IsCallId(id)) {
        const std::string valid = MakeCallId(id);
        problems_.Add(range,
                      StrCat("A call's id has only small letters a-z, digits, dots, dashes and "
                             "underscores, and starts with a letter or digit. Specs can cite this call "
                             "as `",
                             valid, "`; write that here."));
        id = valid;
      }
      call_.id = std::move(id);
      call_.id_source = Place(range);
    }
    ReadText(record, "title", call_.title);
    ReadEnum(record, "type", ParseCallType, call_.type);
    std::string text;
    if (ReadText(record, "started_at", text)) {
      if (const std::optional<std::int64_t> instant = ParseInstant(text)) {
        call_.started_at_ms = instant;
      } else {
        problems_.Add(record.Find("started_at")->range,
                      StrCat("\xE2\x80\x9C", Printable(Shorten(text, 40)),
                             "\xE2\x80\x9D is not a date Whyspec can read, so the age of this call is not "
                             "known. Write it as 2026-01-13, or 2026-01-13T09:00:00Z with the time."));
      }
    }
    if (const std::optional<std::int64_t> duration = Milliseconds(record, "duration_ms")) {
      if (*duration >= 0) {
        call_.duration_ms = duration;
      } else {
        problems_.Add(record.Find("duration_ms")->range,
                      "A call cannot last less than nothing; this duration was left out.");
      }
    }
    ReadText(record, "language", call_.language);
    if (ReadText(record, "account", call_.account))
      call_.account_source = Place(record.Find("account")->range);
    ReadEnum(record, "lifecycle", ParseLifecycle, call_.lifecycle);
  }

  void ReadContext(const Value& record) {
    if (const Value* opportunity = MapAt(record, "opportunity")) ReadOpportunity(*opportunity);
    ReadText(record, "owner", call_.owner);
    if (const Value* source = MapAt(record, "source")) {
      ReadText(*source, "system", call_.source.system);
      ReadText(*source, "id", call_.source.id);
      ReadText(*source, "url", call_.source.url);
    }
    ReadText(record, "source_channel", call_.source_channel);
    if (const Value* consent = MapAt(record, "consent")) {
      ReadEnum(*consent, "status", ParseConsent, call_.consent);
      ReadTexts(*consent, "scope", call_.consent_scope);
    } else {
      // Check() asks for the full form; a consent refused in one word is refused all the same.
      ReadEnum(record, "consent", ParseConsent, call_.consent);
    }
    if (const Value* visibility = MapAt(record, "visibility")) {
      ReadVisibility(*visibility);
    } else {
      ReadLevel(record, "visibility");
    }
    ReadText(record, "notes", call_.notes);
    ReadTexts(record, "tags", call_.tags);
  }

  void ReadOpportunity(const Value& map) {
    Opportunity& opportunity = call_.opportunity;
    ReadText(map, "id", opportunity.id);
    ReadText(map, "stage", opportunity.stage);
    if (const auto amount = Number(map, "amount")) opportunity.amount = amount;
    if (const auto arr = Number(map, "arr")) opportunity.arr = arr;
    std::string currency;
    if (ReadText(map, "currency", currency)) {
      std::transform(currency.begin(), currency.end(), currency.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
      const bool letters = currency.size() == 3 && std::all_of(currency.begin(), currency.end(),
                                                               [](char c) { return c >= 'A' && c <= 'Z'; });
      if (letters) {
        opportunity.currency = currency;
      } else {
        problems_.Add(map.Find("currency")->range,
                      "A currency is written in three letters, as in EUR or USD; this one was left out.");
      }
    }
    if (const auto probability = Number(map, "probability")) {
      if (*probability >= 0 && *probability <= 1) {
        opportunity.probability = probability;
      } else {
        problems_.Add(map.Find("probability")->range,
                      "A probability goes from 0 to 1: write 0.4 for 40 %. This one was left out.");
      }
    }
  }

  void ReadLevel(const Value& map, std::string_view key) {
    Visibility level{};
    if (ReadEnum(map, key, ParseVisibility, level)) {
      call_.visibility = level;
    } else if (const Value* written = map.Find(key); written != nullptr && !written->is(Kind::kNull)) {
      // Somebody meant to keep something back: nothing is shown until it is clear what.
      call_.visibility = Visibility::kAggregate;
    }
  }

  void ReadVisibility(const Value& map) {
    ReadLevel(map, "level");
    std::string text;
    if (ReadText(map, "embargo_until", text)) {
      call_.embargo_until = text;
      if (const std::optional<std::int64_t> instant = ParseInstant(text)) {
        call_.embargo_until = FormatDate(DateOfInstant(*instant));
      } else if (text != "closed") {
        problems_.Add(
            map.Find("embargo_until")->range,
            "An embargo ends on a day, written as 2026-07-13, or with the sale: `closed`. Until this is "
            "corrected, only counts of this call are shown.");
        call_.visibility = Visibility::kAggregate;
      }
    }
    if (ReadText(map, "retention_until", text)) {
      if (const std::optional<std::int64_t> instant = ParseInstant(text)) {
        call_.retention_until = DateOfInstant(*instant);
      } else {
        problems_.Add(map.Find("retention_until")->range,
                      "This is not a date Whyspec can read, so nobody will be told when the call must be "
                      "deleted. Write it as 2026-07-13.");
      }
    }
  }

  void ReadParticipants(const Value& list) {
    std::set<std::string> ids;
    std::unordered_map<std::string, std::size_t> known;  // id, or folded name with a mark
    const auto folded = [](std::string_view name) { return StrCat('\0', Fold(Trim(name))); };
    const auto remember = [&](std::size_t at) {
      known.emplace(call_.participants[at].id, at);
      if (!call_.participants[at].name.empty()) known.emplace(folded(call_.participants[at].name), at);
    };
    for (std::size_t i = 0; i < call_.participants.size(); ++i) remember(i);
    std::size_t number = 0;
    for (const Value& item : list.items) {
      ++number;
      if (!item.is(Kind::kMap)) continue;  // Check() has said so
      Participant person;
      person.source = Place(item.range);
      ReadText(item, "id", person.id);
      if (ReadText(item, "name", person.name)) person.source = Place(item.Find("name")->range);
      ReadText(item, "email", person.email);
      ReadEnum(item, "affiliation", ParseAffiliation, person.affiliation);
      ReadText(item, "persona", person.persona);
      ReadText(item, "title", person.title);
      if (!person.id.empty() && !ids.insert(person.id).second) {
        problems_.Add(item.Find("id")->range,
                      StrCat("Two people of this call have the id `", Printable(person.id),
                             "`, so nobody can tell who said what. Give each their own; "
                             "the first one keeps it."));
        continue;
      }
      auto found = person.id.empty() ? known.end() : known.find(person.id);
      if (found == known.end() && !person.name.empty() && (sidecar_ || person.id.empty())) {
        found = known.find(folded(person.name));
      }
      if (found != known.end()) {
        Merge(person, call_.participants[found->second]);
        continue;
      }
      if (person.id.empty()) person.id = Slug(person.name);
      if (person.id.empty() || known.contains(person.id)) person.id = FreeId(known, number);
      call_.participants.push_back(std::move(person));
      remember(call_.participants.size() - 1);
    }
  }

  static std::string FreeId(const std::unordered_map<std::string, std::size_t>& known, std::size_t number) {
    std::string id = StrCat("p", number);
    while (known.contains(id)) id += '-';
    return id;
  }

  static void Merge(const Participant& from, Participant& into) {
    const auto take = [](const std::string& text, std::string& target) {
      if (!text.empty()) target = text;
    };
    take(from.name, into.name);
    take(from.email, into.email);
    take(from.persona, into.persona);
    take(from.title, into.title);
    if (from.affiliation != Affiliation::kUnknown) into.affiliation = from.affiliation;
  }

  void ReadPhases(const Value& list) {
    std::vector<Phase> phases;
    for (const Value& item : list.items) {
      if (!item.is(Kind::kMap)) continue;
      Phase phase;
      ReadText(item, "kind", phase.kind);
      phase.start_ms = Milliseconds(item, "start_ms").value_or(0);
      phase.end_ms = Milliseconds(item, "end_ms").value_or(phase.start_ms);
      ReadTexts(item, "questions", phase.questions);
      if (phase.end_ms < phase.start_ms) {
        problems_.Add(
            item.range,
            "This part of the call ends before it starts; swap `start_ms` and `end_ms`, or correct one.");
      }
      phases.push_back(std::move(phase));
    }
    call_.phases = std::move(phases);
  }

  void ReadTranscript(const Value& map) {
    ReadEnum(map, "status", ParseTranscriptStatus, call_.transcript_status);
    const data::Member* turns = map.FindMember("turns");
    if (turns == nullptr || !turns->value.is(Kind::kList)) return;
    if (sidecar_) {
      if (!turns->value.items.empty()) {
        problems_.Add(turns->key_range,
                      "The words of this call stand in the transcript itself, so the turns written here are "
                      "not used. Delete them, or put them into a .json call of their own.");
      }
      return;
    }
    call_.turns.reserve(turns->value.items.size());
    for (const Value& item : turns->value.items) {
      if (!item.is(Kind::kMap)) continue;
      Turn turn;
      turn.source = item.range;
      std::string text;
      if (!ReadText(item, "text", text)) continue;
      turn.text = Tidy(text);
      if (ReadText(item, "speaker", text)) turn.speaker = std::string(Trim(text));
      turn.start_ms = Milliseconds(item, "start_ms");
      turn.end_ms = Milliseconds(item, "end_ms");
      // Without words too: citations count turns as the file has them.
      call_.turns.push_back(std::move(turn));
    }
  }

  bool sidecar_;
  Call& call_;
  Problems& problems_;
};

}  // namespace

void ApplyRecord(const Value& record, RecordPlace place, Call& call, Problems& problems) {
  RecordReader(place, call, problems).Read(record);
}

bool LooksLikeCallRecord(const Value& root) {
  if (!root.is(Kind::kMap)) return false;
  const Value* transcript = root.Find("transcript");
  if (transcript != nullptr && transcript->is(Kind::kMap)) {
    const Value* turns = transcript->Find("turns");
    if (turns != nullptr && turns->is(Kind::kList)) return true;
    const Value* status = transcript->Find("status");
    if (status != nullptr && ParseTranscriptStatus(status->AsText().value_or(""))) return true;
  }
  // The import key that `whyspec calls import` writes.
  const Value* source = MapAt(root, "source");
  if (source != nullptr && !data::TextOr(*source, "system").empty() && root.Find("id") != nullptr)
    return true;
  // Keys that no export we know of has at its top; two of them are no accident.
  constexpr std::string_view kOurs[] = {"account",        "started_at", "duration_ms", "lifecycle",
                                        "source_channel", "phases",     "consent",     "participants",
                                        "notes",          "visibility", "opportunity"};
  std::size_t ours = 0;
  for (const std::string_view key : kOurs) ours += root.Find(key) != nullptr ? 1 : 0;
  const Value* notes = root.Find("notes");
  const bool has_notes = notes != nullptr && notes->is(Kind::kString) && root.Find("id") != nullptr;
  return ours >= 2 || has_notes;
}

}  // namespace whyspec::calls
