// "Many customers": how many? With a call log the count of what the block cites (else the
// section) is offered in its place. A number in the same sentence answers the question.
#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/claims.h"

namespace whyspec::rules {
namespace {

struct Counted {
  std::size_t count = 0;
  std::string words;  // "2 prospects"
};

// The noun as the author wrote it: the last word of the source.
std::string_view LastWord(std::string_view text) {
  const std::size_t blank = text.find_last_of(" \t\r\n");
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

Counted CountFor(const RuleContext& context, const SectionText& text, const CueHit& hit) {
  const std::string_view phrase = Cut(text.folded.text, hit.range);
  const Sentence* sentence = text.SentenceAt(hit.range.begin);
  const TextRange source = sentence != nullptr ? sentence->source : text.ToSource(hit.range);
  const markdown::Index block = context.spec.document.BlockAt(source.begin);
  std::vector<std::size_t> which;
  if (block != markdown::kNone) {
    which = context.spec.evidence.CitationsIn(context.spec.document.blocks()[block].range);
  }
  if (which.empty()) {
    which = context.spec.evidence.CitationsIn(context.spec.document.sections()[text.section].range);
  }
  const evidence::Tally tally = evidence::Count(context.spec.evidence, context.log, which);
  Counted counted;
  counted.count = tally.accounts;
  if (HasCue(phrase, text.language, "people_prospect")) {
    counted.count = tally.prospects;
  } else if (HasCue(phrase, text.language, "people_customer")) {
    counted.count = tally.customers;
  } else if (phrase.find("call") != std::string_view::npos ||
             phrase.find("appel") != std::string_view::npos) {
    counted.count = tally.calls;
  }
  std::string noun(LastWord(Cut(context.spec.text(), text.ToSource(hit.range))));
  if (counted.count == 1 && noun.size() > 1 && noun.back() == 's') noun.pop_back();
  counted.words = StrCat(counted.count, " ", noun);
  return counted;
}

void Check(const RuleContext& context, FindingSink& sink) {
  if (!AsksForEvidence(*context.spec.profile)) return;
  ForEachText(context.spec, {Role::kWhy, Role::kEvidence}, [&](const SectionText& text) {
    for (const CueHit& hit : text.Cues("weasel_count")) {
      const Sentence* sentence = text.SentenceAt(hit.range.begin);
      if (hit.negated || sentence == nullptr || IsQuestion(text, *sentence)) continue;
      if (HasNumber(text, sentence->folded)) continue;
      const TextRange range = text.ToSource(hit.range);
      Finding& finding = sink.Add(range, "How many? A reader cannot weigh a vague quantity");
      if (!context.log.available()) {
        finding.message += ": give the number, and link the calls.";
        continue;
      }
      const Counted counted = CountFor(context, text, hit);
      if (counted.count == 0) {
        finding.message += ", and no call linked here counts as one: link the calls.";
        continue;
      }
      finding.message += StrCat(". The calls linked here give ", counted.words, ".");
      Fix fix;
      fix.title = StrCat("Write \"", counted.words, "\"");
      fix.edits.push_back({range, counted.words});
      finding.fixes.push_back(std::move(fix));
    }
  });
}

}  // namespace

const Rule kEvidenceWeaselCount{
    .info = {.id = "evidence/weasel-count",
             .summary = "\"Many customers\", \"several prospects\": a quantity without a number.",
             .why = "Two and twenty are both several. The linked calls know the number, counted as "
                    "independent accounts, "
                    "so that three subsidiaries of one group do not pass for three customers.",
             .severity = Severity::kWarning,
             .needs = Needs::kDoc,
             .fix = "Offers the number that the linked calls give.",
             .failing = R"(# Monthly export

## Customer evidence

Several prospects copy the figures by hand.
)",
             .passing = R"(# Monthly export

## Customer evidence

Two prospects copy the figures by hand.
)"},
    .check = &Check};

}  // namespace whyspec::rules
