// A telephone number, international or French, anywhere in the file.
#include "rules/all_rules.h"
#include "rules/detect/phone_number.h"
#include "rules/redaction.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (TextRange range : detect::FindPhoneNumbers(context.spec.text())) {
    Finding& finding =
        sink.Add(range,
                 "A telephone number stands in the spec. Specs live in git, whose history cannot forget it: "
                 "leave contact data in the CRM and name the person's role.");
    finding.fixes.push_back(RedactionFix(context.spec, range, "placeholder_phone"));
  }
}

}  // namespace

const Rule kPrivacyPhone{
    .info =
        {.id = "privacy/phone",
         .summary = "A telephone number stands in the spec.",
         .why =
             "A number leads straight to a person, often to their pocket, and everyone who can read the spec "
             "can call it. Contact data belongs in the CRM, behind its access rules. Found are international "
             "numbers (+33 …, 0033 …) and French ones (06 …) whose country code and length are right.",
         .severity = Severity::kError,
         .needs = Needs::kDoc,
         .fix = "Replaces the number by [phone].",
         .failing = R"(# Monthly export

## Why

The ops lead can be reached at +33 6 39 98 12 34 before noon.
)",
         .passing = R"(# Monthly export

## Why

The ops lead can be reached through the owner of the account. Since version 06.12.34 and
2026-01-13 10:20:30 the export of 0612345 rows fails on 10.0.0.12.
)"},
    .check = &Check};

}  // namespace whyspec::rules
