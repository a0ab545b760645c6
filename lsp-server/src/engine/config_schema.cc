// The keys of whyspec.json: the one table behind schemas/config.schema.json, the table
// in docs/configuration.md, the checks in config.cc and completion of keys.
#include "engine/config.h"

namespace whyspec::engine {
namespace {

using data::Field;
using data::Type;

constexpr std::string_view kSeverities[] = {"error", "warning", "info", "hint"};
constexpr std::string_view kRoles[] = {"why", "evidence", "usage", "other"};

constexpr Field kSection[] = {
    {.key = "id",
     .type = Type::kText,
     .doc =
         "Short name of the section. One that the profile below already has changes that section; any other "
         "adds one.",
     .required = true},
    {.key = "role",
     .type = Type::kEnum,
     .doc = "What the section is for. The rules on reasons, evidence and use look at the sections with the "
            "first "
            "three roles.",
     .values = kRoles,
     .default_text = "\"other\""},
    {.key = "heading", .type = Type::kText, .doc = "The heading as templates and messages spell it."},
    {.key = "headings",
     .type = Type::kTextList,
     .doc = "Other headings that mean the same. Capitals, accents, numbers and markup do not matter."},
    {.key = "onlyThese",
     .type = Type::kBool,
     .doc = "Take only `heading` and `headings`, not the built-in words for the role.",
     .default_text = "false"},
    {.key = "required", .type = Type::kBool, .doc = "Whether a spec must have it.", .default_text = "true"},
    {.key = "prompt", .type = Type::kText, .doc = "What the template asks people to write here."},
};

constexpr Field kProfile[] = {
    {.key = "extends",
     .type = Type::kText,
     .doc = "The profile it starts from: a built-in one, or another of your own.",
     .default_text = "\"default\""},
    {.key = "description", .type = Type::kText, .doc = "One line on what it is for."},
    {.key = "language",
     .type = Type::kText,
     .doc = "Language of its headings and prompts, as a code (`en`, `fr`). Without it they follow the spec."},
    {.key = "sections",
     .type = Type::kObjectList,
     .doc = "Sections to change or add, in the order of the template.",
     .fields = kSection},
    {.key = "detailHeadings",
     .type = Type::kTextList,
     .doc = "Headings that begin the detail, besides the built-in ones (Requirements, Solution, Design …)."},
};

constexpr Field kEvidence[] = {
    {.key = "prospects",
     .type = Type::kInteger,
     .doc = "Independent prospect accounts that should say so.",
     .default_text = "2"},
    {.key = "customers",
     .type = Type::kInteger,
     .doc = "Independent customer accounts that should say so.",
     .default_text = "1"},
};

constexpr Field kPoints[] = {
    {.key = "hearsay",
     .type = Type::kNumber,
     .doc = "Our own words and notes about the customer.",
     .default_text = "0.03"},
    {.key = "opinion",
     .type = Type::kNumber,
     .doc = "Praise, wishes, plans, generalities; words of nobody known, or a whole call.",
     .default_text = "0.1"},
    {.key = "anecdote",
     .type = Type::kNumber,
     .doc = "One to three accounts tell what they live with.",
     .default_text = "0.5"},
    {.key = "pattern",
     .type = Type::kNumber,
     .doc = "Four accounts or more do; counts instead of `anecdote`.",
     .default_text = "1"},
    {.key = "study",
     .type = Type::kNumber,
     .doc = "Twenty accounts or more do; counts instead of `pattern`.",
     .default_text = "3"},
    {.key = "fact",
     .type = Type::kNumber,
     .doc = "Somebody tells what happened, or how much.",
     .default_text = "0.3"},
    {.key = "commitment",
     .type = Type::kNumber,
     .doc = "Somebody gives time, money or reputation.",
     .default_text = "0.5"},
};

constexpr Field kThresholds[] = {
    {.key = "draft", .type = Type::kNumber, .doc = "Asked of a draft.", .default_text = "0"},
    {.key = "review",
     .type = Type::kNumber,
     .doc = "Asked in review, and without a status.",
     .default_text = "0.1"},
    {.key = "ready", .type = Type::kNumber, .doc = "Asked of what is ready to build.", .default_text = "0.5"},
    {.key = "committed",
     .type = Type::kNumber,
     .doc = "Asked of what is committed or shipped.",
     .default_text = "1"},
};

constexpr Field kConfidence[] = {
    {.key = "points",
     .type = Type::kObject,
     .doc = "Points of each kind of evidence. A kind counts once, however often it is cited.",
     .fields = kPoints},
    {.key = "thresholds",
     .type = Type::kObject,
     .doc = "Points a spec should have, by its status. 0 asks for nothing.",
     .fields = kThresholds},
};

constexpr Field kCallLog[] = {
    {.key = "url", .type = Type::kText, .doc = "Address of the team's call log, `https://…`."},
    {.key = "tokenEnv",
     .type = Type::kText,
     .doc = "Name of the environment variable that holds the token. The token itself never belongs in this "
            "file."},
    {.key = "publish",
     .type = Type::kBool,
     .doc =
         "Whether a spec that is saved tells the call log what it cites, with its why, evidence and usage.",
     .default_text = "true"},
    {.key = "repository",
     .type = Type::kText,
     .doc = "The name specs are published under. Without it: the name of the repository, as its git remote "
            "says it."},
};

constexpr Field kConfig[] = {
    {.key = "$schema",
     .type = Type::kText,
     .doc = "Where an editor finds the schema of this file, for help while typing."},
    {.key = "extends",
     .type = Type::kTextList,
     .doc = "Other config files to start from, relative to this one. Later ones win over earlier ones, this "
            "file "
            "over all."},
    {.key = "profile",
     .type = Type::kText,
     .doc = "Which sections a spec must have and what they are called: a built-in profile or one of "
            "`profiles`. A "
            "spec can choose another in its front matter.",
     .default_text = "\"default\""},
    {.key = "profiles", .type = Type::kObjectMap, .doc = "Your own profiles, by name.", .fields = kProfile},
    {.key = "specs",
     .type = Type::kTextList,
     .doc = "Which files are specs, as patterns from the folder of this file. A Markdown file whose front "
            "matter "
            "says `type: spec` is one wherever it lies.",
     .default_text = R"(["specs/**/*.md", "docs/specs/**/*.md", "**/*.spec.md"])"},
    {.key = "calls",
     .type = Type::kTextList,
     .doc = "Which files are logged calls, as patterns from the folder of this file.",
     .default_text = R"(["calls/**"])"},
    {.key = "exclude",
     .type = Type::kTextList,
     .doc = "Files and folders to leave out. Hidden folders, `node_modules` and build folders are left out "
            "anyway.",
     .default_text = "[]"},
    {.key = "rules",
     .type = Type::kRuleMap,
     .doc = "How loud a rule is: `off`, `hint`, `info`, `warning`, `error`, or `default` for what its page "
            "says. "
            "With options: `[\"warning\", {…}]`. `evidence/*` means all rules of a group; a rule's own entry "
            "wins.",
     .default_text = "{}"},
    {.key = "evidence",
     .type = Type::kObject,
     .doc = "How much evidence a spec should have.",
     .fields = kEvidence},
    {.key = "confidence",
     .type = Type::kObject,
     .doc = "How far each kind of evidence carries, and how far it should for a status "
            "(`evidence/low-confidence`). The defaults follow Gilad's Confidence Meter.",
     .fields = kConfidence},
    {.key = "personas",
     .type = Type::kTextList,
     .doc = "Words for the people you build for, which the rules then recognise.",
     .default_text = "[]"},
    {.key = "segments",
     .type = Type::kTextList,
     .doc = "Words for the kinds of company you sell to.",
     .default_text = "[]"},
    {.key = "failOn",
     .type = Type::kEnum,
     .doc = "`whyspec check` fails when a finding is this severe or worse.",
     .values = kSeverities,
     .default_text = "\"error\""},
    {.key = "callLog",
     .type = Type::kObject,
     .doc = "The team's call log, if there is one.",
     .fields = kCallLog},
};

}  // namespace

const data::Schema kConfigSchema = {
    .id = "config.schema.json",
    .title = "Whyspec configuration",
    .doc = "Settings of Whyspec for a folder and all below it: `whyspec.json`, JSON with comments.",
    .fields = kConfig,
};

}  // namespace whyspec::engine
