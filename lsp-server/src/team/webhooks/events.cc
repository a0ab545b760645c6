#include "team/webhooks/events.h"

#include <algorithm>
#include <array>

#include "base/base64.h"
#include "base/date.h"
#include "base/strings.h"
#include "calls/write_call.h"
#include "data/value.h"
#include "team/crypto.h"

namespace whyspec::team::webhooks {
namespace {

using data::Kind;
using data::Value;

const Value* MapAt(const Value& map, std::string_view path) {
  const Value* value = map.FindPath(path);
  return value != nullptr && value->is(Kind::kMap) ? value : nullptr;
}

// The first of these that is there, as text.
std::string TextAt(const Value& map, std::initializer_list<std::string_view> paths) {
  for (std::string_view path : paths) {
    const Value* value = map.FindPath(path);
    const std::optional<std::string_view> text = value == nullptr ? std::nullopt : value->AsText();
    if (text && !text->empty()) return std::string(*text);
  }
  return "";
}

// As it stands in the body: numbers of 20 digits stay what they are.
std::string JsonOf(const Value& value, const Incoming& incoming) {
  return incoming.body.substr(value.range.begin, value.range.length());
}

// A record that does not say where it comes from is known by its file's name: `key` tells this
// one from all others of the vendor, and is the same when the delivery comes again.
calls::ExportFile File(std::string_view vendor, std::string_view key, std::string bytes) {
  return {.path = StrCat(vendor, "-", ToHex(Sha256(key)).substr(0, 24), ".json"), .bytes = std::move(bytes)};
}

// Names the delivery where the vendor does not.
std::string KeyOf(const Incoming& incoming) { return "sha256:" + ToHex(Sha256(incoming.body)); }

template <typename What>
Event One(std::string key, What what) {
  return {.key = std::move(key), .what = std::move(what)};
}

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> known) {
  return std::find(known.begin(), known.end(), text) != known.end();
}

// --- HubSpot: an array of what happened to which object; a workflow sends objects themselves ---

constexpr std::string_view kHubspotCall = "0-48";
constexpr std::string_view kHubspotMeeting = "0-47";

bool IsHubspotRecord(const Value& item) {
  return MapAt(item, "properties") != nullptr || item.Find("transcriptUtterances") != nullptr ||
         item.Find("transcriptCreateUtterances") != nullptr;
}

Event HubspotChange(const Value& item, const Incoming& incoming) {
  const std::string object = TextAt(item, {"objectId"});
  const std::string type = TextAt(item, {"subscriptionType", "eventType"});
  const std::string object_type = TextAt(item, {"objectTypeId"});
  std::string key = TextAt(item, {"eventId"});
  // One event of a delivery that is sent again has the same id, but ids of several portals meet.
  key = key.empty() ? StrCat("sha256:", ToHex(Sha256(JsonOf(item, incoming))))
                    : StrCat(TextAt(item, {"portalId"}), "/", key, "/", type, "/", object);
  const bool named = type.starts_with("call.") || type.starts_with("meeting.");
  const bool is_call = named || (type.starts_with("object.") &&
                                 (object_type == kHubspotCall || object_type == kHubspotMeeting));
  if (!is_call || object.empty()) return One(std::move(key), Ignore{});
  if (type.ends_with(".deletion") || type.ends_with(".privacyDeletion")) {
    return One(std::move(key), EraseCall{.system = "hubspot", .id = object});
  }
  const bool meeting = type.starts_with("meeting.") || object_type == kHubspotMeeting;
  return One(std::move(key), Fetch{.id = StrCat(meeting ? "meetings/" : "calls/", object)});
}

std::vector<Event> HubspotEvents(const Value& body, const Incoming& incoming) {
  std::vector<Event> events;
  // Records of one body belong together: a call, its transcript, who took part.
  std::string records;
  const auto read = [&](const Value& item) {
    if (!item.is(Kind::kMap)) return;
    if (IsHubspotRecord(item)) {
      records += StrCat(records.empty() ? "[" : ",", JsonOf(item, incoming));
    } else {
      events.push_back(HubspotChange(item, incoming));
    }
  };
  if (body.is(Kind::kList)) {
    for (const Value& item : body.items) read(item);
  } else {
    read(body);
  }
  if (!records.empty()) {
    const std::string key = KeyOf(incoming);
    events.push_back(One(key, TakeCalls{.files = {File("hubspot", key, records + "]")}}));
  }
  return events;
}

// --- the others: one event a body ---

Event ZoomEvent(const Value& body, const Incoming& incoming, const Secrets& secrets) {
  const std::string type = TextAt(body, {"event"});
  if (type == "endpoint.url_validation") {
    const std::string plain = TextAt(body, {"payload.plainToken"});
    const std::string secret = secrets.secrets.empty() ? "" : secrets.secrets.front();
    // What came is echoed into JSON: only what a token is made of.
    const bool is_token =
        !plain.empty() && plain.size() <= 256 && std::all_of(plain.begin(), plain.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                 c == '_' || c == '+' || c == '/' || c == '=';
        });
    if (!is_token) return One(KeyOf(incoming), Ignore{});
    return One(KeyOf(incoming), Reply{.json = StrCat(R"({"plainToken":")", plain, R"(","encryptedToken":")",
                                                     ToHex(HmacSha256(secret, plain)), "\"}")});
  }
  const std::string meeting = TextAt(body, {"payload.object.uuid"});
  if (meeting.empty()) return One(KeyOf(incoming), Ignore{});
  if (IsOneOf(type, {"recording.transcript_completed", "recording.completed"})) {
    return One(KeyOf(incoming), Fetch{.id = meeting});
  }
  if (IsOneOf(type, {"recording.deleted", "recording.trashed"})) {
    return One(KeyOf(incoming), EraseCall{.system = "zoom", .id = meeting});
  }
  return One(KeyOf(incoming), Ignore{});
}

Event GongEvent(const Value& body, const Incoming& incoming) {
  const Value* call = MapAt(body, "callData");
  const std::string id = TextAt(call != nullptr ? *call : body, {"metaData.id", "id"});
  const Value* is_test = body.Find("isTest");
  if (id.empty() || (is_test != nullptr && is_test->AsBool().value_or(false)))
    return One(KeyOf(incoming), Ignore{});
  return One(KeyOf(incoming), Fetch{.id = id});
}

Event FirefliesEvent(const Value& body, const Incoming& incoming) {
  const std::string type = TextAt(body, {"event", "eventType"});
  const std::string id = TextAt(body, {"meeting_id", "meetingId"});
  // The second is what its first version said.
  if (id.empty() || !IsOneOf(type, {"meeting.transcribed", "Transcription completed"})) {
    return One(KeyOf(incoming), Ignore{});
  }
  return One(StrCat(id, "/", type, "/", TextAt(body, {"timestamp"})), Fetch{.id = id});
}

Event AircallEvent(const Value& body, const Incoming& incoming) {
  const std::string type = TextAt(body, {"event"});
  std::string id = TextAt(body, {"data.call_id"});
  if (id.empty() && type.starts_with("call.")) id = TextAt(body, {"data.id"});
  const std::string key = StrCat(type, "/", id, "/", TextAt(body, {"timestamp"}));
  if (id.empty()) return One(KeyOf(incoming), Ignore{});
  if (IsOneOf(type,
              {"transcription.created", "call.ended", "call.tagged", "call.untagged", "call.commented"})) {
    return One(key, Fetch{.id = id});
  }
  return One(key, Ignore{});
}

// The delivery's own id, of headers that were signed.
std::string StandardKey(const Incoming& incoming) {
  for (const char* name : {"webhook-id", "svix-id"}) {
    const auto found = incoming.headers.find(name);
    if (found != incoming.headers.end() && !found->second.empty()) return found->second;
  }
  return KeyOf(incoming);
}

Event FathomEvent(const Value& body, const Incoming& incoming) {
  if (!body.is(Kind::kMap)) return One(StandardKey(incoming), Ignore{});
  const std::string key = StandardKey(incoming);
  return One(key, TakeCalls{.files = {File("fathom", key, incoming.body)}});
}

// A call record by itself, or as the `data` of an event.
Event StandardEvent(const Value& body, const Incoming& incoming) {
  const std::string type = TextAt(body, {"type"});
  const Value* record = MapAt(body, "data");
  const bool is_event = record != nullptr && body.Find("transcript") == nullptr;
  if (is_event && type == "call.erased") {
    const std::string system = TextAt(*record, {"source.system"});
    const std::string id = TextAt(*record, {"source.id"});
    if (!system.empty() && !id.empty())
      return One(StandardKey(incoming), EraseCall{.system = system, .id = id});
    return One(StandardKey(incoming), Ignore{});
  }
  if (is_event && type != "call.logged") return One(StandardKey(incoming), Ignore{});
  if (!body.is(Kind::kMap)) return One(StandardKey(incoming), Ignore{});
  const std::string key = StandardKey(incoming);
  // A call that names itself is the same one in a later webhook.
  const std::string id = TextAt(is_event ? *record : body, {"id"});
  return One(key,
             TakeCalls{.files = {File("standard", id.empty() ? StrCat("delivery ", key) : StrCat("call ", id),
                                      is_event ? JsonOf(*record, incoming) : incoming.body)}});
}

// Read.ai sends the whole meeting, signed; no export of its own looks like it.
Event ReadAiEvent(const Value& body, const Incoming& incoming) {
  const std::string id = TextAt(body, {"session_id"});
  const Value* blocks = body.FindPath("transcript.speaker_blocks");
  if (id.empty() || blocks == nullptr || !blocks->is(Kind::kList)) return One(KeyOf(incoming), Ignore{});
  calls::Call call;
  call.source.system = "read-ai";
  call.source.id = id;
  call.source.url = TextAt(body, {"report_url"});
  call.title = TextAt(body, {"title"});
  const std::string started = TextAt(body, {"start_time"});
  call.started_at_ms = ParseInstant(started);
  const auto person = [&call](const std::string& name) {
    const auto found = std::find_if(call.participants.begin(), call.participants.end(),
                                    [&name](const calls::Participant& known) { return known.name == name; });
    if (found != call.participants.end()) return found->id;
    call.participants.push_back({.id = StrCat("p", call.participants.size() + 1), .name = name});
    return call.participants.back().id;
  };
  if (const Value* people = body.Find("participants")) {
    for (const Value& one : people->items) {
      const std::string name = TextAt(one, {"name"});
      if (name.empty()) continue;
      const std::string participant = person(name);
      for (calls::Participant& known : call.participants) {
        if (known.id == participant) known.email = TextAt(one, {"email"});
      }
    }
  }
  for (const Value& block : blocks->items) {
    const std::string name = TextAt(block, {"speaker.name"});
    calls::Turn turn{.speaker = name.empty() ? "" : person(name), .text = TextAt(block, {"words"})};
    // Milliseconds since 1970; from the start of the meeting here.
    const auto offset = [&](std::string_view key) -> std::optional<std::int64_t> {
      const Value* value = block.Find(key);
      const std::optional<std::int64_t> at = value == nullptr ? std::nullopt : value->AsInteger();
      if (!at || !call.started_at_ms || *at < *call.started_at_ms) return std::nullopt;
      return *at - *call.started_at_ms;
    };
    turn.start_ms = offset("start_time");
    turn.end_ms = offset("end_time");
    call.turns.push_back(std::move(turn));
  }
  call.transcript_status = calls::TranscriptStatus::kReady;
  const std::string key = StrCat(id, "/", ToHex(Sha256(incoming.body)));
  return One(key, TakeCalls{.files = {File("read-ai", key, calls::WriteCall(call))}});
}

Event ById(const Value& body, const Incoming& incoming, std::initializer_list<std::string_view> ids) {
  std::string id = TextAt(body, ids);
  if (id.empty()) return One(KeyOf(incoming), Ignore{});
  return One(KeyOf(incoming), Fetch{.id = std::move(id)});
}

}  // namespace

std::vector<Event> ReadEvents(Vendor vendor, const Incoming& incoming, const Secrets& secrets,
                              bool is_signed) {
  const data::Parsed parsed = data::ParseJson(incoming.body, {.max_depth = 64});
  const Value& body = parsed.root;
  std::vector<Event> events;
  if (!parsed.ok()) return events;
  switch (vendor) {
    case Vendor::kHubspot:
      events = HubspotEvents(body, incoming);
      break;
    case Vendor::kZoom:
      events.push_back(ZoomEvent(body, incoming, secrets));
      break;
    case Vendor::kGong:
      events.push_back(GongEvent(body, incoming));
      break;
    case Vendor::kFireflies:
      events.push_back(FirefliesEvent(body, incoming));
      break;
    case Vendor::kAircall:
      events.push_back(AircallEvent(body, incoming));
      break;
    case Vendor::kFathom:
      events.push_back(FathomEvent(body, incoming));
      break;
    case Vendor::kModjo:
      events.push_back(ById(body, incoming, {"callId", "data.callId", "call.callId"}));
      break;
    case Vendor::kReadAi:
      events.push_back(ReadAiEvent(body, incoming));
      break;
    case Vendor::kTldv:
      events.push_back(ById(body, incoming, {"data.meetingId", "data.id"}));
      break;
    case Vendor::kStandard:
      events.push_back(StandardEvent(body, incoming));
      break;
  }
  if (!is_signed) {
    // Whoever learns the address could write anything: it only says that there is something.
    for (Event& event : events) {
      if (!std::holds_alternative<Fetch>(event.what)) event.what = Ignore{};
    }
  }
  return events;
}

std::string SignStandard(std::string_view secret, std::string_view id, std::int64_t timestamp_s,
                         std::string_view body) {
  if (secret.starts_with("whsec_")) secret.remove_prefix(6);
  const std::string key = FromBase64(secret).value_or("");
  return "v1," + ToBase64(HmacSha256(key, StrCat(id, ".", timestamp_s, ".", body)));
}

}  // namespace whyspec::team::webhooks
