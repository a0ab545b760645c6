// The keys of a spec's front matter: checked by meta/front-matter, written out as
// schemas/spec-front-matter.schema.json, offered by completion.
#include "data/schema.h"
#include "rules/spec.h"

namespace whyspec::rules {
namespace {

using data::Field;
using data::Type;

constexpr std::string_view kTypes[] = {"spec"};
constexpr std::string_view kStatuses[] = {"draft",   "review",   "ready",     "committed",
                                          "shipped", "declined", "superseded"};
constexpr std::string_view kSizes[] = {"small", "feature", "project"};

constexpr Field kMetric[] = {
    {.key = "name", .type = Type::kText, .doc = "What is counted, for example ARR or exports per account."},
    {.key = "baseline", .type = Type::kAny, .doc = "Where it stands today."},
    {.key = "target", .type = Type::kAny, .doc = "Where it should be."},
    {.key = "by", .type = Type::kDate, .doc = "The day on which someone will look."},
};

constexpr Field kUsage[] = {
    {.key = "actors", .type = Type::kTextList, .doc = "Who will use it, as personas."},
    {.key = "frequency", .type = Type::kText, .doc = "How often, for example monthly."},
    {.key = "accounts_expected", .type = Type::kInteger, .doc = "How many accounts will use it."},
};

constexpr Field kWaivers[] = {
    {.key = "rule",
     .type = Type::kText,
     .doc = "The rule that is waived, for example evidence/single-account.",
     .required = true},
    {.key = "reason", .type = Type::kText, .doc = "Why the gap is accepted.", .required = true},
    {.key = "by", .type = Type::kText, .doc = "Who accepts it."},
    {.key = "until", .type = Type::kDate, .doc = "The last day on which the waiver holds."},
};

constexpr Field kFields[] = {
    {.key = "id", .type = Type::kText, .doc = "A short name that stays the same, for example FEAT-12."},
    {.key = "title", .type = Type::kText, .doc = "The title, if the document has no heading for it."},
    {.key = "type",
     .type = Type::kEnum,
     .doc = "Says that this file is a spec, wherever it lies.",
     .values = kTypes},
    {.key = "status",
     .type = Type::kEnum,
     .doc = "How far the spec has come; it decides how strict the rules are.",
     .values = kStatuses,
     .default_text = "\"review\""},
    {.key = "size",
     .type = Type::kEnum,
     .doc = "A small feature is asked for less evidence.",
     .values = kSizes,
     .default_text = "\"feature\""},
    {.key = "owner", .type = Type::kText, .doc = "Who answers for the spec."},
    {.key = "reviewers", .type = Type::kTextList, .doc = "Who reads and approves it."},
    {.key = "created", .type = Type::kDate, .doc = "The day it was begun."},
    {.key = "language",
     .type = Type::kText,
     .doc = "Language of the text as a BCP 47 code, for example fr. Guessed if absent."},
    {.key = "profile", .type = Type::kText, .doc = "The profile that says which sections it must have."},
    {.key = "personas", .type = Type::kTextList, .doc = "Who it is for. Compared with the people cited."},
    {.key = "segments", .type = Type::kTextList, .doc = "The kinds of account it is for."},
    {.key = "questions", .type = Type::kTextList, .doc = "Research questions it answers."},
    {.key = "metric",
     .type = Type::kObject,
     .doc = "The one number that will tell whether it worked.",
     .fields = kMetric},
    {.key = "usage",
     .type = Type::kObject,
     .doc = "Who will use it, how often, and how many accounts.",
     .fields = kUsage},
    {.key = "outcome", .type = Type::kText, .doc = "What really happened, once the target date has passed."},
    {.key = "see_also", .type = Type::kTextList, .doc = "Ids of related specs."},
    {.key = "supersedes", .type = Type::kTextList, .doc = "Ids of specs that this one replaces."},
    {.key = "waivers",
     .type = Type::kObjectList,
     .doc = "Findings that are accepted for a while, with a reason.",
     .fields = kWaivers},
};

}  // namespace

const data::Schema kSpecFrontMatterSchema = {
    .id = "spec-front-matter.schema.json",
    .title = "Spec front matter",
    .doc =
        "YAML at the head of a feature spec. Every key may be missing; "
        "keys of your own are kept.",
    .fields = kFields,
    .free_keys = true};

}  // namespace whyspec::rules
