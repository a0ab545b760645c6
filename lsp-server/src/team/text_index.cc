#include "team/text_index.h"

#include "base/strings.h"
#include "evidence/terms.h"

namespace whyspec::team {
namespace {

using sql::Dialect;
using sql::Rows;

std::vector<std::int64_t> NumbersOf(const Rows& rows) {
  std::vector<std::int64_t> numbers;
  numbers.reserve(rows.size());
  for (const sql::Row& row : rows) numbers.push_back(row.Integer(0));
  return numbers;
}

// FTS5 reads "token", a tsquery 'token'.
std::string Asked(Dialect dialect, TermKey term) {
  const char quote = dialect == Dialect::kSqlite ? '"' : '\'';
  std::string asked(1, quote);
  AppendToken(asked, term);
  asked += quote;
  return asked;
}

}  // namespace

IndexedBlocks BlocksOf(const calls::Call& call, std::int64_t seed) {
  IndexedBlocks blocks;
  evidence::BlockTerms terms(call);
  blocks.tokens.resize(terms.block_count());
  for (std::uint32_t block = 0; block < terms.block_count(); ++block) {
    std::string& tokens = blocks.tokens[block];
    for (const std::string_view term : terms.Of(block)) {
      const TermKey key = KeyOf(term, seed);
      ++blocks.counts[key];
      if (!tokens.empty()) tokens += ' ';
      AppendToken(tokens, key);
    }
  }
  return blocks;
}

Status AddBlocks(sql::Session& session, std::int64_t first, const IndexedBlocks& blocks) {
  if (blocks.tokens.empty()) return Done{};
  if (session.dialect() == Dialect::kPostgres) {
    // One round trip. The arrays have the tokens as they are: nothing stems or drops them.
    const auto added = session.Run(
        "INSERT INTO words(block, terms) SELECT CAST($1 AS BIGINT) + at - 1, "
        "array_to_tsvector(string_to_array(tokens, ' ')) "
        "FROM unnest(string_to_array($2, ',')) WITH ORDINALITY AS blocks(tokens, at)",
        {first, Join(blocks.tokens, ",")});
    if (!added.ok()) return added.error();
    return Done{};
  }
  for (const std::string& tokens : blocks.tokens) {
    const auto added = session.Run("INSERT INTO words(rowid, terms) VALUES($1, $2)", {first++, tokens});
    if (!added.ok()) return added.error();
  }
  return Done{};
}

Status RemoveBlocks(sql::Session& session, std::int64_t first, const IndexedBlocks& blocks) {
  if (blocks.tokens.empty()) return Done{};
  if (session.dialect() == Dialect::kPostgres) {
    const auto last = first + static_cast<std::int64_t>(blocks.tokens.size()) - 1;
    const auto removed = session.Run("DELETE FROM words WHERE block BETWEEN $1 AND $2", {first, last});
    if (!removed.ok()) return removed.error();
    return Done{};
  }
  // A contentless table must be told what it is to forget.
  for (const std::string& tokens : blocks.tokens) {
    const auto removed =
        session.Run("INSERT INTO words(words, rowid, terms) VALUES('delete', $1, $2)", {first++, tokens});
    if (!removed.ok()) return removed.error();
  }
  return Done{};
}

Status ClearBlocks(sql::Session& session) {
  const auto cleared =
      session.Run(session.dialect() == Dialect::kPostgres ? "DELETE FROM words"
                                                          : "INSERT INTO words(words) VALUES('delete-all')");
  if (!cleared.ok()) return cleared.error();
  return Done{};
}

Result<std::vector<std::int64_t>> BlocksWith(sql::Session& session, TermKey term) {
  const auto rows =
      session.Query(session.dialect() == Dialect::kPostgres
                        ? "SELECT block FROM words WHERE terms @@ CAST($1 AS tsquery) ORDER BY block"
                        : "SELECT rowid FROM words WHERE words MATCH $1 ORDER BY rowid",
                    {Asked(session.dialect(), term)});
  if (!rows.ok()) return rows.error();
  return NumbersOf(*rows);
}

Result<std::vector<std::int64_t>> BlocksWithin(sql::Session& session, TermKey term, std::int64_t first,
                                               std::int64_t last) {
  // By the blocks, not by the term, whatever a planner thinks of either.
  const auto rows = session.Query(
      session.dialect() == Dialect::kPostgres
          ? "WITH near AS MATERIALIZED (SELECT block, terms FROM words WHERE block BETWEEN $2 AND $3) "
            "SELECT block FROM near WHERE terms @@ CAST($1 AS tsquery) ORDER BY block"
          : "SELECT rowid FROM words WHERE words MATCH $1 AND rowid BETWEEN $2 AND $3 ORDER BY rowid",
      {Asked(session.dialect(), term), first, last});
  if (!rows.ok()) return rows.error();
  return NumbersOf(*rows);
}

}  // namespace whyspec::team
