// Two required sections that say the same words: the share of common words among all
// their different words (Jaccard) is 0.8 or more.
#include <algorithm>
#include <iterator>

#include "base/hash.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/places.h"

namespace whyspec::rules {
namespace {

constexpr std::size_t kFewestWords = 6;  // a line of five words proves nothing
constexpr double kSame = 0.8;

std::vector<std::uint64_t> WordSet(const SectionText& text) {
  std::vector<std::uint64_t> words;
  const std::string_view folded = text.folded.text;
  for (const TextRange word : Words(folded)) words.push_back(Hash64(Cut(folded, word)));
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

double Jaccard(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  const std::size_t all = a.size() + b.size() - common.size();
  return all == 0 ? 0 : static_cast<double>(common.size()) / static_cast<double>(all);
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  // One text of each role: the best one.
  std::vector<const SectionText*> texts;
  for (const Role role : {Role::kWhy, Role::kEvidence, Role::kUsage}) {
    const MatchedSection* section = spec.Find(role);
    const SectionText* text = spec.TextOf(role);
    if (section == nullptr || text == nullptr || !section->meaning->required || text->words < kFewestWords)
      continue;
    texts.push_back(text);
  }
  for (std::size_t b = 1; b < texts.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      // Very different lengths cannot share four words in five, repeats or not.
      if (texts[a]->section == texts[b]->section) continue;
      if (texts[a]->words > 8 * texts[b]->words || texts[b]->words > 8 * texts[a]->words) continue;
      if (Jaccard(WordSet(*texts[a]), WordSet(*texts[b])) < kSame) continue;
      const TextRange other = HeadingText(spec, texts[a]->section);
      Finding& finding = sink.Add(
          HeadingText(spec, texts[b]->section),
          StrCat("Says the same words as \"", Printable(Shorten(Cut(spec.text(), other), 40)),
                 "\". Each section answers its own question; a copy leaves one of them unanswered."));
      finding.related.push_back({"", other, "The same words"});
      break;
    }
  }
}

}  // namespace

const Rule kSectionRepeats{.info = {.id = "section/repeats",
                                    .summary = "Two required sections say the same words.",
                                    .why = "Why, evidence and usage answer three questions. A copied "
                                           "paragraph fills the heading and leaves "
                                           "the question open, which is harder to see than an empty section.",
                                    .severity = Severity::kWarning,
                                    .needs = Needs::kDoc,
                                    .failing = R"(# Monthly export

## Why

Operations leads copy forty figures by hand at the end of every month.

## Expected usage

At the end of every month operations leads copy forty figures by hand.
)",
                                    .passing = R"(# Monthly export

## Why

Operations leads copy forty figures by hand at the end of every month.

## Expected usage

Twelve sites export once a month from June 2026; two thirds of them without a call to support.
)"},
                           .check = &Check};

}  // namespace whyspec::rules
