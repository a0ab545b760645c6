// A required section with nothing in it. Every such section is reported, also a second
// one of the same role: a placeholder that was left is a placeholder.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/places.h"

namespace whyspec::rules {
namespace {

void Check(const RuleContext& context, FindingSink& sink) {
  markdown::Index last = markdown::kNone;
  for (const MatchedSection& matched : context.spec.matched) {
    // A heading that means two sections is one empty place.
    if (!matched.empty || !matched.meaning->required || matched.section == last) continue;
    last = matched.section;
    const SectionTemplate words = TemplateOf(*context.spec.profile, *matched.meaning, context.spec.language);
    std::string message = "This section holds nothing yet. ";
    switch (matched.meaning->role) {
      case Role::kWhy:
        message += "Readers need the reason before the detail.";
        break;
      case Role::kEvidence:
        message += "Readers need to see what customers said.";
        break;
      case Role::kUsage:
        message += "Readers need to know who will use it and how we will tell that it worked.";
        break;
      case Role::kOther:
        message += "Readers look for it here.";
        break;
    }
    if (!words.prompt.empty()) message += StrCat(" Write: ", words.prompt);
    sink.Add(HeadingText(context.spec, matched.section), std::move(message));
  }
}

}  // namespace

const Rule kSectionEmpty{.info = {.id = "section/empty",
                                  .summary = "A required section holds nothing, or only a placeholder.",
                                  .why = "A heading with TODO below it looks like a finished section in a "
                                         "table of contents and in a review "
                                         "list. The gap is found when it is too late to ask the customer.",
                                  .severity = Severity::kError,
                                  .needs = Needs::kDoc,
                                  .failing = R"(# Monthly export

## Why

TODO
)",
                                  .passing = R"(# Monthly export

## Why

Operations leads lose two days a month copying figures by hand.
)"},
                         .check = &Check};

}  // namespace whyspec::rules
