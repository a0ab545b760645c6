// What an importer of vendor exports is given, and where it puts what it finds.
// One format a file; DOMAIN.md §2a-2b has the shapes and the units.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "calls/call.h"
#include "calls/read_export.h"
#include "data/value.h"

namespace whyspec::calls {

// A call as one record of an export describes it. Turns carry their speaker as a
// participant's id, or as written; JoinSpeakers does the rest once all is joined.
struct ExportedCall : Call {
  std::string record;           // "call 9007…", for messages
  TextRange range;              // of the record in its file
  bool absolute_times = false;  // turns' times are since 1970, as Google Meet writes them
  bool pages = false;           // its turns may come in several pages: later ones are added

  // The participant with this id, added if there is none. Add people by this alone.
  Participant& Person(std::string_view person_id);

 private:
  std::unordered_map<std::string, std::size_t> people_;  // id -> index
};

struct RecordProblem {
  TextRange range;
  std::string record;
  std::string message;
  bool fatal = false;
  bool skipped = false;
};

class ExportSink {
 public:
  // `stem`: the file's name without its ending, the id of a call that says none.
  ExportSink(std::string file_name, std::string stem)
      : file_name_(std::move(file_name)), stem_(std::move(stem)) {}

  // A call with its import key. An empty `id` becomes the file's name.
  ExportedCall& Add(std::string_view system, std::string id, TextRange range);
  // Nothing of the record can be imported.
  void Fail(TextRange range, std::string record, std::string message);
  // It is no call, and left out on purpose.
  void Skip(TextRange range, std::string record, std::string message);
  void Warn(TextRange range, std::string record, std::string message);

  const std::string& file_name() const { return file_name_; }
  const std::string& stem() const { return stem_; }
  std::deque<ExportedCall>& calls() { return calls_; }
  std::vector<RecordProblem>& problems() { return problems_; }

 private:
  void Report(RecordProblem problem);

  std::string file_name_;
  std::string stem_;
  std::deque<ExportedCall> calls_;  // references into it stay good
  std::vector<RecordProblem> problems_;
  std::size_t unnamed_ = 0;
};

struct ExportInput {
  std::string_view text;              // decoded, as UTF-8
  const data::Value* root = nullptr;  // of a JSON or JSONL file; a list of lines for JSONL
  const ColumnMap* columns = nullptr;
};

// Adds a turn if it has words. A time that cannot be (before the call, an end before its
// start) is left out, never the turn.
void AddTurn(Call& call, Turn turn);
// One record of one call joined with another, in any order (Gong's call list and its
// transcripts, a call delivered twice): what `from` says wins, what it leaves open stays.
void JoinCall(ExportedCall from, ExportedCall& into);
// Turns in order of the clock, from the first of them on.
void MakeTimesRelative(ExportedCall& exported);

void ReadGong(const ExportInput& input, ExportSink& sink);
void ReadHubSpot(const ExportInput& input, ExportSink& sink);
void ReadSalesforceJson(const ExportInput& input, ExportSink& sink);
void ReadSalesforceCsv(const ExportInput& input, ExportSink& sink);
void ReadFireflies(const ExportInput& input, ExportSink& sink);
void ReadGrain(const ExportInput& input, ExportSink& sink);
void ReadTldv(const ExportInput& input, ExportSink& sink);
void ReadFathom(const ExportInput& input, ExportSink& sink);
void ReadModjo(const ExportInput& input, ExportSink& sink);
void ReadAircall(const ExportInput& input, ExportSink& sink);
void ReadGoogleMeet(const ExportInput& input, ExportSink& sink);
void ReadDovetail(const ExportInput& input, ExportSink& sink);
void ReadProductboard(const ExportInput& input, ExportSink& sink);
void ReadAssemblyAi(const ExportInput& input, ExportSink& sink);
void ReadDeepgram(const ExportInput& input, ExportSink& sink);
void ReadWhisper(const ExportInput& input, ExportSink& sink);
void ReadTableCsv(const ExportInput& input, ExportSink& sink);
void ReadTableJson(const ExportInput& input, ExportSink& sink);

bool IsGong(const data::Value& root);
bool IsHubSpot(const data::Value& root);
bool IsSalesforceJson(const data::Value& root);
bool IsSalesforceCsv(std::string_view text);
bool IsFireflies(const data::Value& root);
bool IsGrain(const data::Value& root);
bool IsTldv(const data::Value& root);
bool IsFathom(const data::Value& root);
bool IsModjo(const data::Value& root);
bool IsAircall(const data::Value& root);
bool IsGoogleMeet(const data::Value& root);
bool IsDovetail(const data::Value& root);
bool IsProductboard(const data::Value& root);
bool IsAssemblyAi(const data::Value& root);
bool IsDeepgram(const data::Value& root);
bool IsWhisper(const data::Value& root);
bool IsTableJson(const data::Value& root);

}  // namespace whyspec::calls
