#include "team/people.h"

#include <argon2.h>

#include <array>
#include <atomic>
#include <iterator>
#include <map>
#include <mutex>

#include "base/base64.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "team/crypto.h"

namespace whyspec::team {
namespace {

using sql::Row;
using sql::Session;
using sql::Value;

constexpr std::string_view kPrefix = "wsp_";
constexpr std::size_t kIdLength = 12;
constexpr std::size_t kSecretLength = 64;  // hex of 32 bytes
constexpr std::size_t kHashLength = 32;
constexpr std::size_t kSaltLength = 16;
constexpr std::int64_t kRememberMs = 60'000;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::size_t kMostRemembered = 10'000;

constexpr std::array<std::string_view, 6> kRoleNames = {"sales",   "product", "engineering",
                                                        "founder", "dpo",     "ci"};
constexpr std::array<std::string_view, 6> kLevelNames = {"nothing", "aggregate",  "alias",
                                                         "named",   "transcript", "contact"};

Value Optional(const std::optional<std::int64_t>& number) {
  if (number) return *number;
  return std::monostate();
}

// Two at once at most: the memory of many would be the end of a small server.
class ArgonTurn {
 public:
  ArgonTurn() : lock_(mutexes_[next_++ % std::size(mutexes_)]) {}

 private:
  static inline std::mutex mutexes_[2];
  static inline std::atomic<unsigned> next_ = 0;
  std::lock_guard<std::mutex> lock_;
};

Result<std::string> Hash(std::string_view secret) {
  const std::string salt = RandomBytes(kSaltLength);
  char encoded[256];
  const ArgonTurn turn;
  const int failed =
      argon2id_hash_encoded(People::kArgonPasses, People::kArgonKib, 1, secret.data(), secret.size(),
                            salt.data(), salt.size(), kHashLength, encoded, sizeof(encoded));
  if (failed != ARGON2_OK) {
    return Error{ErrorCode::kUnreadable,
                 StrCat("The token could not be hashed (", argon2_error_message(failed),
                        "). The server is short of memory: try again.")};
  }
  return std::string(encoded);
}

bool Matches(const std::string& encoded, std::string_view secret) {
  const ArgonTurn turn;
  return argon2id_verify(encoded.c_str(), secret.data(), secret.size()) == ARGON2_OK;
}

// What an unknown id is checked against, so that it takes as long as a wrong secret.
const std::string& NobodysHash() {
  static const std::string hash = [] {
    auto made = Hash("nobody");
    return made.ok() ? *made : std::string();
  }();
  return hash;
}

Error NotKnown() {
  return {ErrorCode::kNotFound, "The token is not known here, or it expired. Ask for a new one."};
}

// Letters and digits that nobody mistakes for each other.
std::string NewId() {
  constexpr std::string_view kAlphabet = "23456789abcdefghjkmnpqrstuvwxyz2";
  static_assert(kAlphabet.size() == 32);
  std::string id = RandomBytes(kIdLength);
  for (char& c : id) c = kAlphabet[static_cast<unsigned char>(c) % 32];
  return id;
}

constexpr std::string_view kTokenColumns =
    "SELECT id, person, email, role, created_ms, expires_ms, revoked_ms, last_used_ms, hash FROM tokens";

Token TokenOf(const Row& row) {
  Token token;
  token.id = row.Text(0);
  token.caller = {.token_id = row.Text(0),
                  .person = row.Text(1),
                  .email = row.Text(2),
                  .role = ParseRole(row.Text(3)).value_or(Role::kCi)};
  token.created_ms = row.Integer(4);
  token.expires_ms = row.OptionalInteger(5);
  token.revoked_ms = row.OptionalInteger(6);
  token.last_used_ms = row.OptionalInteger(7);
  return token;
}

bool Holds(const Token& token, std::int64_t now_ms) {
  return !token.revoked_ms && (!token.expires_ms || now_ms < *token.expires_ms);
}

constexpr std::string_view kGrantColumns =
    "SELECT id, call_id, account_id, person, role, level, by_person, at_ms, until_ms FROM grants";

Grant GrantOf(const Row& row) {
  return {.id = row.Integer(0),
          .call = row.Text(1),
          .account = row.Text(2),
          .person = row.Text(3),
          .role = ParseRole(row.Text(4)),
          .level = ParseLevel(row.Text(5)).value_or(Level::kNothing),
          .by = row.Text(6),
          .at_ms = row.Integer(7),
          .until_ms = row.OptionalInteger(8)};
}

}  // namespace

std::string_view Name(Role role) {
  const auto at = static_cast<std::size_t>(role);
  return at < kRoleNames.size() ? kRoleNames[at] : std::string_view();
}
std::optional<Role> ParseRole(std::string_view text) {
  for (const Role role : kRoles) {
    if (Name(role) == text) return role;
  }
  return std::nullopt;
}
std::string_view Name(Level level) {
  const auto at = static_cast<std::size_t>(level);
  return at < kLevelNames.size() ? kLevelNames[at] : std::string_view();
}
std::optional<Level> ParseLevel(std::string_view text) {
  for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
    if (kLevelNames[i] == text) return static_cast<Level>(i);
  }
  return std::nullopt;
}

struct People::Known {
  struct Entry {
    std::string proof;  // HMAC of the secret under `key`
    Token token;
    std::int64_t until_ms = 0;
  };
  const std::string key = RandomBytes(32);  // of this process
  std::mutex mutex;
  std::map<std::string, Entry, std::less<>> by_id;
};

People::People(sql::Database& database) : database_(database), known_(std::make_shared<Known>()) {}

Result<NewToken> People::Create(const Caller& caller, std::optional<std::int64_t> expires_ms,
                                std::int64_t now_ms) {
  NewToken made;
  made.token.id = NewId();
  made.token.caller = caller;
  made.token.caller.token_id = made.token.id;
  made.token.caller.email = Fold(Trim(caller.email));
  made.token.caller.person = std::string(Trim(caller.person));
  made.token.created_ms = now_ms;
  made.token.expires_ms = expires_ms;
  const std::string secret = ToHex(RandomBytes(32));
  made.secret = StrCat(kPrefix, made.token.id, "_", secret);
  const auto hash = Hash(secret);
  if (!hash.ok()) return hash.error();
  const Caller& who = made.token.caller;
  const Status written = database_.Write([&](Session& session) -> Status {
    const auto ran = session.Run(
        "INSERT INTO tokens (id, hash, person, email, role, created_ms, expires_ms) VALUES ($1, $2, $3, $4, "
        "$5, $6, "
        "$7)",
        {made.token.id, *hash, who.person, who.email, std::string(Name(who.role)), now_ms,
         Optional(expires_ms)});
    if (!ran.ok()) return ran.error();
    return Done{};
  });
  if (!written.ok()) return written.error();
  return made;
}

Result<Caller> People::Authenticate(std::string_view token, std::int64_t now_ms) {
  const std::size_t length = kPrefix.size() + kIdLength + 1 + kSecretLength;
  const bool shaped =
      token.size() == length && token.starts_with(kPrefix) && token[kPrefix.size() + kIdLength] == '_';
  // What is no token at all says nothing of any that is.
  if (!shaped) return NotKnown();
  const std::string id(token.substr(kPrefix.size(), kIdLength));
  const std::string_view secret = token.substr(length - kSecretLength);
  const std::string proof = HmacSha256(known_->key, secret);
  {
    const std::lock_guard lock(known_->mutex);
    const auto found = known_->by_id.find(id);
    if (found != known_->by_id.end()) {
      const Known::Entry& entry = found->second;
      if (now_ms < entry.until_ms && Holds(entry.token, now_ms) && EqualInConstantTime(entry.proof, proof)) {
        return entry.token.caller;
      }
      if (now_ms >= entry.until_ms) known_->by_id.erase(found);
    }
  }
  std::optional<Token> stored;
  std::string hash;
  const Status read = database_.Read([&](Session& session) -> Status {
    const auto rows = session.Query(StrCat(kTokenColumns, " WHERE id = $1"), {id});
    if (!rows.ok()) return rows.error();
    stored.reset();
    if (rows->empty()) return Done{};
    stored = TokenOf(rows->front());
    hash = rows->front().Text(8);
    return Done{};
  });
  if (!read.ok()) return read.error();
  const bool right = Matches(stored ? hash : NobodysHash(), secret);
  if (!stored || !right || !Holds(*stored, now_ms)) return NotKnown();
  if (!stored->last_used_ms || now_ms - *stored->last_used_ms >= kHourMs) {
    const Status noted = database_.Write([&](Session& session) -> Status {
      const auto ran = session.Run("UPDATE tokens SET last_used_ms = $1 WHERE id = $2", {now_ms, id});
      if (!ran.ok()) return ran.error();
      return Done{};
    });
    // When a token was last used is no reason to turn its owner away from a database that can
    // only be read.
    if (noted.ok()) stored->last_used_ms = now_ms;
  }
  const std::lock_guard lock(known_->mutex);
  if (known_->by_id.size() >= kMostRemembered) known_->by_id.clear();
  known_->by_id[id] = {.proof = proof, .token = *stored, .until_ms = now_ms + kRememberMs};
  return stored->caller;
}

Result<std::vector<Token>> People::List() {
  std::vector<Token> tokens;
  const Status read = database_.Read([&](Session& session) -> Status {
    const auto rows = session.Query(StrCat(kTokenColumns, " ORDER BY created_ms, id"));
    if (!rows.ok()) return rows.error();
    tokens.clear();
    for (const Row& row : *rows) tokens.push_back(TokenOf(row));
    return Done{};
  });
  if (!read.ok()) return read.error();
  return tokens;
}

Status People::Revoke(std::string_view id, std::int64_t now_ms) {
  std::int64_t touched = 0;
  const Status written = database_.Write([&](Session& session) -> Status {
    const auto ran = session.Run("UPDATE tokens SET revoked_ms = COALESCE(revoked_ms, $1) WHERE id = $2",
                                 {now_ms, std::string(id)});
    if (!ran.ok()) return ran.error();
    touched = *ran;
    return Done{};
  });
  if (!written.ok()) return written;
  if (touched == 0)
    return Error{ErrorCode::kNotFound, StrCat("There is no token \xE2\x80\x9C", id, "\xE2\x80\x9D.")};
  const std::lock_guard lock(known_->mutex);
  const auto found = known_->by_id.find(id);
  if (found != known_->by_id.end()) known_->by_id.erase(found);
  return Done{};
}

Result<Grant> People::Open(Session& session, const Grant& grant) {
  if (grant.call.empty() == grant.account.empty() || grant.person.empty() != grant.role.has_value()) {
    return Error{ErrorCode::kInvalid,
                 "Say what is opened (one call or one account) and to whom (one person or one role)."};
  }
  if (grant.level < Level::kAlias || grant.level > Level::kTranscript) {
    return Error{ErrorCode::kInvalid, "A call can be opened at alias, named or transcript."};
  }
  Grant made = grant;
  made.person = Fold(Trim(grant.person));
  const auto rows = session.Query(
      "INSERT INTO grants (call_id, account_id, person, role, level, by_person, at_ms, until_ms) VALUES ($1, "
      "$2, $3, "
      "$4, $5, $6, $7, $8) RETURNING id",
      {made.call, made.account, made.person, std::string(made.role ? Name(*made.role) : ""),
       std::string(Name(made.level)), made.by, made.at_ms, Optional(made.until_ms)});
  if (!rows.ok()) return rows.error();
  made.id = rows->front().Integer(0);
  return made;
}

Result<bool> People::Close(Session& session, std::int64_t grant_id) {
  const auto ran = session.Run("DELETE FROM grants WHERE id = $1", {grant_id});
  if (!ran.ok()) return ran.error();
  return *ran > 0;
}

Result<std::vector<Grant>> People::Grants(std::string_view call, const std::vector<std::string>& accounts) {
  std::vector<Grant> grants;
  const Status read = database_.Read([&](Session& session) -> Status {
    grants.clear();
    const auto rows = session.Query(
        StrCat(kGrantColumns, " WHERE call_id = $1 AND call_id <> '' ORDER BY id"), {std::string(call)});
    if (!rows.ok()) return rows.error();
    for (const Row& row : *rows) grants.push_back(GrantOf(row));
    for (const std::string& account : accounts) {
      const auto of_account = session.Query(
          StrCat(kGrantColumns, " WHERE account_id = $1 AND account_id <> '' ORDER BY id"), {account});
      if (!of_account.ok()) return of_account.error();
      for (const Row& row : *of_account) grants.push_back(GrantOf(row));
    }
    return Done{};
  });
  if (!read.ok()) return read.error();
  return grants;
}

Result<std::vector<Grant>> People::GrantsOf(const Caller& caller, std::int64_t now_ms) {
  std::vector<Grant> grants;
  const Status read = database_.Read([&](Session& session) -> Status {
    grants.clear();
    const auto rows = session.Query(
        StrCat(
            kGrantColumns,
            " WHERE ((person <> '' AND person = $1) OR (person = '' AND role = $2)) AND (until_ms IS NULL OR "
            "until_ms > $3) ORDER BY id"),
        {Fold(Trim(caller.person)), std::string(Name(caller.role)), now_ms});
    if (!rows.ok()) return rows.error();
    for (const Row& row : *rows) grants.push_back(GrantOf(row));
    return Done{};
  });
  if (!read.ok()) return read.error();
  return grants;
}

}  // namespace whyspec::team
