// One transaction on PostgreSQL as a Session. Private to this folder; libpqxx stays in .cc files.
#pragma once

#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "team/sql/database.h"

namespace pqxx {
class result;
class transaction_base;
}  // namespace pqxx

namespace whyspec::team::sql {

class PostgresSession final : public Session {
 public:
  // What one connection has prepared: text -> name.
  using Prepared = std::unordered_map<std::string, std::string>;

  // `has_cursors`: it is a transaction.
  PostgresSession(pqxx::transaction_base& transaction, Prepared& prepared, bool has_cursors)
      : transaction_(transaction), prepared_(prepared), has_cursors_(has_cursors) {}

  Dialect dialect() const override { return Dialect::kPostgres; }
  Result<Rows> Query(std::string_view sql, const Values& values) override;
  Status ForEach(std::string_view sql, const Values& values,
                 const std::function<bool(const Row&)>& visit) override;
  Result<std::int64_t> Run(std::string_view sql, const Values& values) override;

  // What the first failed statement threw; the work that goes on after it cannot hide it.
  std::exception_ptr failure() const { return failure_; }

 private:
  pqxx::result Execute(std::string_view sql, const Values& values);
  Error Failed();

  pqxx::transaction_base& transaction_;
  Prepared& prepared_;
  const bool has_cursors_;
  std::exception_ptr failure_;
  int cursors_ = 0;
};

}  // namespace whyspec::team::sql
