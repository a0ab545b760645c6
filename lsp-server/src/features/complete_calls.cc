// Completion of call ids, paths of call files, anchors and whole citations.
#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "features/call_face.h"
#include "features/completion_items.h"
#include "features/link_target.h"
#include "features/markdown_escape.h"
#include "features/sentence.h"
#include "features/spots.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using calls::Affiliation;
using calls::Call;
using calls::CallSummary;
using calls::Turn;

constexpr std::string_view kScheme = "call:";
// Turns looked at for one completion, newest calls first; the answer says so when
// there were more.
constexpr std::size_t kMaxTurnsRead = 20'000;
constexpr std::size_t kMaxCitations = 50;

std::vector<CallSummary> NewestFirst(const calls::CallLog& log) {
  std::vector<CallSummary> calls = log.List();
  std::stable_sort(calls.begin(), calls.end(), [](const CallSummary& a, const CallSummary& b) {
    return a.started_at_ms.value_or(INT64_MIN) > b.started_at_ms.value_or(INT64_MIN);
  });
  return calls;
}

std::string AccountAndDay(const CallFace& face) {
  const auto day = face.Day();
  return PlainLine(day ? StrCat(face.AccountLabel(), " · ", DayText(*day, face.language()))
                       : face.AccountLabel());
}

// What the sentence around the cursor is about, the link being typed left out.
std::vector<std::string> WordsAround(const rules::Spec& spec, TextRange replace) {
  const markdown::Document& document = spec.document;
  const std::string_view text = document.text();
  const markdown::Index block = document.BlockAt(replace.begin);
  TextRange leaf =
      block == markdown::kNone ? LineAround(text, replace.begin) : document.blocks()[block].range;
  const TextRange sentence = SentenceAround(text, leaf, replace.begin);
  // A half-typed link: "[words](call:" before, its ")" and the rest of the line after.
  std::string said =
      StrCat(Cut(text, {sentence.begin, replace.begin}), " ",
             Cut(text, {std::max(replace.end, sentence.begin), std::max(replace.end, sentence.end)}));
  if (const std::size_t scheme = said.rfind("(call:"); scheme != std::string::npos) said.resize(scheme);
  std::vector<std::string> words = TellingWords(said);
  if (!words.empty()) return words;
  // An empty line: what was said just before it, in the same section.
  const TextRange section = document.sections()[document.SectionAt(replace.begin)].range;
  const Offset from =
      ClampToCharacter(text, std::max(section.begin, replace.begin > 400 ? replace.begin - 400 : 0));
  return TellingWords(Cut(text, {from, std::max(from, replace.begin)}));
}

int SpeakerRank(const Call& call, const Turn& turn) {
  const calls::Participant* who = call.FindParticipant(turn.speaker);
  if (who == nullptr || who->affiliation == Affiliation::kUnknown) return 1;
  return who->affiliation == Affiliation::kExternal ? 2 : 0;
}

std::string TurnDetail(const CallFace& face, const Turn& turn) {
  const std::string who = face.SpeakerLine(turn);
  return PlainLine(turn.start_ms ? StrCat(who, " · ", ClockText(*turn.start_ms)) : who);
}

std::string TurnLabel(const CallFace& face, const Turn& turn) {
  return face.shows_words() ? StrCat("“", Shorten(PlainLine(face.Redact(turn.text)), 72), "”")
                            : face.SpeakerLine(turn);
}

std::string TurnId(const Call& call, std::size_t turn) {
  return StrCat(kResolveTurn, "|", call.id, "|", turn, "|", turn);
}

// The call a half-typed destination names.
std::shared_ptr<const Call> CallOf(const engine::Snapshot& snapshot, std::string_view target) {
  if (target.starts_with(kScheme)) return snapshot.log->Find(target.substr(kScheme.size()));
  const auto file = TargetOf(target, snapshot.spec->path);
  return file ? snapshot.log->FindByPath(file->path) : nullptr;
}

void AddPaths(const engine::Snapshot& snapshot, World& world, CompletionItems& items) {
  for (const std::string& path : world.CallPaths()) {
    const std::string relative = RelativeDestination(path, snapshot.spec->path);
    if (!items.Matches(relative)) continue;
    const auto call = snapshot.log->FindByPath(path);
    CompletionItem item{.label = relative,
                        .filter_text = relative,
                        .text = relative,
                        .kind = CompletionKind::kFile,
                        .ask_again = false};
    if (call != nullptr) {
      const CallFace face(*call, *snapshot.log, snapshot.spec->language);
      item.detail = PlainLine(face.Title());
      item.description = AccountAndDay(face);
      item.resolve_id = StrCat(kResolveCall, "|", call->id);
    }
    items.Add(std::move(item));
  }
}

}  // namespace

void CompleteDestination(const engine::Snapshot& snapshot, World& world, const TypingContext& context,
                         CompletionItems& items) {
  const bool path = context.typed.starts_with(".") || context.typed.find('/') != std::string::npos;
  if (path) {
    AddPaths(snapshot, world, items);
    return;
  }
  // Clients compare the filter text with what stands in the range, scheme or not.
  const bool scheme_typed =
      !context.typed.empty() && (context.typed.starts_with(kScheme) || kScheme.starts_with(context.typed));
  std::size_t added = 0;
  for (const CallSummary& summary : NewestFirst(*snapshot.log)) {
    if (added > kMaxCompletionItems) {
      items.MarkIncomplete();
      return;
    }
    const auto call = snapshot.log->Find(summary.id);
    if (call == nullptr || snapshot.log->WhyGone(summary.id) != calls::Gone::kNo) continue;
    const std::string start = scheme_typed ? StrCat(kScheme, summary.id) : summary.id;
    const CallFace face(*call, *snapshot.log, snapshot.spec->language);
    // Titles are searched only where they may be shown as they are.
    const std::string account = AccountAndDay(face);
    const std::string searched = face.shows_names() ? PlainLine(summary.title) : "";
    const std::string filter = StrCat(start, " ", searched, " ", account);
    if (!items.Matches(filter)) continue;
    ++added;
    items.Add({.label = summary.id,
               .detail = PlainLine(face.Title()),
               .description = account,
               .filter_text = filter,
               .text = StrCat(kScheme, summary.id),
               .kind = CompletionKind::kCall,
               .ask_again = true,
               .resolve_id = StrCat(kResolveCall, "|", summary.id)},
              items.Matches(start) ? 1 : 0);
  }
  if (context.typed.empty()) AddPaths(snapshot, world, items);
}

void CompleteAnchor(const engine::Snapshot& snapshot, const TypingContext& context, CompletionItems& items) {
  const auto call = CallOf(snapshot, context.target);
  if (call == nullptr || snapshot.log->WhyGone(call->id) != calls::Gone::kNo) return;
  const CallFace face(*call, *snapshot.log, snapshot.spec->language);
  const std::vector<std::string> wanted = WordsAround(*snapshot.spec, context.replace);
  const std::string closer = context.closed ? "" : std::string(1, context.opener == '(' ? ')' : '>');
  struct Ranked {
    int rank;
    std::uint32_t turn;
  };
  std::vector<Ranked> ranked;
  for (std::uint32_t i = 0; i < call->turns.size(); ++i) {
    const int shared = i < kMaxTurnsRead && face.shows_words()
                           ? static_cast<int>(CountShared(wanted, call->turns[i].text))
                           : 0;
    ranked.push_back({shared == 0 ? 0 : shared * 4 + SpeakerRank(*call, call->turns[i]), i});
  }
  // With something typed every turn may match it; else the best are enough.
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.rank > b.rank; });
  std::size_t added = 0;
  for (const Ranked& entry : ranked) {
    const Turn& turn = call->turns[entry.turn];
    const std::string anchor = evidence::FormatAnchor(evidence::AnchorFor(*call, entry.turn, entry.turn));
    const std::string label = TurnLabel(face, turn);
    const std::string filter = StrCat(anchor, " ", label);
    if (!items.Matches(filter)) continue;
    if (++added > kMaxCompletionItems) {
      items.MarkIncomplete();
      break;
    }
    items.Add({.label = label,
               .detail = TurnDetail(face, turn),
               .description = anchor,
               .filter_text = filter,
               .text = StrCat(anchor, closer),
               .kind = CompletionKind::kAnchor,
               .preselect = added == 1 && entry.rank > 0,
               .resolve_id = TurnId(*call, entry.turn)},
              entry.rank);
  }
}

void CompleteCitation(const engine::Snapshot& snapshot, const TypingContext& context,
                      CompletionItems& items) {
  const rules::Spec& spec = *snapshot.spec;
  bool wanted_here = false;
  for (const rules::MatchedSection& matched : spec.matched) {
    const TextRange range = spec.document.sections()[matched.section].range;
    const bool role =
        matched.meaning->role == rules::Role::kWhy || matched.meaning->role == rules::Role::kEvidence;
    if (role && range.Touches(context.replace.begin)) wanted_here = true;
  }
  if (!wanted_here) return;
  std::vector<std::string> wanted = WordsAround(spec, context.replace);
  for (std::string& word : TellingWords(context.typed)) wanted.push_back(std::move(word));
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());

  struct Ranked {
    int rank;
    std::shared_ptr<const Call> call;
    std::uint32_t turn;
  };
  std::vector<Ranked> ranked;
  std::size_t read = 0;
  for (const CallSummary& summary : NewestFirst(*snapshot.log)) {
    if (read >= kMaxTurnsRead) {
      items.MarkIncomplete();
      break;
    }
    const auto call = snapshot.log->Find(summary.id);
    if (call == nullptr || snapshot.log->WhyGone(call->id) != calls::Gone::kNo) continue;
    if (!CallFace(*call, *snapshot.log, spec.language).shows_words()) continue;
    for (std::uint32_t i = 0; i < call->turns.size() && read < kMaxTurnsRead; ++i, ++read) {
      const Turn& turn = call->turns[i];
      const int speaker = SpeakerRank(*call, turn);
      if (speaker == 0) continue;  // our own words are no evidence
      const int shared = static_cast<int>(CountShared(wanted, turn.text));
      if (shared == 0 && !wanted.empty()) continue;
      ranked.push_back({shared * 4 + speaker, call, i});
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Ranked& a, const Ranked& b) { return a.rank > b.rank; });
  if (ranked.size() > kMaxCitations) {
    items.MarkIncomplete();
    ranked.resize(kMaxCitations);
  }
  FaceCache faces(*snapshot.log, spec.language);
  for (const Ranked& entry : ranked) {
    const CallFace& face = faces.Of(*entry.call);
    const Turn& turn = entry.call->turns[entry.turn];
    const std::string destination =
        StrCat(kScheme, entry.call->id,
               evidence::FormatAnchor(evidence::AnchorFor(*entry.call, entry.turn, entry.turn)));
    // A spec lives in git, which forgets nothing: pseudonyms, whatever may be shown.
    const std::string who = EscapeMarkdown(face.Pseudonym(turn));
    const std::string label = TurnLabel(face, turn);
    items.Add({.label = label,
               .detail = TurnDetail(face, turn),
               .description = AccountAndDay(face),
               // Words typed so far stay in it, so that clients do not filter it away.
               .filter_text = StrCat(context.typed, " ", label),
               .text = StrCat("[", who, "](", destination, ")"),
               .snippet = StrCat("[${1:", EscapeSnippet(who), "}](", EscapeSnippet(destination), ")$0"),
               .kind = CompletionKind::kCitation,
               .resolve_id = TurnId(*entry.call, entry.turn)},
              entry.rank);
  }
}

}  // namespace whyspec::features
