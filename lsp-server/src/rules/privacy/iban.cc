// A bank account number with right check digits, anywhere in the file.
#include "rules/detect/iban.h"
#include "rules/all_rules.h"
#include "rules/redaction.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (TextRange range : detect::FindIbans(context.spec.text())) {
    Finding& finding = sink.Add(
        range,
        "A bank account number (IBAN) stands in the spec, and its check digits are right. Money can be taken "
        "with it: remove it, and tell its owner if it was real.");
    finding.fixes.push_back(RedactionFix(context.spec, range, "placeholder_iban"));
  }
}

}  // namespace

const Rule kPrivacyIban{.info = {.id = "privacy/iban",
                                 .summary = "A bank account number (IBAN) stands in the spec.",
                                 .why = "A real account number in a file that many people and tools read "
                                        "invites fraud. The country, the "
                                        "length and the check digits (ISO 13616, mod 97) must all be right "
                                        "before this rule speaks, so a "
                                        "number that only looks like one is left alone.",
                                 .severity = Severity::kError,
                                 .needs = Needs::kDoc,
                                 .fix = "Replaces the number by [bank account].",
                                 .failing = R"(# Refunds

## Why

Refunds to FR76 3000 6000 0112 3456 7890 189 are typed by hand.
)",
                                 .passing = R"(# Refunds

## Why

Refunds to an account like FR00 3000 6000 0112 3456 7890 189 are typed by hand.
)"},
                        .check = &Check};

}  // namespace whyspec::rules
