// Comma-separated values as spreadsheets write them (RFC 4180 and its relatives): comma,
// semicolon, tab or bar between cells, quoted cells with separators, line feeds and doubled
// quotes in them, an Excel "sep=;" line, rows of any length.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::calls {

struct CsvRow {
  std::vector<std::string> cells;  // as many as the header has; missing ones are ""
  TextRange range;
};

struct CsvTable {
  std::vector<std::string> header;
  std::vector<CsvRow> rows;  // blank ones left out
  char separator = ',';
  std::optional<TextRange> open_quote;  // a quote that never closes: the rest is one cell
};

CsvTable ReadCsv(std::string_view text);
// Whether two cells or more stand in the first line, and in most lines below it.
bool LooksLikeCsv(std::string_view text);

}  // namespace whyspec::calls
