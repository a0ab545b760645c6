#include "rules/section_text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_set>

#include "rules/cue_matcher.h"
#include "rules/cue_tables.h"

namespace whyspec::rules {
namespace {

using markdown::BlockKind;
using markdown::Index;

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

using WordSet = std::unordered_set<std::string>;

const WordSet& Abbreviations(Language language) {
  static const auto* const sets = [] {
    auto* made = new std::array<WordSet, kLanguageCount>;
    for (int i = 0; i < kLanguageCount; ++i) {
      for (std::string_view word : FindWordList(static_cast<Language>(i), "words", "abbreviation")) {
        (*made)[static_cast<std::size_t>(i)].insert(Fold(word));
      }
    }
    return made;
  }();
  return (*sets)[static_cast<std::size_t>(language)];
}

// True if the full stop at `at` belongs to the word before it: "e.g.", "M.", "etc. ".
bool IsAbbreviation(std::string_view text, std::size_t at, Language language) {
  std::size_t begin = at;
  while (begin > 0 && (IsWordByte(text[begin - 1]) || (text[begin - 1] == '.' && at - begin < 8))) --begin;
  const std::string_view word = text.substr(begin, at - begin);
  if (word.size() == 1 && (word[0] < '0' || word[0] > '9')) return true;
  if (word.empty() || word.size() > 8) return false;
  return Abbreviations(language).count(Fold(word)) > 0;
}

// Bytes of a closing mark that may follow the end of a sentence: ) ] " ' * _ ” » ’.
std::size_t ClosingMark(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ')' || c == ']' || c == '"' || c == '\'' || c == '*' || c == '_') return 1;
  for (std::string_view mark : {"\u201D", "\u00BB", "\u2019"}) {
    if (text.substr(at, mark.size()) == mark) return mark.size();
  }
  return 0;
}

TextRange WithoutBlanks(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end && IsSpace(text[begin])) ++begin;
  while (end > begin && IsSpace(text[end - 1])) --end;
  return {static_cast<Offset>(begin), static_cast<Offset>(end)};
}

// The folded range made of text[range).
TextRange ToFolded(const FoldedText& folded, TextRange range) {
  const auto first = folded.origin.begin();
  // origin.back() is the end of the text; the folded bytes are those before it.
  const auto last = first + static_cast<std::ptrdiff_t>(folded.text.size());
  const auto begin = std::lower_bound(first, last, range.begin);
  const auto end = std::lower_bound(begin, last, range.end);
  TextRange result{static_cast<Offset>(begin - first), static_cast<Offset>(end - first)};
  while (result.end > result.begin && folded.text[result.end - 1] == ' ') --result.end;
  while (result.begin < result.end && folded.text[result.begin] == ' ') ++result.begin;
  return result;
}

std::size_t CountTextWords(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool word = IsWordByte(c);
    words += word && !inside ? 1 : 0;
    inside = word;
  }
  return words;
}

}  // namespace

std::vector<TextRange> SplitSentences(std::string_view text, Language language) {
  std::vector<TextRange> sentences;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    const TextRange range = WithoutBlanks(text, begin, end);
    if (!range.empty()) sentences.push_back(range);
    begin = end;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      // A blank line parts blocks; a line that is a table row stands alone.
      const bool blank = i + 1 < text.size() && text[i + 1] == '\n';
      const bool row = i + 1 < text.size() && text[i + 1] == '|';
      if (blank || row) close(i);
      continue;
    }
    const bool ellipsis = c == '\xE2' && text.substr(i, 3) == "\u2026";
    if (c != '.' && c != '!' && c != '?' && !ellipsis) continue;
    std::size_t end = i + (ellipsis ? 3 : 1);
    while (end < text.size() && (text[end] == '.' || text[end] == '!' || text[end] == '?')) ++end;
    while (end < text.size()) {
      const std::size_t mark = ClosingMark(text, end);
      if (mark == 0) break;
      end += mark;
    }
    if (end < text.size() && !IsSpace(text[end])) {
      i = end - 1;
      continue;
    }
    if (c == '.' && end == i + 1 && IsAbbreviation(text, i, language)) continue;
    // "Wait… then" goes on in lower case.
    std::size_t next = end;
    while (next < text.size() && IsSpace(text[next])) ++next;
    const bool goes_on = next < text.size() && text[next] >= 'a' && text[next] <= 'z';
    if (goes_on && (ellipsis || end > i + 2)) {
      i = end - 1;
      continue;
    }
    close(end);
    i = end - 1;
  }
  close(text.size());
  return sentences;
}

SectionText BuildSectionText(const markdown::Document& document, Index section,
                             const std::vector<Index>& left_out, std::optional<Language> stated,
                             Language fallback, ReadingDepth depth) {
  SectionText result;
  result.section = section;
  const auto blocks = document.blocks();
  const auto sections = document.sections();
  // Bold lines are paragraphs to cmark and headings to people.
  const auto headings = document.headings();
  auto heading = std::lower_bound(headings.begin(), headings.end(), sections[section].body.begin,
                                  [](const markdown::Heading& h, Offset at) { return h.range.begin < at; });
  auto skip = left_out.begin();
  for (const Index block : document.BlocksIn(sections[section].body)) {
    if (blocks[block].kind != BlockKind::kParagraph) continue;
    const Offset at = blocks[block].range.begin;
    while (heading != headings.end() && heading->range.begin < at) ++heading;
    if (heading != headings.end() && heading->block == block) continue;
    while (skip != left_out.end() && sections[*skip].range.end <= at) ++skip;
    if (skip != left_out.end() && sections[*skip].range.Contains(at)) continue;
    bool quoted = false;
    for (Index parent = blocks[block].parent; parent != markdown::kNone && !quoted;
         parent = blocks[parent].parent) {
      quoted = blocks[parent].kind == BlockKind::kBlockQuote;
    }
    if (quoted) continue;
    markdown::Prose prose = document.ProseOf(block);
    if (!result.text.empty()) result.text += "\n\n";
    SectionText::Piece piece;
    piece.begin = static_cast<Offset>(result.text.size());
    result.text += prose.text;
    piece.end = static_cast<Offset>(result.text.size());
    piece.block = block;
    piece.prose = std::move(prose);
    result.pieces.push_back(std::move(piece));
  }
  result.words = CountTextWords(result.text);
  result.language = stated.value_or(fallback);
  if (depth == ReadingDepth::kWords) return result;
  result.folded = FoldWithOrigin(result.text);
  result.language = stated ? *stated : GuessLanguage(result.folded.text).value_or(fallback);
  std::vector<NumberedHit> hits;
  const CueMatcher& matcher = CueMatcher::For(result.language);
  const bool complete = result.language == Language::kEnglish || result.language == Language::kFrench;
  const CueMatcher& english = CueMatcher::For(Language::kEnglish);
  for (const TextRange range : SplitSentences(result.text, result.language)) {
    Sentence sentence;
    sentence.folded = ToFolded(result.folded, range);
    if (sentence.folded.empty()) continue;
    sentence.source = result.ToSource(sentence.folded);
    matcher.Scan(result.folded.text, sentence.folded, -1, &hits);
    if (!complete) {
      std::vector<NumberedHit> more;
      english.Scan(result.folded.text, sentence.folded, -1, &more);
      for (const NumberedHit& hit : more) {
        if (!matcher.HasList(hit.list)) hits.push_back(hit);
      }
    }
    result.sentences.push_back(sentence);
  }
  result.cues.reserve(hits.size());
  for (const NumberedHit& hit : hits) result.cues.push_back({hit.list, hit.hit});
  return result;
}

TextRange SectionText::ToSource(TextRange folded_range) const {
  const TextRange shown = folded.ToOriginal(folded_range);
  const auto piece_at = [this](Offset at) -> const Piece* {
    const auto next =
        std::upper_bound(pieces.begin(), pieces.end(), at,
                         [](Offset offset, const Piece& piece) { return offset < piece.begin; });
    return next == pieces.begin() ? nullptr : &*std::prev(next);
  };
  const Piece* first = piece_at(shown.begin);
  const Piece* last = piece_at(shown.empty() ? shown.begin : shown.end - 1);
  if (first == nullptr || last == nullptr) return {};
  const auto within = [&](const Piece& piece) {
    const Offset begin = std::max(shown.begin, piece.begin) - piece.begin;
    const Offset end = std::min(shown.end, piece.end) - piece.begin;
    return piece.prose.ToSource({begin, std::max(begin, end)});
  };
  if (first == last) return within(*first);
  return {within(*first).begin, within(*last).end};
}

std::vector<CueHit> SectionText::Cues(std::string_view list) const {
  std::vector<CueHit> hits;
  const int number = CueListNumber(list);
  for (const Cue& cue : cues) {
    if (cue.list == number) hits.push_back(cue.hit);
  }
  return hits;
}

bool SectionText::HasCue(std::string_view list) const {
  const int number = CueListNumber(list);
  return std::any_of(cues.begin(), cues.end(),
                     [number](const Cue& cue) { return cue.list == number && !cue.hit.negated; });
}

const Sentence* SectionText::SentenceAt(Offset folded_offset) const {
  const auto next = std::upper_bound(sentences.begin(), sentences.end(), folded_offset,
                                     [](Offset at, const Sentence& s) { return at < s.folded.begin; });
  if (next == sentences.begin()) return nullptr;
  const Sentence& sentence = *std::prev(next);
  return folded_offset < sentence.folded.end ? &sentence : nullptr;
}

}  // namespace whyspec::rules
