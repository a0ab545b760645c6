// Completion of call ids, paths of call files, anchors and whole citations.
#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "evidence/search.h"
#include "features/call_face.h"
#include "features/completion_items.h"
#include "features/evidence_offer.h"
#include "features/link_target.h"
#include "features/markdown_escape.h"
#include "features/sentence.h"
#include "features/spots.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using calls::Call;
using calls::CallSummary;
using calls::Turn;

constexpr std::string_view kScheme = "call:";
// Excerpts of one answer; asked again as the person types on.
constexpr std::size_t kMaxOffers = 12;
// Calls whose turns are offered where there are no words to search by.
constexpr std::size_t kNewestCalls = 10;
// Below so many telling words a sentence says too little to search by.
constexpr std::size_t kMinTellingWords = 2;
constexpr Offset kReach = 400;  // bytes before an empty line

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

// What the sentence around the cursor says, the link being typed left out; on an empty
// line what was said just before it in the same section.
std::string TextAround(const rules::Spec& spec, TextRange replace) {
  const markdown::Document& document = spec.document;
  const std::string_view text = document.text();
  const markdown::Index block = document.BlockAt(replace.begin);
  const TextRange leaf =
      block == markdown::kNone ? LineAround(text, replace.begin) : document.blocks()[block].range;
  const TextRange sentence = SentenceAround(text, leaf, replace.begin);
  // A half-typed link: "[words](call:" before, its ")" and the rest of the line after.
  std::string said =
      StrCat(Cut(text, {sentence.begin, replace.begin}), " ",
             Cut(text, {std::max(replace.end, sentence.begin), std::max(replace.end, sentence.end)}));
  if (const std::size_t scheme = said.rfind("(call:"); scheme != std::string::npos) said.resize(scheme);
  if (!TellingWords(said).empty()) return said;
  const TextRange section = document.sections()[document.SectionAt(replace.begin)].range;
  const Offset from =
      ClampToCharacter(text, std::max(section.begin, replace.begin > kReach ? replace.begin - kReach : 0));
  return std::string(Cut(text, {from, std::max(from, replace.begin)}));
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

bool WantsEvidence(const rules::Spec& spec, Offset at) {
  return std::any_of(spec.matched.begin(), spec.matched.end(), [&](const rules::MatchedSection& matched) {
    const rules::Role role = matched.meaning->role;
    return (role == rules::Role::kWhy || role == rules::Role::kEvidence) &&
           spec.document.sections()[matched.section].range.Touches(at);
  });
}

std::string_view LanguageTag(const rules::Spec& spec) { return rules::Code(spec.language); }

// What customers said last, where there are no words to search by.
std::vector<Offer> NewestTurns(const engine::Snapshot& snapshot) {
  std::vector<Offer> out;
  std::size_t read = 0;
  for (const CallSummary& summary : NewestFirst(*snapshot.log)) {
    if (read++ == kNewestCalls || out.size() == kMaxOffers) break;
    const auto call = snapshot.log->Find(summary.id);
    if (call == nullptr || snapshot.log->WhyGone(call->id) != calls::Gone::kNo) continue;
    const CallFace face(*call, *snapshot.log, snapshot.spec->language);
    if (!face.shows_words()) continue;
    for (std::uint32_t i = 0; i < call->turns.size() && out.size() < kMaxOffers; ++i) {
      if (call->IsOurs(call->turns[i])) continue;
      out.push_back(OfferOf(call, face, i));
    }
  }
  return out;
}

template <typename Fill>
void AddOffers(const std::vector<Offer>& offers, const TypingContext& context, CompletionItems& items,
               const Fill& fill) {
  int rank = static_cast<int>(offers.size());
  for (const Offer& offer : offers) {
    CompletionItem item{.label = offer.label,
                        .detail = offer.detail,
                        .description = offer.description,
                        // Words typed so far stay in it, so that clients do not filter it away.
                        .filter_text = StrCat(context.typed, " ", offer.label),
                        .kind = CompletionKind::kCitation,
                        .resolve_id = TurnId(*offer.call, offer.turn)};
    fill(offer, item);
    items.Add(std::move(item), rank--);
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
    if (snapshot.log->WhyGone(summary.id) != calls::Gone::kNo) continue;
    const std::string start = scheme_typed ? StrCat(kScheme, summary.id) : summary.id;
    // A call of its head alone: thousands are looked at, few are shown.
    Call head;
    head.account = summary.account;
    head.lifecycle = summary.lifecycle;
    head.started_at_ms = summary.started_at_ms;
    head.visibility = summary.visibility;
    head.title = summary.title;
    const CallFace face(head, *snapshot.log, snapshot.spec->language);
    // Titles are searched only where they may be shown as they are.
    const std::string account = AccountAndDay(face);
    const std::string searched = face.shows_names() ? PlainLine(summary.title) : "";
    const std::string filter = StrCat(start, " ", searched, " ", account);
    if (!items.Matches(filter)) continue;
    std::string title = searched;
    if (!face.shows_names()) {
      // Which names to strike out of the title only the call itself knows.
      if (const auto call = snapshot.log->Find(summary.id)) {
        title = PlainLine(CallFace(*call, *snapshot.log, snapshot.spec->language).Title());
      }
    }
    ++added;
    items.Add({.label = summary.id,
               .detail = title,
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
  const std::string closer = context.closed ? "" : std::string(1, context.opener == '(' ? ')' : '>');
  struct Ranked {
    int rank = 0;
    std::uint32_t turn = 0;
  };
  std::vector<Ranked> ranked(call->turns.size());
  for (std::uint32_t i = 0; i < ranked.size(); ++i) ranked[i].turn = i;
  if (face.shows_words()) {
    // The moments that fit the sentence first, then the others as they were said.
    const std::string around = TextAround(*snapshot.spec, context.replace);
    const auto found = evidence::Search(*snapshot.log, {.text = around,
                                                        .call = call->id,
                                                        .language = std::string(LanguageTag(*snapshot.spec)),
                                                        .limit = kMaxOffers});
    int rank = static_cast<int>(found.size());
    for (const evidence::Excerpt& excerpt : found) ranked[excerpt.best_turn].rank = rank--;
  }
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
  if (!WantsEvidence(spec, context.replace.begin)) return;
  // "[three words" is a search of its own, helped by the sentence it stands in.
  const std::string typed(
      std::string_view(context.typed).substr(std::min<std::size_t>(1, context.typed.size())));
  const std::string text = StrCat(TextAround(spec, context.replace), " ", typed);
  std::vector<Offer> offers = FindOffers(snapshot, {.text = text,
                                                    .language = LanguageTag(spec),
                                                    .last_word_is_prefix = !typed.empty(),
                                                    .limit = kMaxOffers});
  if (offers.empty() && TellingWords(text).empty()) offers = NewestTurns(snapshot);
  items.MarkIncomplete();  // another word may find others
  AddOffers(offers, context, items, [&](const Offer& offer, CompletionItem& item) {
    item.text = offer.link;
    item.snippet = StrCat(offer.snippet, "$0");
  });
}

void CompleteSentence(const engine::Snapshot& snapshot, const TypingContext& context,
                      CompletionItems& items) {
  const rules::Spec& spec = *snapshot.spec;
  if (!WantsEvidence(spec, context.replace.begin)) return;
  std::string text = StrCat(TextAround(spec, context.replace), " ", context.typed);
  if (context.empty_line) {
    // No sentence asks yet: the spec itself does.
    text += StrCat(" ", spec.document.title().text);
    if (const rules::SectionText* why = spec.TextOf(rules::Role::kWhy)) {
      text += StrCat(" ", std::string_view(why->text).substr(0, ClampToCharacter(why->text, kReach)));
    }
  } else if (TellingWords(text).size() < kMinTellingWords) {
    return;
  }
  items.MarkIncomplete();
  const std::vector<Offer> offers = FindOffers(snapshot, {.text = text,
                                                          .language = LanguageTag(spec),
                                                          .last_word_is_prefix = !context.typed.empty(),
                                                          .limit = kMaxOffers,
                                                          .without_cited = context.empty_line});
  const std::string_view line_end = LineEndOf(spec.text());
  AddOffers(offers, context, items, [&](const Offer& offer, CompletionItem& item) {
    // Behind the sentence its source; on a line of its own the words too.
    if (context.empty_line) {
      item.text = WithLineEnds(BlockQuoteOf(offer), line_end);
    } else {
      item.text = StrCat(context.typed, context.typed.empty() ? "" : " ", "(", offer.link, ")");
    }
  });
}

}  // namespace whyspec::features
