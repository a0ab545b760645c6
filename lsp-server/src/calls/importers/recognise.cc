#include "calls/importers/recognise.h"

#include <algorithm>

#include "base/unicode.h"
#include "base/uri.h"
#include "calls/importers/clock.h"
#include "calls/importers/lines.h"
#include "calls/importers/webvtt.h"
#include "calls/read_call.h"
#include "markdown/document.h"

namespace whyspec::calls {
namespace {

bool EndsWith(std::string_view path, std::string_view ending) {
  if (path.size() < ending.size()) return false;
  const std::string_view tail = path.substr(path.size() - ending.size());
  return std::equal(tail.begin(), tail.end(), ending.begin(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

// "00:00:01,000 -->", after at most an index line.
bool StartsLikeSrt(std::string_view text) {
  LineReader lines(text);
  int seen = 0;
  while (!lines.AtEnd() && seen < 2) {
    const std::string_view line = Trim(Cut(text, lines.Next().range));
    if (line.empty()) continue;
    ++seen;
    std::size_t at = 0;
    if (ReadClock(line, at)) return Trim(line.substr(at)).starts_with("-->");
    if (!std::all_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; })) return false;
  }
  return false;
}

// JSON that has what makes a call, saved under another name.
bool LooksLikeRecord(std::string_view text) {
  const std::string_view words = Trim(text);
  return words.starts_with('{') && words.ends_with('}') &&
         (words.find("\"transcript\"") != std::string_view::npos ||
          words.find("\"notes\"") != std::string_view::npos);
}

}  // namespace

std::string_view Name(Format format) {
  switch (format) {
    case Format::kUnknown:
      return "";
    case Format::kWebVtt:
      return "webvtt";
    case Format::kSrt:
      return "srt";
    case Format::kMarkdown:
      return "markdown";
    case Format::kJson:
      return "json";
    case Format::kCsv:
      return "csv";
    case Format::kText:
      return "text";
  }
  return "";
}

Format Recognise(std::string_view path, std::string_view text) {
  if (webvtt::HasSignature(text)) return Format::kWebVtt;
  if (EndsWith(path, ".md")) return Format::kMarkdown;
  if (StartsLikeSrt(text)) return Format::kSrt;
  if (EndsWith(path, ".json") || EndsWith(path, ".jsonl") || EndsWith(path, ".ndjson")) return Format::kJson;
  if (EndsWith(path, ".csv") || EndsWith(path, ".tsv")) return Format::kCsv;
  if (EndsWith(path, ".txt") && LooksLikeRecord(text)) return Format::kJson;
  if (markdown::FindFrontMatter(text)) return Format::kMarkdown;
  if (EndsWith(path, ".vtt")) return Format::kWebVtt;
  if (EndsWith(path, ".srt")) return Format::kSrt;
  if (EndsWith(path, ".txt")) return Format::kText;
  return Format::kUnknown;
}

bool IsCallFileName(std::string_view path) {
  const std::string_view endings[] = {".md",  ".json", ".vtt",   ".srt",   ".txt",
                                      ".csv", ".tsv",  ".jsonl", ".ndjson"};
  return std::any_of(std::begin(endings), std::end(endings),
                     [path](std::string_view ending) { return EndsWith(path, ending); });
}

bool IsSidecarName(std::string_view path) {
  return EndsWith(path, ".call.yaml") || EndsWith(path, ".call.yml");
}

bool IsAccountsName(std::string_view path) {
  const std::string_view name = Basename(path);
  return name == "accounts.yaml" || name == "accounts.yml";
}

}  // namespace whyspec::calls
