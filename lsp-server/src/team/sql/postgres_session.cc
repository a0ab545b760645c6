#include "team/sql/postgres_session.h"

#include <charconv>
#include <pqxx/pqxx>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "team/sql/clean_text.h"

namespace whyspec::team::sql {
namespace {

// Statements kept prepared, for each connection. There are fewer in the program.
constexpr std::size_t kMostStatements = 256;
// Rows fetched at once by ForEach().
constexpr int kFetched = 50;

// Object ids of types that are not text: "SELECT oid, typname FROM pg_type".
constexpr pqxx::oid kBool = 16;
constexpr pqxx::oid kBytea = 17;
constexpr pqxx::oid kInt8 = 20;
constexpr pqxx::oid kInt2 = 21;
constexpr pqxx::oid kInt4 = 23;
constexpr pqxx::oid kOid = 26;
constexpr pqxx::oid kFloat4 = 700;
constexpr pqxx::oid kFloat8 = 701;
constexpr pqxx::oid kNumeric = 1700;

std::string BytesOfHex(std::string_view hex) {
  const auto digit = [](char c) -> unsigned {
    return c <= '9' ? static_cast<unsigned>(c - '0') : static_cast<unsigned>((c | 0x20) - 'a' + 10);
  };
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit(hex[i]) << 4U | digit(hex[i + 1]));
  }
  return bytes;
}

Value NumberOf(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  double real = 0;
  std::from_chars(text.data(), text.data() + text.size(), real);
  return real;
}

Value ValueOf(const pqxx::field& field, pqxx::oid type) {
  if (field.is_null()) return std::monostate{};
  const std::string_view text(field.c_str(), field.size());
  switch (type) {
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
    case kNumeric:
      return NumberOf(text);
    case kFloat4:
    case kFloat8: {
      double real = 0;
      std::from_chars(text.data(), text.data() + text.size(), real);
      return real;
    }
    case kBool:
      return std::int64_t{text == "t" ? 1 : 0};
    case kBytea:
      return Blob{BytesOfHex(text)};
    default:
      return std::string(text);
  }
}

// A parameter on its way to libpq, which takes all as text: bytes in PostgreSQL's hex form.
std::string TextOf(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) {
    char digits[40];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), *real).ptr;
    return {std::begin(digits), end};
  }
  if (const auto* text = std::get_if<std::string>(&value)) return CleanText(*text);
  const auto* blob = std::get_if<Blob>(&value);
  if (blob == nullptr) return {};
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex = "\\x";
  hex.reserve(2 + blob->bytes.size() * 2);
  for (const char c : blob->bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0xfU];
  }
  return hex;
}

// Parameters of one statement; a null pointer is NULL.
class Parameters {
 public:
  explicit Parameters(const Values& values) {
    texts_.reserve(values.size());
    for (const Value& value : values) {
      const bool is_null = std::holds_alternative<std::monostate>(value);
      texts_.push_back(TextOf(value));
      pointers_.push_back(is_null ? nullptr : texts_.back().c_str());
    }
  }
  auto Dynamic() const { return pqxx::prepare::make_dynamic_params(pointers_); }

 private:
  std::vector<std::string> texts_;
  std::vector<const char*> pointers_;
};

Rows RowsOf(const pqxx::result& result) {
  Rows rows;
  rows.reserve(result.size());
  const auto columns = result.columns();
  std::vector<pqxx::oid> types;
  for (pqxx::row_size_type at = 0; at < columns; ++at) types.push_back(result.column_type(at));
  for (const auto& row : result) {
    Values values;
    values.reserve(columns);
    for (pqxx::row_size_type at = 0; at < columns; ++at) {
      values.push_back(ValueOf(row[at], types[at]));
    }
    rows.emplace_back(std::move(values));
  }
  return rows;
}

}  // namespace

Result<Rows> PostgresSession::Query(std::string_view sql, const Values& values) {
  try {
    return RowsOf(Execute(sql, values));
  } catch (const std::exception&) {
    return Failed();
  }
}

Status PostgresSession::ForEach(std::string_view sql, const Values& values,
                                const std::function<bool(const Row&)>& visit) {
  const std::string cursor = StrCat("rows_", ++cursors_);
  try {
    if (!has_cursors_) {
      // A cursor lives in a transaction; outside of one all rows come at once.
      const Rows rows = RowsOf(Execute(sql, values));
      for (const Row& row : rows) {
        if (!visit(row)) break;
      }
      return Done{};
    }
    const Parameters parameters(values);
    transaction_.exec_params(StrCat("DECLARE ", cursor, " NO SCROLL CURSOR FOR ", sql), parameters.Dynamic());
    const std::string fetch = StrCat("FETCH ", kFetched, " FROM ", cursor);
    for (bool more = true; more;) {
      const Rows rows = RowsOf(transaction_.exec(fetch));
      more = rows.size() == static_cast<std::size_t>(kFetched);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!visit(rows[i])) {
          more = false;
          break;
        }
      }
    }
    transaction_.exec(StrCat("CLOSE ", cursor));
    return Done{};
  } catch (const std::exception&) {
    return Failed();
  }
}

Result<std::int64_t> PostgresSession::Run(std::string_view sql, const Values& values) {
  try {
    return static_cast<std::int64_t>(Execute(sql, values).affected_rows());
  } catch (const std::exception&) {
    return Failed();
  }
}

pqxx::result PostgresSession::Execute(std::string_view sql, const Values& values) {
  const Parameters parameters(values);
  const auto known = prepared_.find(std::string(sql));
  if (known != prepared_.end()) {
    return transaction_.exec_prepared(known->second, parameters.Dynamic());
  }
  if (values.empty() || prepared_.size() >= kMostStatements) {
    return transaction_.exec_params(std::string(sql), parameters.Dynamic());
  }
  const std::string name = StrCat("s", prepared_.size() + 1);
  transaction_.conn().prepare(name, std::string(sql));
  prepared_.emplace(sql, name);
  return transaction_.exec_prepared(name, parameters.Dynamic());
}

// The sentence comes from PostgresDatabase, which knows its name.
Error PostgresSession::Failed() {
  if (failure_ == nullptr) failure_ = std::current_exception();
  return {ErrorCode::kUnreadable, "The database refused a request."};
}

}  // namespace whyspec::team::sql
