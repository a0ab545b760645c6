// One transaction on SQLite as a Session, and the connection it is on. Private to this folder.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "store/sqlite.h"
#include "team/sql/database.h"

namespace whyspec::team::sql {

// A connection and what it has prepared, which goes before it.
struct Seat {
  std::unique_ptr<store::Connection> connection;
  std::unordered_map<std::string, store::Statement> statements;
};

class SqliteSession final : public Session {
 public:
  // `name` of the database, for sentences. Both outlive this.
  SqliteSession(const std::string& name, Seat& seat) : name_(name), seat_(seat) {}

  Dialect dialect() const override { return Dialect::kSqlite; }
  Result<Rows> Query(std::string_view sql, const Values& values) override;
  Status ForEach(std::string_view sql, const Values& values,
                 const std::function<bool(const Row&)>& visit) override;
  Result<std::int64_t> Run(std::string_view sql, const Values& values) override;

 private:
  template <typename Visit>
  Status Each(std::string_view sql, const Values& values, const Visit& visit);

  const std::string& name_;
  Seat& seat_;
};

// What the last call on the connection that failed means.
Error Explain(const std::string& name, const store::Connection& connection);

}  // namespace whyspec::team::sql
