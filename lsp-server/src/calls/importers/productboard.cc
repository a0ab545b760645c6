// Productboard notes, v1 and v2. A note is what somebody on our side wrote down, so it
// comes over as `notes`; a v2 conversation has messages, which are turns.
#include "base/strings.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/html_text.h"
#include "calls/importers/vendor_values.h"
#include "calls/slug.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

bool IsV1(const Value& value) {
  return value.is(Kind::kMap) && HasAll(value, {"id", "content"}) &&
         (value.Find("displayUrl") != nullptr || value.Find("createdBy") != nullptr) &&
         value.Find("fields") == nullptr;
}

bool IsV2(const Value& value) {
  if (!value.is(Kind::kMap) || MapAt(value, "fields") == nullptr) return false;
  const std::string type = AnyText(value, {"type"});
  return type == "textNote" || type == "conversationNote" || type == "opportunityNote" || type == "simple" ||
         type == "conversation";
}

void ReadTags(const Value& map, ExportedCall& call) {
  const Value* tags = ListAt(map, "tags");
  if (tags == nullptr) return;
  for (const Value& tag : tags->items) {
    std::string name =
        tag.is(Kind::kMap) ? AnyText(tag, {"name", "id"}) : std::string(tag.AsText().value_or(""));
    if (!name.empty()) call.tags.push_back(std::move(name));
  }
}

void ReadMessages(const Value& messages, ExportedCall& call) {
  for (const Value& message : messages.items) {
    const std::string name = AnyText(message, {"author.name", "authorName", "author.email", "author"});
    const std::string side = AnyText(message, {"authorType", "author.type"});
    if (const std::string id = Slug(name); !id.empty()) {
      Participant& person = call.Person(id);
      person.name = name;
      if (side == "agent" || side == "internal") person.affiliation = Affiliation::kInternal;
      if (side == "customer" || side == "external" || side == "user")
        person.affiliation = Affiliation::kExternal;
      person.source = message.range;
    }
    AddTurn(call, Turn{.speaker = name,
                       .start_ms = AnyInstant(message, {"timestamp", "createdAt"}),
                       .end_ms = {},
                       .text = HtmlToText(AnyText(message, {"content", "text"})),
                       .source = message.range});
  }
  call.absolute_times = true;
  if (!call.turns.empty()) call.transcript_status = TranscriptStatus::kReady;
}

void ReadNote(const Value& note, ExportSink& sink) {
  const Value* fields = MapAt(note, "fields");
  const Value& details = fields != nullptr ? *fields : note;
  ExportedCall& call = sink.Add("productboard", AnyText(note, {"id"}), note.range);
  call.title = AnyText(details, {"title", "name"});
  call.started_at_ms = AnyInstant(note, {"createdAt"});
  call.source.url = AnyText(note, {"displayUrl", "links.html", "externalDisplayUrl"});
  call.account = AnyText(details, {"company.name", "customer.name"});
  call.owner = AnyText(details, {"owner.email", "owner.name", "createdBy.email", "createdBy.name"});
  ReadTags(details, call);
  const Value* content = details.Find("content");
  if (content != nullptr && content->is(Kind::kList)) return ReadMessages(*content, call);
  call.notes = HtmlToText(AnyText(details, {"content"}));
}

bool IsNote(const Value& value) { return IsV1(value) || IsV2(value); }

}  // namespace

bool IsProductboard(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    const Value* data = page.Find("data");
    if (data == nullptr) return IsNote(page);
    if (data->is(Kind::kMap)) return IsNote(*data);
    return !data->items.empty() && IsNote(data->items.front());
  });
}

void ReadProductboard(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) {
    const Value* data = page.Find("data");
    if (data == nullptr) return ReadNote(page, sink);
    ForEachPage(*data, [&](const Value& note) { ReadNote(note, sink); });
  });
}

}  // namespace whyspec::calls
