// "The CEO asked for it" and nothing else: no cause, number, person or citation in the
// whole section. Only in profiles that ask for evidence: others are no business specs.
#include "rules/all_rules.h"
#include "rules/claims.h"

namespace whyspec::rules {
namespace {

// Somebody other than the one who asked.
bool NamesBeneficiary(const RuleContext& context, const SectionText& text, const CueHit& authority) {
  for (const CueHit& actor : text.Cues("actor")) {
    if (!authority.range.Overlaps(actor.range) && !actor.negated) return true;
  }
  SectionText without;  // personas of the glossary, generic words apart
  without.folded.text = text.folded.text;
  without.language = text.language;
  return NamesActor(context, without);
}

void Check(const RuleContext& context, FindingSink& sink) {
  ForEachText(context.spec, {Role::kWhy}, [&](const SectionText& text) {
    for (const CueHit& hit : text.Cues("authority")) {
      if (hit.negated) continue;
      const Sentence* sentence = text.SentenceAt(hit.range.begin);
      if (sentence == nullptr || text.HasCue("cause") || HasNumber(text) ||
          NamesBeneficiary(context, text, hit))
        return;
      const TextRange section = context.spec.document.sections()[text.section].range;
      if (!context.spec.evidence.CitationsIn(section).empty()) return;
      sink.Add(ClauseFrom(text, hit),
               "Who asked is not why. Nobody can weigh a request without its cause: say which problem stands "
               "behind "
               "it, who has it, and what it costs.");
      return;
    }
  });
}

}  // namespace

const Rule kWhyAuthorityOnly{
    .info =
        {.id = "why/authority-only",
         .summary = "The only reason given is that somebody asked.",
         .why =
             "A request from above or from one customer ends the discussion instead of opening it. The "
             "problem "
             "behind it may have a simpler answer, or may be gone already; nobody can find out from a name.",
         .severity = Severity::kWarning,
         .needs = Needs::kDoc,
         .failing = R"(# Monthly export

## Why

The CEO wants an export button on the dashboard, and we agreed to do it.
)",
         .passing = R"(# Monthly export

## Why

The CEO wants an export because operations leads lose two days a month copying figures by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
