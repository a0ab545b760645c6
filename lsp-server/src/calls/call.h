// A call: one logged conversation with an account (DESIGN.md "The call record",
// schemas/call.schema.json). Plain data; every field but `id` may be missing.
//
// Times are milliseconds: `started_at_ms` since 1970-01-01T00:00Z, turns from the
// start of the call. A turn without speaker or time is normal and never guessed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/text_range.h"

namespace whyspec::calls {

enum class CallType : std::uint8_t {
  kOther,
  kDiscovery,
  kDemo,
  kFollowUp,
  kInterview,
  kCheckIn,
  kNegotiation
};
enum class Lifecycle : std::uint8_t { kUnknown, kProspect, kCustomer, kFormer, kPartner };
enum class Affiliation : std::uint8_t { kUnknown, kInternal, kExternal };
enum class Consent : std::uint8_t { kUnknown, kInformed, kConsented, kRefused, kWithdrawn };
// What a reader of specs may see of a call; each level includes the ones before.
enum class Visibility : std::uint8_t { kAggregate, kAlias, kNamed, kTranscript };
enum class TranscriptStatus : std::uint8_t { kNone, kProcessing, kReady, kFailed, kGone };

struct Participant {
  std::string id;  // what turns refer to; unique in the call
  std::string name;
  std::string email;
  Affiliation affiliation = Affiliation::kUnknown;
  std::string persona;
  std::string title;
  TextRange source;  // where the file names this person; empty if it does not
};

struct Turn {
  std::string speaker;  // Participant::id; "" = unattributed
  std::optional<std::int64_t> start_ms;
  std::optional<std::int64_t> end_ms;
  std::string text;  // visible words only: no tags, entities resolved; may be empty in a call record
  TextRange source;  // the cue or paragraph in the original file
};

struct Phase {
  std::string kind;  // pitch demo discovery interview_slot next_steps
  std::int64_t start_ms = 0;
  std::int64_t end_ms = 0;
  std::vector<std::string> questions;
};

struct Opportunity {
  std::string id;
  std::string stage;
  std::optional<double> amount;
  std::string currency;  // ISO 4217
  std::optional<double> arr;
  std::optional<double> probability;  // 0..1
};

// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): in the order of the call record.
struct Call {
  std::string id;       // [a-z0-9][a-z0-9._-]*; default: from the file's name
  TextRange id_source;  // where the file says so; empty if the name does
  std::string title;
  CallType type = CallType::kOther;
  std::optional<std::int64_t> started_at_ms;
  std::optional<std::int64_t> duration_ms;
  std::string language;  // BCP 47
  std::string account;   // as written: id in accounts.yaml, or a name
  TextRange account_source;
  Lifecycle lifecycle = Lifecycle::kUnknown;  // on the day of the call
  Opportunity opportunity;
  std::string owner;
  struct {
    std::string system, id, url;
  } source;
  std::string source_channel;  // inbound outbound founder_network partner event existing_customer
  std::vector<Participant> participants;
  std::vector<Phase> phases;
  Consent consent = Consent::kUnknown;
  std::vector<std::string> consent_scope;
  std::optional<Visibility> visibility;  // unset: the account's, else kNamed
  std::string embargo_until;             // "closed" or a date
  std::optional<Date> retention_until;
  TranscriptStatus transcript_status = TranscriptStatus::kNone;
  std::vector<Turn> turns;
  // Some turns, or all, were kept back by whoever sent the call: a turn without words may
  // have had some, and what is not here may have been said. Never so for a file.
  bool partial = false;
  std::string notes;  // the salesperson's words; never evidence of the customer's
  std::vector<std::string> tags;
  std::string path;          // file it was read from, absolute; "" if it came by sync
  std::string sidecar_path;  // NAME.call.yaml, if one was merged

  const Participant* FindParticipant(std::string_view participant_id) const;
  // Said by one of our own people: never evidence of what a customer thinks. False for a
  // turn without a speaker, or with one nothing is known of.
  bool IsOurs(const Turn& turn) const;
  // Last instant of the transcript: duration, or the last turn's end or start.
  std::optional<std::int64_t> EndMs() const;
  bool has_times() const;  // some turn has a start
};

struct Account {
  std::string id;
  std::string name;
  std::string alias;                 // how specs may name it when visibility is alias
  std::vector<std::string> aliases;  // misheard spellings
  std::string parent;                // account id
  Lifecycle lifecycle = Lifecycle::kUnknown;
  std::string segment;
  std::string country;  // ISO 3166-1 alpha-2
  std::string owner;
  std::optional<Visibility> visibility;
  std::string path;  // file it was read from
  TextRange source;  // its `id`
};

// Spelling in files <-> enumerators, one table each (enums.cc).
std::string_view Name(CallType value);
std::string_view Name(Lifecycle value);
std::string_view Name(Affiliation value);
std::string_view Name(Consent value);
std::string_view Name(Visibility value);
std::string_view Name(TranscriptStatus value);
std::optional<CallType> ParseCallType(std::string_view text);
std::optional<Lifecycle> ParseLifecycle(std::string_view text);
std::optional<Affiliation> ParseAffiliation(std::string_view text);
std::optional<Consent> ParseConsent(std::string_view text);
std::optional<Visibility> ParseVisibility(std::string_view text);
std::optional<TranscriptStatus> ParseTranscriptStatus(std::string_view text);

// A valid id made from any text: folded, blanks and other characters to "-".
std::string MakeCallId(std::string_view text);
bool IsCallId(std::string_view text);

}  // namespace whyspec::calls
