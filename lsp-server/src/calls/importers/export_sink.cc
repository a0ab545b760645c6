#include "calls/importers/export_sink.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/visible_text.h"

namespace whyspec::calls {
namespace {

// A day and more before or after anything a call can last.
constexpr std::int64_t kLongestMs = 30LL * 24 * 3600 * 1000;
constexpr std::size_t kMaxRecordProblems = 1000;

void Take(std::string& from, std::string& into) {
  if (!from.empty()) into = std::move(from);
}

template <typename Value>
void Take(std::optional<Value>& from, std::optional<Value>& into) {
  if (from) into = from;
}

void JoinPerson(Participant& from, ExportedCall& into) {
  Participant& person = into.Person(from.id);
  Take(from.name, person.name);
  Take(from.email, person.email);
  Take(from.persona, person.persona);
  Take(from.title, person.title);
  if (from.affiliation != Affiliation::kUnknown) person.affiliation = from.affiliation;
  if (person.source.empty()) person.source = from.source;
}

}  // namespace

ExportedCall& ExportSink::Add(std::string_view system, std::string id, TextRange range) {
  id = std::string(Trim(id));
  std::string record = StrCat("call ", Printable(Shorten(id, 60)));
  if (id.empty()) {
    id = stem_;
    if (++unnamed_ > 1) id += StrCat('-', unnamed_);
    record = unnamed_ > 1 ? StrCat("call number ", unnamed_) : "";
  }
  calls_.emplace_back();
  ExportedCall& added = calls_.back();
  added.record = std::move(record);
  added.source.system = std::string(system);
  added.range = range;
  added.source.id = std::move(id);
  return added;
}

void ExportSink::Report(RecordProblem problem) {
  if (problems_.size() < kMaxRecordProblems) problems_.push_back(std::move(problem));
}

void ExportSink::Fail(TextRange range, std::string record, std::string message) {
  Report({.range = range, .record = std::move(record), .message = std::move(message), .fatal = true});
}

void ExportSink::Skip(TextRange range, std::string record, std::string message) {
  Report({.range = range, .record = std::move(record), .message = std::move(message), .skipped = true});
}

void ExportSink::Warn(TextRange range, std::string record, std::string message) {
  Report({.range = range, .record = std::move(record), .message = std::move(message)});
}

void AddTurn(Call& call, Turn turn) {
  turn.text = Tidy(turn.text);
  turn.speaker = std::string(Trim(turn.speaker));
  if (turn.text.empty()) return;
  if (turn.start_ms && *turn.start_ms < 0) turn.start_ms.reset();
  if (turn.end_ms && (!turn.start_ms || *turn.end_ms < *turn.start_ms)) turn.end_ms.reset();
  call.turns.push_back(std::move(turn));
}

Participant& ExportedCall::Person(std::string_view person_id) {
  const auto [found, added] = people_.try_emplace(std::string(person_id), participants.size());
  if (added) participants.push_back(Participant{.id = std::string(person_id)});
  return participants[found->second];
}

void JoinCall(ExportedCall from, ExportedCall& into) {
  Call& a = from;
  Call& b = into;
  Take(a.title, b.title);
  if (a.type != CallType::kOther) b.type = a.type;
  Take(a.started_at_ms, b.started_at_ms);
  Take(a.duration_ms, b.duration_ms);
  Take(a.language, b.language);
  Take(a.account, b.account);
  if (a.lifecycle != Lifecycle::kUnknown) b.lifecycle = a.lifecycle;
  Take(a.opportunity.id, b.opportunity.id);
  Take(a.opportunity.stage, b.opportunity.stage);
  Take(a.opportunity.amount, b.opportunity.amount);
  Take(a.opportunity.currency, b.opportunity.currency);
  Take(a.opportunity.arr, b.opportunity.arr);
  Take(a.opportunity.probability, b.opportunity.probability);
  Take(a.owner, b.owner);
  Take(a.source.url, b.source.url);
  Take(a.source_channel, b.source_channel);
  for (Participant& person : a.participants) JoinPerson(person, into);
  if (!a.phases.empty()) b.phases = std::move(a.phases);
  if (a.consent != Consent::kUnknown) b.consent = a.consent;
  Take(a.visibility, b.visibility);
  Take(a.notes, b.notes);
  for (std::string& tag : a.tags) {
    if (std::find(b.tags.begin(), b.tags.end(), tag) == b.tags.end()) b.tags.push_back(std::move(tag));
  }
  if (a.transcript_status != TranscriptStatus::kNone) b.transcript_status = a.transcript_status;
  if (!a.turns.empty()) {
    if (into.pages && from.pages) {
      b.turns.insert(b.turns.end(), std::make_move_iterator(a.turns.begin()),
                     std::make_move_iterator(a.turns.end()));
    } else {
      b.turns = std::move(a.turns);
      into.absolute_times = from.absolute_times;
      into.pages = from.pages;
    }
  } else if (a.transcript_status == TranscriptStatus::kGone) {
    b.turns.clear();  // deleted where it came from: nobody may keep the words
  }
  if (!b.turns.empty() && b.transcript_status != TranscriptStatus::kGone) {
    b.transcript_status = TranscriptStatus::kReady;
  }
}

void MakeTimesRelative(ExportedCall& exported) {
  if (!exported.absolute_times) return;
  exported.absolute_times = false;
  std::vector<Turn>& turns = exported.turns;
  std::optional<std::int64_t> zero;
  for (const Turn& turn : turns) {
    if (turn.start_ms && (!zero || *turn.start_ms < *zero)) zero = turn.start_ms;
  }
  if (!zero) return;
  if (!exported.started_at_ms) exported.started_at_ms = zero;
  std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
    return a.start_ms.value_or(INT64_MAX) < b.start_ms.value_or(INT64_MAX);
  });
  // A page that was fetched twice says everything twice.
  std::set<std::tuple<std::int64_t, std::string, std::string>> said;
  std::vector<Turn> kept;
  for (Turn& turn : turns) {
    if (turn.start_ms && !said.emplace(*turn.start_ms, turn.speaker, turn.text).second) continue;
    if (turn.start_ms) turn.start_ms = *turn.start_ms - *zero;
    if (turn.end_ms) turn.end_ms = *turn.end_ms - *zero;
    if (turn.start_ms && *turn.start_ms > kLongestMs) {
      turn.start_ms.reset();
      turn.end_ms.reset();
    }
    kept.push_back(std::move(turn));
  }
  turns = std::move(kept);
}

}  // namespace whyspec::calls
