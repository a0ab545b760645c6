#include "evidence/quote_citations.h"

#include <algorithm>

#include "base/unicode.h"

namespace whyspec::evidence {
namespace {

using markdown::Block;
using markdown::BlockKind;
using markdown::Index;
using markdown::Quote;
using markdown::QuoteKind;

bool StartsWithDash(std::string_view text) {
  text = Trim(text);
  for (const std::string_view dash : {"-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95", "~"}) {
    if (text.starts_with(dash)) return true;
  }
  return false;
}

// "> [!NOTE]", "> Note: …": a box for the reader, not somebody's words.
bool IsCallout(std::string_view text) {
  if (text.starts_with("[!")) return true;
  static constexpr std::string_view kLabels[] = {
      "a noter",   "attention", "background", "caution", "definition", "disclaimer", "draft",  "example",
      "exemple",   "hinweis",   "important",  "info",    "nb",         "nota",       "note",   "prerequis",
      "rationale", "remarque",  "status",     "tip",     "tl;dr",      "todo",       "update", "warning"};
  const std::size_t colon = text.substr(0, 40).find(':');
  if (colon == std::string_view::npos) return false;
  const std::string label = Fold(Trim(text.substr(0, colon)));
  return std::find(std::begin(kLabels), std::end(kLabels), label) != std::end(kLabels);
}

class Pairing {
 public:
  Pairing(const markdown::Document& document, const std::vector<ResolvedCitation>& citations)
      : document_(document), text_(document.text()), citations_(citations) {}

  std::vector<SpecQuote> Run() {
    const auto quotes = document_.quotes();
    Offset quoted_until = 0;  // inside a block quote, which is one quote with all in it
    for (std::size_t i = 0; i < quotes.size(); ++i) {
      const Quote& quote = quotes[i];
      if (quote.range.begin < quoted_until) continue;
      const bool is_block = quote.kind == QuoteKind::kBlock;
      SpecQuote found{.quote = static_cast<Index>(i), .words = CountWords(quote.text)};
      if (!is_block && found.words < kMinQuoteWords) continue;
      if (is_block) {
        found.citation = ForBlockQuote(quote);
        if (!found.citation && IsCallout(quote.text)) continue;
        quoted_until = quote.range.end;
        if (found.words == 0 || (!found.citation && found.words < kMinQuoteWords)) continue;
      } else {
        inline_.push_back(found_.size());
      }
      found_.push_back(found);
    }
    for (std::size_t i = 0; i < inline_.size(); ++i) PairInline(i);
    return std::move(found_);
  }

 private:
  // First citation that begins at or after `at`.
  std::size_t From(Offset at) const {
    const auto found = std::lower_bound(citations_.begin(), citations_.end(), at,
                                        [](const ResolvedCitation& citation, Offset offset) {
                                          return citation.citation.range.begin < offset;
                                        });
    return static_cast<std::size_t>(found - citations_.begin());
  }
  TextRange RangeOf(std::size_t citation) const { return citations_[citation].citation.range; }
  const Quote& QuoteOf(const SpecQuote& quote) const { return document_.quotes()[quote.quote]; }

  std::optional<std::size_t> ForBlockQuote(const Quote& quote) const {
    // The attribution comes last.
    const std::size_t after = From(quote.range.end);
    if (after > 0 && RangeOf(after - 1).begin >= quote.range.begin) return after - 1;
    return DirectlyAfter(quote.block);
  }

  // The citation of the paragraph right after a block, if that is there for it.
  std::optional<std::size_t> DirectlyAfter(Index index) const {
    const auto blocks = document_.blocks();
    if (index >= blocks.size()) return std::nullopt;
    std::size_t next = index + 1;
    while (next < blocks.size() && blocks[next].range.begin < blocks[index].range.end) ++next;
    if (next >= blocks.size() || blocks[next].parent != blocks[index].parent) return std::nullopt;
    const Block* block = &blocks[next];
    if (block->kind == BlockKind::kList && next + 2 < blocks.size() &&
        blocks[next + 2].range.end >= block->range.end && blocks[next + 2].range.begin < block->range.end) {
      block = &blocks[next + 2];  // "- [P1](call:…)": a list of one
    }
    if (block->kind != BlockKind::kParagraph) return std::nullopt;
    const std::size_t first = From(block->range.begin);
    if (first >= citations_.size() || !block->range.Contains(RangeOf(first))) return std::nullopt;
    if (StartsWithDash(Cut(text_, block->range)) || HoldsOnlyCitations(block->range, first)) return first;
    return std::nullopt;
  }

  // No words but the citations', and at most a label ("Source:") before them.
  bool HoldsOnlyCitations(TextRange block, std::size_t first) const {
    const std::string_view label = Trim(Cut(text_, {block.begin, RangeOf(first).begin}));
    const std::size_t label_words = CountWords(label);
    if (label_words > 1 || (label_words == 1 && !label.ends_with(':'))) return false;
    Offset at = RangeOf(first).end;
    for (std::size_t i = first + 1; i < citations_.size() && block.Contains(RangeOf(i)); ++i) {
      if (RangeOf(i).begin > at && CountWords(Cut(text_, {at, RangeOf(i).begin})) > 0) return false;
      at = std::max(at, RangeOf(i).end);
    }
    return CountWords(Cut(text_, {at, block.end})) == 0;
  }

  // Where an inline quote may find its citation: its block, in a table its row.
  TextRange Reach(const Quote& quote) const {
    if (quote.block >= document_.blocks().size()) return quote.range;
    const TextRange block = document_.blocks()[quote.block].range;
    const TextRange line = document_.lines().LineRange(text_, document_.lines().LineOf(quote.range.begin));
    Offset first = line.begin;
    while (first < quote.range.begin && IsAsciiSpace(text_[first])) ++first;
    if (text_[first] != '|') return block;
    return {std::max(block.begin, line.begin), std::min(block.end, line.end)};
  }

  void PairInline(std::size_t at) {
    SpecQuote& found = found_[inline_[at]];
    const Quote& quote = QuoteOf(found);
    const TextRange reach = Reach(quote);
    const std::size_t after = From(quote.range.end);
    // [“the quote is the link's text”](call:…)
    const std::size_t from = From(quote.range.begin);
    if (from > 0 && RangeOf(from - 1).Contains(quote.range)) {
      found.citation = from - 1;
      return;
    }
    if (after < citations_.size() && reach.Contains(RangeOf(after)) && !BelongsToNext(at, RangeOf(after))) {
      found.citation = after;
      return;
    }
    if (from > 0 && RangeOf(from - 1).begin >= reach.begin &&
        SameSentence(RangeOf(from - 1).end, quote.range.begin)) {
      found.citation = from - 1;
      return;
    }
    // Only the last quote of a block can be the end of it.
    const bool last = at + 1 == inline_.size() || QuoteOf(found_[inline_[at + 1]]).range.begin >= reach.end;
    if (last && CountWords(Cut(text_, {quote.range.end, std::max(quote.range.end, reach.end)})) == 0) {
      found.citation = DirectlyAfter(quote.block);
    }
  }

  // A citation behind a later quote is that one's, unless both are one sentence.
  bool BelongsToNext(std::size_t at, TextRange citation) {
    if (at + 1 >= inline_.size()) return false;
    const Quote& quote = QuoteOf(found_[inline_[at]]);
    const Quote& next = QuoteOf(found_[inline_[at + 1]]);
    return next.range.begin < citation.begin && !SameSentence(quote.range.end, next.range.begin);
  }

  bool SameSentence(Offset from, Offset to) {
    if (!breaks_known_) FindBreaks();
    const auto found = std::lower_bound(breaks_.begin(), breaks_.end(), from);
    return found == breaks_.end() || *found >= to;
  }

  // Offsets of "." "!" "?" "…" before white space; an initial ("M. Roe") ends nothing.
  void FindBreaks() {
    breaks_known_ = true;
    for (std::size_t at = 0; at + 1 < text_.size(); ++at) {
      const char c = text_[at];
      if (c != '.' && c != '!' && c != '?' && c != '\xA6') continue;
      if (!IsAsciiSpace(text_[at + 1])) continue;
      if (c == '\xA6' && (at < 2 || text_.substr(at - 2, 3) != "\xE2\x80\xA6")) continue;
      const bool initial = c == '.' && at >= 1 && text_[at - 1] >= 'A' && text_[at - 1] <= 'Z' &&
                           (at == 1 || IsAsciiSpace(text_[at - 2]));
      if (!initial) breaks_.push_back(static_cast<Offset>(at));
    }
  }

  const markdown::Document& document_;
  std::string_view text_;
  const std::vector<ResolvedCitation>& citations_;
  std::vector<SpecQuote> found_;
  std::vector<std::size_t> inline_;  // in found_
  std::vector<Offset> breaks_;
  bool breaks_known_ = false;
};

}  // namespace

std::vector<SpecQuote> PairQuotes(const markdown::Document& document,
                                  const std::vector<ResolvedCitation>& citations) {
  return Pairing(document, citations).Run();
}

}  // namespace whyspec::evidence
