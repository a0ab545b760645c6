#include "features/completion.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/read_call.h"
#include "features/citation_card.h"
#include "features/completion_items.h"
#include "features/schema_spot.h"
#include "features/spots.h"
#include "features/symbols.h"
#include "rules/registry.h"

namespace whyspec::features {
namespace {

std::string SortKey(std::size_t index) {
  std::string digits = StrCat(index);
  return std::string(5 - std::min<std::size_t>(5, digits.size()), '0') + digits;
}

std::vector<std::string_view> Split(std::string_view id) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t bar = id.find('|');
    parts.push_back(id.substr(0, bar));
    if (bar == std::string_view::npos) return parts;
    id.remove_prefix(bar + 1);
  }
}

std::optional<std::uint32_t> Number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Of what is typed, where the word at the cursor begins.
std::size_t WordBegin(std::string_view typed) {
  std::size_t at = typed.size();
  while (at > 0 && (std::isalnum(static_cast<unsigned char>(typed[at - 1])) != 0 || typed[at - 1] == '_' ||
                    static_cast<unsigned char>(typed[at - 1]) >= 0x80)) {
    --at;
  }
  return at;
}

// In a link, what stands there already and stays ("call:", "../calls/") is left out of the
// edit: clients that complete the word at the cursor (Vim's, Emacs') would put it in a second
// time, or take the item for one that does not fit.
void KeepWhatStands(std::string_view typed, CompletionItem& item) {
  if (item.kind != CompletionKind::kCall && item.kind != CompletionKind::kFile) return;
  const std::string_view head = typed.substr(0, WordBegin(typed));
  const bool keeps = item.text.starts_with(head) && item.filter_text.starts_with(head) &&
                     (item.snippet.empty() || item.snippet.starts_with(head));
  if (!keeps) return;
  item.text.erase(0, head.size());
  item.filter_text.erase(0, head.size());
  if (!item.snippet.empty()) item.snippet.erase(0, head.size());
  item.range.begin += static_cast<Offset>(head.size());
}

}  // namespace

CompletionItems::CompletionItems(const TypingContext& context)
    : context_(&context), typed_(Fold(context.typed)) {}

bool CompletionItems::Matches(std::string_view filter_text) const {
  return typed_.empty() || FuzzyScore(typed_, Fold(filter_text)) > 0;
}

void CompletionItems::Add(CompletionItem item, int rank) {
  if (item.filter_text.empty()) item.filter_text = item.label;
  const std::string filter = Fold(item.filter_text);
  if (!typed_.empty() && FuzzyScore(typed_, filter) == 0) return;
  // What goes on from the typed text comes before what holds it, and that before what
  // has its letters here and there.
  const int nearness = filter.starts_with(typed_) ? 2 : filter.find(typed_) != std::string::npos ? 1 : 0;
  item.range = context_->replace;
  KeepWhatStands(context_->typed, item);
  items_.emplace_back(std::pair(nearness, rank), std::move(item));
}

Completion CompletionItems::Take() {
  std::stable_sort(items_.begin(), items_.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  Completion out;
  out.incomplete = incomplete_ || items_.size() > kMaxCompletionItems;
  if (items_.size() > kMaxCompletionItems) items_.resize(kMaxCompletionItems);
  for (auto& entry : items_) {
    entry.second.sort_key = SortKey(out.items.size());
    out.items.push_back(std::move(entry.second));
  }
  return out;
}

Completion CompleteAt(const engine::Snapshot& snapshot, World& world, Offset at, bool asked) {
  const TypingContext context = TypingAt(snapshot.spec->document, at);
  CompletionItems items(context);
  switch (context.what) {
    case Typing::kNothing:
      break;
    case Typing::kDestination:
      CompleteDestination(snapshot, world, context, items);
      break;
    case Typing::kAnchor:
      CompleteAnchor(snapshot, context, items);
      break;
    case Typing::kCitation:
      CompleteCitation(snapshot, context, items);
      break;
    case Typing::kSentence:
      if (asked) CompleteSentence(snapshot, context, items);
      break;
    case Typing::kHeading:
      CompleteHeading(snapshot, context, items);
      break;
    case Typing::kKey:
    case Typing::kValue:
      CompleteFrontMatter(snapshot, world, context, items);
      break;
    case Typing::kDirective:
    case Typing::kDirectiveRule:
      CompleteDirective(context, items);
      break;
  }
  return items.Take();
}

Completion CompleteAt(const CallDocument& call, World& world, Offset at) {
  if (!call.path.ends_with(".md")) return {};
  const TypingContext context = TypingInFrontMatter(call.text, ClampToCharacter(call.text, at));
  if (context.what == Typing::kNothing) return {};
  CompletionItems items(context);
  CompleteCallFrontMatter(call, world, context, items);
  return items.Take();
}

std::string ResolveCompletion(World& world, const std::string& spec_path, std::string_view resolve_id,
                              Markup markup) {
  const std::vector<std::string_view> parts = Split(resolve_id);
  Sheet sheet(markup);
  if (parts[0] == kResolveRule && parts.size() == 2) {
    if (const rules::Rule* rule = rules::FindRule(parts[1])) sheet.Trusted(rules::RulePage(rule->info));
  } else if (parts[0] == kResolveKey && parts.size() == 2) {
    const data::Field* field = FindField(rules::kSpecFrontMatterSchema, parts[1]);
    if (field != nullptr) WriteField(sheet, *field, parts[1]);
  } else if (parts[0] == kResolveCallKey && parts.size() == 2) {
    const data::Field* field = FindField(calls::kCallSchema, parts[1]);
    if (field != nullptr) WriteField(sheet, *field, parts[1]);
  } else if (parts[0] == kResolveSection && parts.size() == 2) {
    const auto snapshot = world.SnapshotOf(spec_path);
    if (!snapshot) return "";
    for (const rules::ProfileSection& section : snapshot->spec->profile->sections) {
      if (section.id != parts[1]) continue;
      const rules::Spec& spec = *snapshot->spec;
      sheet.Paragraph(sheet.Text(rules::TemplateOf(*spec.profile, section, spec.language).prompt));
    }
  } else if ((parts[0] == kResolveCall && parts.size() == 2) ||
             (parts[0] == kResolveTurn && parts.size() == 4)) {
    const auto log = world.Log();
    const auto call = log->Find(parts[1]);
    if (call == nullptr || log->WhyGone(call->id) != calls::Gone::kNo) return "";
    const auto snapshot = world.SnapshotOf(spec_path);
    const CallFace face(*call, *log, snapshot ? snapshot->spec->language : rules::Language::kEnglish);
    std::optional<evidence::TurnSpan> turns;
    if (parts[0] == kResolveTurn) {
      const auto first = Number(parts[2]);
      const auto last = Number(parts[3]);
      if (!first || !last || *first > *last || *last >= call->turns.size()) return "";
      turns = evidence::TurnSpan{*first, *last};
    }
    WriteExcerpt(sheet, face, turns);
  }
  return sheet.Take();
}

}  // namespace whyspec::features
