#include "features/evidence_view.h"

#include <algorithm>
#include <map>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "features/citation_card.h"
#include "features/citing.h"
#include "features/code_lens.h"
#include "features/markdown_escape.h"
#include "features/spots.h"
#include "features/wording.h"
#include "rules/claims.h"
#include "rules/places.h"

namespace whyspec::features {
namespace {

using rules::Language;
using rules::Role;
using rules::Severity;

constexpr std::size_t kMaxClaimCodePoints = 160;
constexpr std::size_t kMaxWordsCodePoints = 600;
// A citation may cover a whole call; a card shows so many of its turns.
constexpr std::uint32_t kMaxTurnsShown = 5;
constexpr std::string_view kContradicted = "evidence/contradicted";

Side SideOf(const calls::Call& call, const calls::Turn& turn) {
  const calls::Participant* who = call.FindParticipant(turn.speaker);
  if (who == nullptr || who->affiliation == calls::Affiliation::kUnknown) return Side::kUnknown;
  return who->affiliation == calls::Affiliation::kInternal ? Side::kUs : Side::kCustomer;
}

bool Overlap(TextRange a, TextRange b) { return a.begin < b.end && b.begin < a.end; }

// The gravest finding on a place, from warnings up; nullptr if there is none.
const rules::Finding* Gravest(const SpecDocument& spec, TextRange place) {
  const rules::Finding* worst = nullptr;
  for (const rules::Finding& finding : spec.findings) {
    if (finding.severity < Severity::kWarning || !Overlap(finding.range, place)) continue;
    if (worst == nullptr || finding.severity > worst->severity) worst = &finding;
  }
  return worst;
}

std::string_view MissingRule(Role role) {
  switch (role) {
    case Role::kWhy:
      return "section/missing-why";
    case Role::kEvidence:
      return "section/missing-evidence";
    case Role::kUsage:
      return "section/missing-usage";
    case Role::kOther:
      break;
  }
  return "section/missing";
}

SpecEvidenceView::Section ViewSection(const SpecDocument& spec, Role role) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  SpecEvidenceView::Section out{.role = role};
  const rules::MatchedSection* found = parsed.Find(role);
  if (found == nullptr) {
    for (const rules::ProfileSection& section : parsed.profile->sections) {
      if (section.role != role) continue;
      out.title = rules::TemplateOf(*parsed.profile, section, parsed.language).heading;
      break;
    }
    // Not asked of a small spec, by a profile without it, or where it was waived: no gap then.
    for (std::size_t i = 0; i < spec.findings.size(); ++i) {
      if (spec.findings[i].rule == MissingRule(role)) {
        out.findings.push_back(i);
        out.state = State::kMissing;
      }
    }
    return out;
  }
  const markdown::Section& section = parsed.document.sections()[found->section];
  out.body = section.range;
  if (section.heading != markdown::kNone) {
    out.heading = parsed.document.headings()[section.heading].range;
    out.title = parsed.document.headings()[section.heading].text;
  }
  if (found->empty) out.state = State::kMissing;
  for (std::size_t i = 0; i < spec.findings.size(); ++i) {
    if (!section.range.Contains(spec.findings[i].range)) continue;
    out.findings.push_back(i);
    if (spec.findings[i].severity >= Severity::kWarning && out.state == State::kOk) out.state = State::kWeak;
  }
  return out;
}

void AddSentences(const SpecDocument& spec, std::vector<SpecEvidenceView::Claim>& out) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  rules::ForEachText(parsed, {Role::kWhy, Role::kEvidence}, [&](const rules::SectionText& text) {
    const rules::Sentence* last = nullptr;
    for (const rules::CueHit& hit : text.Cues("claim")) {
      const rules::Sentence* sentence = text.SentenceAt(hit.range.begin);
      if (hit.negated || sentence == nullptr || sentence == last) continue;
      last = sentence;
      if (rules::IsQuestion(text, *sentence) || rules::IsConditional(text, *sentence)) continue;
      SpecEvidenceView::Claim claim{
          .text = Shorten(PlainLine(Cut(parsed.text(), sentence->source)), kMaxClaimCodePoints),
          .range = sentence->source};
      const rules::Finding* finding = Gravest(spec, sentence->source);
      if (finding != nullptr) claim.message = finding->message;
      if (!rules::IsCited(parsed, text, *sentence)) {
        claim.state = State::kMissing;
      } else if (finding != nullptr) {
        claim.state = State::kWeak;
      }
      out.push_back(std::move(claim));
    }
  });
}

void AddQuotes(const SpecDocument& spec, std::vector<SpecEvidenceView::Claim>& out) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  for (const evidence::SpecQuote& quote : parsed.evidence.quotes) {
    const markdown::Quote& written = parsed.document.quotes()[quote.quote];
    const rules::Finding* finding = Gravest(spec, written.range);
    // A quote nobody minds and nobody links is the name of an idea or a screen.
    if (!quote.citation && finding == nullptr) continue;
    SpecEvidenceView::Claim claim{
        .text = StrCat("“", Shorten(PlainLine(written.text), kMaxClaimCodePoints), "”"),
        .range = written.range,
        .is_quote = true};
    if (finding != nullptr) claim.message = finding->message;
    if (!quote.citation) {
      claim.state = State::kMissing;
    } else if (finding != nullptr ||
               (quote.verification && !evidence::IsVerified(quote.verification->verdict))) {
      claim.state = State::kWeak;
    }
    out.push_back(std::move(claim));
  }
}

CitationInfo ViewCitation(const SpecDocument& spec, FaceCache& faces, std::size_t index) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  const evidence::ResolvedCitation& citation = parsed.evidence.citations[index];
  CitationInfo out{.range = citation.citation.range};
  out.destination = Cut(parsed.text(), citation.citation.destination_range);
  out.problem = CitationProblem(citation, parsed.language);
  out.excerpt.call = citation.call == nullptr ? citation.citation.written_target : citation.call->id;
  if (citation.call == nullptr || citation.state == evidence::CitationState::kGone) return out;
  const CallFace& face = faces.Of(*citation.call);
  std::optional<evidence::TurnSpan> turns;
  if (citation.has_turns) turns = evidence::TurnSpan{citation.first_turn, citation.last_turn};
  out.excerpt = InfoOf(face, turns);
  for (const evidence::SpecQuote& quote : parsed.evidence.quotes) {
    if (quote.citation != index) continue;
    if (quote.only_sender_can_tell) out.verdict_text = NotHereText(parsed.language);
    if (!quote.verification) continue;
    out.verdict = quote.verification->verdict;
    out.verdict_text = VerdictText(*quote.verification, face, parsed.language);
  }
  return out;
}

Language LanguageOf(const calls::Call& call) {
  return rules::ParseLanguage(call.language).value_or(Language::kEnglish);
}

}  // namespace

ExcerptInfo InfoOf(const CallFace& face, std::optional<evidence::TurnSpan> turns) {
  const calls::Call& call = face.call();
  ExcerptInfo out{.call = call.id,
                  .call_title = PlainLine(face.Title()),
                  .account = PlainLine(face.AccountLabel()),
                  .lifecycle = std::string(LifecycleText(call.lifecycle, face.language()))};
  if (const auto day = face.Day()) out.day = DayText(*day, face.language());
  if (!turns || turns->first >= call.turns.size()) return out;
  const calls::Turn& first = call.turns[turns->first];
  out.anchor = evidence::FormatAnchor(evidence::AnchorFor(call, turns->first, turns->last));
  out.who = PlainLine(face.SpeakerLine(first));
  if (first.start_ms) out.time = ClockText(*first.start_ms);
  if (!face.shows_words()) return out;
  const std::uint32_t last = std::min(
      {turns->last, turns->first + kMaxTurnsShown - 1, static_cast<std::uint32_t>(call.turns.size() - 1)});
  std::vector<std::string> words;
  for (std::uint32_t i = turns->first; i <= last; ++i) words.push_back(face.Redact(call.turns[i].text));
  out.words = Shorten(PlainLine(Join(words, " ")), kMaxWordsCodePoints);
  return out;
}

SpecEvidenceView ViewEvidence(const SpecDocument& spec) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  SpecEvidenceView out;
  out.title = parsed.document.title().text.empty() ? std::string(Basename(parsed.path))
                                                   : PlainLine(parsed.document.title().text);
  out.status = rules::Name(parsed.meta.status.value_or(rules::SpecStatus::kReview));
  out.tally = evidence::Count(parsed.evidence, *spec.snapshot.log);
  out.summary = EvidenceSummary(out.tally, spec.snapshot.today, parsed.language);
  for (const rules::Finding& finding : spec.findings) {
    if (finding.severity == Severity::kError) ++out.errors;
    if (finding.severity == Severity::kWarning) ++out.warnings;
  }
  for (const Role role : {Role::kWhy, Role::kEvidence, Role::kUsage}) {
    out.sections.push_back(ViewSection(spec, role));
    out.state = std::max(out.state, out.sections.back().state);
  }
  if (out.errors + out.warnings > 0) out.state = std::max(out.state, State::kWeak);
  AddSentences(spec, out.claims);
  AddQuotes(spec, out.claims);
  std::stable_sort(out.claims.begin(), out.claims.end(),
                   [](const auto& a, const auto& b) { return a.range.begin < b.range.begin; });
  FaceCache faces(*spec.snapshot.log, parsed.language);
  for (std::size_t i = 0; i < parsed.evidence.citations.size(); ++i) {
    out.citations.push_back(ViewCitation(spec, faces, i));
  }
  for (std::size_t i = 0; i < spec.findings.size(); ++i) {
    if (spec.findings[i].rule == kContradicted) out.contradictions.push_back(i);
  }
  return out;
}

CallListView ListCalls(World& world, std::string_view query) {
  const auto log = world.Log();
  std::vector<std::string> wanted;
  const std::string folded = Fold(query);
  for (const TextRange word : Words(folded)) wanted.emplace_back(Cut(folded, word));
  std::vector<calls::CallSummary> list = log->List();
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return a.started_at_ms.value_or(INT64_MIN) > b.started_at_ms.value_or(INT64_MIN);
  });
  std::map<std::pair<std::string, std::string>, CallListView::Account> accounts;  // by folded label
  for (const calls::CallSummary& summary : list) {
    calls::Call head;
    head.account = summary.account;
    head.lifecycle = summary.lifecycle;
    head.started_at_ms = summary.started_at_ms;
    head.visibility = summary.visibility;
    head.title = summary.title;
    const CallFace face(head, *log, Language::kEnglish);
    CallListView::Entry entry{.id = summary.id,
                              .path = summary.path,
                              .title = face.shows_names() ? PlainLine(summary.title) : "",
                              .type = std::string(TypeText(summary.type, Language::kEnglish)),
                              .turns = summary.turn_count};
    if (const auto day = face.Day()) entry.day = DayText(*day, Language::kEnglish);
    const std::string label = PlainLine(face.AccountLabel());
    const std::string searched =
        Fold(StrCat(entry.id, " ", entry.title, " ", label, " ", entry.day, " ", entry.type));
    if (!std::all_of(wanted.begin(), wanted.end(),
                     [&](const std::string& word) { return searched.find(word) != std::string::npos; })) {
      continue;
    }
    entry.cited_by = SpecsOf(PlacesCiting(world, entry.id)).size();
    CallListView::Account& account = accounts[{Fold(label), label}];
    account.label = label;
    if (account.lifecycle.empty()) {
      account.lifecycle = std::string(LifecycleText(summary.lifecycle, Language::kEnglish));
    }
    account.calls.push_back(std::move(entry));
  }
  CallListView out;
  for (auto& [key, account] : accounts) out.accounts.push_back(std::move(account));
  return out;
}

CallView ViewCall(World& world, const calls::Call& call, std::string_view anchor) {
  const auto log = world.Log();
  const CallFace face(call, *log, LanguageOf(call));
  CallView out{.id = call.id,
               .path = call.path,
               .title = PlainLine(face.Title()),
               .line = PlainLine(CallLine(face, std::nullopt))};
  if (!anchor.empty() && anchor.front() == '#') anchor.remove_prefix(1);
  if (!anchor.empty()) {
    const auto resolved = evidence::TurnsAt(call, evidence::ParseAnchor(anchor));
    if (resolved && resolved->last < call.turns.size()) out.focus = resolved;
  }
  const bool gone = log->WhyGone(call.id) != calls::Gone::kNo;
  if (gone || !face.shows_words()) {
    out.withheld = Say(face.language(), "The words of this call may not be shown to readers of specs.",
                       "Les mots de cet appel ne peuvent pas être montrés aux lecteurs des specs.");
  }
  std::map<std::string, std::size_t> index;  // of specs, by path
  std::vector<std::vector<std::size_t>> cited(call.turns.size());
  for (const CitingPlace& place : PassagesCiting(world, call)) {
    const auto [known, fresh] = index.try_emplace(place.path, out.specs.size());
    if (fresh) out.specs.push_back({.title = PlainLine(SpecTitle(world, place.path)), .path = place.path});
    out.specs[known->second].places.push_back(place.range);
    if (!place.turns) continue;
    for (std::uint32_t i = place.turns->first; i <= place.turns->last && i < cited.size(); ++i) {
      if (cited[i].empty() || cited[i].back() != known->second) cited[i].push_back(known->second);
    }
  }
  if (!out.withheld.empty()) return out;
  for (const calls::Participant& person : call.participants) {
    calls::Turn turn;
    turn.speaker = person.id;
    out.people.push_back({.label = PlainLine(face.SpeakerLabel(turn)),
                          .role = PlainLine(face.RoleLabel(turn)),
                          .side = SideOf(call, turn)});
  }
  for (std::uint32_t i = 0; i < call.turns.size(); ++i) {
    const calls::Turn& turn = call.turns[i];
    CallView::Turn shown{.who = PlainLine(face.SpeakerLine(turn)),
                         .words = PlainLine(face.Redact(turn.text)),
                         .anchor = evidence::FormatAnchor(evidence::AnchorFor(call, i, i)),
                         .side = SideOf(call, turn),
                         .cited_by = std::move(cited[i])};
    if (turn.start_ms) shown.time = ClockText(*turn.start_ms);
    shown.citation = StrCat("[", EscapeMarkdown(face.Pseudonym(turn)), "](call:", call.id, shown.anchor, ")");
    if (!turn.source.empty()) shown.source = turn.source;
    out.turns.push_back(std::move(shown));
  }
  return out;
}

}  // namespace whyspec::features
