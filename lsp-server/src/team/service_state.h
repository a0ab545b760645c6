// What the parts of the service share. Private to team/service*.cc.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/verify_quote.h"
#include "team/audit_trail.h"
#include "team/service.h"

namespace whyspec::team {

// What one caller may know, at the moment of one request. Immutable.
struct Sight {
  Caller caller;
  std::shared_ptr<const calls::CallLog> log;
  std::shared_ptr<const Pseudonyms> pseudonyms;
  std::vector<Grant> grants;
  Date today;

  Access Of(const calls::Call& call) const { return Decide(caller, grants, FactsOf(call, *log), today); }
  // Of an account as such, whatever single calls of it were opened.
  Access OfAccount(std::string_view id) const;
  Disclosed Show(const calls::Call& call, const Access& access,
                 const std::vector<TurnRange>& excerpts) const {
    return Disclose(call, *log, *pseudonyms, access, excerpts);
  }
};

struct Service::State {
  explicit State(Options given);

  Options options;
  std::shared_ptr<sql::Database> database;
  CallStore calls;
  People people;
  SpecStore specs;
  Deliveries deliveries;
  Subscriptions subscriptions;
  Eraser eraser;
  AuditTrail trail;
  evidence::Verifier verifier;
  std::string pseudonym_key, call_id_key;
  std::atomic<Sequence> jobs_saw = 0;  // changes up to this one were looked at by RunJobs()

  std::int64_t Now() const { return options.clock->NowMs(); }
  Date Today() const { return DateOfInstant(Now()); }

  // Accounts and grants as this process last wrote them; calls may be a quarter of a second old,
  // unless `fresh`: then all is as in the database now.
  Result<Sight> LookAs(const Caller& caller, bool fresh = false);
  // An account or a grant was written: who looks next sees it.
  void Wrote(Sequence version);

  AuditEntry Entry(const Caller& caller, std::string_view action, std::string object, std::string owner = "",
                   std::string_view reason = "") const;
  // The call as the caller may know it, as `action`; noted in the audit log if words are shown.
  Status NoteView(const Sight& sight, std::string_view action, const calls::Call& call,
                  const Disclosed& shown);

  // What specs cite of these calls, titles of specs without names the caller may not know: those
  // of every call that the spec cites.
  Result<std::vector<SpecStore::Cited>> CitedOf(const Sight& sight, const std::vector<std::string>& ids);
  // The turns that readers of excerpts get of a call: those that published specs cite, and two
  // around them, within kMostExcerptTurns.
  static std::vector<TurnRange> ExcerptsOf(const calls::Call& call,
                                           const std::vector<SpecStore::Cited>& cited);
  Result<CallView> ViewOf(const Sight& sight, const TeamCall& known,
                          const std::vector<SpecStore::Cited>& cited, bool words) const;
  // Turns and those around them, as far as they may be read: at kAlias those that specs cite.
  static Result<ExcerptView> ExcerptOf(const Sight& sight, const TeamCall& known, std::uint32_t first,
                                       std::uint32_t last, const std::vector<SpecStore::Cited>& cited);
  // kNotFound; kGone for an erased one.
  Result<TeamCall> FindLiving(std::string_view id);

  enum class From : std::uint8_t { kPerson, kFile, kWebhook };
  // Logs one call: authorised (but for webhooks, which were let in elsewhere), kept from coming
  // back if erased, written down.
  Result<CallStore::PutResult> Log(const Caller& caller, calls::Call call, const Precondition& precondition,
                                   From from);
  // The same without writing; what Log() would say or refuse.
  struct Place {
    calls::Call call;                // with id and owner
    std::optional<TeamCall> before;  // what it replaces
    bool by_source = false;          // found by its source key: the source's words, people's filing
    std::string remark;
  };
  Result<Place> PlaceOf(const Sight& sight, calls::Call call, From from);
  // Within a transaction, as decided by PlaceOf() for `must`.
  Result<CallStore::PutResult> Write(sql::Session& session, const Sight& sight, const Place& place,
                                     const Precondition& must, From from);
  static Precondition MustFind(const Place& place);  // what PlaceOf() found
  // All or none; what is refused is a problem in `out`.
  Status LogAll(const Caller& caller, const std::vector<const calls::ImportedCall*>& imported, Uploaded& out);
  // Owner or data protection officer.
  Result<TeamCall> FindOwn(const Sight& sight, std::string_view id, std::string_view what);
  // Writes a call again as a whole, with a change of who may see it.
  Result<Sequence> Rewrite(const Sight& sight, const TeamCall& before, const calls::Call& call,
                           const Precondition& precondition, std::string_view action,
                           std::string_view reason);

  // The changes after `after`, as `add` puts them into the page (it is given some, and page.more); waits up
  // to `wait_ms` while there is nothing for it.
  Result<ChangePage> WaitForPage(Sequence after, std::size_t limit, std::int64_t wait_ms,
                                 const std::function<Status(std::vector<Change>&, ChangePage&)>& add);
  // Adds `changes` (not empty) to the page as the caller may know them. `is_end`: there were no more.
  Status Follow(const Caller& caller, const std::vector<Change>& changes, bool is_end, ChangePage& page);
  // FindLiving(), which hundreds of followers ask for the same call at once. `is_last`: no later
  // change of it was there.
  Result<TeamCall> FindChanged(const Change& change, bool is_last);
  Status FollowAccount(const Sight& sight, const Change& change, ChangePage& page);

  // Webhooks out, for whoever subscribed. `data_for`: JSON for somebody whose calls alone count ("" =
  // everybody's); "" if it does not concern them.
  Status Tell(sql::Session& session, std::string_view event, std::string_view key,
              const std::function<std::string(std::string_view owner)>& data_for);
  // Followers fetch these calls again.
  Status AnnounceAccess(sql::Session& session, const std::vector<std::string>& calls);
  Eraser::Also NoteErasure(const Caller& caller, std::string_view reason);
  // An id that tells nothing: always the same for one source key, else a new one.
  std::string OpaqueId(const calls::Call& call) const;
  std::vector<std::string> CallsOfAccount(const calls::CallLog& log, std::string_view account) const;

 private:
  std::mutex mutex_;
  Sequence written_ = 0;
  std::shared_ptr<const calls::CallLog> known_log_;
  std::shared_ptr<const Pseudonyms> known_pseudonyms_;
  std::mutex recent_mutex_;
  std::map<std::string, TeamCall, std::less<>> recent_;
};

inline constexpr std::uint32_t kAround = 2;  // turns before and after cited ones
// Of one citation, and of one call: who cites a whole transcript does not open it.
inline constexpr std::uint32_t kMostCitedTurns = 12;
inline constexpr std::uint32_t kMostExcerptTurns = 60;

// "You may not": says what and whom to ask.
Error Forbidden(std::string_view what);
Error NoSuchCall(std::string_view id);

}  // namespace whyspec::team
