#include "features/spots.h"

#include <algorithm>

#include "base/unicode.h"

namespace whyspec::features {
namespace {

using markdown::Document;
using markdown::Index;

bool IsLineEnd(char c) { return c == '\n' || c == '\r'; }

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Walks to the innermost member whose key or value touches `at`.
void Descend(const data::Value& value, Offset at, FrontMatterSpot& spot, int depth) {
  if (depth > 100) return;
  if (value.is(data::Kind::kMap)) {
    for (const data::Member& member : value.members) {
      const bool on_key = member.key_range.Touches(at);
      if (!on_key && !member.value.range.Touches(at)) continue;
      spot.path += (spot.path.empty() ? "" : ".") + member.key;
      spot.member = &member;
      spot.value = &member.value;
      spot.on_key = on_key;
      if (!on_key) Descend(member.value, at, spot, depth + 1);
      return;
    }
  } else if (value.is(data::Kind::kList)) {
    for (const data::Value& item : value.items) {
      if (!item.range.Touches(at)) continue;
      spot.value = &item;
      Descend(item, at, spot, depth + 1);
      return;
    }
  }
}

}  // namespace

TextRange LineAround(std::string_view text, Offset at) {
  const std::size_t here = std::min<std::size_t>(at, text.size());
  std::size_t begin = here;
  while (begin > 0 && !IsLineEnd(text[begin - 1])) --begin;
  // Between CR and LF of one line end belongs to the line before it.
  if (begin == here && here > 0 && here < text.size() && text[here - 1] == '\r' && text[here] == '\n') {
    return LineAround(text, static_cast<Offset>(here - 1));
  }
  std::size_t end = here;
  while (end < text.size() && !IsLineEnd(text[end])) ++end;
  return {static_cast<Offset>(begin), static_cast<Offset>(end)};
}

Offset NextLine(std::string_view text, Offset at) {
  std::size_t end = LineAround(text, at).end;
  if (end < text.size() && text[end] == '\r') {
    ++end;
    if (end < text.size() && text[end] == '\n') ++end;
  } else if (end < text.size()) {
    ++end;
  }
  return static_cast<Offset>(end);
}

Offset ClampToCharacter(std::string_view text, Offset at) {
  const std::size_t here = std::min<std::size_t>(at, text.size());
  if (here > 0 && here < text.size() && text[here - 1] == '\r' && text[here] == '\n') {
    return static_cast<Offset>(here - 1);
  }
  if (here == text.size() || !IsContinuation(text[here])) return static_cast<Offset>(here);
  std::size_t begin = here;
  while (begin > 0 && here - begin < 3 && IsContinuation(text[begin])) --begin;
  std::size_t end = begin;
  DecodeAt(text, end);
  return static_cast<Offset>(end > here ? begin : here);  // stray bytes are characters of their own
}

std::string_view LineEndOf(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos || text[end] == '\n') return "\n";
  return end + 1 < text.size() && text[end + 1] == '\n' ? "\r\n" : "\r";
}

std::string WithLineEnds(std::string_view text, std::string_view line_end) {
  if (line_end == "\n") return std::string(text);
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += line_end;
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::size_t> CitationAt(const rules::Spec& spec, Offset at) {
  std::optional<std::size_t> touching;
  const auto& citations = spec.evidence.citations;
  for (std::size_t i = 0; i < citations.size(); ++i) {
    const evidence::Citation& citation = citations[i].citation;
    if (citation.range.Contains(at)) return i;
    if (!touching && (citation.range.Touches(at) || citation.destination_range.Touches(at))) touching = i;
  }
  return touching;
}

std::optional<QuotedCitation> QuoteAt(const rules::Spec& spec, Offset at) {
  std::optional<QuotedCitation> innermost;
  const auto quotes = spec.document.quotes();
  for (const evidence::SpecQuote& quote : spec.evidence.quotes) {
    if (!quote.citation || *quote.citation >= spec.evidence.citations.size()) continue;
    const TextRange range = quotes[quote.quote].range;
    if (!range.Touches(at)) continue;
    if (!innermost || innermost->quote.Contains(range)) innermost = {*quote.citation, range};
  }
  return innermost;
}

std::optional<std::size_t> LinkAt(const Document& document, Offset at) {
  const auto links = document.links();
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (!links[i].range.Touches(at)) continue;
    // Of an image in a link, or of two that meet, the one that holds the cursor.
    if (!found || links[i].range.Contains(at)) found = i;
  }
  return found;
}

std::optional<Index> HeadingAt(const Document& document, Offset at) {
  const auto sections = document.sections();
  const auto headings = document.headings();
  for (Index i = 0; i < sections.size(); ++i) {
    const Index heading = sections[i].heading;
    if (heading != markdown::kNone && headings[heading].range.Touches(at)) return i;
  }
  return std::nullopt;
}

const rules::ProfileSection* MeaningOf(const rules::Spec& spec, Index section) {
  for (const rules::MatchedSection& matched : spec.matched) {
    if (matched.section == section) return matched.meaning;
  }
  return nullptr;
}

TextRange TargetRange(const evidence::Citation& citation) {
  return {citation.destination_range.begin,
          std::max(citation.destination_range.begin, citation.anchor_range.begin)};
}

TextRange IdRange(std::string_view text, const evidence::Citation& citation) {
  TextRange target = TargetRange(citation);
  if (citation.by_path) return {target.begin, target.begin};
  const std::size_t colon = Cut(text, target).find(':');
  if (colon == std::string_view::npos) return {target.begin, target.begin};
  target.begin += static_cast<Offset>(colon + 1);
  return target;
}

std::optional<FrontMatterSpot> FrontMatterAt(const markdown::FrontMatter* front_matter, Offset at) {
  if (front_matter == nullptr || !front_matter->inner.Touches(at)) return std::nullopt;
  FrontMatterSpot spot{.path = {}, .member = nullptr, .value = nullptr, .on_key = false};
  Descend(front_matter->yaml.root, at, spot, 0);
  if (spot.member == nullptr) return std::nullopt;
  return spot;
}

std::optional<engine::Directive> DirectiveAt(const Document& document, Offset at) {
  for (const markdown::Comment& comment : document.comments()) {
    if (!comment.range.Touches(at)) continue;
    return engine::ParseDirective(document.text(), comment);
  }
  return std::nullopt;
}

std::optional<TextRange> RuleIdAt(const rules::Spec& spec, Offset at) {
  if (const auto directive = DirectiveAt(spec.document, at)) {
    for (const TextRange rule : directive->names) {
      if (rule.Touches(at)) return rule;
    }
  }
  for (const rules::Waiver& waiver : spec.meta.waivers) {
    if (!waiver.rule_range.empty() && waiver.rule_range.Touches(at)) return waiver.rule_range;
  }
  return std::nullopt;
}

TextRange WordAround(std::string_view text, Offset at) {
  constexpr Offset kReach = 256;
  at = ClampToCharacter(text, at);
  Offset begin = ClampToCharacter(text, at > kReach ? at - kReach : 0);
  const Offset end = ClampToCharacter(text, std::min<Offset>(SizeOf(text), at + kReach));
  for (const TextRange word : Words(Cut(text, {begin, end}))) {
    const TextRange here{begin + word.begin, begin + word.end};
    if (here.Touches(at)) return here;
    if (here.begin > at) break;
  }
  return {at, at};
}

}  // namespace whyspec::features
