#include "features/sentence.h"

#include <algorithm>
#include <set>

#include "base/unicode.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

constexpr Offset kReach = 2000;

// True if a sentence ends right before `at`, where the next one starts.
bool StartsSentence(std::string_view text, std::size_t at) {
  if (at < 2 || !IsAsciiSpace(text[at - 1]) || IsAsciiSpace(text[at])) return false;
  std::size_t end = at;
  while (end > 0 && IsAsciiSpace(text[end - 1])) --end;
  if (end == 0) return false;
  // "…" is E2 80 A6.
  const bool stop = text[end - 1] == '.' || text[end - 1] == '!' || text[end - 1] == '?' ||
                    (end >= 3 && text.substr(end - 3, 3) == "…");
  const bool goes_on = text[at] >= 'a' && text[at] <= 'z';
  return stop && !goes_on;
}

bool IsFunctionWord(std::string_view word) {
  static const std::set<std::string_view> kWords = {
      "the",  "and",   "for",  "that",  "this",  "with", "from",  "have", "has",   "had",  "was",   "were",
      "are",  "they",  "them", "their", "there", "you",  "your",  "our",  "its",   "his",  "her",   "not",
      "but",  "can",   "all",  "any",   "would", "will", "when",  "what", "which", "who",  "how",   "into",
      "than", "then",  "also", "about", "les",   "des",  "une",   "est",  "sont",  "dans", "pour",  "que",
      "qui",  "sur",   "par",  "pas",   "avec",  "leur", "leurs", "nous", "vous",  "ils",  "elles", "elle",
      "son",  "ses",   "aux",  "mais",  "donc",  "plus", "tout",  "tous", "cette", "ces",  "cela",  "ont",
      "etre", "avoir", "fait", "quand", "comme", "call"};
  return kWords.count(word) != 0;
}

}  // namespace

TextRange SentenceAround(std::string_view text, TextRange block, Offset at) {
  block.end = std::min<Offset>(block.end, SizeOf(text));
  block.begin = std::min(block.begin, block.end);
  at = std::clamp(at, block.begin, block.end);
  Offset begin = at;
  const Offset first = std::max(block.begin, at > kReach ? at - kReach : 0);
  while (begin > first && !(begin < block.end && StartsSentence(text, begin))) --begin;
  Offset end = at;
  const Offset last = std::min<Offset>(block.end, at + std::min<Offset>(kReach, block.end - at));
  while (end < last && !(end > at && StartsSentence(text, end))) ++end;
  while (end > std::max(begin, at) && IsAsciiSpace(text[end - 1])) --end;
  return {ClampToCharacter(text, begin), ClampToCharacter(text, end)};
}

std::vector<std::string> TellingWords(std::string_view text) {
  std::vector<std::string> out;
  const std::string folded = Fold(text);
  for (const TextRange word : Words(folded)) {
    const std::string_view letters = Cut(folded, word);
    if (letters.size() >= 3 && !IsFunctionWord(letters)) out.emplace_back(letters);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t CountShared(const std::vector<std::string>& wanted, std::string_view text) {
  if (wanted.empty()) return 0;
  const std::string folded = Fold(text);
  std::set<std::string_view> shared;
  for (const TextRange word : Words(folded)) {
    const std::string_view letters = Cut(folded, word);
    const auto found = std::lower_bound(wanted.begin(), wanted.end(), letters);
    if (found != wanted.end() && *found == letters) shared.insert(*found);
  }
  return shared.size();
}

}  // namespace whyspec::features
