#include "features/symbols.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "features/call_face.h"
#include "features/citing.h"
#include "features/markdown_escape.h"
#include "features/spots.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using markdown::Index;
using rules::Language;

constexpr std::size_t kMaxNameCodePoints = 120;
constexpr std::size_t kFlatTurns = 30;  // more than that are grouped
constexpr std::int64_t kGroupMs = 5 * 60'000;
constexpr std::size_t kMaxPhases = 100;  // more is no agenda but noise
constexpr std::size_t kGroupTurns = 25;  // where there are no times

std::string NameOf(std::string_view text, std::string_view fallback) {
  std::string name = Shorten(PlainLine(text), kMaxNameCodePoints);
  return name.empty() ? std::string(fallback) : name;
}

// The outline of a spec, made from the flat list of sections in one pass.
class SectionTree {
 public:
  explicit SectionTree(const rules::Spec& spec) : spec_(spec), children_(spec.document.sections().size()) {
    const auto sections = spec.document.sections();
    for (Index i = 1; i < sections.size(); ++i) {
      children_[sections[i].parent == markdown::kNone ? 0 : sections[i].parent].push_back(i);
    }
    for (const auto& citation : spec.evidence.citations) starts_.push_back(citation.citation.range.begin);
    std::sort(starts_.begin(), starts_.end());
  }

  std::vector<DocumentSymbol> Below(Index section, int depth) const {
    std::vector<DocumentSymbol> out;
    for (const Index child : children_[section]) out.push_back(Make(child, depth));
    return out;
  }

 private:
  DocumentSymbol Make(Index index, int depth) const {
    const markdown::Section& section = spec_.document.sections()[index];
    const markdown::Heading& heading = spec_.document.headings()[section.heading];
    DocumentSymbol symbol{.name = NameOf(heading.text, Say(spec_.language, "(no words)", "(sans texte)")),
                          .kind = SymbolKind::kSection,
                          .range = section.range,
                          .selection = heading.text_range.empty() ? heading.range : heading.text_range};
    if (!symbol.range.Contains(symbol.selection)) symbol.selection = {symbol.range.begin, symbol.range.begin};
    const auto from = std::lower_bound(starts_.begin(), starts_.end(), section.range.begin);
    const auto to = std::lower_bound(starts_.begin(), starts_.end(), section.range.end);
    if (to > from) {
      symbol.detail = Counted(static_cast<std::size_t>(to - from), Noun::kCitation, spec_.language);
    }
    if (depth < 6) symbol.children = Below(index, depth + 1);
    return symbol;
  }

  const rules::Spec& spec_;
  std::vector<std::vector<Index>> children_;
  std::vector<Offset> starts_;
};

// Symbols of the turns [first, last] that have a place in this file.
std::vector<DocumentSymbol> TurnSymbols(const CallDocument& call, const CallFace& face,
                                        const std::vector<std::uint32_t>& turns) {
  std::vector<DocumentSymbol> out;
  for (const std::uint32_t index : turns) {
    const calls::Turn& turn = call.call->turns[index];
    std::string detail = face.SpeakerLabel(turn);
    if (turn.start_ms) detail += StrCat(" · ", ClockText(*turn.start_ms));
    // Where words are withheld from readers of specs, the outline does without them too.
    const std::string words = face.shows_words() ? face.Redact(turn.text) : "";
    out.push_back({.name = NameOf(Shorten(words, 60), StrCat("#", index + 1)),
                   .detail = PlainLine(detail),
                   .kind = SymbolKind::kTurn,
                   .range = turn.source,
                   .selection = turn.source});
  }
  return out;
}

DocumentSymbol Group(std::string name, std::string detail, SymbolKind kind,
                     std::vector<DocumentSymbol> turns) {
  DocumentSymbol group{.name = std::move(name), .detail = std::move(detail), .kind = kind};
  group.range = turns.front().range;
  for (const DocumentSymbol& turn : turns) {
    group.range = {std::min(group.range.begin, turn.range.begin), std::max(group.range.end, turn.range.end)};
  }
  group.selection = turns.front().selection;
  group.children = std::move(turns);
  return group;
}

// Key of the group a turn falls into: its phase, else five minutes, else 25 turns.
struct GroupKey {
  std::size_t phase = 0;  // from 1; 0 = none
  std::int64_t block = 0;
  friend bool operator==(const GroupKey&, const GroupKey&) = default;
};

GroupKey KeyOf(const calls::Call& call, std::uint32_t index, bool many,
               std::optional<std::int64_t>& last_start) {
  const calls::Turn& turn = call.turns[index];
  if (turn.start_ms) last_start = turn.start_ms;
  if (last_start) {
    for (std::size_t i = 0; i < std::min(kMaxPhases, call.phases.size()); ++i) {
      if (*last_start >= call.phases[i].start_ms && *last_start < call.phases[i].end_ms) {
        return {.phase = i + 1, .block = 0};
      }
    }
    return {.phase = 0, .block = many ? *last_start / kGroupMs : 0};
  }
  return {.phase = 0, .block = many ? static_cast<std::int64_t>(index / kGroupTurns) : 0};
}

std::string Readable(std::string_view code) {
  std::string out(code);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

}  // namespace

std::vector<DocumentSymbol> DocumentSymbols(const engine::Snapshot& snapshot) {
  const rules::Spec& spec = *snapshot.spec;
  std::vector<DocumentSymbol> out;
  if (const markdown::FrontMatter* front_matter = spec.document.front_matter()) {
    std::string detail;
    if (spec.meta.status) detail = rules::Name(*spec.meta.status);
    out.push_back({.name = std::string(Say(spec.language, "Front matter", "En-tête")),
                   .detail = detail,
                   .kind = SymbolKind::kFrontMatter,
                   .range = front_matter->range,
                   .selection = front_matter->range});
  }
  for (DocumentSymbol& symbol : SectionTree(spec).Below(0, 1)) out.push_back(std::move(symbol));
  return out;
}

std::vector<DocumentSymbol> DocumentSymbols(const CallDocument& document, World& world) {
  std::vector<DocumentSymbol> out;
  if (document.call == nullptr) return out;
  const calls::Call& call = *document.call;
  const Language language = rules::ParseLanguage(call.language).value_or(Language::kEnglish);
  const CallFace face(call, *world.Log(), language);
  std::vector<std::uint32_t> turns;
  for (std::uint32_t i = 0; i < call.turns.size(); ++i) {
    const TextRange source = call.turns[i].source;
    if (!source.empty() && source.end <= document.text.size()) turns.push_back(i);
  }
  const bool many = turns.size() > kFlatTurns;
  if (!many && call.phases.empty()) return TurnSymbols(document, face, turns);
  std::optional<std::int64_t> last_start;
  for (std::size_t i = 0; i < turns.size();) {
    const GroupKey key = KeyOf(call, turns[i], many, last_start);
    std::vector<std::uint32_t> members{turns[i]};
    std::size_t next = i + 1;
    std::optional<std::int64_t> peek = last_start;
    while (next < turns.size() && KeyOf(call, turns[next], many, peek) == key)
      members.push_back(turns[next++]);
    const calls::Turn& first = call.turns[members.front()];
    std::string name = key.phase > 0 ? NameOf(Readable(call.phases[key.phase - 1].kind), "phase") : "";
    if (name.empty()) {
      name = first.start_ms ? ClockText(*first.start_ms)
                            : StrCat("#", members.front() + 1, "–", members.back() + 1);
    }
    out.push_back(Group(std::move(name), Counted(members.size(), Noun::kTurn, language),
                        key.phase > 0 ? SymbolKind::kPhase : SymbolKind::kTurns,
                        TurnSymbols(document, face, members)));
    i = next;
  }
  return out;
}

std::vector<DocumentSymbol> DocumentSymbols(const AccountsDocument& accounts, World& world) {
  std::vector<DocumentSymbol> out;
  for (const auto& account : world.Log()->Accounts()) {
    if (account->path != accounts.path || account->source.end > accounts.text.size()) continue;
    out.push_back({.name = NameOf(account->id, "?"),
                   .detail = PlainLine(AccountFace(*account, *world.Log(), Language::kEnglish)),
                   .kind = SymbolKind::kAccount,
                   .range = account->source,
                   .selection = account->source});
  }
  std::sort(out.begin(), out.end(),
            [](const DocumentSymbol& a, const DocumentSymbol& b) { return a.range < b.range; });
  return out;
}

}  // namespace whyspec::features
