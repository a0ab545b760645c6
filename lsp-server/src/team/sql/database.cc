#include "team/sql/database.h"

#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "team/sql/clean_text.h"
#include "team/sql/postgres_database.h"
#include "team/sql/sqlite_database.h"

namespace whyspec::team::sql {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

const std::string& NoText() {
  static const std::string none;
  return none;
}

}  // namespace

std::int64_t Row::Integer(std::size_t at) const {
  if (const auto* number = std::get_if<std::int64_t>(&values_[at])) return *number;
  if (const auto* real = std::get_if<double>(&values_[at])) return static_cast<std::int64_t>(*real);
  return 0;
}

double Row::Real(std::size_t at) const {
  if (const auto* real = std::get_if<double>(&values_[at])) return *real;
  if (const auto* number = std::get_if<std::int64_t>(&values_[at])) return static_cast<double>(*number);
  return 0;
}

const std::string& Row::Text(std::size_t at) const {
  const auto* text = std::get_if<std::string>(&values_[at]);
  return text == nullptr ? NoText() : *text;
}

const std::string& Row::Bytes(std::size_t at) const {
  const auto* blob = std::get_if<Blob>(&values_[at]);
  return blob == nullptr ? NoText() : blob->bytes;
}

std::optional<std::int64_t> Row::OptionalInteger(std::size_t at) const {
  if (IsNull(at)) return std::nullopt;
  return Integer(at);
}

std::string CleanText(std::string_view text) {
  if (text.find('\0') == std::string_view::npos && IsValidUtf8(text)) return std::string(text);
  constexpr char32_t kReplacement = 0xFFFD;
  std::string clean;
  clean.reserve(text.size() + 8);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeAt(text, at);
    AppendUtf8(clean, c == 0 ? kReplacement : c);
  }
  return clean;
}

Result<std::shared_ptr<Database>> Database::Open(std::string_view url, Options options) {
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
    return OpenPostgres(std::string(url), std::move(options));
  }
  if (url.starts_with(kSqlite)) {
    url.remove_prefix(kSqlite.size());
    if (url == ":memory:") return OpenSqlite("", std::move(options));
    if (url.starts_with("///")) url.remove_prefix(2);  // sqlite:///var/lib/… as other tools write it
    if (!url.empty() && url.find('\0') == std::string_view::npos) {
      return OpenSqlite(std::string(url), std::move(options));
    }
  }
  return Error{ErrorCode::kInvalid,
               "The database must be sqlite:PATH (a file) or postgresql://USER@HOST/NAME."};
}

}  // namespace whyspec::team::sql
