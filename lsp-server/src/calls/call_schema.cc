// The keys of a call record (DESIGN.md "The call record").
#include <array>

#include "calls/read_call.h"

namespace whyspec::calls {
namespace {

using data::Field;
using data::Type;

constexpr std::array<std::string_view, 7> kTypes = {"discovery", "demo",        "follow_up", "interview",
                                                    "check_in",  "negotiation", "other"};
constexpr std::array<std::string_view, 5> kLifecycles = {"prospect", "customer", "former", "partner",
                                                         "unknown"};
constexpr std::array<std::string_view, 6> kChannels = {"inbound", "outbound", "founder_network",
                                                       "partner", "event",    "existing_customer"};
constexpr std::array<std::string_view, 3> kAffiliations = {"external", "internal", "unknown"};
constexpr std::array<std::string_view, 5> kPhaseKinds = {"pitch", "demo", "discovery", "interview_slot",
                                                         "next_steps"};
constexpr std::array<std::string_view, 5> kConsents = {"unknown", "informed", "consented", "refused",
                                                       "withdrawn"};
constexpr std::array<std::string_view, 4> kLevels = {"aggregate", "alias", "named", "transcript"};
constexpr std::array<std::string_view, 5> kStatuses = {"ready", "processing", "none", "failed", "gone"};

constexpr std::array kOpportunity = {
    Field{.key = "id",
          .doc =
              "The sale's id in the CRM. A sale that comes up in several calls is counted once, by this id."},
    Field{.key = "stage",
          .doc = "Where the sale stands, in the words of your CRM. Closed, won and lost sales are not open "
                 "money."},
    Field{.key = "amount",
          .type = Type::kNumber,
          .doc =
              "What the sale is worth, in `currency`. Leave it out when it is not known; never write 0 for "
              "that."},
    Field{.key = "currency", .doc = "Three letters, as in EUR or USD (ISO 4217)."},
    Field{.key = "arr", .type = Type::kNumber, .doc = "What it brings each year, in `currency`."},
    Field{.key = "probability",
          .type = Type::kNumber,
          .doc = "How likely the sale is, from 0 to 1: 0.4 for 40 %."},
};
constexpr std::array kSource = {
    Field{.key = "system",
          .doc = "The tool the call was exported from: gong, hubspot, zoom, teams … or file."},
    Field{.key = "id",
          .doc = "The call's id in that tool. Importing the same call again then changes nothing."},
    Field{.key = "url", .doc = "Where the call is kept in that tool, for people who may open it there."},
};
constexpr std::array kParticipant = {
    Field{.key = "id",
          .doc = "A short name for this person in this call (p1). Turns refer to it; without it, one is made "
                 "from the name."},
    Field{.key = "name", .doc = "The person's name, as the transcript writes it."},
    Field{.key = "email", .doc = "The person's e-mail address. It is never shown in a spec."},
    Field{.key = "affiliation",
          .type = Type::kEnum,
          .doc =
              "Which side of the table: external is the customer's, internal is ours. What we say ourselves "
              "is no evidence.",
          .values = kAffiliations,
          .default_text = "\"unknown\""},
    Field{.key = "persona",
          .doc = "The role this person stands for in your specs: ops_lead, buyer, user … Compared with the "
                 "personas a spec is for."},
    Field{.key = "title", .doc = "The job title, as the person gives it."},
};
constexpr std::array kPhase = {
    Field{.key = "kind",
          .type = Type::kEnum,
          .doc =
              "What this part of the call was. Words said during a pitch or a demo weigh less: we had just "
              "told them what to think.",
          .values = kPhaseKinds,
          .required = true},
    Field{.key = "start_ms",
          .type = Type::kInteger,
          .doc = "Where the part starts, in milliseconds from the start of the call.",
          .default_text = "0"},
    Field{.key = "end_ms",
          .type = Type::kInteger,
          .doc = "Where it ends, in milliseconds from the start of the call."},
    Field{.key = "questions",
          .type = Type::kTextList,
          .doc = "The research questions that were asked in this part, by id."},
};
constexpr std::array kConsent = {
    Field{.key = "status",
          .type = Type::kEnum,
          .doc = "What the other side was told, or said, about the recording. A refused or withdrawn consent "
                 "means that the call may not be cited.",
          .values = kConsents,
          .default_text = "\"unknown\""},
    Field{.key = "scope",
          .type = Type::kTextList,
          .doc = "What the consent covers: recording, transcript, product_use."},
};
constexpr std::array kVisibility = {
    Field{.key = "level",
          .type = Type::kEnum,
          .doc =
              "How much of the call a reader of specs may see: aggregate (counts only), alias (the words, "
              "without names), named (with names), transcript (everything). Each includes the ones before.",
          .values = kLevels,
          .default_text = "\"named\""},
    Field{.key = "embargo_until", .doc = "Keep the call back until this day, or until the sale is `closed`."},
    Field{.key = "retention_until",
          .type = Type::kDate,
          .doc = "The day on which the call must be deleted. After it, citing the call is an error."},
};
constexpr std::array kTurn = {
    Field{.key = "speaker",
          .doc = "Who speaks: the `id` or the name of a participant. Leave it out when nobody knows."},
    Field{.key = "start_ms",
          .type = Type::kInteger,
          .doc = "When the turn starts, in milliseconds from the start of the call."},
    Field{.key = "end_ms", .type = Type::kInteger, .doc = "When it ends."},
    Field{.key = "text", .doc = "The words that were said.", .required = true},
};
constexpr std::array kTranscript = {
    Field{.key = "status",
          .type = Type::kEnum,
          .doc = "Whether there is a transcript: ready, still processing, none, failed, or gone (deleted).",
          .values = kStatuses},
    Field{.key = "turns",
          .type = Type::kObjectList,
          .doc = "What was said, in order: one entry each time somebody speaks.",
          .fields = kTurn,
          .free_keys = true},
};

constexpr std::array kCallFields = {
    Field{.key = "id",
          .doc = "The name specs cite the call by: small letters a-z, digits, dots, dashes and underscores. "
                 "Default: the file's name."},
    Field{.key = "title", .doc = "What the call is called in lists."},
    Field{.key = "type",
          .type = Type::kEnum,
          .doc = "What kind of conversation it was.",
          .values = kTypes,
          .default_text = "\"other\""},
    Field{.key = "started_at",
          .type = Type::kDate,
          .doc = "When the call began: 2026-01-13, or 2026-01-13T09:00:00Z with the time."},
    Field{.key = "duration_ms", .type = Type::kInteger, .doc = "How long it lasted, in milliseconds."},
    Field{.key = "language", .doc = "The language spoken: en, fr, de-CH … (BCP 47)."},
    Field{.key = "account", .doc = "The company on the other side: its `id` in accounts.yaml, or its name."},
    Field{.key = "lifecycle",
          .type = Type::kEnum,
          .doc = "What the company was to us on the day of the call.",
          .values = kLifecycles,
          .default_text = "\"unknown\""},
    Field{.key = "opportunity",
          .type = Type::kObject,
          .doc = "The sale this call belongs to.",
          .fields = kOpportunity,
          .free_keys = true},
    Field{.key = "owner", .doc = "The salesperson accountable for the account."},
    Field{.key = "source",
          .type = Type::kObject,
          .doc = "Where the call comes from.",
          .fields = kSource,
          .free_keys = true},
    Field{.key = "source_channel",
          .type = Type::kEnum,
          .doc = "How we came to talk to them. Evidence that all came through one door is weaker than it "
                 "looks.",
          .values = kChannels},
    Field{.key = "participants",
          .type = Type::kObjectList,
          .doc = "Who took part. Speakers the transcript names are added by themselves.",
          .fields = kParticipant,
          .free_keys = true},
    Field{.key = "phases",
          .type = Type::kObjectList,
          .doc = "The parts of the call: pitch, demo, interview …",
          .fields = kPhase,
          .free_keys = true},
    Field{.key = "consent",
          .type = Type::kObject,
          .doc = "What the other side agreed to.",
          .fields = kConsent,
          .free_keys = true},
    Field{.key = "visibility",
          .type = Type::kObject,
          .doc = "Who may see how much of the call. Default: what the account says, else `named`.",
          .fields = kVisibility,
          .free_keys = true},
    Field{.key = "transcript",
          .type = Type::kObject,
          .doc =
              "What was said. In a Markdown call the text below the front matter is the transcript instead; "
              "beside a .vtt, .srt or .txt it is that file.",
          .fields = kTranscript,
          .free_keys = true},
    Field{.key = "notes",
          .doc = "The salesperson's own words about the call. They never count as the customer's."},
    Field{.key = "tags", .type = Type::kTextList, .doc = "Words to find the call by."},
};

constexpr std::array kAccount = {
    Field{.key = "id", .doc = "The short name calls use for the company.", .required = true},
    Field{.key = "name", .doc = "The company's real name."},
    Field{.key = "alias",
          .doc = "The name specs may use instead, when `visibility` is `alias`: \"a mid-size insurer\"."},
    Field{.key = "aliases",
          .type = Type::kTextList,
          .doc = "Other spellings, mishearings of transcripts included. All mean this account."},
    Field{.key = "parent",
          .doc = "The `id` of the group it belongs to. Companies of one group count as one account."},
    Field{.key = "lifecycle",
          .type = Type::kEnum,
          .doc = "What the company is to us today. A call says what it was on its day.",
          .values = kLifecycles,
          .default_text = "\"unknown\""},
    Field{.key = "segment", .doc = "The group of companies you count it in: mid_market, public_sector …"},
    Field{.key = "country", .doc = "Two letters, as in FR or DE (ISO 3166-1)."},
    Field{.key = "owner", .doc = "The salesperson accountable for the account."},
    Field{.key = "visibility",
          .type = Type::kEnum,
          .doc = "How much of its calls a reader of specs may see, unless the call says otherwise.",
          .values = kLevels},
};
constexpr std::array kAccountsFields = {
    Field{.key = "accounts",
          .type = Type::kObjectList,
          .doc = "The companies you talk to, one entry each. The file may also be this list alone.",
          .fields = kAccount,
          .free_keys = true},
};

}  // namespace

constinit const data::Schema kCallSchema = {
    .id = "call.schema.json",
    .title = "Whyspec call",
    .doc =
        "One logged conversation with an account, as a .json file, the front matter of a .md call, or the "
        "side-car NAME.call.yaml of a transcript. Only words are needed (`transcript.turns[].text` or "
        "`notes`); every other key may be missing, and keys that are not listed are kept.",
    .fields = kCallFields,
    .free_keys = true,
};

constinit const data::Schema kAccountsSchema = {
    .id = "accounts.schema.json",
    .title = "Whyspec accounts",
    .doc =
        "accounts.yaml, beside the calls: the companies they were held with, who belongs to whom, and what "
        "may be shown of them.",
    .fields = kAccountsFields,
    .free_keys = true,
};

}  // namespace whyspec::calls
