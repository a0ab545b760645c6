// What a caller can do with the team's log. Whoever talks to the outside (HTTP, admin
// commands, web pages, jobs) talks to this and to nothing below: each function authorises
// (access.h), writes the audit log, and answers only what the caller may know.
//
// Thread safe. `Error` codes -> HTTP: kNotFound 404 (also for what the caller may not know
// of), kConflict 412/409, kTooLarge 413, kInvalid 400/422, kForbidden 403, kGone 410, kUnreadable 503.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "calls/read_export.h"
#include "evidence/search.h"
#include "evidence/verify_quote.h"
#include "team/access.h"
#include "team/audit.h"
#include "team/call_store.h"
#include "team/deliveries.h"
#include "team/erasure.h"
#include "team/people.h"
#include "team/specs.h"

namespace whyspec::team {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t NowMs() const = 0;  // since 1970-01-01T00:00Z
};
const Clock& SystemClock();

struct CallView {
  Disclosed disclosed;
  Sequence version = 0;
  std::int64_t updated_ms = 0;
  bool is_owner = false;
  struct CitedBy {
    std::string spec, title, status;
    std::optional<std::uint32_t> first_turn, last_turn;
  };
  std::vector<CitedBy> cited_by;
};

struct ExcerptView {
  std::string call;
  std::uint32_t first_turn = 0, last_turn = 0;
  double score = 0;
  Disclosed disclosed;  // `call` holds these turns and two around them; others are ""
};

struct VerifyAnswer {
  std::string call;  // "" if not found anywhere
  evidence::Verification verification;
  std::string difference;  // "" where the caller's level does not allow words
  std::optional<std::int64_t> start_ms, end_ms;
};

// For "My accounts" and digests.
struct AskAnswer {
  std::string account;  // id
  std::string spec;     // "" = heard, no spec answers
  std::string spec_title, status;
  ExcerptView excerpt;
};

struct OverviewView {
  struct Spec {
    std::string id, title, status;
    std::int64_t accounts = 0, prospects = 0, customers = 0, citations = 0, verified = 0;
    std::int64_t quotes = 0;  // citations with words, of which `verified` were said like that
    std::optional<Date> newest;
    std::string arr_at_stake;                        // as the caller may see it: a sum or a band, "unknown"
    std::map<std::string, std::int64_t> by_account;  // label the caller may know -> citations
    double concentration = 0;                        // share of citations of the largest account, 0..1
    std::int64_t errors = 0, warnings = 0;
  };
  std::vector<Spec> specs;
  std::int64_t calls = 0, cited_calls = 0, accounts = 0;
};

class Service {
 public:
  struct Options {
    std::shared_ptr<sql::Database> database;  // migrated
    const Clock* clock = &SystemClock();
    std::int64_t retention_days = 0;  // 0 = only what calls say
    std::int64_t audit_days = 365;
    std::vector<std::string> own_domains;  // e-mail domains of our own people, for importers
    std::function<void(std::string_view)> log = [](std::string_view) {};
  };
  static Result<std::shared_ptr<Service>> Open(Options options);
  ~Service();

  Result<Caller> Authenticate(std::string_view token);

  // --- calls ---
  Result<CallView> ReadCall(const Caller& caller, std::string_view id);
  struct CallPage {
    std::vector<CallView> calls;  // without words, whatever the level
    std::string next;
  };
  Result<CallPage> ListCalls(const Caller& caller, const CallFilter& filter, std::string_view cursor,
                             std::size_t limit);
  // Creates or replaces; `id` in the call may be "": then it gets one that tells nothing
  // ("call-2026-01-13-k3f9qmx2", the same for one source key). An id that names somebody is taken, for specs
  // may cite it already, and PutResult::remark says what that means. Uploads and webhooks never
  // keep such an id. Sales log calls they own ("" owner = the caller); only a call's owner and the
  // dpo change it. kGone: it, a person in it or its account was erased for good.
  Result<CallStore::PutResult> PutCall(const Caller& caller, calls::Call call,
                                       const Precondition& precondition);
  // Fields given in `patch` (a call record as data::Value would hold it, checked like a file's)
  // replace; null removes (RFC 7396). Turns only as a whole.
  Result<CallStore::PutResult> PatchCall(const Caller& caller, std::string_view id,
                                         std::string_view json_merge_patch, const Precondition& precondition);
  Result<Erased> EraseCall(const Caller& caller, std::string_view id, std::string_view reason);
  // Any supported format (calls/read_export.h); all or nothing unless `keep_going`.
  struct Upload {
    std::vector<calls::ExportFile> files;
    calls::ExportOptions options;
    calls::Call defaults;  // account, type, owner, visibility … for what the files do not say
    bool keep_going = false;
    bool dry_run = false;  // preview
  };
  struct Uploaded {
    std::vector<CallStore::PutResult> calls;
    std::vector<CallView> previews;  // as the caller will see them
    std::vector<calls::ExportProblem> problems;
  };
  Result<Uploaded> UploadCalls(const Caller& caller, const Upload& upload);
  // What came in by webhook or re-fetch, as "webhook:<vendor>".
  Result<Uploaded> TakeIn(std::string_view vendor, const std::vector<calls::ExportFile>& files);
  // The vendor erased it, so we do; false if it was not here. As "webhook:<vendor>".
  Result<bool> EraseBySource(std::string_view vendor, std::string_view source_id);

  // The owner's switch: visibility, embargo, consent, retention of one call.
  struct Switch {
    std::optional<std::optional<calls::Visibility>> level;  // set to unset: back to the role's
    std::optional<std::string> embargo_until;
    std::optional<calls::Consent> consent;
    std::optional<std::optional<Date>> retention_until;
    std::string reason;
  };
  Result<CallView> SwitchCall(const Caller& caller, std::string_view id, const Switch& to);
  Result<std::vector<Grant>> ListGrants(const Caller& caller, std::string_view call);
  Result<Grant> OpenCall(const Caller& caller, const Grant& grant);
  Status CloseGrant(const Caller& caller, std::string_view call, std::int64_t grant);
  // Who may know how much of the call now, as Decide() says: each role, then people by name: the owner,
  // those it was opened to, those of ours who were in it and have a token. For its owner
  // and the dpo.
  struct Reader {
    std::string person;        // "" = everybody else of the role
    std::optional<Role> role;  // of a person: as their newest token says; unset: they have none
    Access access;
  };
  Result<std::vector<Reader>> WhoSees(const Caller& caller, std::string_view call);

  // --- accounts ---
  struct AccountView {
    calls::Account account;  // disclosed
    Level level = Level::kNothing;
    Sequence version = 0;
    std::int64_t calls = 0;
  };
  Result<std::vector<AccountView>> ListAccounts(const Caller& caller);
  Result<AccountView> ReadAccount(const Caller& caller, std::string_view id);
  Result<Sequence> PutAccount(const Caller& caller, const calls::Account& account,
                              const Precondition& precondition);
  Result<Erased> EraseAccount(const Caller& caller, std::string_view id, std::string_view reason);

  // --- words ---
  // Of calls the caller may read excerpts of. At kAlias a hit counts only if its words are in
  // the text as disclosed, so that asking for a name does not tell who is meant.
  Result<std::vector<ExcerptView>> Search(const Caller& caller, const evidence::ExcerptQuery& query);
  // At kAlias the turns that published specs cite and two around them (of one call at most 60);
  // at kNamed any twelve at once; kForbidden below.
  Result<ExcerptView> ReadExcerpt(const Caller& caller, std::string_view call, std::uint32_t first,
                                  std::uint32_t last);
  // "" = every call the caller may read excerpts of. Verdicts are for everyone (ci too); what was said
  // instead only from kNamed on. Below kNamed quotes of fewer than five words are kInvalid: they
  // would ask for names.
  Result<VerifyAnswer> VerifyQuote(const Caller& caller, std::string_view call, std::string_view quote);

  // --- specs ---
  Result<SpecStore::PutResult> PublishSpec(const Caller& caller, SpecRecord spec,
                                           const Precondition& precondition);
  Status RemoveSpec(const Caller& caller, std::string_view id);
  struct SpecView {
    TeamSpec spec;  // quotes of citations below the caller's level are ""
    struct Cited {
      std::size_t citation = 0;  // in spec.citations
      std::optional<ExcerptView> excerpt;
      calls::Gone gone = calls::Gone::kNo;
      std::string account_label;  // as the caller may know it
      std::string verdict;        // now
    };
    std::vector<Cited> cited;
  };
  Result<SpecView> ReadSpec(const Caller& caller, std::string_view id);
  Result<std::vector<TeamSpec>> ListSpecs(const Caller& caller);  // without sections and quotes

  // --- what changed ---
  struct ChangeView {
    Change change;                 // of what the caller may know of
    std::optional<CallView> call;  // kCallPut, kAccessChanged: as disclosed, with the turns the level allows
    std::optional<AccountView> account;
  };
  struct ChangePage {
    std::vector<ChangeView> changes;  // one per object, the last
    Sequence next = 0;                // the cursor to go on with
    bool more = false;
    std::string history;  // of the log these are of (CallStore::Head)
  };
  // A cursor from beyond the end, of another log, is brought back to it. Waits up to `wait_ms` when there is
  // nothing yet. What a caller may no longer know of comes cut down, or as kCallErased. Views of words that
  // were published, opened or closed by specs, switches, grants, ended embargoes come as kAccessChanged.
  Result<ChangePage> Changes(const Caller& caller, Sequence after, std::size_t limit, std::int64_t wait_ms);
  // That calls and specs changed, not what they are now: for pages, which look again only at what they
  // show. No words leave, so nobody is noted as having read them. Without accounts. `after` unset: from
  // now on.
  Result<ChangePage> ChangesBriefly(const Caller& caller, std::optional<Sequence> after, std::size_t limit,
                                    std::int64_t wait_ms);

  // --- people, trust ---
  Result<Erased> ErasePerson(const Caller& caller, const Person& person, std::string_view reason);
  Result<Eraser::Dossier> FindPerson(const Caller& caller, const Person& person, std::string_view reason);
  Result<std::vector<AuditEntry>> Audit(const Caller& caller, AuditFilter filter);
  Result<NewToken> CreateToken(const Caller& caller, const Caller& for_whom,
                               std::optional<std::int64_t> expires_ms);
  Result<std::vector<Token>> ListTokens(const Caller& caller);
  Status RevokeToken(const Caller& caller, std::string_view id);
  Result<Subscription> AddHook(const Caller& caller, const Subscription& subscription);
  Result<std::vector<Subscription>> ListHooks(const Caller& caller);  // without secrets
  Status RemoveHook(const Caller& caller, std::string_view id);

  // --- overviews ---
  Result<OverviewView> Overview(const Caller& caller);
  // Asks heard in calls of the caller's accounts, newest first, with the spec that cites them.
  Result<std::vector<AskAnswer>> MyAccounts(const Caller& caller);

  // --- running ---
  // One round of what is due: retention, audit's old end, forgotten deliveries. Called by a timer.
  Status RunJobs();
  sql::Database& database();
  CallStore& call_store();
  Deliveries& deliveries();
  Subscriptions& subscriptions();
  const Clock& clock() const;
  // One line for the log of the program; no words of calls, no secrets.
  void Say(std::string_view line) const;
  void Stop();

 private:
  struct State;
  explicit Service(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace whyspec::team
