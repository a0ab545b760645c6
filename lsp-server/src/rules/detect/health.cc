#include "rules/detect/health.h"

#include <algorithm>
#include <optional>

#include "rules/detect/health_lexicon.h"
#include "rules/detect/name_finder.h"
#include "rules/detect/persons.h"

namespace whyspec::rules::detect {
namespace {

// Longest stretch between blank lines that is looked at in one piece.
constexpr std::size_t kMaxParagraph = 64 * 1024;

void FindInParagraph(std::string_view text, std::size_t begin, const NameFinder& names,
                     std::vector<HealthMention>* out) {
  const HealthLexicon& lexicon = HealthLexicon::Get();
  const Paragraph p(text);
  std::vector<WordSpan> terms;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const std::size_t words = lexicon.TermAt(p.folded, i);
    if (words == 0) continue;
    terms.push_back({i, i + words - 1});
    i += words - 1;
  }
  if (terms.empty()) return;
  const std::vector<WordSpan> persons = FindPersons(p, names);
  const auto source = [&](WordSpan span) {
    return TextRange{static_cast<Offset>(begin + p.ranges[span.first].begin),
                     static_cast<Offset>(begin + p.ranges[span.last].end)};
  };
  std::size_t from = 0;
  for (const WordSpan term : terms) {
    while (from < persons.size() && persons[from].last + kHealthReach < term.first) ++from;
    for (std::size_t i = from; i < persons.size() && persons[i].first <= term.last + kHealthReach; ++i) {
      const bool near = persons[i].last + kHealthReach >= term.first;
      const bool apart = persons[i].last < term.first || persons[i].first > term.last;
      if (!near || !apart) continue;
      out->push_back({source(term), source(persons[i])});
      break;
    }
  }
}

// Start of the paragraph that holds `at`, and its end: blank lines, or kMaxParagraph away.
std::size_t ParagraphBegin(std::string_view text, std::size_t at, std::size_t floor) {
  const std::size_t limit = std::max(floor, at > kMaxParagraph ? at - kMaxParagraph : 0);
  while (at > limit) {
    if (text[at - 1] == '\n' && at >= 2 &&
        (text[at - 2] == '\n' || (at >= 3 && text.substr(at - 3, 2) == "\n\r")))
      break;
    --at;
  }
  return at;
}

std::size_t ParagraphEnd(std::string_view text, std::size_t at) {
  const std::size_t limit = std::min(text.size(), at + kMaxParagraph);
  for (; at < limit; ++at) {
    if (text[at] == '\n' && (text.substr(at + 1, 1) == "\n" || text.substr(at + 1, 2) == "\r\n")) return at;
  }
  return limit;
}

}  // namespace

std::vector<HealthMention> FindHealthMentions(std::string_view text, const std::vector<std::string>& names) {
  std::vector<HealthMention> found;
  std::optional<NameFinder> finder;  // built only when a term was met
  std::size_t at = 0;
  std::size_t done = 0;  // end of the last paragraph looked at
  for (;;) {
    const std::size_t begin = NextHealthCandidate(text, at);
    if (begin == text.size()) break;
    if (!finder) {
      finder.emplace();
      for (const std::string& name : names) finder->Add(name, 0);
    }
    const std::size_t first = ParagraphBegin(text, begin, done);
    const std::size_t last = ParagraphEnd(text, begin + 1);
    FindInParagraph(text.substr(first, last - first), first, *finder, &found);
    at = done = last;
  }
  return found;
}

}  // namespace whyspec::rules::detect
