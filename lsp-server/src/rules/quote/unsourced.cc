// A quote of five words or more that says nowhere who said it.
//
// In the evidence every such quote counts, in the why every block quote and those inline
// that are told as speech ("they say: “…”"): others are names of ideas and screens.
// Elsewhere specs quote logs and each other, so there only a block quote with an
// attribution ("— Jane, ops lead") or words told as a customer's do. A quote with a link
// to another source has a source.
#include <algorithm>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/call_words.h"
#include "rules/cited_call.h"
#include "rules/cue_tables.h"
#include "rules/cues.h"

namespace whyspec::rules {
namespace {

using markdown::Quote;
using markdown::QuoteKind;

constexpr std::size_t kMaxAttributionWords = 12;

bool InRole(const Spec& spec, Offset at, Role role) {
  return std::any_of(spec.matched.begin(), spec.matched.end(), [&](const MatchedSection& one) {
    return one.meaning->role == role && spec.document.sections()[one.section].range.Contains(at);
  });
}

// "> **Note**", "> [!WARNING]", "> TODO: …", "> <details>", "> # Aside": a box, not
// somebody's words.
bool IsCallout(std::string_view inner) {
  inner = Trim(inner);
  if (inner.substr(0, 2) == "[!" || inner.substr(0, 1) == "<" || inner.substr(0, 1) == "#") return true;
  while (!inner.empty() &&
         (inner[0] == '*' || inner[0] == '_' || inner[0] == '>' || IsAsciiSpace(inner[0]))) {
    inner.remove_prefix(1);
  }
  // A label of one to three words before a colon, or a bold one: "Note:", "**Open question**".
  const std::string head = Fold(inner.substr(0, 40));
  for (std::string_view label :
       {"note",     "nb",        "n.b",           "todo",     "tip",           "warning",      "important",
        "caution",  "info",      "open question", "question", "disclaimer",    "update",       "edit",
        "remarque", "attention", "astuce",        "a noter",  "avertissement", "hinweis",      "nota",
        "see ",     "voir ",     "summary",       "status",   "tl;dr",         "definition",   "example",
        "exemple",  "decision",  "as a ",         "as an ",   "i want to ",    "en tant que ", "je veux "}) {
    if (head.compare(0, label.size(), label) != 0) continue;
    const char after = head.size() > label.size() ? head[label.size()] : ':';
    if (label.back() == ' ' || after == ':' || after == '*' || after == '_' || after == ' ' || after == 's')
      return true;
  }
  return false;
}

// Ends with a line that begins with a dash and names somebody: "— Jane, ops lead".
bool HasAttribution(std::string_view inner) {
  inner = Trim(inner);
  const std::size_t line = inner.rfind('\n');
  if (line == std::string_view::npos) return false;
  std::string_view last = inner.substr(line + 1);
  while (!last.empty() && (last[0] == '>' || IsAsciiSpace(last[0]))) last.remove_prefix(1);
  const bool dash = last.substr(0, 3) == "—" || last.substr(0, 3) == "–" || last.substr(0, 2) == "--";
  const std::size_t words = dash ? CountWords(last) : 0;
  return words > 0 && words <= kMaxAttributionWords;
}

// The folded words of `text` after its last sentence end.
std::string LastSentence(std::string_view text) {
  const std::string folded = Fold(text);
  const std::size_t stop = folded.find_last_of(".!?");
  return stop == std::string::npos ? folded : folded.substr(stop + 1);
}

bool HasSpeechVerb(const std::string& folded, std::size_t first, std::size_t last, Language language) {
  const std::vector<TextRange> words = Words(folded);
  auto verbs = FindWordList(language, "speech", "verbs");
  if (verbs.empty()) verbs = FindWordList(Language::kEnglish, "speech", "verbs");
  for (std::size_t i = first; i < last && i < words.size(); ++i) {
    // "a way to say “…”" tells what one could say, not what was said.
    const bool infinitive =
        i > 0 && (Cut(folded, words[i - 1]) == "to" || Cut(folded, words[i - 1]) == "explicitly");
    if (!infinitive && std::find(verbs.begin(), verbs.end(), Cut(folded, words[i])) != verbs.end())
      return true;
  }
  return false;
}

constexpr Offset kReach = 160;  // bytes around an inline quote that tell who speaks
constexpr std::size_t kWordsBefore = 12;
constexpr std::size_t kWordsAfter = 5;

// Words beside an inline quote that say it was said: "they told us: “…”", "“…”, dit-il",
// "“…” — Jane", or a block that is nothing but the quote.
bool IsToldAsSpeech(const Spec& spec, const Quote& quote) {
  if (quote.block == markdown::kNone) return false;
  const TextRange block = spec.document.blocks()[quote.block].range;
  const Offset from = std::max(block.begin, quote.range.begin > kReach ? quote.range.begin - kReach : 0);
  const Offset to = std::min(block.end, quote.range.end + kReach);
  const std::string before = LastSentence(Cut(spec.text(), {from, quote.range.begin}));
  const std::size_t count = CountWords(before);
  if (HasSpeechVerb(before, count > kWordsBefore ? count - kWordsBefore : 0, count, spec.language))
    return true;
  const std::string_view rest = Cut(spec.text(), {quote.range.end, to});
  const std::string after = Fold(rest);
  if (HasSpeechVerb(after, 0, kWordsAfter, spec.language)) return true;
  const std::string_view tail = Trim(rest);
  const bool dash = tail.substr(0, 3) == "—" || tail.substr(0, 3) == "–" || tail.substr(0, 2) == "--";
  if (dash && CountWords(tail) > 0 && CountWords(tail) <= kMaxAttributionWords) return true;
  return CountWords(before) == 0 && CountWords(after) == 0;
}

// "a prospect told us: “…”"
bool IsToldAsCustomers(const Spec& spec, const Quote& quote) {
  if (quote.block == markdown::kNone || !IsToldAsSpeech(spec, quote)) return false;
  const Offset floor = spec.document.blocks()[quote.block].range.begin;
  const Offset from = std::max(floor, quote.range.begin > kReach ? quote.range.begin - kReach : 0);
  const std::string before = LastSentence(Cut(spec.text(), {from, quote.range.begin}));
  return HasCue(before, spec.language, "people");
}

bool IsCitation(const Spec& spec, markdown::Index link) {
  const auto& citations = spec.evidence.citations;  // in document order, as links are
  const auto found = std::lower_bound(
      citations.begin(), citations.end(), link,
      [](const evidence::ResolvedCitation& one, markdown::Index index) { return one.citation.link < index; });
  return found != citations.end() && found->citation.link == link;
}

// A link in the quote's own block, or in the words that lead to a block quote: the writer
// did name a source. A citation before a block quote counts only if those words announce
// the quote ("… ([P1](call:acme#t=10)):").
bool HasOtherSource(const Spec& spec, const Quote& quote) {
  constexpr Offset kLeadIn = 240;  // bytes
  TextRange block = quote.range;
  if (quote.block != markdown::kNone) {
    const TextRange whole = spec.document.blocks()[quote.block].range;
    block = {std::min(block.begin, whole.begin), std::max(block.end, whole.end)};
  }
  TextRange around = block;
  if (quote.kind == QuoteKind::kBlock) around.begin -= std::min(around.begin, kLeadIn);
  // Bare addresses are no links in CommonMark, and sources all the same.
  if (Cut(spec.text(), around).find("://") != std::string_view::npos) return true;
  const std::string_view lead_in = Trim(Cut(spec.text(), {around.begin, block.begin}));
  const bool announced = !lead_in.empty() && lead_in.back() == ':';
  const auto links = spec.document.links();
  auto link = std::lower_bound(links.begin(), links.end(), around.begin,
                               [](const markdown::Link& one, Offset at) { return one.range.begin < at; });
  for (; link != links.end() && link->range.begin < around.end; ++link) {
    if (announced || link->range.begin >= block.begin ||
        !IsCitation(spec, static_cast<markdown::Index>(link - links.begin()))) {
      return true;
    }
  }
  return false;
}

// The quote lies within a block quote that is judged as a whole.
bool InBlockQuote(const markdown::Document& document, const Quote& quote) {
  for (markdown::Index block = quote.block; block != markdown::kNone;
       block = document.blocks()[block].parent) {
    if (document.blocks()[block].kind == markdown::BlockKind::kBlockQuote) return true;
  }
  return false;
}

// Folding a call costs time on every keystroke; a spec that cites more has no lack of calls.
constexpr std::size_t kMostCallsSearched = 20;

// Links the quote to the turn that says it word for word, in a call the spec cites already.
void AddLinkFix(const RuleContext& context, const Quote& quote, CallWordsCache& cache, Finding& finding) {
  const std::string said = FoldedWords(quote.text);
  std::vector<const calls::Call*> tried;
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    const calls::Call* call = resolved.call.get();
    if (call == nullptr || std::find(tried.begin(), tried.end(), call) != tried.end()) continue;
    if (tried.size() == kMostCallsSearched) return;
    tried.push_back(call);
    const auto turns = cache.Of(*call).SaidOnce(said);
    if (!turns) continue;
    const calls::Participant* who = call->FindParticipant(call->turns[turns->first].speaker);
    const std::string label = who == nullptr ? call->id : Pseudonym(*call, *who);
    const std::string link =
        StrCat("[", label, "](call:", call->id,
               evidence::FormatAnchor(evidence::AnchorFor(*call, turns->first, turns->last)), ")");
    const bool block = quote.kind == QuoteKind::kBlock;
    finding.fixes.push_back({.title = StrCat("Cite ", call->id, ", ", TurnName(*call, turns->first)),
                             .edits = {{{quote.range.end, quote.range.end},
                                        block ? StrCat("\n> — ", link) : StrCat(" (", link, ")")}}});
    finding.related.push_back(RelatedTurn(context.log, *call, turns->first));
    return;
  }
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  CallWordsCache cache;
  for (const evidence::SpecQuote& found : spec.evidence.quotes) {
    if (found.citation || found.words < evidence::kMinQuoteWords) continue;
    const Quote& quote = spec.document.quotes()[found.quote];
    const bool block = quote.kind == QuoteKind::kBlock;
    const std::string_view inner = Cut(spec.text(), quote.inner);
    if (block ? IsCallout(inner) : InBlockQuote(spec.document, quote)) continue;
    if (HasOtherSource(spec, quote)) continue;
    const bool counts =
        InRole(spec, quote.range.begin, Role::kEvidence) ||
        (InRole(spec, quote.range.begin, Role::kWhy) && (block || IsToldAsSpeech(spec, quote))) ||
        (block ? HasAttribution(inner) : IsToldAsCustomers(spec, quote));
    if (!counts) continue;
    Finding& finding = sink.Add(quote.range,
                                "This quote says nowhere which call it comes from, so nobody can check the "
                                "words or hear what was said "
                                "around them. Add the call after it, as [who](call:id#t=07:40).");
    AddLinkFix(context, quote, cache, finding);
  }
}

}  // namespace

const Rule kQuoteUnsourced{
    .info =
        {.id = "quote/unsourced",
         .summary = "A quote of five words or more cites no call.",
         .why =
             "A quote is the strongest thing a spec can hold, and the easiest to bend or to invent. With the "
             "call beside it, anyone can hear it; without, it is worth no more than the writer's own words.",
         .severity = Severity::kWarning,
         .raise_when_ready = true,
         .needs = Needs::kDoc,
         .fix = "Cites the turn that says it, when a call cited in the spec does.",
         .failing = R"(# Monthly export

## Customer evidence

> We copy every figure by hand each month.

They add: “it takes us two whole days every time”.
)",
         .passing = R"(# Monthly export

## Customer evidence

> We copy every figure by hand each month.
> — [P1, ops lead](call:acme-2026-01-13#t=07:40)

They add: “it takes us two whole days every time” ([P1](call:acme-2026-01-13#t=08:02)).

> **Note**: figures of the pilot are left out here on purpose.
)"},
    .check = &Check};

}  // namespace whyspec::rules
