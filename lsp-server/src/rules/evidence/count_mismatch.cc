// "5 prospects", and the citations beside it come from 2.
//
// The claim is held against the narrowest text that cites calls: its sentence, its
// paragraph or list item, the list it introduces, its section. Accounts are merged by
// parent. What citations cannot settle is left alone: calls whose lifecycle nobody noted
// may be either kind, and in a whole section a claim may be about some of the calls only.
#include <algorithm>
#include <map>
#include <optional>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/cue_tables.h"
#include "rules/cues.h"
#include "rules/detect/characters.h"

namespace whyspec::rules {
namespace {

enum class Noun { kProspects, kCustomers, kAccounts, kCalls };

constexpr std::int64_t kMostClaimed = 9999;  // beyond it a number counts something else
constexpr std::size_t kGuardWords = 3;       // words before the number that may turn it into no claim

struct Claim {
  TextRange folded;  // "5 new prospects"
  TextRange number;  // "5"
  std::int64_t count = 0;
  bool at_least = false;  // "at least 5"
  Noun noun = Noun::kProspects;
};

bool InList(Language language, std::string_view group, std::string_view list, std::string_view word) {
  auto entries = FindWordList(language, group, list);
  if (entries.empty()) entries = FindWordList(Language::kEnglish, group, list);
  return std::any_of(entries.begin(), entries.end(),
                     [word](std::string_view entry) { return Fold(entry) == word; });
}

std::optional<std::int64_t> Number(std::string_view word, Language language) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), IsDigit)) {
    std::int64_t number = 0;
    for (char c : word) {
      number = number * 10 + (c - '0');
      if (number > kMostClaimed) return std::nullopt;
    }
    return number;
  }
  const auto words = FindWordList(language, "words", "number");
  for (std::size_t value = 0; value < words.size(); ++value) {
    // "un client" and "one customer" are as often an article as a count.
    if (value > 1 && Fold(words[value]) == word) return static_cast<std::int64_t>(value);
  }
  return std::nullopt;
}

std::optional<Noun> NounOf(std::string_view word, Language language) {
  if (InList(language, "cues", "people_prospect", word)) return Noun::kProspects;
  if (InList(language, "cues", "people_customer", word)) return Noun::kCustomers;
  if (InList(language, "counts", "accounts", word)) return Noun::kAccounts;
  if (InList(language, "counts", "calls", word)) return Noun::kCalls;
  return std::nullopt;
}

// True if one of the phrases of `list` ends within the last words before `at`.
bool GuardedBy(std::string_view sentence, Language language, std::string_view list) {
  const std::vector<TextRange> words = Words(sentence);
  const std::size_t from = words.size() > kGuardWords ? words.size() - kGuardWords : 0;
  std::string near = " ";
  for (std::size_t i = from; i < words.size(); ++i) near.append(Cut(sentence, words[i])).append(" ");
  for (std::string_view entry : FindWordList(language, "counts", list)) {
    std::string phrase = " ";
    for (TextRange word : Words(entry)) phrase.append(Cut(entry, word)).append(" ");
    if (near.find(phrase) != std::string::npos) return true;
  }
  return false;
}

// "2 of the 5 prospects": what is claimed is the 2. Where the number stands that `words`
// (of the sentence, up to the 5) lead from; its size if the 5 is a whole of which a part
// is told in other words ("most of our 5 prospects"); nullopt if it stands alone.
std::optional<std::size_t> PartOf(std::string_view before, const std::vector<TextRange>& words,
                                  Language language) {
  constexpr std::size_t kLongestLink = 3;  // "out of the"
  bool of = false;
  for (std::size_t back = 1; back <= kLongestLink + 1 && back <= words.size(); ++back) {
    const std::string_view word = Cut(before, words[words.size() - back]);
    if (InList(language, "counts", "part_of", word)) {
      of = true;
    } else if (!InList(language, "counts", "articles", word)) {
      if (!of) return std::nullopt;
      return Number(word, language) ? words.size() - back : words.size();
    }
  }
  return of ? std::optional<std::size_t>(words.size()) : std::nullopt;
}

std::vector<Claim> ClaimsIn(const SectionText& text, const Sentence& sentence) {
  std::vector<Claim> claims;
  const std::string_view folded = Cut(text.folded.text, sentence.folded);
  for (const CueHit& hit : FindCues(folded, text.language, "counted_people")) {
    if (hit.negated) continue;
    const std::string_view phrase = Cut(folded, hit.range);
    const std::vector<TextRange> words = Words(phrase);
    if (words.size() < 2) continue;
    Claim claim;
    const std::optional<std::int64_t> count = Number(Cut(phrase, words.front()), text.language);
    const std::optional<Noun> noun = NounOf(Cut(phrase, words.back()), text.language);
    if (!count || !noun) continue;
    const std::string_view before = folded.substr(0, hit.range.begin);
    // "2-5 prospects", "1.5 customers", "Q5 prospects", "#5 customers"
    if (!before.empty() && std::string_view("-.,/#$%+~<>=").find(before.back()) != std::string_view::npos)
      continue;
    const std::vector<TextRange> words_before = Words(before);
    if (const auto part = PartOf(before, words_before, text.language)) {
      if (*part == words_before.size()) continue;
      const TextRange number = words_before[*part];
      claim.count = *Number(Cut(before, number), text.language);
      claim.noun = *noun;
      claim.folded = {sentence.folded.begin + number.begin, sentence.folded.begin + hit.range.end};
      claim.number = {sentence.folded.begin + number.begin, sentence.folded.begin + number.end};
      claims.push_back(claim);
      continue;
    }
    if (GuardedBy(before, text.language, "no_claims")) continue;
    claim.at_least = GuardedBy(before, text.language, "lower_bounds");
    claim.count = *count;
    claim.noun = *noun;
    const Offset base = sentence.folded.begin;
    claim.folded = {base + hit.range.begin, base + hit.range.end};
    claim.number = {base + hit.range.begin + words.front().begin, base + hit.range.begin + words.front().end};
    claims.push_back(claim);
  }
  return claims;
}

// What the citations of a text can stand for.
struct Range {
  std::size_t least = 0;
  std::size_t most = 0;
};

Range Counted(const RuleContext& context, const std::vector<std::size_t>& which, Noun noun) {
  const evidence::SpecEvidence& all = context.spec.evidence;
  const evidence::Tally tally = evidence::Count(all, context.log, which);
  // Citations that lead nowhere and calls without an account could each be one more.
  std::vector<std::string_view> open;
  for (std::size_t index : which) {
    const evidence::ResolvedCitation& one = all.citations[index];
    const bool resolved = one.state == evidence::CitationState::kResolved;
    if (resolved && (noun == Noun::kCalls || !one.call->account.empty())) continue;
    open.push_back(resolved ? std::string_view(one.call->id) : std::string_view(one.citation.target));
  }
  std::sort(open.begin(), open.end());
  open.erase(std::unique(open.begin(), open.end()), open.end());
  const std::size_t undecided = tally.accounts - tally.prospects - tally.customers;
  switch (noun) {
    case Noun::kProspects:
      return {tally.prospects, tally.prospects + undecided + open.size()};
    case Noun::kCustomers:
      return {tally.customers, tally.customers + undecided + open.size()};
    case Noun::kAccounts:
      return {tally.accounts, tally.accounts + open.size()};
    case Noun::kCalls:
      return {tally.calls, tally.calls + open.size()};
  }
  return {};
}

bool Holds(const Claim& claim, Range range) {
  const auto count = static_cast<std::size_t>(claim.count);
  if (claim.at_least) return count <= range.most;
  return range.least <= count && count <= range.most;
}

struct Scope {
  TextRange range;
  std::string_view name;  // for the message
  bool whole_section = false;
};

// From narrow to wide.
std::vector<Scope> ScopesOf(const Spec& spec, TextRange sentence) {
  const markdown::Document& document = spec.document;
  std::vector<Scope> scopes = {{sentence, "this sentence"}};
  const auto blocks = document.blocks();
  markdown::Index block = document.BlockAt(sentence.begin);
  if (block != markdown::kNone) {
    TextRange range = blocks[block].range;
    std::string_view name = "this paragraph";
    const markdown::Index parent = blocks[block].parent;
    if (parent != markdown::kNone && blocks[parent].kind == markdown::BlockKind::kItem) {
      range = blocks[parent].range;
      name = "this list item";
    }
    scopes.push_back({range, name});
    // "Five prospects told us:" and the list below it.
    const std::string_view words = Trim(Cut(document.text(), blocks[block].range));
    if (!words.empty() && words.back() == ':') {
      for (markdown::Index next = block + 1; next < blocks.size(); ++next) {
        if (parent != markdown::kNone && blocks[next].range.begin >= blocks[parent].range.end) break;
        if (blocks[next].parent != parent) continue;
        const bool follows = blocks[next].kind == markdown::BlockKind::kList ||
                             blocks[next].kind == markdown::BlockKind::kBlockQuote;
        if (follows)
          scopes.push_back({{range.begin, std::max(range.end, blocks[next].range.end)}, "this list"});
        break;
      }
    }
  }
  const markdown::Index section = document.SectionAt(sentence.begin);
  scopes.push_back({document.sections()[section].range, "this section", true});
  return scopes;
}

std::string NounText(Noun noun, std::size_t count) {
  switch (noun) {
    case Noun::kProspects:
      return Plural(count, "prospect");
    case Noun::kCustomers:
      return Plural(count, "customer");
    case Noun::kAccounts:
      return Plural(count, "account");
    case Noun::kCalls:
      return Plural(count, "call");
  }
  return {};
}

// The counted number as the writer wrote theirs: a word for a word.
std::string NumberText(std::size_t count, bool as_word, Language language) {
  const auto words = FindWordList(language, "words", "number");
  return as_word && count < words.size() ? std::string(words[count]) : std::to_string(count);
}

// Counts of a text by noun. Sections are asked for again and again; each is counted once.
class Counts {
 public:
  explicit Counts(const RuleContext& context) : context_(context) {}

  Range Of(const Scope& scope, const std::vector<std::size_t>& cited, Noun noun) {
    if (!scope.whole_section) return Counted(context_, cited, noun);
    const auto [found, is_new] = known_.try_emplace({scope.range, noun});
    if (is_new) found->second = Counted(context_, cited, noun);
    return found->second;
  }

 private:
  const RuleContext& context_;
  std::map<std::pair<TextRange, Noun>, Range> known_;
};

void CheckSentence(const RuleContext& context, const SectionText& text, const Sentence& sentence,
                   Counts& counts, FindingSink& sink) {
  const std::vector<Claim> claims = ClaimsIn(text, sentence);
  if (claims.empty()) return;
  const Spec& spec = context.spec;
  const std::vector<Scope> scopes = ScopesOf(spec, sentence.source);
  const Scope* narrowest = nullptr;
  std::vector<std::size_t> cited;
  for (const Scope& scope : scopes) {
    std::vector<std::size_t> here = spec.evidence.CitationsIn(scope.range);
    if (here.empty()) continue;
    // A claim that any wider text bears out is right: "3 prospects" with one citation in
    // its own sentence and the others in the next.
    const bool right = std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
      return Holds(claim, counts.Of(scope, here, claim.noun));
    });
    // One number of the sentence is borne out: the others may be what it is a part of
    // ("2 of the 5 prospects").
    if (right) return;
    if (narrowest == nullptr) {
      narrowest = &scope;
      cited = std::move(here);
    }
  }
  if (narrowest == nullptr) return;  // evidence/uncited-claim and evidence/none say that
  for (const Claim& claim : claims) {
    const Range range = counts.Of(*narrowest, cited, claim.noun);
    const bool too_many = static_cast<std::size_t>(claim.count) > range.most;
    if (narrowest->whole_section && !too_many) continue;
    const TextRange place = text.ToSource(claim.folded);
    const std::size_t counted = too_many ? range.most : range.least;
    Finding& finding =
        sink.Add(place, StrCat("Says “", Printable(Cut(spec.text(), place)), "”, and the citations of ",
                               narrowest->name, " come from ",
                               range.least == range.most ? ""
                               : too_many                ? "at most "
                                                         : "at least ",
                               NounText(claim.noun, counted),
                               claim.noun == Noun::kCalls ? "" : " (companies of one group count once)",
                               ". Cite the others, or correct the number."));
    if (counted == 0 || range.least != range.most) continue;
    const TextRange number = text.ToSource(claim.number);
    const bool as_word = !IsDigit(Cut(spec.text(), number).empty() ? '0' : Cut(spec.text(), number).front());
    const std::string correct = NumberText(counted, as_word, text.language);
    finding.fixes.push_back({.title = StrCat("Write “", correct, "”"), .edits = {{number, correct}}});
  }
}

void Check(const RuleContext& context, FindingSink& sink) {
  if (context.spec.evidence.citations.empty()) return;
  Counts counts(context);
  for (const Spec::RoleText& role : context.spec.texts) {
    if (role.role == Role::kUsage) continue;  // how many will use it is a forecast
    for (const Sentence& sentence : role.text.sentences)
      CheckSentence(context, role.text, sentence, counts, sink);
  }
}

}  // namespace

const Rule kEvidenceCountMismatch{
    .info = {.id = "evidence/count-mismatch",
             .summary = "A count of prospects, customers, accounts or calls is not what the citations say.",
             .why = "“Five prospects” is the sentence everyone remembers. When two are cited, either three "
                    "calls are "
                    "not linked or the number grew on the way.",
             .severity = Severity::kWarning,
             .raise_when_ready = true,
             .needs = Needs::kLog,
             .fix = "Writes the counted number.",
             .failing = R"(# Monthly export

## Customer evidence

5 prospects copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40), [P1](call:borealis-2026-01-20#t=01:10)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
lifecycle: prospect
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
---8<--- calls/borealis-2026-01-20.md
---
account: borealis
lifecycle: prospect
---
**Sam Poe** [00:01:10]: We copy them too.
)",
             .passing = R"(# Monthly export

## Customer evidence

Two prospects copy the figures by hand ([P1](call:acme-2026-01-13#t=07:40), [P1](call:borealis-2026-01-20#t=01:10)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
lifecycle: prospect
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
---8<--- calls/borealis-2026-01-20.md
---
account: borealis
lifecycle: prospect
---
**Sam Poe** [00:01:10]: We copy them too.
)"},
    .check = &Check};

}  // namespace whyspec::rules
