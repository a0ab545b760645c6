// The table of formats: how each is recognised, and who reads it. A new format is one
// line in export_formats.cc and one file beside it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calls/importers/export_sink.h"
#include "data/value.h"

namespace whyspec::calls {

enum class ExportShape : std::uint8_t {
  kJson,        // JSON or JSON lines
  kCsv,         //
  kTranscript,  // one file, one call: ReadCall reads it
};

struct ExportEntry {
  ExportFormat format;
  ExportShape shape = ExportShape::kJson;
  bool (*is_json)(const data::Value&) = nullptr;
  bool (*is_text)(std::string_view) = nullptr;
  void (*read)(const ExportInput&, ExportSink&) = nullptr;
  bool generic = false;  // asked only when no vendor's shape fits
};
// A format that comes as JSON and as CSV has two entries of one name.
const std::vector<ExportEntry>& ExportEntries();
// "gong, hubspot, …".
std::string ExportFormatNames();
bool IsExportFormat(std::string_view name);

// JSON, or JSON a line. `root` is kNull if the text is neither.
struct ExportJson {
  data::Value root;
  std::vector<data::ParseError> errors;
  bool lines = false;
};
bool LooksLikeJson(std::string_view text);
ExportJson ParseExportJson(std::string_view text);

// The entry that reads this file, among those named `from` ("auto" = all). nullptr: none
// does; `candidates` then names those that all might.
struct ExportChoice {
  const ExportEntry* entry = nullptr;
  std::vector<std::string_view> candidates;
};
ExportChoice ChooseJson(const data::Value& root, std::string_view from);
ExportChoice ChooseCsv(std::string_view text, std::string_view from);

}  // namespace whyspec::calls
