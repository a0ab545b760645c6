// The words are right, the person named beside them did not say them. Names are looked
// for in the citation's label and the attribution of the quote ("— Jane Roe, ops lead",
// "Jane said:"). Pseudonyms ("P1"), roles and accounts name nobody.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/cited_quote.h"

namespace whyspec::rules {
namespace {

constexpr Offset kReach = 120;         // bytes around an inline quote that may name its speaker
constexpr std::size_t kLeastName = 3;  // letters of a first name that is looked for alone

struct Named {
  const calls::Participant* who = nullptr;  // nullptr: nobody of this call
  TextRange range;
};

// "Speaker 2", "P1", "Intervenant": a label of the recorder, no name.
bool IsRealName(const calls::Participant& who) {
  const std::string folded = Fold(who.name);
  if (folded.empty()) return false;
  static constexpr std::string_view kLabels[] = {
      "speaker", "intervenant", "locuteur", "participant", "unknown", "inconnu", "guest",
      "invite",  "client",      "customer", "prospect",    "user",    "agent",   "interviewer"};
  const std::vector<TextRange> words = Words(folded);
  if (words.empty()) return false;
  const std::string_view first = Cut(folded, words[0]);
  return std::find(std::begin(kLabels), std::end(kLabels), first) == std::end(kLabels) &&
         std::any_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         first.size() > 1;
}

bool IsCapital(std::string_view text, Offset at) {
  if (at >= text.size()) return false;
  const char c = text[at];
  return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) == 0xC3;
}

// The words of `text` at `range` of the spec, folded, with their places.
struct Word {
  std::string folded;
  TextRange range;
};
std::vector<Word> WordsIn(std::string_view text, TextRange range) {
  std::vector<Word> words;
  const std::string_view piece = Cut(text, range);
  for (const TextRange word : Words(piece)) {
    words.push_back({Fold(Cut(piece, word)), {range.begin + word.begin, range.begin + word.end}});
  }
  return words;
}

std::vector<std::string> NameWords(std::string_view name) {
  std::vector<std::string> words;
  const std::string folded = Fold(name);
  for (const TextRange word : Words(folded)) words.emplace_back(Cut(folded, word));
  return words;
}

class Names {
 public:
  explicit Names(const calls::Call& call) {
    std::map<std::string, int> firsts;
    for (const calls::Participant& who : call.participants) {
      if (!IsRealName(who)) continue;
      std::vector<std::string> words = NameWords(who.name);
      ++firsts[words[0]];
      people_.push_back({&who, std::move(words), false});
    }
    for (Person& person : people_) {
      person.first_alone = firsts[person.words[0]] == 1 && person.words[0].size() >= kLeastName;
    }
  }

  // Participants named in a place of the spec, by whole name or by a first name that only
  // one of them has.
  void FindIn(std::string_view text, TextRange range, std::vector<Named>& out) const {
    const std::vector<Word> words = WordsIn(text, range);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!IsCapital(text, words[i].range.begin)) continue;
      for (const Person& person : people_) {
        std::size_t length = 0;
        while (length < person.words.size() && i + length < words.size() &&
               words[i + length].folded == person.words[length]) {
          ++length;
        }
        const bool whole = length == person.words.size();
        if (!whole && !(length >= 1 && person.first_alone)) continue;
        // "Jane Smith" is not our Jane Roe.
        const std::size_t next = i + length;
        if (!whole && next < words.size() && words[next].range.begin == words[next - 1].range.end + 1 &&
            text[words[next - 1].range.end] == ' ' && IsCapital(text, words[next].range.begin)) {
          continue;
        }
        out.push_back({person.who, {words[i].range.begin, words[next - 1].range.end}});
        i = next - 1;
        break;
      }
    }
  }

  bool all_known(const calls::Call& call) const { return people_.size() == call.participants.size(); }
  bool Shares(const std::string& word) const {
    return std::any_of(people_.begin(), people_.end(), [&](const Person& person) {
      return std::find(person.words.begin(), person.words.end(), word) != person.words.end();
    });
  }

 private:
  struct Person {
    const calls::Participant* who;
    std::vector<std::string> words;
    bool first_alone;
  };
  std::vector<Person> people_;
};

// Where the spec may name the speaker of this quote.
std::vector<TextRange> AttributionPlaces(const Spec& spec, const JudgedQuote& judged) {
  std::vector<TextRange> places;
  const markdown::Link& link = spec.document.links()[judged.cited.citation.link];
  if (link.kind != markdown::LinkKind::kAutolink) places.push_back(link.text_range);
  const std::string_view text = spec.text();
  if (judged.quote.kind == markdown::QuoteKind::kBlock) {
    // The line of the attribution, up to its link; it begins with a dash.
    Offset line = link.range.begin;
    while (line > 0 && text[line - 1] != '\n') --line;
    const std::string_view before = Trim(Cut(text, {line, link.range.begin}));
    std::string_view words = before;
    while (!words.empty() && (words[0] == '>' || IsAsciiSpace(words[0]))) words.remove_prefix(1);
    if (words.starts_with("—") || words.starts_with("–") || words.starts_with("-")) {
      places.push_back({line, link.range.begin});
    }
    return places;
  }
  const markdown::Index block = judged.quote.block;
  if (block == markdown::kNone) return places;
  const TextRange around = spec.document.blocks()[block].range;
  // "Jane said: “…”": the sentence before; "“…”, said Jane": up to the link or full stop.
  Offset from = std::max(around.begin, judged.quote.range.begin - std::min(judged.quote.range.begin, kReach));
  const std::string_view lead = Cut(text, {from, judged.quote.range.begin});
  const std::size_t stop = lead.find_last_of(".!?\n”»\")");
  if (stop != std::string_view::npos) from += static_cast<Offset>(stop) + 1;
  const std::string_view announced = Trim(Cut(text, {from, judged.quote.range.begin}));
  if (announced.ends_with(':') || announced.ends_with(','))
    places.push_back({from, judged.quote.range.begin});
  Offset to = std::min({around.end, judged.quote.range.end + kReach, static_cast<Offset>(text.size())});
  if (link.range.begin >= judged.quote.range.end && link.range.begin < to) to = link.range.begin;
  const std::string_view tail = Cut(text, {judged.quote.range.end, to});
  to = judged.quote.range.end + static_cast<Offset>(std::min(tail.size(), tail.find_first_of(".!?\n“«")));
  if (to > judged.quote.range.end) places.push_back({judged.quote.range.end, to});
  return places;
}

// "Jane Roe" at the head of a label, if nobody of the call has any of its words and it is
// no account: then it names a stranger.
std::optional<Named> Stranger(const RuleContext& context, const JudgedQuote& judged, const Names& names,
                              TextRange label) {
  const std::string_view text = context.spec.text();
  const std::vector<Word> words = WordsIn(text, label);
  std::size_t length = 0;
  while (length < words.size() && length < 3 && IsCapital(text, words[length].range.begin) &&
         words[length].range.length() >= kLeastName &&
         (length == 0 || (words[length].range.begin == words[length - 1].range.end + 1 &&
                          text[words[length - 1].range.end] == ' '))) {
    ++length;
  }
  if (length != 2) return std::nullopt;
  // Behind a name comes a role or nothing: "Jane Roe, ops lead", "Jane Roe (07:40)".
  const char after = words[1].range.end < label.end ? text[words[1].range.end] : ',';
  if (after != ',' && after != ' ' && after != '(') return std::nullopt;
  if (after == ' ' && words.size() > 2 && words[2].range.begin == words[1].range.end + 1) return std::nullopt;
  if (Trim(Cut(text, {label.begin, words[0].range.begin})).size() > 3) return std::nullopt;
  for (std::size_t i = 0; i < length; ++i) {
    if (names.Shares(words[i].folded) || context.log.FindAccount(words[i].folded) != nullptr)
      return std::nullopt;
  }
  const TextRange range{words[0].range.begin, words[1].range.end};
  if (context.log.FindAccount(Cut(text, range)) != nullptr) return std::nullopt;
  const std::string folded = Fold(Cut(text, range));
  for (const calls::Participant& who : judged.call.participants) {
    if (Fold(ReadableCode(who.persona)) == folded || Fold(who.title) == folded) return std::nullopt;
  }
  return Named{nullptr, range};
}

void Check(const RuleContext& context, FindingSink& sink) {
  ForJudgedQuotes(context.spec, [&](const JudgedQuote& judged) {
    const evidence::Verification& found = judged.verification;
    if (found.verdict > evidence::Verdict::kReworded || found.occurrences > 1 || found.is_short) return;
    std::set<const calls::Participant*> speakers;
    bool unknown = false;
    for (std::uint32_t turn = found.first_turn; turn <= found.last_turn; ++turn) {
      const calls::Turn& said = judged.call.turns[turn];
      const calls::Participant* who =
          said.speaker.empty() ? nullptr : judged.call.FindParticipant(said.speaker);
      unknown = unknown || who == nullptr;
      speakers.insert(who);
    }
    if (unknown) return;
    const Names names(judged.call);
    std::vector<Named> named;
    const std::vector<TextRange> places = AttributionPlaces(context.spec, judged);
    for (const TextRange place : places) names.FindIn(context.spec.text(), place, named);
    const bool right = std::any_of(named.begin(), named.end(),
                                   [&](const Named& one) { return speakers.count(one.who) > 0; });
    if (right) return;
    const calls::Participant& speaker =
        *judged.call.FindParticipant(judged.call.turns[found.first_turn].speaker);
    if (named.empty() && IsRealName(speaker) && names.all_known(judged.call) && !places.empty()) {
      for (const TextRange place : places) {
        if (const auto stranger = Stranger(context, judged, names, place)) {
          named.push_back(*stranger);
          break;
        }
      }
    }
    if (named.empty()) return;
    const std::string who = WhoSaid(context.log, judged.call, found.first_turn);
    Finding& finding =
        sink.Add(named[0].range, StrCat("These words are not ", Cut(context.spec.text(), named[0].range),
                                        "'s: ", who, " says them (", TurnName(judged.call, found.first_turn),
                                        "). Who says something decides what it is worth; correct the name."));
    finding.related.push_back(RelatedTurn(context.log, judged.call, found.first_turn));
    if (speakers.size() == 1) {
      finding.fixes.push_back({.title = StrCat("Write ", who), .edits = {{named[0].range, who}}});
    }
  });
}

}  // namespace

const Rule kQuoteWrongSpeaker{
    .info = {.id = "quote/wrong-speaker",
             .summary = "The person named beside a quote did not say it.",
             .why = "The same sentence means one thing from the person who does the work and another from "
                    "the one who "
                    "sells to them. A quote under the wrong name misleads everybody who weighs it.",
             .severity = Severity::kError,
             .needs = Needs::kLog,
             .fix = "Corrects the name.",
             .failing = R"(# Monthly export

## Customer evidence

> We type every figure by hand each month.
> — [Alex Martin](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external, persona: ops_lead}
---
**Jane Roe** [00:07:40]: We type every figure by hand each month.
)",
             .passing = R"(# Monthly export

## Customer evidence

> We type every figure by hand each month.
> — [Jane Roe, ops lead](call:acme-2026-01-13#t=07:40)

> We type every figure by hand each month.
> — [P2](call:acme-2026-01-13#t=07:40)
---8<--- calls/acme-2026-01-13.md
---
account: acme
participants:
  - {id: p1, name: Alex Martin, affiliation: internal}
  - {id: p2, name: Jane Roe, affiliation: external, persona: ops_lead}
---
**Jane Roe** [00:07:40]: We type every figure by hand each month.
)"},
    .check = &Check};

}  // namespace whyspec::rules
