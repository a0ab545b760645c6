// Gong: POST /v2/calls/transcript and /v2/calls/extensive, joined by the call's id, and the
// body of a webhook. Ids are strings of up to 20 digits. Times of sentences are
// milliseconds, those of everything else seconds (DOMAIN.md §2a).
#include "base/strings.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

bool IsCall(const Value& value) {
  const Value* meta = MapAt(value, "metaData");
  return meta != nullptr && meta->Find("id") != nullptr;
}

Affiliation AffiliationOf(const std::string& text) {
  if (text == "Internal") return Affiliation::kInternal;
  if (text == "External") return Affiliation::kExternal;
  return Affiliation::kUnknown;
}

void ReadField(const Value& field, bool is_account, ExportedCall& call) {
  const std::string name = AnyText(field, {"name"});
  const Value* value = AnyOf(field, {"value"});
  if (value == nullptr) return;
  const std::string text = AnyText(field, {"value"});
  if (is_account) {
    if (name == "Name") call.account = text;
    return;
  }
  if (name == "StageName") call.opportunity.stage = text;
  if (name == "Amount") call.opportunity.amount = value->AsNumber();
  if (name == "CurrencyIsoCode") call.opportunity.currency = text;
  if (name == "Probability") {
    std::optional<double> probability = value->AsNumber();
    if (probability && *probability > 1) probability = *probability / 100;  // a CRM counts to 100
    if (probability && *probability >= 0 && *probability <= 1) call.opportunity.probability = probability;
  }
}

void ReadContext(const Value& context, ExportedCall& call) {
  for (const Value& system : context.items) {
    const Value* objects = ListAt(system, "objects");
    if (objects == nullptr) continue;
    for (const Value& object : objects->items) {
      const std::string type = AnyText(object, {"objectType"});
      const bool deal = type == "Opportunity" || type == "Deal";
      if (!deal && type != "Account") continue;
      if (deal) call.opportunity.id = AnyText(object, {"objectId"});
      if (const Value* fields = ListAt(object, "fields")) {
        for (const Value& field : fields->items) ReadField(field, !deal, call);
      }
    }
  }
}

void ReadParties(const Value& parties, const std::string& primary_user, ExportedCall& call) {
  std::size_t number = 0;
  for (const Value& party : parties.items) {
    ++number;
    if (!party.is(Kind::kMap)) continue;
    // Turns name their speaker by `speakerId`; who only was invited has none.
    std::string id = AnyText(party, {"speakerId", "id", "userId"});
    if (id.empty()) id = StrCat("party-", number);
    Participant& person = call.Person(id);
    person.name = AnyText(party, {"name"});
    person.email = AnyText(party, {"emailAddress"});
    person.title = AnyText(party, {"title"});
    person.affiliation = AffiliationOf(AnyText(party, {"affiliation"}));
    person.source = party.range;
    if (!primary_user.empty() && AnyText(party, {"userId"}) == primary_user) {
      call.owner = person.name.empty() ? primary_user : person.name;
    }
  }
}

void ReadCallOf(const Value& value, ExportSink& sink) {
  const Value& meta = *MapAt(value, "metaData");
  const std::string id = AnyText(meta, {"id"});
  if (id.empty()) {
    sink.Fail(
        value.range, "",
        "A call of this export has an empty `metaData.id`, so nobody can tell which it is. Export it again.");
    return;
  }
  ExportedCall& call = sink.Add("gong", id, value.range);
  call.title = AnyText(meta, {"title"});
  call.started_at_ms = AnyInstant(meta, {"started", "scheduled"});
  call.duration_ms = FromSeconds(meta, {"duration"});
  call.language = LanguageCode(AnyText(meta, {"language"}));
  call.source.url = AnyText(meta, {"url"});
  call.owner = AnyText(meta, {"primaryUserId"});
  if (const Value* context = ListAt(value, "context")) ReadContext(*context, call);
  if (const Value* parties = ListAt(value, "parties")) ReadParties(*parties, call.owner, call);
}

void ReadMonologue(const Value& monologue, ExportedCall& call) {
  Turn turn;
  turn.source = monologue.range;
  turn.speaker = AnyText(monologue, {"speakerId"});
  const Value* sentences = ListAt(monologue, "sentences");
  if (sentences == nullptr) return;
  for (const Value& sentence : sentences->items) {
    const std::string text = AnyText(sentence, {"text"});
    if (text.empty()) continue;
    if (!turn.text.empty()) turn.text += ' ';
    turn.text += text;
    if (!turn.start_ms) turn.start_ms = FromMillis(sentence, {"start"});
    if (const auto end = FromMillis(sentence, {"end"})) turn.end_ms = end;
  }
  AddTurn(call, std::move(turn));
}

void ReadTranscript(const Value& value, ExportSink& sink) {
  const std::string id = AnyText(value, {"callId"});
  if (id.empty()) {
    sink.Fail(value.range, "",
              "A transcript of this export has no `callId`, so nobody can tell which call it is of. Export "
              "it again.");
    return;
  }
  ExportedCall& call = sink.Add("gong", id, value.range);
  if (const Value* monologues = ListAt(value, "transcript")) {
    for (const Value& monologue : monologues->items) ReadMonologue(monologue, call);
  }
  call.transcript_status = call.turns.empty() ? TranscriptStatus::kProcessing : TranscriptStatus::kReady;
}

void ReadPage(const Value& page, ExportSink& sink) {
  if (const Value* transcripts = ListAt(page, "callTranscripts")) {
    for (const Value& transcript : transcripts->items) ReadTranscript(transcript, sink);
  }
  if (const Value* calls = ListAt(page, "calls")) {
    for (const Value& call : calls->items) {
      if (IsCall(call)) {
        ReadCallOf(call, sink);
      } else {
        sink.Fail(
            call.range, "",
            "A call of this export has no `metaData`, so nobody can tell which it is. Export it again.");
      }
    }
  }
  if (const Value* body = MapAt(page, "callData"); body != nullptr && IsCall(*body)) ReadCallOf(*body, sink);
  if (IsCall(page)) ReadCallOf(page, sink);
  if (page.Find("callId") != nullptr && ListAt(page, "transcript") != nullptr) ReadTranscript(page, sink);
}

}  // namespace

bool IsGong(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    if (ListAt(page, "callTranscripts") != nullptr || IsCall(page)) return true;
    const Value* body = MapAt(page, "callData");
    if (body != nullptr && IsCall(*body)) return true;
    const Value* calls = ListAt(page, "calls");
    if (calls != nullptr && !calls->items.empty() && IsCall(calls->items.front())) return true;
    const Value* monologues = ListAt(page, "transcript");
    return page.Find("callId") != nullptr && monologues != nullptr && !monologues->items.empty() &&
           ListAt(monologues->items.front(), "sentences") != nullptr;
  });
}

void ReadGong(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) { ReadPage(page, sink); });
}

}  // namespace whyspec::calls
