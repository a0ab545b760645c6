// A made-up quote used as evidence: marked hypothetical inside the evidence section, or the
// customer quote of a PR/FAQ where no real call supports the spec.
#include <algorithm>

#include "rules/all_rules.h"
#include "rules/claims.h"
#include "rules/heading_index.h"

namespace whyspec::rules {
namespace {

using markdown::Index;

// The words of this range say that a quote is made up ("Hypothetical customer quote").
bool SaysInvented(const Spec& spec, TextRange range) {
  std::string folded = Fold(Cut(spec.text(), range));
  // A note in brackets belongs to the words before it: "Customer quote (hypothetical)".
  std::replace_if(
      folded.begin(), folded.end(), [](char c) { return c == '(' || c == ')' || c == '[' || c == ']'; }, ' ');
  return HasCue(folded, spec.language, "invented_quote") ||
         HasCue(folded, Language::kEnglish, "invented_quote");
}

// The quote, the paragraph before it and the heading above it.
bool IsMarkedInvented(const Spec& spec, const markdown::Quote& quote, Index section) {
  const auto blocks = spec.document.blocks();
  const TextRange block = quote.block == markdown::kNone ? quote.range : blocks[quote.block].range;
  if (block.length() < 20000 && SaysInvented(spec, block)) return true;
  const Index heading = spec.document.sections()[section].heading;
  if (heading != markdown::kNone && SaysInvented(spec, spec.document.headings()[heading].text_range))
    return true;
  if (quote.kind != markdown::QuoteKind::kBlock || quote.block == markdown::kNone) return false;
  // The sibling just before the block quote.
  for (Index before = quote.block; before-- > 0;) {
    if (blocks[before].range.end > blocks[quote.block].range.begin) return false;  // a container
    if (blocks[before].parent != blocks[quote.block].parent) continue;
    return blocks[before].kind == markdown::BlockKind::kParagraph && blocks[before].range.length() < 2000 &&
           SaysInvented(spec, blocks[before].range);
  }
  return false;
}

// The innermost enclosing section whose heading announces a PR/FAQ's customer quote.
bool UnderCustomerQuote(const Spec& spec, Index section) {
  const auto sections = spec.document.sections();
  for (Index at = section; at != markdown::kNone; at = sections[at].parent) {
    if (sections[at].heading == markdown::kNone) continue;
    if (HeadingIsOf(spec.document.headings()[sections[at].heading].text, "invented")) return true;
  }
  return false;
}

// Sections that stand for evidence, those inside them included; by index.
std::vector<bool> EvidenceSections(const Spec& spec) {
  const auto sections = spec.document.sections();
  std::vector<bool> evidence(sections.size(), false);
  for (const MatchedSection& matched : spec.matched) {
    if (matched.meaning->role == Role::kEvidence) evidence[matched.section] = true;
  }
  for (Index i = 1; i < sections.size(); ++i) {
    const Index parent = sections[i].parent;  // stands before its children
    if (parent != markdown::kNone && evidence[parent]) evidence[i] = true;
  }
  return evidence;
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  if (!AsksForEvidence(*spec.profile)) return;
  const bool pr_faq = spec.profile->name == "pr-faq";
  if (spec.evidence.quotes.empty()) return;
  const auto quotes = spec.document.quotes();
  const std::vector<bool> in_evidence_section = EvidenceSections(spec);
  for (const evidence::SpecQuote& cited : spec.evidence.quotes) {
    const markdown::Quote& quote = quotes[cited.quote];
    const Index section = spec.document.SectionAt(quote.range.begin);
    const bool in_evidence = in_evidence_section[section];
    if (in_evidence && IsMarkedInvented(spec, quote, section)) {
      sink.Add(quote.range,
               "This quote is marked as made up, and stands where readers look for real customers. Replace "
               "it with "
               "words from a call and link the moment, or move it out of the evidence.");
      continue;
    }
    if (!pr_faq || cited.citation) continue;
    // A PR/FAQ may have its invented voice as long as real ones carry the spec.
    const bool supported = !spec.evidence.citations.empty();
    if (UnderCustomerQuote(spec, section) && (in_evidence || !supported)) {
      sink.Add(quote.range,
               "The customer quote of a PR/FAQ is made up, and here it is the only customer voice. It is no "
               "evidence: "
               "add a section with words from real calls, each linked.");
    }
  }
}

}  // namespace

const Rule kQuoteInvented{
    .info =
        {.id = "quote/invented",
         .summary = "A made-up quote stands in for evidence.",
         .why =
             "An invented customer always says what the feature needs. It is a good way to picture the goal "
             "and a "
             "bad way to find out whether anyone has the problem; readers cannot tell the two apart later.",
         .severity = Severity::kError,
         .needs = Needs::kDoc,
         .failing = R"(# Monthly export

## Customer evidence

Hypothetical customer quote:

> At last I can export everything with one click.
)",
         .passing = R"(# Monthly export

## Customer evidence

> We copy forty figures by hand at the end of every month.
>
> [P1, ops lead](call:acme-2026-01-13#t=07:40)
)"},
    .check = &Check};

}  // namespace whyspec::rules
