// Dovetail: notes and data (transcripts) of a project, one or a list. Their body is
// Markdown, HTML or text; where it names who speaks, so does the call.
#include "base/strings.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/html_text.h"
#include "calls/importers/importer.h"
#include "calls/importers/language_code.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

bool IsItem(const Value& value) {
  return value.is(Kind::kMap) && value.Find("id") != nullptr && value.Find("title") != nullptr &&
         value.Find("created_at") != nullptr &&
         (value.Find("project") != nullptr || value.Find("project_id") != nullptr);
}

void ReadItem(const Value& item, ExportSink& sink) {
  ExportedCall& call = sink.Add("dovetail", AnyText(item, {"id"}), item.range);
  call.title = AnyText(item, {"title"});
  call.started_at_ms = AnyInstant(item, {"date", "created_at"});
  call.source.url = AnyText(item, {"url"});
  call.language = LanguageCode(AnyText(item, {"language"}));
  const Value* body = AnyOf(item, {"transcript", "content", "body", "text"});
  if (body != nullptr && body->is(Kind::kList)) {
    for (const Value& passage : body->items) {
      AddTurn(call, Turn{.speaker = AnyText(passage, {"speaker", "speaker.name", "speaker_name"}),
                         .start_ms = FromSeconds(passage, {"start_time", "start"}),
                         .end_ms = FromSeconds(passage, {"end_time", "end"}),
                         .text = AnyText(passage, {"text", "content"}),
                         .source = passage.range});
    }
  } else if (body != nullptr) {
    const std::string text = HtmlToText(body->AsText().value_or(""));
    for (Turn& turn : ReadPlainText(text, call)) {
      turn.source = body->range;
      AddTurn(call, std::move(turn));
    }
  }
  if (!call.turns.empty()) call.transcript_status = TranscriptStatus::kReady;
}

}  // namespace

bool IsDovetail(const Value& root) {
  return AnyPage(root, [](const Value& page) {
    const Value* data = page.Find("data");
    if (data == nullptr) return IsItem(page);
    if (data->is(Kind::kMap)) return IsItem(*data);
    return !data->items.empty() && IsItem(data->items.front());
  });
}

void ReadDovetail(const ExportInput& input, ExportSink& sink) {
  ForEachPage(*input.root, [&](const Value& page) {
    const Value* data = page.Find("data");
    if (data == nullptr) return ReadItem(page, sink);
    ForEachPage(*data, [&](const Value& item) { ReadItem(item, sink); });
  });
}

}  // namespace whyspec::calls
