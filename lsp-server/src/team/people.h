// Who asks: people and programs with an API token, their roles, and what calls were
// opened to them (DOMAIN.md §5). Tokens are "wsp_<id>_<secret>": the id is looked up, the
// secret (32 random bytes) is kept as an Argon2id hash only (RFC 9106) and shown once.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "team/sql/database.h"

namespace whyspec::team {

enum class Role : std::uint8_t { kSales, kProduct, kEngineering, kFounder, kDpo, kCi };
inline constexpr Role kRoles[] = {Role::kSales,   Role::kProduct, Role::kEngineering,
                                  Role::kFounder, Role::kDpo,     Role::kCi};
std::string_view Name(Role role);  // "sales" … "ci"
std::optional<Role> ParseRole(std::string_view text);

// What somebody may know of a call; each includes the ones before (DOMAIN.md §5, "Access
// ladder"). kNothing: not even that it exists.
enum class Level : std::uint8_t { kNothing, kAggregate, kAlias, kNamed, kTranscript, kContact };
std::string_view Name(Level level);  // "nothing" "aggregate" "alias" "named" "transcript" "contact"
std::optional<Level> ParseLevel(std::string_view text);

// Whoever makes a request. Nobody is anonymous: no token, no Caller.
struct Caller {
  std::string token_id;  // names the caller in the audit log
  std::string person;    // as calls name their owner: "alex"; "" for programs
  std::string email;     // lower case; finds the person among a call's participants
  Role role = Role::kCi;
};

struct Token {
  std::string id;  // 12 letters and digits
  Caller caller;
  std::int64_t created_ms = 0;
  std::optional<std::int64_t> expires_ms;
  std::optional<std::int64_t> revoked_ms;
  std::optional<std::int64_t> last_used_ms;  // to the hour
};

struct NewToken {
  Token token;
  std::string secret;  // the whole "wsp_…", never to be seen again
};

// A call, or all calls of an account, opened to a person or a role, up to kTranscript.
struct Grant {
  std::int64_t id = 0;
  std::string call;     // or
  std::string account;  // id
  std::string person;   // or
  std::optional<Role> role;
  Level level = Level::kAlias;
  std::string by;  // person
  std::int64_t at_ms = 0;
  std::optional<std::int64_t> until_ms;
};

class People {
 public:
  // Argon2id, RFC 9106, with 19 MiB, two passes, one lane: what a small server can pay for
  // a hundred new connections at once. RFC 9106 recommends more (64 MiB, three passes) for
  // passwords that people choose; these secrets have 256 random bits, which no one guesses.
  static constexpr std::uint32_t kArgonKib = 19 * 1024;
  static constexpr std::uint32_t kArgonPasses = 2;

  explicit People(sql::Database& database);

  Result<NewToken> Create(const Caller& caller, std::optional<std::int64_t> expires_ms, std::int64_t now_ms);
  // kNotFound for a token that is unknown, wrong, expired or revoked: the same error in about
  // the same time for each. Remembers for a minute what it found right (a keyed hash, in
  // memory), so that Argon2id is not paid for each request. Thread safe.
  Result<Caller> Authenticate(std::string_view token, std::int64_t now_ms);
  Result<std::vector<Token>> List();
  Status Revoke(std::string_view id,
                std::int64_t now_ms);  // at once in this process, within a minute in others

  // kInvalid unless it opens one call or one account to one person or one role, at kAlias to kTranscript.
  static Result<Grant> Open(sql::Session& session, const Grant& grant);
  static Result<bool> Close(sql::Session& session, std::int64_t grant_id);
  // Of the call, and of these accounts.
  Result<std::vector<Grant>> Grants(std::string_view call, const std::vector<std::string>& accounts);
  // All that hold for this caller now.
  Result<std::vector<Grant>> GrantsOf(const Caller& caller, std::int64_t now_ms);

 private:
  sql::Database& database_;
  struct Known;
  std::shared_ptr<Known> known_;
};

}  // namespace whyspec::team
