// An e-mail address of a person, anywhere in the file: front matter, comments and code
// too, for git keeps them all. Shared mailboxes and reserved domains are left alone.
#include "rules/all_rules.h"
#include "rules/detect/email_address.h"
#include "rules/redaction.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (TextRange range : detect::FindEmailAddresses(context.spec.text())) {
    Finding& finding = sink.Add(
        range,
        "A personal e-mail address stands in the spec. Specs live in git, whose history cannot forget it: "
        "say the person's role instead, or cite their call.");
    finding.fixes.push_back(RedactionFix(context.spec, range, "placeholder_email"));
  }
}

}  // namespace

const Rule kPrivacyEmail{
    .info =
        {.id = "privacy/email",
         .summary = "A person's e-mail address stands in the spec.",
         .why =
             "Specs are copied, mailed and kept in git for ever, so a person who asks to be forgotten cannot "
             "be. The spec needs what they said and what they do, not how to reach them. Shared mailboxes "
             "(support@, no-reply@), mailing lists, `git@host` remotes and the reserved domains "
             "(example.com, *.test) are no personal data.",
         .severity = Severity::kError,
         .needs = Needs::kDoc,
         .fix = "Replaces the address by [email].",
         .failing = R"(# Monthly export

## Why

Ask jane.roe@northfield-clinic.eu how the figures are copied today.
)",
         .passing = R"(# Monthly export

## Why

Ask the ops lead of the Northfield account; for this spec write to support@northfield-clinic.eu
or jane.roe@example.com.
)"},
    .check = &Check};

}  // namespace whyspec::rules
