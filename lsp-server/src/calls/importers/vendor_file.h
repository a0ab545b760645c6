// One file of an export, read: what ReadCall and ReadExport share.
#pragma once

#include <string>
#include <string_view>

#include "calls/importers/export_formats.h"
#include "calls/importers/export_sink.h"

namespace whyspec::calls {

struct VendorFile {
  enum class Kind : std::uint8_t {
    kRead,         // `sink` has its calls and problems
    kRecord,       // our own call record: ReadRecord reads `json`
    kNotMine,      // a transcript (.vtt, .srt, .txt, .md), or nothing known
    kUnknownJson,  // JSON in no known shape
    kAmbiguous,
    kBroken,  // JSON that breaks off, and `message` says where
  };
  Kind kind = Kind::kNotMine;
  std::string_view format;
  ExportSink sink{"", ""};
  ExportJson json;
  std::string message;  // a sentence for all but kRead and kRecord
  TextRange range;
};

// `from`: "auto" or the name of a JSON or CSV format.
VendorFile ReadVendorFile(std::string_view path, std::string_view text, std::string_view from,
                          const ColumnMap& columns);
// Records of one call made one, in order of the first of each.
void JoinSame(std::deque<ExportedCall>& calls);
// Speakers joined, times from the start of the call, a status. `text` is where turns point.
void FinishExported(std::string_view text, ExportedCall& call);

}  // namespace whyspec::calls
