#include "rules/cited_words.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

// An anchor over more turns is a chapter of the call: some fact will stand in it.
constexpr std::uint32_t kMaxTurns = 24;
constexpr std::size_t kMaxBytes = std::size_t{64} * 1024;

bool IsExternal(const calls::Call& call, std::uint32_t turn) {
  return !call.turns[turn].speaker.empty() && !call.IsOurs(call.turns[turn]);
}

bool IsOurs(const calls::Call& call, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t turn = first; turn <= last && turn < call.turns.size(); ++turn) {
    if (!call.IsOurs(call.turns[turn])) return false;
  }
  return true;
}

bool EndsSentence(std::string_view text) {
  return !text.empty() && (text.back() == '.' || text.back() == '!' || text.back() == '?');
}

void Finish(CitedPassage passage, const calls::Call& call, Language fallback,
            std::vector<CitedPassage>& out) {
  const std::optional<Language> language = LanguageOf(call, passage.words, fallback);
  if (!language || passage.words.empty()) return;
  passage.language = *language;
  passage.judgement = Judge(passage.words, *language);
  out.push_back(std::move(passage));
}

}  // namespace

std::uint32_t CitedPassage::TurnAt(Offset at) const {
  const auto after = std::upper_bound(turns.begin(), turns.end(), at,
                                      [](Offset offset, const auto& turn) { return offset < turn.first; });
  return after == turns.begin() ? 0 : std::prev(after)->second;
}

std::optional<Language> LanguageOf(const calls::Call& call, std::string_view words, Language fallback) {
  if (!call.language.empty()) return ParseLanguage(call.language);
  return GuessLanguage(Fold(words.substr(0, 2000))).value_or(fallback);
}

std::vector<CitedPassage> FindCitedWords(const markdown::Document& document,
                                         const evidence::SpecEvidence& evidence, Language fallback) {
  std::vector<CitedPassage> passages;
  if (evidence.citations.empty()) return passages;
  const QuotesByCitation quotes = GroupQuotes(evidence);
  for (std::size_t i = 0; i < evidence.citations.size(); ++i) {
    const evidence::ResolvedCitation& resolved = evidence.citations[i];
    if (resolved.call == nullptr) continue;
    const calls::Call& call = *resolved.call;
    bool quoted = false;
    if (const auto found = quotes.find(i); found != quotes.end()) {
      for (const evidence::SpecQuote* quote : found->second) {
        const auto& said = quote->verification;
        if (!said || !IsVerified(said->verdict) || said->first_turn >= call.turns.size()) continue;
        quoted = true;
        if (IsOurs(call, said->first_turn, said->last_turn)) continue;
        const markdown::Quote& written = document.quotes()[quote->quote];
        Finish({.citation = i,
                .quote = static_cast<std::size_t>(quote - evidence.quotes.data()),
                .place = written.range,
                .words = written.text,
                .turns = {{0, said->first_turn}}},
               call, fallback, passages);
      }
    }
    if (quoted || resolved.state != evidence::CitationState::kResolved || !resolved.has_turns) continue;
    if (resolved.last_turn - resolved.first_turn >= kMaxTurns) continue;
    CitedPassage passage{.citation = i, .place = resolved.citation.range};
    for (std::uint32_t turn = resolved.first_turn; turn <= resolved.last_turn && turn < call.turns.size();
         ++turn) {
      const std::string_view text = Trim(call.turns[turn].text);
      if (text.empty() || passage.words.size() > kMaxBytes || !IsExternal(call, turn)) continue;
      // Turns are sentences of their own, said with or without a full stop.
      if (!passage.words.empty()) passage.words += EndsSentence(passage.words) ? "\n\n" : ".\n\n";
      passage.turns.emplace_back(static_cast<Offset>(passage.words.size()), turn);
      passage.words += text.substr(0, kMaxBytes);
    }
    Finish(std::move(passage), call, fallback, passages);
  }
  return passages;
}

}  // namespace whyspec::rules
