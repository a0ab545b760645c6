// A number that the state or a health system gives to one person, anywhere in the file.
#include "rules/detect/national_id.h"
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/redaction.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  for (const detect::NationalId& id : detect::FindNationalIds(context.spec.text())) {
    Finding& finding = sink.Add(
        id.range, StrCat("A personal number (", id.kind,
                         ") stands in the spec. It names one person for life and may not be kept here: "
                         "remove it, and use an invented one in examples."));
    finding.fixes.push_back(RedactionFix(context.spec, id.range, "placeholder_national_id"));
  }
}

}  // namespace

const Rule kPrivacyNationalId{
    .info =
        {.id = "privacy/national-id",
         .summary = "A personal number of the state or a health system stands in the spec.",
         .why =
             "Such a number follows a person for life and opens their files. A French social security number "
             "(NIR, the matricule INS) is known by its key; RPPS, ADELI, INS-C, NHS and US social security "
             "numbers only when their name stands right before them.",
         .severity = Severity::kError,
         .needs = Needs::kDoc,
         .fix = "Replaces the number by [personal number].",
         .failing = R"(# Import of patients

## Why

The file holds 1 85 05 78 006 084 91 in the wrong column.
)",
         .passing = R"(# Import of patients

## Why

The file holds 1 85 05 78 006 084 00 in the wrong column: the key is wrong, so the order
20260113104512345 is not found.
)"},
    .check = &Check};

}  // namespace whyspec::rules
