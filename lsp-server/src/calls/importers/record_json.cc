#include "base/strings.h"
#include "calls/importers/call_record.h"
#include "calls/importers/importer.h"
#include "data/value.h"

namespace whyspec::calls {

void ReadRecordJson(std::string_view text, Call& call, Problems& problems) {
  const data::Parsed parsed = data::ParseJson(text);
  if (!LooksLikeCallRecord(parsed.root)) {
    if (!parsed.ok()) {
      problems.AddFatal(parsed.errors.front().range,
                        StrCat(parsed.errors.front().message,
                               " Until that is corrected the call is not read, and no spec can cite it."));
    } else {
      problems.AddFatal(
          parsed.root.range,
          "This JSON is in no format Whyspec knows as a call, so no spec can cite it. A call needs "
          "`transcript` with its `turns`, each with a `text`, or `notes` and an `id`. Exports of call "
          "recorders are shaped differently: export the transcript as .vtt, .srt or .txt instead.");
    }
    return;
  }
  for (const data::ParseError& error : parsed.errors) problems.Add(error.range, error.message);
  ApplyRecord(parsed.root, RecordPlace::kFile, call, problems);
}

}  // namespace whyspec::calls
