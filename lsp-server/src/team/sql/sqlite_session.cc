#include "team/sql/sqlite_session.h"

#include <utility>
#include <vector>

#include "base/strings.h"
#include "team/sql/clean_text.h"

namespace whyspec::team::sql {
namespace {

using store::SqlKind;
using store::SqlTrouble;
using store::Statement;

// Statements kept prepared, for each connection. There are fewer in the program.
constexpr std::size_t kMostStatements = 256;

Value ValueAt(const Statement& statement, int at) {
  switch (statement.Kind(at)) {
    case SqlKind::kInteger:
      return statement.Integer(at);
    case SqlKind::kReal:
      return statement.Real(at);
    case SqlKind::kText:
      return std::string(statement.Text(at));
    case SqlKind::kBlob:
      return Blob{std::string(statement.Blob(at))};
    case SqlKind::kNull:
      break;
  }
  return std::monostate{};
}

Row RowOf(const Statement& statement) {
  Values values;
  const int columns = statement.column_count();
  values.reserve(static_cast<std::size_t>(columns));
  for (int at = 0; at < columns; ++at) values.push_back(ValueAt(statement, at));
  return Row(std::move(values));
}

// A statement taken out of those kept, and put back at the end.
struct Use {
  Use(Seat& seat, std::string_view sql, Statement& own) : seat_(seat), sql_(sql), statement(own) {
    auto& kept = seat.statements;
    if (const auto found = kept.find(sql_); found != kept.end() && found->second) {
      statement = std::move(found->second);
      kept.erase(found);
    } else {
      statement = seat.connection->Prepare(sql);
    }
  }
  ~Use() {
    if (!statement) return;
    statement.Reset();
    auto& kept = seat_.statements;
    if (kept.size() >= kMostStatements) kept.clear();
    kept.insert_or_assign(std::move(sql_), std::move(statement));
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  Seat& seat_;
  std::string sql_;
  Statement& statement;
};

// "$1" is a name for SQLite, numbered by where it stands first. `clean` holds texts that
// had to be changed, for as long as they are bound.
void Bind(Statement& statement, const Values& values, std::vector<std::string>& clean) {
  clean.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int at = statement.ParameterAt(StrCat("$", i + 1).c_str());
    if (at == 0) continue;
    if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
      statement.Bind(at, *number);
    } else if (const auto* real = std::get_if<double>(&values[i])) {
      statement.BindReal(at, *real);
    } else if (const auto* text = std::get_if<std::string>(&values[i])) {
      clean.push_back(CleanText(*text));
      statement.BindText(at, clean.back());
    } else if (const auto* blob = std::get_if<Blob>(&values[i])) {
      statement.BindBlob(at, blob->bytes);
    } else {
      statement.BindNull(at);
    }
  }
}

}  // namespace

Error Explain(const std::string& name, const store::Connection& connection) {
  switch (connection.trouble()) {
    case SqlTrouble::kBusy:
      return {ErrorCode::kUnreadable,
              StrCat("The database ", name,
                     " is busy: another program writes to it and does not come to an end.")};
    case SqlTrouble::kNoSpace:
      return {ErrorCode::kUnreadable, StrCat("There is no room left on the disk of the database ", name,
                                             ". Free some space and try again.")};
    case SqlTrouble::kDamaged:
    case SqlTrouble::kNone:
    case SqlTrouble::kOther:
      break;
  }
  return {ErrorCode::kUnreadable,
          StrCat("The database ", name, " cannot be used: ", connection.message(), ".")};
}

Result<Rows> SqliteSession::Query(std::string_view sql, const Values& values) {
  Rows rows;
  const Status status = Each(sql, values, [&rows](Row row) {
    rows.push_back(std::move(row));
    return true;
  });
  if (!status.ok()) return status.error();
  return rows;
}

Status SqliteSession::ForEach(std::string_view sql, const Values& values,
                              const std::function<bool(const Row&)>& visit) {
  return Each(sql, values, [&visit](const Row& row) { return visit(row); });
}

template <typename Visit>
Status SqliteSession::Each(std::string_view sql, const Values& values, const Visit& visit) {
  // One that is being read already (a visitor that asks the same) is prepared anew.
  Statement own;
  Use use(seat_, sql, own);
  if (!use.statement) return Explain(name_, *seat_.connection);
  std::vector<std::string> clean;
  Bind(use.statement, values, clean);
  while (use.statement.Step()) {
    if (!visit(RowOf(use.statement))) return Done{};
  }
  if (use.statement.failed()) return Explain(name_, *seat_.connection);
  return Done{};
}

Result<std::int64_t> SqliteSession::Run(std::string_view sql, const Values& values) {
  const Status status = Each(sql, values, [](const Row&) { return true; });
  if (!status.ok()) return status.error();
  return seat_.connection->changes();
}

}  // namespace whyspec::team::sql
