#include "engine/directive.h"

#include "base/unicode.h"
#include "engine/rule_pattern.h"

namespace whyspec::engine {
namespace {

bool IsNameEnd(char c) { return IsAsciiSpace(c) || c == ',' || c == ':'; }

TextRange TrimRange(std::string_view text, TextRange range) {
  while (range.begin < range.end && IsAsciiSpace(text[range.begin])) ++range.begin;
  while (range.begin < range.end && IsAsciiSpace(text[range.end - 1])) --range.end;
  return range;
}

// "evidence/stale" and "quote/*" look like rules even if there are none of that name.
bool LooksLikeRule(std::string_view word) {
  return word.find('/') != std::string_view::npos || word.find('*') != std::string_view::npos ||
         IsKnownRulePattern(word);
}

}  // namespace

std::optional<Directive> ParseDirective(std::string_view text, const markdown::Comment& comment) {
  constexpr std::string_view kPrefix = "whyspec-";
  const TextRange inner = TrimRange(text, comment.inner);
  if (Cut(text, inner).substr(0, kPrefix.size()) != kPrefix) return std::nullopt;

  Directive directive;
  directive.comment = comment.range;
  Offset at = inner.begin;
  while (at < inner.end && !IsNameEnd(text[at])) ++at;
  directive.word = {inner.begin, at};
  const std::string_view word = Cut(text, directive.word);
  if (word == "whyspec-disable-next-line") directive.kind = DirectiveKind::kNextLine;
  if (word == "whyspec-disable") directive.kind = DirectiveKind::kDisable;
  if (word == "whyspec-enable") directive.kind = DirectiveKind::kEnable;
  if (word == "whyspec-disable-file") directive.kind = DirectiveKind::kFile;

  const std::string_view rest = Cut(text, {at, inner.end});
  const std::size_t colon = rest.find(':');
  const Offset names_end = colon == std::string_view::npos ? inner.end : at + static_cast<Offset>(colon);
  if (colon != std::string_view::npos) directive.reason = TrimRange(text, {names_end + 1, inner.end});
  while (at < names_end) {
    if (IsNameEnd(text[at])) {
      ++at;
      continue;
    }
    TextRange name{at, at};
    while (name.end < names_end && !IsNameEnd(text[name.end])) ++name.end;
    if (colon == std::string_view::npos && !LooksLikeRule(Cut(text, name))) {
      directive.loose = {name.begin, inner.end};
      break;
    }
    directive.names.push_back(name);
    at = name.end;
  }
  return directive;
}

}  // namespace whyspec::engine
