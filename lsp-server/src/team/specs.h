// Specs that were published to the team's log: the brief (why, evidence, usage) and what it
// cites. Markdown stays with its repository; what is here is what was sent last.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "team/call_store.h"
#include "team/sql/database.h"

namespace whyspec::team {

enum class Stance : std::uint8_t { kSupports, kContradicts, kNuance };
std::string_view Name(Stance stance);
std::optional<Stance> ParseStance(std::string_view text);

struct SpecCitation {
  std::string call;                                    // id
  std::optional<std::uint32_t> first_turn, last_turn;  // unset: the call as a whole
  std::string anchor;                                  // as written: "t=460.23,474.9"
  std::string quote;                                   // as the spec has it; "" if it only links
  std::string verdict;                                 // evidence::Name(Verdict) at the time; "" unchecked
  Stance stance = Stance::kSupports;
};

struct SpecSection {
  std::string role;  // "why" "evidence" "usage", or the profile's
  std::string title;
  std::string markdown;  // of the body
};

struct SpecRecord {
  std::string id;          // of front matter, else made of repository and path; [a-z0-9._-]+
  std::string repository;  // a name, not a URL with a password
  std::string path;
  std::string title;
  std::string status;  // as in front matter
  std::string owner;
  std::string language;
  std::vector<SpecSection> sections;
  std::vector<SpecCitation> citations;
  std::int64_t errors = 0, warnings = 0;  // findings at the time
};

inline constexpr std::size_t kMostSections = 200;
inline constexpr std::size_t kMostCitations = 2'000;
inline constexpr std::size_t kMostSpecBytes = 2 * 1024 * 1024;  // all texts together

struct TeamSpec {
  SpecRecord spec;
  Sequence version = 0;
  std::int64_t published_ms = 0;
  std::string published_by;
};

class SpecStore {
 public:
  SpecStore(sql::Database& database, CallStore& calls) : database_(database), calls_(calls) {}

  struct PutResult {
    Sequence version = 0;
    bool created = false;
    bool changed = true;                       // false: the same was there already
    std::optional<std::string> status_before;  // set if the status is another now
  };
  // The same id from another repository or path: kConflict. kInvalid, kTooLarge: what cannot be kept.
  Result<PutResult> Put(sql::Session& session, const SpecRecord& spec, std::string_view by,
                        const Precondition& precondition, std::int64_t now_ms);
  // The words alone, in place; takes a number, so that followers learn of it (after an erasure).
  Status Rewrite(sql::Session& session, const SpecRecord& spec, std::int64_t now_ms);
  Result<bool> Remove(sql::Session& session, std::string_view id, std::int64_t now_ms);
  Result<TeamSpec> Find(std::string_view id);
  Result<std::vector<TeamSpec>> List();  // in order of id
  Result<std::vector<TeamSpec>> Citing(std::string_view call);
  // Within a transaction.
  static Result<std::optional<TeamSpec>> Find(sql::Session& session, std::string_view id);
  static Result<std::vector<TeamSpec>> All(sql::Session& session);

  struct Cited {
    std::string spec, title, status;
    std::string call;
    std::optional<std::uint32_t> first_turn, last_turn;
  };
  // The calls that each of these specs cites.
  Result<std::map<std::string, std::set<std::string>>> CallsOf(const std::set<std::string>& specs);
  // What specs cite of these calls, without reading the specs; every call if there are none.
  Result<std::vector<Cited>> CitedOf(const std::vector<std::string>& calls);

 private:
  sql::Database& database_;
  CallStore& calls_;
};

}  // namespace whyspec::team
