#include "calls/importers/export_formats.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/csv.h"
#include "calls/importers/lines.h"

namespace whyspec::calls {
namespace {

using data::Value;

ExportEntry Json(std::string_view name, std::string_view title, bool (*is)(const Value&),
                 void (*read)(const ExportInput&, ExportSink&), bool generic = false) {
  return {
      .format = {name, title}, .shape = ExportShape::kJson, .is_json = is, .read = read, .generic = generic};
}
ExportEntry Csv(std::string_view name, std::string_view title, bool (*is)(std::string_view),
                void (*read)(const ExportInput&, ExportSink&), bool generic = false) {
  return {
      .format = {name, title}, .shape = ExportShape::kCsv, .is_text = is, .read = read, .generic = generic};
}
ExportEntry Transcript(std::string_view name, std::string_view title) {
  return {.format = {name, title}, .shape = ExportShape::kTranscript};
}

}  // namespace

const std::vector<ExportEntry>& ExportEntries() {
  static const std::vector<ExportEntry> kEntries = {
      Json("gong", "Gong (calls, transcripts, webhooks)", IsGong, ReadGong),
      Json("hubspot", "HubSpot (calls, meetings, transcripts)", IsHubSpot, ReadHubSpot),
      Json("salesforce", "Salesforce (Task, Event, VoiceCall; JSON or CSV)", IsSalesforceJson,
           ReadSalesforceJson),
      Csv("salesforce", "Salesforce (Task, Event, VoiceCall; JSON or CSV)", IsSalesforceCsv,
          ReadSalesforceCsv),
      Json("fireflies", "Fireflies", IsFireflies, ReadFireflies),
      Json("grain", "Grain", IsGrain, ReadGrain),
      Json("tldv", "tl;dv", IsTldv, ReadTldv),
      Json("fathom", "Fathom", IsFathom, ReadFathom),
      Json("modjo", "Modjo (v1 exports, v2 transcripts)", IsModjo, ReadModjo),
      Json("aircall", "Aircall", IsAircall, ReadAircall),
      Json("meet", "Google Meet", IsGoogleMeet, ReadGoogleMeet),
      Transcript("teams", "Microsoft Teams (.vtt)"),
      Transcript("zoom", "Zoom (.vtt)"),
      Transcript("otter", "Otter (.txt)"),
      Json("dovetail", "Dovetail (notes and data)", IsDovetail, ReadDovetail),
      Json("productboard", "Productboard notes (v1, v2)", IsProductboard, ReadProductboard),
      Json("assemblyai", "AssemblyAI", IsAssemblyAi, ReadAssemblyAi),
      Json("deepgram", "Deepgram", IsDeepgram, ReadDeepgram),
      Json("whisper", "Whisper and WhisperX", IsWhisper, ReadWhisper),
      Csv("csv", "A table of turns, one a row (CSV)", LooksLikeCsv, ReadTableCsv, true),
      Json("json", "Turns as JSON or JSON lines", IsTableJson, ReadTableJson, true),
      Transcript("webvtt", "WebVTT subtitles (.vtt)"),
      Transcript("srt", "SubRip subtitles (.srt)"),
      Transcript("text", "Plain text"),
      Transcript("markdown", "Markdown"),
      Transcript("whyspec", "Whyspec's own call record (.json)"),
  };
  return kEntries;
}

const std::vector<ExportFormat>& ExportFormats() {
  static const std::vector<ExportFormat> kFormats = [] {
    std::vector<ExportFormat> formats;
    for (const ExportEntry& entry : ExportEntries()) {
      if (formats.empty() || formats.back().name != entry.format.name) formats.push_back(entry.format);
    }
    return formats;
  }();
  return kFormats;
}

std::string ExportFormatNames() {
  std::vector<std::string> names;
  for (const ExportFormat& format : ExportFormats()) names.emplace_back(format.name);
  return JoinWords(names);
}

bool IsExportFormat(std::string_view name) {
  const std::vector<ExportFormat>& formats = ExportFormats();
  return std::any_of(formats.begin(), formats.end(),
                     [name](const ExportFormat& format) { return format.name == name; });
}

bool LooksLikeJson(std::string_view text) {
  text = Trim(text);
  return text.starts_with('{') || text.starts_with('[');
}

ExportJson ParseExportJson(std::string_view text) {
  ExportJson result;
  // JSON lines: a whole object on the first line, and another one below.
  LineReader lines(text);
  std::size_t objects = 0;
  bool one_a_line = true;
  while (!lines.AtEnd() && objects < 2 && one_a_line) {
    const std::string_view line = Trim(Cut(text, lines.Next().range));
    if (line.empty()) continue;
    one_a_line = line.starts_with('{') && line.ends_with('}');
    ++objects;
  }
  if (!one_a_line || objects < 2) {
    data::Parsed parsed = data::ParseJson(text);
    result.errors = std::move(parsed.errors);
    result.root = std::move(parsed.root);
    return result;
  }
  result.lines = true;
  result.root.kind = data::Kind::kList;
  result.root.range = {0, static_cast<Offset>(text.size())};
  lines = LineReader(text);
  while (!lines.AtEnd() && result.errors.empty()) {
    const Line line = lines.Next();
    const std::string_view words = Cut(text, line.range);
    if (Trim(words).empty()) continue;
    data::Parsed parsed = data::ParseJson(words, {}, line.range.begin);
    if (!parsed.ok()) {
      result.errors.push_back(
          {StrCat("Line ", line.number, " cannot be read: ", parsed.errors.front().message),
           parsed.errors.front().range});
    }
    result.root.items.push_back(std::move(parsed.root));
  }
  return result;
}

ExportChoice ChooseJson(const Value& root, std::string_view from) {
  ExportChoice choice;
  for (const bool generic : {false, true}) {
    for (const ExportEntry& entry : ExportEntries()) {
      if (entry.shape != ExportShape::kJson || entry.generic != generic) continue;
      if (from != "auto") {
        if (entry.format.name == from) choice.entry = &entry;
        continue;
      }
      if (!entry.is_json(root)) continue;
      choice.candidates.push_back(entry.format.name);
      choice.entry = &entry;
    }
    if (choice.entry != nullptr) break;
  }
  if (choice.candidates.size() > 1) choice.entry = nullptr;
  return choice;
}

ExportChoice ChooseCsv(std::string_view text, std::string_view from) {
  ExportChoice choice;
  for (const ExportEntry& entry : ExportEntries()) {
    if (entry.shape != ExportShape::kCsv || choice.entry != nullptr) continue;
    const bool fits = from == "auto" ? entry.is_text(text) : entry.format.name == from;
    if (fits) choice.entry = &entry;
  }
  return choice;
}

}  // namespace whyspec::calls
