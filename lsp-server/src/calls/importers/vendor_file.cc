#include "calls/importers/vendor_file.h"

#include <algorithm>
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/importers/call_record.h"
#include "calls/importers/recognise.h"
#include "calls/importers/record_values.h"
#include "calls/importers/speakers.h"

namespace whyspec::calls {
namespace {

using data::Value;

std::string Stem(std::string_view path) {
  const std::string_view name = Basename(path);
  const std::size_t dot = name.rfind('.');
  return std::string(dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot));
}

// Ours beyond doubt: no vendor writes `transcript.turns`, `source.system`, or an `id` with
// `notes`.
bool IsSurelyRecord(const Value& root) {
  if (!LooksLikeCallRecord(root)) return false;
  const Value* transcript = MapAt(root, "transcript");
  if (transcript != nullptr &&
      (ListAt(*transcript, "turns") != nullptr || transcript->Find("status") != nullptr)) {
    return true;
  }
  const Value* source = MapAt(root, "source");
  if (source != nullptr && !data::TextOr(*source, "system").empty() && root.Find("id") != nullptr)
    return true;
  const Value* notes = root.Find("notes");
  return notes != nullptr && notes->is(data::Kind::kString) && root.Find("id") != nullptr;
}

void ReadJson(std::string_view text, std::string_view from, const ColumnMap& columns, VendorFile& file) {
  file.json = ParseExportJson(text);
  const Value& root = file.json.root;
  if (from == "whyspec" || (from == "auto" && IsSurelyRecord(root))) {
    file.kind = VendorFile::Kind::kRecord;
    file.format = "whyspec";
    return;
  }
  const ExportChoice choice = ChooseJson(root, from);
  if (choice.candidates.size() > 1) {
    std::vector<std::string> names(choice.candidates.begin(), choice.candidates.end());
    file.kind = VendorFile::Kind::kAmbiguous;
    file.message =
        StrCat("This file could come from ", JoinWords(names, " or "),
               ", and they mean different things by the same words. Say which with `whyspec calls import "
               "--from ",
               names.front(), "`.");
    return;
  }
  const bool vendor = choice.entry != nullptr && !choice.entry->generic;
  if (from == "auto" && !vendor && LooksLikeCallRecord(root)) {
    file.kind = VendorFile::Kind::kRecord;
    file.format = "whyspec";
    return;
  }
  if (!file.json.errors.empty()) {
    file.kind = VendorFile::Kind::kBroken;
    file.message = StrCat(file.json.errors.front().message,
                          " Nothing of this file was read; export it again, or correct it.");
    file.range = file.json.errors.front().range;
    return;
  }
  if (choice.entry == nullptr) {
    file.kind = VendorFile::Kind::kUnknownJson;
    file.message = StrCat(
        "This JSON is in no format Whyspec knows as a call, so no spec can cite it. A call needs "
        "`transcript` with its `turns`, each with a `text`, or `notes` and an `id`. Exports are known from ",
        ExportFormatNames(), ". If yours is another, export the transcript as .vtt, .srt or .txt instead.");
    file.range = root.range;
    return;
  }
  file.kind = VendorFile::Kind::kRead;
  file.format = choice.entry->format.name;
  choice.entry->read({.text = text, .root = &root, .columns = &columns}, file.sink);
}

void ReadCsvFile(std::string_view text, std::string_view from, const ColumnMap& columns, VendorFile& file) {
  const ExportChoice choice = ChooseCsv(text, from);
  if (choice.entry == nullptr) {
    file.message = StrCat("\xE2\x80\x9C", file.sink.file_name(),
                          "\xE2\x80\x9D is no table with column names, so there is no call to read in it.");
    return;
  }
  file.kind = VendorFile::Kind::kRead;
  file.format = choice.entry->format.name;
  choice.entry->read({.text = text, .root = nullptr, .columns = &columns}, file.sink);
}

bool HasJsonEntry(std::string_view from) {
  const std::vector<ExportEntry>& entries = ExportEntries();
  return from == "whyspec" || std::any_of(entries.begin(), entries.end(), [from](const ExportEntry& entry) {
           return entry.format.name == from && entry.shape == ExportShape::kJson;
         });
}

bool HasCsvEntry(std::string_view from) {
  const std::vector<ExportEntry>& entries = ExportEntries();
  return std::any_of(entries.begin(), entries.end(), [from](const ExportEntry& entry) {
    return entry.format.name == from && entry.shape == ExportShape::kCsv;
  });
}

}  // namespace

VendorFile ReadVendorFile(std::string_view path, std::string_view text, std::string_view from,
                          const ColumnMap& columns) {
  VendorFile file;
  file.sink = ExportSink(Printable(Basename(path)), Printable(Stem(path)));
  if (from != "auto") {
    if (HasJsonEntry(from) && (LooksLikeJson(text) || !HasCsvEntry(from))) {
      ReadJson(text, from, columns, file);
    } else if (HasCsvEntry(from)) {
      ReadCsvFile(text, from, columns, file);
    }
    return file;
  }
  switch (Recognise(path, text)) {
    case Format::kJson:
      ReadJson(text, from, columns, file);
      break;
    case Format::kCsv:
      ReadCsvFile(text, from, columns, file);
      break;
    default:
      break;
  }
  return file;
}

void JoinSame(std::deque<ExportedCall>& calls) {
  std::deque<ExportedCall> joined;
  std::unordered_map<std::string, ExportedCall*> by_key;
  for (ExportedCall& call : calls) {
    const auto [found, added] = by_key.try_emplace(StrCat(call.source.system, '\0', call.source.id), nullptr);
    if (added) {
      joined.push_back(std::move(call));
      found->second = &joined.back();
    } else {
      JoinCall(std::move(call), *found->second);
    }
  }
  calls = std::move(joined);
}

void FinishExported(std::string_view text, ExportedCall& call) {
  MakeTimesRelative(call);
  JoinSpeakers(text, call);
  if (call.transcript_status == TranscriptStatus::kNone && !call.turns.empty()) {
    call.transcript_status = TranscriptStatus::kReady;
  }
}

}  // namespace whyspec::calls
