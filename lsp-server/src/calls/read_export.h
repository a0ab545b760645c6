// Exports of call recorders and CRMs -> calls. Where ReadCall reads one file as one call,
// an export may hold many, and several exports may describe the same calls (Gong's
// transcripts and its call list, HubSpot's meeting and its transcript): they are joined.
//
// Cannot fail: what cannot be read becomes a problem that names the file and the record.
// Formats, units and traps: DOMAIN.md §2a-2b; one importer a file in importers/.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calls/read_call.h"

namespace whyspec::calls {

// One way to export. `name` is what `--from` takes.
struct ExportFormat {
  std::string_view name;   // "gong", "hubspot", "csv", "webvtt" …
  std::string_view title;  // "Gong (transcripts and calls)"
};
// In the order of the guide; "auto" is not among them.
const std::vector<ExportFormat>& ExportFormats();

struct ExportFile {
  std::string path;  // as the person gave it; its extension helps to recognise
  std::string bytes;
  std::string sidecar_path;  // "" if there is none
  std::string sidecar;
};

// Which column of a CSV (or key of a JSON record) holds which field of the call record:
// {"text", "Verbatim"}, {"speaker", "Intervenant"}, {"start", "Début"} …
using ColumnMap = std::vector<std::pair<std::string, std::string>>;
// The names a ColumnMap may use.
const std::vector<std::string_view>& ColumnFields();

struct ExportOptions {
  std::string from = "auto";
  ColumnMap columns;
  // Domains of our own e-mail addresses: their owners are internal, the others external
  // unless the export says better. Empty: only what the export says.
  std::vector<std::string> own_domains;
};

struct ImportedCall {
  Call call;           // source.system and source.id are set; id is made of them or the file's name
  std::string file;    // ExportFile::path
  std::string record;  // "call 90071992547409931234", "row 12", "" for a file that is one call
};

struct ExportProblem {
  std::string file;
  std::string record;    // as above
  Problem problem;       // fatal: nothing of that record can be imported
  bool skipped = false;  // left out on purpose: it is no call (an e-mail, a to-do)
};

struct ReadExportResult {
  std::vector<ImportedCall> calls;  // in the order of the files
  std::vector<ExportProblem> problems;
  std::vector<std::string_view> formats;  // by file; "" = not recognised
};
ReadExportResult ReadExport(const std::vector<ExportFile>& files, const ExportOptions& options = {});

}  // namespace whyspec::calls
