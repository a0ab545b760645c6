#include "features/evidence_offer.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "evidence/search.h"
#include "features/markdown_escape.h"
#include "features/sentence.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using calls::Call;
using calls::Turn;

constexpr std::size_t kMaxQuotedWords = 40;
constexpr std::size_t kLabelCodePoints = 72;
// Excerpts asked for beyond what is wanted: some are ours, cited already or withheld.
constexpr std::size_t kSpareExcerpts = 10;

// The turn of an excerpt that speaks most of what was asked, a customer's; nullopt if only
// our own people speak in it.
std::optional<std::uint32_t> TurnToCite(const evidence::Excerpt& excerpt) {
  std::optional<std::uint32_t> best;
  std::size_t best_hits = 0;
  for (std::uint32_t i = excerpt.first_turn; i <= excerpt.last_turn; ++i) {
    if (excerpt.call->IsOurs(excerpt.call->turns[i])) continue;
    std::size_t hits = 2 * static_cast<std::size_t>(
                               std::count_if(excerpt.words.begin(), excerpt.words.end(),
                                             [i](const evidence::WordHit& hit) { return hit.turn == i; }));
    if (i == excerpt.best_turn) ++hits;
    if (!best || hits > best_hits) {
      best = i;
      best_hits = hits;
    }
  }
  return best;
}

using Turns = std::set<std::pair<std::string, std::uint32_t>>;  // call id, turn

Turns CitedTurns(const rules::Spec& spec) {
  Turns cited;
  for (const evidence::ResolvedCitation& citation : spec.evidence.citations) {
    if (!citation.has_turns || citation.call == nullptr) continue;
    const std::uint32_t last = std::min(citation.last_turn, citation.first_turn + 50);
    for (std::uint32_t i = citation.first_turn; i <= last; ++i) cited.emplace(citation.call->id, i);
  }
  return cited;
}

// Sentences of a transcript: cut after ".!?…" before a blank; captions have none, so a
// stretch of words counts as one.
std::vector<TextRange> Sentences(std::string_view text) {
  std::vector<TextRange> out;
  Offset begin = 0;
  std::size_t words = 0;
  for (const TextRange word : Words(text)) {
    const std::string_view gap = text.substr(begin, word.begin - begin);
    const std::size_t tail = gap.find_last_of(".!?");
    const bool stop = words > 0 && !gap.empty() && tail != std::string_view::npos && tail + 1 < gap.size() &&
                      IsAsciiSpace(gap[tail + 1]) && tail + 2 >= gap.size();
    if (stop || words == kMaxQuotedWords) {
      out.push_back({begin, word.begin});
      begin = word.begin;
      words = 0;
    }
    ++words;
  }
  out.push_back({begin, static_cast<Offset>(text.size())});
  return out;
}

// `taken`: turns not to be offered.
std::vector<Offer> Find(const calls::CallLog& log, rules::Language labels, const OfferQuery& query,
                        Turns taken) {
  std::vector<Offer> out;
  if (query.limit == 0) return out;
  evidence::ExcerptQuery asked{.text = query.text,
                               .call = "",
                               .language = std::string(query.language),
                               .limit = query.limit + kSpareExcerpts,
                               .without_accounts = query.without_accounts};
  asked.last_word_is_prefix = query.last_word_is_prefix;
  FaceCache faces(log, labels);
  const std::vector<evidence::Excerpt> found = evidence::Search(log, asked);
  for (const evidence::Excerpt& excerpt : found) {
    const auto turn = TurnToCite(excerpt);
    if (!turn || !taken.emplace(excerpt.call->id, *turn).second) continue;
    const CallFace& face = faces.Of(*excerpt.call);
    std::vector<TextRange> hits;
    for (const evidence::WordHit& hit : excerpt.words) {
      if (hit.turn == *turn) hits.push_back(hit.range);
    }
    // Found by what was said around it: nothing to quote.
    if (hits.empty() || !face.shows_words()) continue;
    out.push_back(OfferOf(excerpt.call, face, *turn, hits));
    if (out.size() == query.limit) break;
  }
  return out;
}

}  // namespace

std::string_view QuotableWords(std::string_view turn_text, const std::vector<TextRange>& hits) {
  turn_text = turn_text.substr(0, std::min<std::size_t>(turn_text.size(), 20'000));
  if (CountWords(turn_text) <= kMaxQuotedWords) return Trim(turn_text);
  const std::vector<TextRange> sentences = Sentences(turn_text);
  const auto hits_in = [&](TextRange range) {
    return std::count_if(hits.begin(), hits.end(), [&](TextRange hit) { return range.Contains(hit); });
  };
  std::size_t first = 0;
  for (std::size_t i = 1; i < sentences.size(); ++i) {
    if (hits_in(sentences[i]) > hits_in(sentences[first])) first = i;
  }
  // What follows says how it went on; what stands before only if there is room.
  std::size_t last = first;
  std::size_t words = CountWords(Cut(turn_text, sentences[first]));
  const auto fits = [&](std::size_t at) {
    const std::size_t more = CountWords(Cut(turn_text, sentences[at]));
    if (words + more > kMaxQuotedWords) return false;
    words += more;
    return true;
  };
  while (last + 1 < sentences.size() && hits_in(sentences[last + 1]) > 0 && fits(last + 1)) ++last;
  while (first > 0 && hits_in(sentences[first - 1]) > 0 && fits(first - 1)) --first;
  if (words < 12 && last + 1 < sentences.size() && fits(last + 1)) ++last;
  return Trim(Cut(turn_text, {sentences[first].begin, sentences[last].end}));
}

Offer OfferOf(const std::shared_ptr<const Call>& call, const CallFace& face, std::uint32_t turn,
              const std::vector<TextRange>& hits) {
  const Turn& said = call->turns[turn];
  Offer out{.call = call, .turn = turn, .hits = hits};
  const std::string_view quotable = QuotableWords(said.text, hits);
  if (face.shows_words()) out.words = PlainLine(face.Redact(quotable));
  out.label =
      out.words.empty() ? face.SpeakerLine(said) : StrCat("“", Shorten(out.words, kLabelCodePoints), "”");
  const std::string who = face.SpeakerLine(said);
  out.detail = PlainLine(said.start_ms ? StrCat(who, " · ", ClockText(*said.start_ms)) : who);
  const auto day = face.Day();
  out.description = PlainLine(day ? StrCat(face.AccountLabel(), " · ", DayText(*day, face.language()))
                                  : face.AccountLabel());
  const std::string destination =
      StrCat("call:", call->id, evidence::FormatAnchor(evidence::AnchorFor(*call, turn, turn)));
  const std::string pseudonym = EscapeMarkdown(face.Pseudonym(said));
  out.link = StrCat("[", pseudonym, "](", destination, ")");
  out.snippet = StrCat("[${1:", EscapeSnippet(pseudonym), "}](", EscapeSnippet(destination), ")");
  return out;
}

std::vector<Offer> FindOffers(const engine::Snapshot& snapshot, const OfferQuery& query) {
  return Find(*snapshot.log, snapshot.spec->language, query,
              query.without_cited ? CitedTurns(*snapshot.spec) : Turns());
}

std::vector<Offer> FindOffers(const calls::CallLog& log, rules::Language labels, const OfferQuery& query) {
  return Find(log, labels, query, {});
}

std::vector<TextRange> MarksIn(std::string_view shown, std::string_view turn_text,
                               const std::vector<TextRange>& hits) {
  std::set<std::string> wanted;
  for (const TextRange hit : hits) {
    if (hit.end <= turn_text.size()) wanted.insert(Fold(Cut(turn_text, hit)));
  }
  std::vector<TextRange> out;
  for (const TextRange word : Words(shown)) {
    if (wanted.count(Fold(Cut(shown, word))) != 0) out.push_back(word);
  }
  return out;
}

std::string BlockQuoteOf(const Offer& offer) {
  if (offer.words.empty()) return StrCat("- ", offer.link, "\n");
  return StrCat("> ", EscapeMarkdown(offer.words), "\n>\n> — ", offer.link, "\n");
}

}  // namespace whyspec::features
