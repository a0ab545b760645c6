// A cited call, or another one the spec cites, denies the quote elsewhere: the same words with a
// negation put in or taken out, by an outside speaker. Citing that turn anywhere, or its call under
// a heading for such evidence, is discussing it.
#include <algorithm>
#include <memory>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/call_words.h"
#include "rules/cited_call.h"
#include "rules/contradiction.h"
#include "rules/cue_tables.h"

namespace whyspec::rules {
namespace {

// Words of a transcript as Markdown that shows just them.
std::string Escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool begins = i == 0 && std::string_view("#-+=>~:|").find(c) != std::string_view::npos;
    const bool numbers = (c == '.' || c == ')') && i > 0 && i < 10 &&
                         text.substr(0, i).find_first_not_of("0123456789") == std::string_view::npos;
    const bool marks = std::string_view("\\`*_[]<>&").find(c) != std::string_view::npos;
    if (begins || numbers || marks) out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

constexpr std::size_t kMaxCalls = 64;  // of one spec whose other turns are read

// Headings that mean evidence against: "Counter-examples", « Ce qui contredit ».
std::vector<TextRange> SectionsAgainst(const markdown::Document& document) {
  std::vector<TextRange> sections;
  for (const markdown::Section& section : document.sections()) {
    if (section.heading == markdown::kNone) continue;
    const std::string heading = FoldedWords(document.headings()[section.heading].text);
    bool against = false;
    for (const Language language : {Language::kEnglish, Language::kFrench}) {
      for (std::string_view name : FindWordList(language, "words", "contradicting")) {
        against = against || heading.find(FoldedWords(name)) != std::string::npos;
      }
    }
    if (against) sections.push_back(section.range);
  }
  return sections;
}

bool IsWithin(const std::vector<TextRange>& sections, TextRange range) {
  return std::any_of(sections.begin(), sections.end(), [&](TextRange one) { return one.Contains(range); });
}

class Checker {
 public:
  Checker(const RuleContext& context, FindingSink& sink)
      : context_(context),
        sink_(sink),
        all_(context.spec.evidence),
        against_(SectionsAgainst(context.spec.document)) {
    std::set<const calls::Call*> seen;
    for (const evidence::ResolvedCitation& resolved : all_.citations) {
      if (resolved.call == nullptr || calls_.size() >= kMaxCalls || !seen.insert(resolved.call.get()).second)
        continue;
      calls_.push_back({resolved.call, CallClauses::Of(resolved.call)});
    }
  }

  void Check() {
    for (const evidence::SpecQuote& quote : all_.quotes) {
      if (!quote.citation || quote.words < evidence::kMinQuoteWords) continue;
      const evidence::ResolvedCitation& resolved = all_.citations[*quote.citation];
      const markdown::Quote& written = context_.spec.document.quotes()[quote.quote];
      if (resolved.call == nullptr || IsWithin(against_, written.range)) continue;
      CheckQuote(quote, written, resolved);
    }
  }

 private:
  // The spec points at this turn somewhere, or at its call where it speaks of what contradicts.
  bool IsDiscussed(const calls::Call& call, std::uint32_t turn) const {
    return std::any_of(all_.citations.begin(), all_.citations.end(),
                       [&](const evidence::ResolvedCitation& one) {
                         if (one.call.get() != &call) return false;
                         if (one.has_turns && one.first_turn <= turn && turn <= one.last_turn) return true;
                         return IsWithin(against_, one.citation.range);
                       });
  }

  void CheckQuote(const evidence::SpecQuote& quote, const markdown::Quote& written,
                  const evidence::ResolvedCitation& resolved) {
    const auto clauses = QuoteClauses(written.text, resolved.call->language);
    for (const Clause& clause : *clauses) {
      for (const auto& [call, said] : calls_) {
        for (const Clause* other : said->Opposing(clause)) {
          const bool own = call == resolved.call && quote.verification &&
                           quote.verification->first_turn <= other->turn &&
                           other->turn <= quote.verification->last_turn;
          if (own || IsDiscussed(*call, other->turn)) continue;
          Tell(written, resolved, *call, other->turn, call == resolved.call);
          return;  // one is enough to send the reader there
        }
      }
    }
  }

  void Tell(const markdown::Quote& written, const evidence::ResolvedCitation& resolved,
            const calls::Call& call, std::uint32_t turn, bool same_call) {
    Finding& finding = sink_.Add(
        written.range,
        StrCat(
            same_call ? "The same call also says the opposite (" : "Another cited call says the opposite (",
            same_call ? "" : StrCat(call.id, ", "), TurnName(call, turn),
            "), and the spec does not speak of it. Whoever listens will find it: cite it too, and say what "
            "you make of it."));
    finding.related.push_back(RelatedTurn(context_.log, call, turn));
    AddFix(written, resolved, call, turn, finding);
  }

  // The other words as a quote of their own, after this one and its citation.
  void AddFix(const markdown::Quote& written, const evidence::ResolvedCitation& resolved,
              const calls::Call& call, std::uint32_t turn, Finding& finding) const {
    const auto blocks = context_.spec.document.blocks();
    const auto top = [&](markdown::Index block) {
      while (blocks[block].parent != markdown::kNone) block = blocks[block].parent;
      return block;
    };
    if (written.block == markdown::kNone || !MayShowWords(context_.log, call)) return;
    const markdown::Index cited = context_.spec.document.links()[resolved.citation.link].block;
    Offset end = blocks[top(written.block)].range.end;
    if (cited != markdown::kNone) end = std::max(end, blocks[top(cited)].range.end);
    const calls::Participant* who = call.FindParticipant(call.turns[turn].speaker);
    std::string said;
    for (const char c : call.turns[turn].text) said += c == '\n' || c == '\r' ? ' ' : c;
    finding.fixes.push_back(
        {.title = "Quote what says the opposite",
         .edits = {{{end, end},
                    StrCat("\n\n> ", Escaped(Trim(said)), "\n>\n> — [",
                           who == nullptr ? "Customer" : Escaped(Pseudonym(call, *who)), "](call:", call.id,
                           evidence::FormatAnchor(evidence::AnchorFor(call, turn, turn)), ")")}}});
  }

  const RuleContext& context_;
  FindingSink& sink_;
  const evidence::SpecEvidence& all_;
  std::vector<TextRange> against_;
  std::vector<std::pair<std::shared_ptr<const calls::Call>, std::shared_ptr<const CallClauses>>> calls_;
};

void Check(const RuleContext& context, FindingSink& sink) {
  const auto& quotes = context.spec.evidence.quotes;
  const bool any = std::any_of(quotes.begin(), quotes.end(), [](const evidence::SpecQuote& quote) {
    return quote.citation && quote.words >= evidence::kMinQuoteWords;
  });
  if (any) Checker(context, sink).Check();
}

}  // namespace

const Rule kEvidenceContradicted{
    .info = {.id = "evidence/contradicted",
             .summary = "A cited call says the opposite elsewhere, and the spec does not speak of it.",
             .why = "People contradict each other, and themselves. A spec that shows both sides is believed; "
                    "one that hides one is found out by the first engineer who opens the call.",
             .severity = Severity::kWarning,
             .needs = Needs::kLog,
             .fix = "Adds the words that say the opposite, as a quote with its citation.",
             .failing = R"(# Monthly export

## Customer evidence

> We lose night shifts at every month's end.
>
> — [P2, ops lead](call:acme-2026-01-13#t=07:48)
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Jane Roe** [00:07:48]: We lose night shifts at every month's end.

**Jane Roe** [00:21:10]: Now we never lose night shifts at the month's end.
)",
             .passing = R"(# Monthly export

## Customer evidence

> We lose night shifts at every month's end.
>
> — [P2, ops lead](call:acme-2026-01-13#t=07:48)
---8<--- calls/acme-2026-01-13.md
---
account: acme
language: en
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external}
---
**Jane Roe** [00:07:48]: We lose night shifts at every month's end.

**Jane Roe** [00:21:10]: We lose day shifts too, now and then.
)"},
    .check = &Check};

}  // namespace whyspec::rules
