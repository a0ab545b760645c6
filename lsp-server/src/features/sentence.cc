#include "features/sentence.h"

#include <algorithm>
#include <utility>

#include "base/unicode.h"
#include "evidence/terms.h"
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
  for (evidence::Term& term : evidence::Terms(text, evidence::TermLanguageOf("", text)))
    out.push_back(std::move(term.text));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t CountShared(const std::vector<std::string>& wanted, std::string_view text) {
  const std::vector<std::string> words = TellingWords(text);
  return static_cast<std::size_t>(std::count_if(wanted.begin(), wanted.end(), [&](const std::string& word) {
    return std::binary_search(words.begin(), words.end(), word);
  }));
}

}  // namespace whyspec::features
