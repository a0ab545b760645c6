// Tables of turns, one a row: CSV, and JSON or JSONL made of records. Columns are known by
// name, in English and French, or given with `--columns`. A column with the call's id makes
// several calls of one file; a table with notes and no words has a call a row.
#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/importers/clock.h"
#include "calls/importers/csv.h"
#include "calls/importers/export_sink.h"
#include "calls/importers/html_text.h"
#include "calls/importers/language_code.h"
#include "calls/importers/table_values.h"
#include "calls/importers/vendor_values.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

struct Row {
  std::array<std::string, static_cast<std::size_t>(Field::kCount)> cells;
  TextRange range;
  std::size_t number = 0;  // from 1
  const std::string& at(Field field) const { return cells[static_cast<std::size_t>(field)]; }
  std::string& at(Field field) { return cells[static_cast<std::size_t>(field)]; }
};

struct Table {
  std::array<bool, static_cast<std::size_t>(Field::kCount)> has{};
  bool milliseconds_said = false;
  std::vector<Row> rows;
  std::vector<std::string> columns;  // as written, for messages
  bool Has(Field field) const { return has[static_cast<std::size_t>(field)]; }
};

// Which column holds which field: as `--columns` says, else by name, the first that fits.
class Columns {
 public:
  explicit Columns(const ColumnMap* given) {
    if (given == nullptr) return;
    for (const auto& [name, column] : *given) {
      if (const std::optional<Field> field = ParseField(name)) given_.emplace_back(*field, ColumnKey(column));
    }
  }

  Field FieldOf(std::string_view column) const {
    const std::string key = ColumnKey(column);
    for (const auto& [field, wanted] : given_) {
      if (wanted == key) return field;
    }
    const Field field = FieldOfColumn(column);
    const bool elsewhere = std::any_of(given_.begin(), given_.end(),
                                       [field](const auto& entry) { return entry.first == field; });
    return elsewhere ? Field::kNone : field;
  }
  // Fields of `--columns` whose column is not among `columns`.
  std::string Missing(const std::vector<std::string>& columns) const {
    for (const auto& [field, wanted] : given_) {
      const bool there =
          std::any_of(columns.begin(), columns.end(),
                      [&wanted = wanted](const std::string& column) { return ColumnKey(column) == wanted; });
      if (!there) return std::string(Name(field));
    }
    return "";
  }

 private:
  std::vector<std::pair<Field, std::string>> given_;
};

std::string Listed(const std::vector<std::string>& columns) {
  std::vector<std::string> shown;
  for (const std::string& column : columns) {
    if (shown.size() == 20) break;
    shown.push_back(StrCat("\xE2\x80\x9C", Printable(Shorten(column, 40)), "\xE2\x80\x9D"));
  }
  return shown.empty() ? "none" : JoinWords(shown);
}

// A time of a cell: on the clock, in seconds or milliseconds, or as a date with its hour.
struct CellTime {
  std::optional<std::int64_t> clock_ms;
  std::optional<double> number;
  std::optional<std::int64_t> instant_ms;
};
CellTime ReadTime(std::string_view text) {
  CellTime time;
  text = Trim(text);
  if (text.empty()) return time;
  std::size_t at = 0;
  if (const auto clock = ReadClock(text, at); clock && at == text.size()) {
    time.clock_ms = clock;
  } else if (const auto number = LooseNumber(text)) {
    time.number = number;
  } else {
    time.instant_ms = ParseAnyInstant(text);
  }
  return time;
}

// People say two or three words a second, never one in a minute for a whole call: numbers
// that would mean that are milliseconds.
bool AreMilliseconds(const Table& table) {
  if (table.milliseconds_said) return true;
  double first = 0;
  double last = 0;
  bool any = false;
  std::size_t words = 0;
  for (const Row& row : table.rows) {
    words += CountWords(row.at(Field::kText));
    for (const Field field : {Field::kStart, Field::kEnd}) {
      const CellTime time = ReadTime(row.at(field));
      if (!time.number) continue;
      first = any ? std::min(first, *time.number) : *time.number;
      last = any ? std::max(last, *time.number) : *time.number;
      any = true;
    }
  }
  constexpr double kSlowestWordsASecond = 0.05;
  return any && last - first > 600 && static_cast<double>(words) < (last - first) * kSlowestWordsASecond;
}

class TableReader {
 public:
  TableReader(const Table& table, const ExportInput& input, ExportSink& sink, const Value* head)
      : table_(table), input_(input), sink_(sink), head_(head) {}

  void Read() {
    if (!CheckColumns()) return;
    milliseconds_ = AreMilliseconds(table_);
    for (const Row& row : table_.rows) dates_.See(row.at(Field::kDate));
    if (table_.rows.empty()) {
      sink_.Fail({0, 0}, "", "This table has no rows below its column names, so there is no call in it.");
      return;
    }
    for (const Row& row : table_.rows) ReadRow(row);
    if (dates_.doubtful()) {
      sink_.Warn(
          {0, 0}, "",
          "The dates of this table can be read with the day or the month first; they were read with the day "
          "first. Write them as 2026-01-13 if that is wrong.");
    }
  }

 private:
  bool CheckColumns() {
    const std::string missing = Columns(input_.columns).Missing(table_.columns);
    if (!missing.empty()) {
      sink_.Fail(
          {0, 0}, "",
          StrCat("The column given for `", missing, "` with --columns is not in this file. Its columns are ",
                 Listed(table_.columns), "."));
      return false;
    }
    if (table_.Has(Field::kText) || table_.Has(Field::kNotes)) return true;
    sink_.Fail(
        {0, 0}, "",
        StrCat("No column of this table is known to hold the words that were said. Its columns are ",
               Listed(table_.columns), ": name the one with the words, as in --columns text=",
               table_.columns.empty() ? "Verbatim" : Printable(Shorten(table_.columns.back(), 40)), "."));
    return false;
  }

  ExportedCall& CallOf(const Row& row) {
    std::string key = row.at(Field::kCall);
    if (key.empty() && !table_.Has(Field::kText)) {
      // One call a row: known by its day and account, which stay when rows are added above.
      key = StrCat(row.at(Field::kDate), ' ', row.at(Field::kAccount), ' ', row.at(Field::kTitle));
      if (Trim(key).empty()) key = StrCat("row ", row.number);
    }
    const auto known = by_key_.find(key);
    if (known != by_key_.end()) return *known->second;
    std::string id = sink_.file_name();
    // Numbers of one table say nothing about those of another.
    constexpr std::size_t kLongId = 8;
    const bool own_id =
        !row.at(Field::kCall).empty() && key.size() >= kLongId && key.find(' ') == std::string::npos;
    if (own_id) {
      id = key;
    } else if (!key.empty()) {
      id = StrCat(sink_.stem(), '/', key);
    }
    ExportedCall& added = sink_.Add("file", id, row.range);
    if (key.empty()) {
      added.record = "";
      added.id = MakeCallId(sink_.stem());
    } else {
      added.record = StrCat("row ", row.number);
      added.id = MakeCallId(own_id ? key : StrCat(sink_.stem(), '-', key));
    }
    if (head_ != nullptr) ReadHead(*head_, added);
    by_key_.emplace(std::move(key), &added);
    return added;
  }

  // What stands beside a list of turns.
  static void ReadHead(const Value& head, ExportedCall& call) {
    call.title = AnyText(head, {"title", "name", "subject", "topic"});
    call.started_at_ms =
        AnyInstant(head, {"started_at", "start_time", "startTime", "date", "created_at", "createdAt"});
    call.language = LanguageCode(AnyText(head, {"language", "lang", "language_code"}));
    call.account = AnyText(head, {"account", "account.name", "company", "company.name", "customer"});
    call.owner = AnyText(head, {"owner", "owner.name", "owner.email"});
    call.source.url = AnyText(head, {"url"});
  }

  void Time(const CellTime& time, ExportedCall& call, std::optional<std::int64_t>& ms) const {
    if (time.clock_ms) ms = time.clock_ms;
    if (time.number && std::abs(*time.number) < 1e12) {
      ms = static_cast<std::int64_t>(*time.number * (milliseconds_ ? 1 : 1000) + 0.5);
    }
    if (time.instant_ms) {
      ms = time.instant_ms;
      call.absolute_times = true;
    }
  }

  void ReadRow(const Row& row) {
    ExportedCall& call = CallOf(row);
    const auto take = [&](Field field, std::string& into) {
      if (into.empty()) into = row.at(field);
    };
    take(Field::kTitle, call.title);
    take(Field::kAccount, call.account);
    take(Field::kOwner, call.owner);
    take(Field::kUrl, call.source.url);
    if (call.language.empty()) call.language = LanguageCode(row.at(Field::kLanguage));
    if (!call.started_at_ms) call.started_at_ms = dates_.Parse(row.at(Field::kDate));
    if (!row.at(Field::kNotes).empty()) {
      if (!call.notes.empty()) call.notes += '\n';
      call.notes += HtmlToText(row.at(Field::kNotes));
    }
    ReadTags(row.at(Field::kTags), call);
    if (row.at(Field::kText).empty()) return;
    Turn turn{.speaker = row.at(Field::kSpeaker),
              .start_ms = {},
              .end_ms = {},
              .text = row.at(Field::kText),
              .source = row.range};
    Time(ReadTime(row.at(Field::kStart)), call, turn.start_ms);
    Time(ReadTime(row.at(Field::kEnd)), call, turn.end_ms);
    ReadPerson(row, turn, call);
    AddTurn(call, std::move(turn));
    if (!call.turns.empty()) call.transcript_status = TranscriptStatus::kReady;
  }

  static void ReadPerson(const Row& row, Turn& turn, ExportedCall& call) {
    const std::string& email = row.at(Field::kEmail);
    const std::string side = Fold(row.at(Field::kSide));
    if (turn.speaker.empty()) turn.speaker = email;
    const bool internal = side == "internal" || side == "interne" || side == "agent" || side == "us";
    const bool external = side == "external" || side == "externe" || side == "customer" || side == "client";
    if (turn.speaker.empty() || (email.empty() && !internal && !external)) return;
    Participant& person = call.Person(turn.speaker);
    person.name = turn.speaker == email ? "" : turn.speaker;
    if (!email.empty()) person.email = email;
    if (internal) person.affiliation = Affiliation::kInternal;
    if (external) person.affiliation = Affiliation::kExternal;
    if (person.source.empty()) person.source = row.range;
  }

  static void ReadTags(std::string_view text, ExportedCall& call) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(",;|"), text.size());
      const std::string tag(Trim(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
      constexpr std::size_t kMaxTags = 50;
      const bool known = std::find(call.tags.begin(), call.tags.end(), tag) != call.tags.end();
      if (!tag.empty() && !known && call.tags.size() < kMaxTags) call.tags.push_back(tag);
    }
  }

  const Table& table_;
  const ExportInput& input_;
  ExportSink& sink_;
  const Value* head_;
  DateOrder dates_;
  bool milliseconds_ = false;
  std::unordered_map<std::string, ExportedCall*> by_key_;
};

bool IsTurnRecord(const Value& value) {
  if (!value.is(Kind::kMap)) return false;
  return std::any_of(value.members.begin(), value.members.end(), [](const data::Member& member) {
    return FieldOfColumn(member.key) == Field::kText && member.value.is(Kind::kString);
  });
}

// The list of turns of a JSON file: the file itself, or the first such list in it.
const Value* TurnList(const Value& root, int depth = 0) {
  if (root.is(Kind::kList)) {
    const bool turns = std::any_of(
        root.items.begin(),
        root.items.begin() + std::min<std::ptrdiff_t>(20, static_cast<std::ptrdiff_t>(root.items.size())),
        IsTurnRecord);
    return turns ? &root : nullptr;
  }
  constexpr int kMaxDepth = 3;
  if (!root.is(Kind::kMap) || depth == kMaxDepth) return nullptr;
  for (const data::Member& member : root.members) {
    if (const Value* found = TurnList(member.value, depth + 1)) return found;
  }
  return nullptr;
}

void ReadItem(const Value& item, const Columns& columns, Table& table,
              std::unordered_map<std::string, Field>& known) {
  Row row{.cells = {}, .range = item.range, .number = table.rows.size() + 1};
  for (const data::Member& member : item.members) {
    const auto [found, added] = known.try_emplace(member.key, Field::kNone);
    if (added) {
      found->second = columns.FieldOf(member.key);
      table.columns.push_back(member.key);
      table.has[static_cast<std::size_t>(found->second)] = true;
      const bool time = found->second == Field::kStart || found->second == Field::kEnd;
      if (time && SaysMilliseconds(member.key)) table.milliseconds_said = true;
    }
    if (found->second == Field::kNone || !row.at(found->second).empty()) continue;
    row.at(found->second) =
        member.value.is(Kind::kMap)
            ? AnyText(member.value, {"name", "display_name", "displayName", "email", "id"})
            : std::string(member.value.AsText().value_or(""));
  }
  table.rows.push_back(std::move(row));
}

}  // namespace

void ReadTableCsv(const ExportInput& input, ExportSink& sink) {
  const CsvTable csv = ReadCsv(input.text);
  if (csv.open_quote) {
    sink.Fail(*csv.open_quote, "",
              "A quotation mark opens a cell here and never closes, so the rows below cannot be told apart. "
              "Close it, "
              "or export the table again.");
    return;
  }
  const Columns columns(input.columns);
  Table table;
  table.columns = csv.header;
  std::vector<Field> fields;
  for (const std::string& column : csv.header) {
    const Field field = columns.FieldOf(column);
    const bool taken = field != Field::kNone && table.Has(field);
    fields.push_back(taken ? Field::kNone : field);
    table.has[static_cast<std::size_t>(field)] = true;
    const bool time = field == Field::kStart || field == Field::kEnd;
    if (time && SaysMilliseconds(column)) table.milliseconds_said = true;
  }
  for (const CsvRow& line : csv.rows) {
    Row row{.cells = {}, .range = line.range, .number = table.rows.size() + 2};  // the header is row 1
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i] != Field::kNone) row.at(fields[i]) = line.cells[i];
    }
    table.rows.push_back(std::move(row));
  }
  TableReader(table, input, sink, nullptr).Read();
}

bool IsTableJson(const Value& root) { return TurnList(root) != nullptr; }

void ReadTableJson(const ExportInput& input, ExportSink& sink) {
  const Value& root = *input.root;
  const Value* list = TurnList(root);
  if (list == nullptr) {
    // With `--columns`, a list of anything will do.
    list = root.is(Kind::kList) ? &root : nullptr;
    for (const data::Member& member : root.members) {
      if (list == nullptr && member.value.is(Kind::kList)) list = &member.value;
    }
  }
  if (list == nullptr) {
    sink.Fail(root.range, "", "This JSON has no list of turns, so there is no call in it.");
    return;
  }
  const Columns columns(input.columns);
  Table table;
  std::unordered_map<std::string, Field> known;
  for (const Value& item : list->items) {
    if (item.is(Kind::kMap)) ReadItem(item, columns, table, known);
  }
  TableReader(table, input, sink, root.is(Kind::kMap) ? &root : nullptr).Read();
}

}  // namespace whyspec::calls
