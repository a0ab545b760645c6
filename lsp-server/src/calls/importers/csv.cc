#include "calls/importers/csv.h"

#include <algorithm>

#include "base/unicode.h"
#include "calls/importers/lines.h"

namespace whyspec::calls {
namespace {

constexpr std::string_view kSeparators = ",;\t|";

std::size_t CountOutsideQuotes(std::string_view line, char separator) {
  std::size_t count = 0;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    if (c == separator && !quoted) ++count;
  }
  return count;
}

char SeparatorOf(std::string_view line) {
  char best = ',';
  std::size_t most = 0;
  for (const char separator : kSeparators) {
    const std::size_t count = CountOutsideQuotes(line, separator);
    if (count > most) {
      most = count;
      best = separator;
    }
  }
  return best;
}

// The first line that has words; moves `at` past an Excel "sep=" line.
std::string_view FirstLine(std::string_view text, std::size_t& at, char* declared) {
  LineReader lines(text);
  while (!lines.AtEnd()) {
    const Line line = lines.Next();
    const std::string_view words = Cut(text, line.range);
    if (Trim(words).empty()) continue;
    if (words.starts_with("sep=") && words.size() == 5) {
      *declared = words[4];
      at = line.range.end;
      continue;
    }
    return words;
  }
  return {};
}

class Reader {
 public:
  Reader(std::string_view text, std::size_t at, char separator)
      : text_(text), at_(at), separator_(separator) {}

  bool Next(std::vector<std::string>& cells, TextRange& range, std::optional<TextRange>& open_quote) {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    if (at_ >= text_.size()) return false;
    cells.clear();
    const std::size_t begin = at_;
    bool more = true;
    while (more) {
      cells.push_back(Cell(open_quote));
      more = at_ < text_.size() && text_[at_] == separator_;
      if (more) ++at_;
    }
    range = {static_cast<Offset>(begin), static_cast<Offset>(at_)};
    return true;
  }

 private:
  static bool EndsRow(char c) { return c == '\n' || c == '\r'; }

  std::string Cell(std::optional<TextRange>& open_quote) {
    std::string cell;
    if (at_ < text_.size() && text_[at_] == '"') {
      const std::size_t begin = at_++;
      bool closed = false;
      while (at_ < text_.size() && !closed) {
        if (text_[at_] == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          cell += '"';
          at_ += 2;
        } else if (text_[at_] == '"') {
          closed = true;
          ++at_;
        } else {
          cell += text_[at_++];
        }
      }
      if (!closed && !open_quote) {
        open_quote = TextRange{static_cast<Offset>(begin), static_cast<Offset>(begin + 1)};
      }
    }
    // What stands behind a closed quote belongs to the cell: `"so" he said`.
    while (at_ < text_.size() && text_[at_] != separator_ && !EndsRow(text_[at_])) cell += text_[at_++];
    return std::string(Trim(cell));
  }

  std::string_view text_;
  std::size_t at_;
  char separator_;
};

}  // namespace

CsvTable ReadCsv(std::string_view text) {
  CsvTable table;
  std::size_t at = 0;
  char declared = 0;
  const std::string_view first = FirstLine(text, at, &declared);
  table.separator = declared != 0 ? declared : SeparatorOf(first);
  Reader reader(text, at, table.separator);
  TextRange range;
  if (!reader.Next(table.header, range, table.open_quote)) return table;
  CsvRow row;
  while (reader.Next(row.cells, row.range, table.open_quote)) {
    const bool blank =
        std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); });
    if (blank) continue;
    // Separators that nobody quoted stand in the last cell, where the words are as a rule.
    for (std::size_t i = table.header.size(); i < row.cells.size(); ++i) {
      row.cells[table.header.size() - 1] += table.separator;
      row.cells[table.header.size() - 1] += row.cells[i];
    }
    row.cells.resize(table.header.size());
    table.rows.push_back(std::move(row));
    row = CsvRow();
  }
  return table;
}

bool LooksLikeCsv(std::string_view text) {
  std::size_t at = 0;
  char declared = 0;
  const std::string_view first = FirstLine(text, at, &declared);
  if (first.empty() || first.size() > 4000) return false;
  const char separator = declared != 0 ? declared : SeparatorOf(first);
  return CountOutsideQuotes(first, separator) > 0;
}

}  // namespace whyspec::calls
