// A citation without an anchor that has to carry a quote or a claim. A list of calls
// ("Sources: …") and a call without transcript need none.
#include <algorithm>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/call_words.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

// Words of a sentence besides its links that make it a claim rather than a reference.
constexpr std::size_t kClaimWords = 6;

// The sentences of the why and the evidence that say something.
class Claims {
 public:
  explicit Claims(const Spec& spec) : spec_(spec) {}

  // The link stands in one of them.
  bool Support(TextRange link) {
    for (const Spec::RoleText& text : spec_.texts) {
      if (text.role == Role::kUsage) continue;
      const auto& sentences = text.text.sentences;
      const auto found = std::partition_point(sentences.begin(), sentences.end(), [&](const Sentence& one) {
        return one.source.end <= link.begin;
      });
      if (found == sentences.end() || !found->source.Overlaps(link)) continue;
      if (&*found != last_) {  // links of one sentence come one after the other
        last_ = &*found;
        last_is_claim_ = OwnWords(text.text, *found) >= kClaimWords;
      }
      return last_is_claim_;
    }
    return false;
  }

 private:
  // Words besides the labels of links, which say who speaks, not what.
  std::size_t OwnWords(const SectionText& text, const Sentence& sentence) const {
    std::size_t words = CountWords(Cut(text.folded.text, sentence.folded));
    const auto links = spec_.document.links();
    auto label = std::lower_bound(links.begin(), links.end(), sentence.source.begin,
                                  [](const markdown::Link& one, Offset at) { return one.range.begin < at; });
    for (; label != links.end() && label->range.begin < sentence.source.end; ++label) {
      words -= std::min(words, CountWords(Cut(spec_.text(), label->text_range)));
    }
    return words;
  }

  const Spec& spec_;
  const Sentence* last_ = nullptr;
  bool last_is_claim_ = false;
};

void Check(const RuleContext& context, FindingSink& sink) {
  const evidence::SpecEvidence& all = context.spec.evidence;
  const QuotesByCitation quotes = GroupQuotes(all);
  Claims claims(context.spec);
  CallWordsCache words;
  for (std::size_t i = 0; i < all.citations.size(); ++i) {
    const evidence::ResolvedCitation& resolved = all.citations[i];
    const evidence::Citation& citation = resolved.citation;
    if (resolved.state != evidence::CitationState::kResolved || resolved.call->turns.empty() ||
        citation.anchor.kind != evidence::AnchorKind::kWholeCall) {
      continue;
    }
    const calls::Call& call = *resolved.call;
    const auto found = quotes.find(i);
    const bool quoted = found != quotes.end();
    if (!quoted && !claims.Support(citation.range)) continue;
    Finding& finding =
        sink.Add(citation.range, StrCat("This cites a whole call of ", Plural(call.turns.size(), "turn"),
                                        quoted ? " for one quote" : " for one claim",
                                        ": readers have to search it. Point at the moment, as ",
                                        call.has_times() ? "#t=07:40." : "#turn=12."));
    const evidence::SpecQuote* quote = quoted ? found->second.front() : nullptr;
    if (quote == nullptr || quote->words < evidence::kMinQuoteWords) continue;
    const std::string said = FoldedWords(context.spec.document.quotes()[quote->quote].text);
    if (const auto turns = words.Of(call).SaidOnce(said)) {
      const std::string anchor = evidence::FormatAnchor(evidence::AnchorFor(call, turns->first, turns->last));
      finding.fixes.push_back({.title = StrCat("Point at ", anchor, ", which says the quote"),
                               .edits = {{citation.anchor_range, anchor}},
                               .automatic = true});
      finding.related.push_back(RelatedTurn(context.log, call, turns->first));
    }
  }
}

}  // namespace

const Rule kCitationWholeCall{
    .info = {.id = "citation/whole-call",
             .summary = "A quote or claim cites a whole call.",
             .why = "An hour of talk is no evidence one can check. The moment is: with an anchor the reader "
                    "opens the "
                    "words and what was said around them.",
             .severity = Severity::kInfo,
             .needs = Needs::kLog,
             .fix = "Adds the anchor of the turn that says the quote word for word.",
             .failing = R"(# Monthly export

## Customer evidence

> We copy every figure by hand each month.
> — [P1, ops lead](call:acme-2026-01-13)
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand each month.
)",
             .passing = R"(# Monthly export

## Customer evidence

> We copy every figure by hand each month.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)

Calls: [Acme, January](call:acme-2026-01-13).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
