#include "team/secrets.h"

#include "base/base64.h"
#include "team/crypto.h"

namespace whyspec::team {

Result<std::string> LogKey(sql::Session& session, std::string_view name) {
  const std::string key(name);
  // A read first: most sessions only read, and the key is there.
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto rows = session.Query("SELECT value FROM secrets WHERE name = $1", {key});
    if (!rows.ok()) return rows.error();
    if (!rows->empty()) {
      if (auto bytes = FromBase64(rows->front().Text(0))) return *std::move(bytes);
      return Error{ErrorCode::kUnreadable,
                   "A key of the call log is damaged in its database. Restore the database from a backup."};
    }
    const auto made =
        session.Run("INSERT INTO secrets (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
                    {key, ToBase64(RandomBytes(32))});
    if (!made.ok()) return made.error();
  }
  return Error{ErrorCode::kUnreadable, "The call log's database does not keep what is written to it."};
}

}  // namespace whyspec::team
