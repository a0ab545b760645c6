#include "evidence/quote_reading.h"

#include <algorithm>

#include "base/unicode.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kMaxBytes = 1U << 16U;
constexpr std::size_t kMaxPieces = 64;
constexpr std::size_t kLongestBracket = 120;
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

// Bytes of "…", "...", ". . ." at `at`; 0 if there is none.
std::size_t DotsAt(std::string_view text, std::size_t at) {
  std::size_t end = at;
  std::size_t dots = 0;
  while (end < text.size()) {
    if (text.compare(end, kEllipsis.size(), kEllipsis) == 0) {
      dots += 3;
      end += kEllipsis.size();
    } else if (text[end] == '.') {
      ++dots;
      ++end;
    } else if (text[end] == ' ' && dots > 0 && end + 1 < text.size() && text[end + 1] == '.') {
      ++end;
    } else {
      break;
    }
  }
  return dots >= 3 ? end - at : 0;
}

// Bytes of an omission mark: dots, or dots and blanks in brackets.
std::size_t MarkAt(std::string_view text, std::size_t at) {
  if (text[at] != '[' && text[at] != '(') return DotsAt(text, at);
  const char close = text[at] == '[' ? ']' : ')';
  std::size_t end = at + 1;
  const auto skip_blanks = [&] {
    while (end < text.size() && (IsAsciiSpace(text[end]) || text[end] == '\\')) ++end;
  };
  skip_blanks();
  if (end >= text.size()) return 0;
  // "[..]" is an omission too.
  std::size_t dots = DotsAt(text, end);
  if (dots == 0 && text.compare(end, 2, "..") == 0) dots = 2;
  if (dots == 0) return 0;
  end += dots;
  skip_blanks();
  return end < text.size() && text[end] == close ? end + 1 - at : 0;
}

}  // namespace

QuoteReading::QuoteReading(std::string_view quote, const Vocabulary& transcript) : vocabulary(&transcript) {
  if (quote.size() > kMaxBytes) {
    quote = quote.substr(0, kMaxBytes);
    is_cut = true;
  }
  TextRange mark;
  const auto read = [&](std::size_t from, std::size_t to, std::uint8_t marks) {
    if (from >= to) return;
    ReadWords(quote.substr(from, to - from),
              {.sounds_in_brackets = false, .marks = marks, .base = static_cast<Offset>(from)}, vocabulary,
              words);
  };
  std::uint32_t piece_begin = 0;
  const auto end_piece = [&](TextRange next_mark) {
    const auto end = static_cast<std::uint32_t>(words.size());
    if (end > piece_begin) {
      FinishWords(vocabulary, words, piece_begin);
      const auto finished = static_cast<std::uint32_t>(words.size());
      pieces.push_back({.begin = piece_begin,
                        .end = finished,
                        .after_mark = !pieces.empty(),
                        .mark = pieces.empty() ? TextRange{} : mark});
      piece_begin = finished;
    }
    mark = next_mark;
  };
  std::size_t from = 0;
  for (std::size_t at = 0; at < quote.size();) {
    const char c = quote[at];
    if (c != '[' && c != '(' && c != '.' && c != kEllipsis[0] && c != '{') {
      ++at;
      continue;
    }
    if (const std::size_t length = c == '{' ? 0 : MarkAt(quote, at); length > 0) {
      read(from, at, 0);
      if (pieces.size() + 1 < kMaxPieces) {
        end_piece({static_cast<Offset>(at), static_cast<Offset>(at + length)});
      }
      at += length;
      from = at;
      continue;
    }
    if (c == '[' || c == '{') {
      const std::size_t end = quote.substr(at, kLongestBracket).find(c == '[' ? ']' : '}');
      if (end != std::string_view::npos) {
        read(from, at, 0);
        const std::string inside = Fold(quote.substr(at + 1, end - 1));
        if (c == '[' && inside != "sic") read(at + 1, at + end, kInserted);
        at += end + 1;
        from = at;
        continue;
      }
    }
    ++at;
  }
  read(from, quote.size(), 0);
  end_piece({});
}

std::size_t QuoteReading::CountSpoken() const {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [](const SpokenWord& word) { return !word.Is(kInserted); }));
}

}  // namespace whyspec::evidence
