#include "markdown/runs.h"

#include "base/unicode.h"

namespace whyspec::markdown::internal {

void AppendShown(const ParsedText& parsed, std::span<const InlineRun> runs, Show show, std::string& out,
                 std::vector<Prose::Run>* map) {
  const std::string_view text = parsed.text;
  for (const InlineRun& run : runs) {
    const std::size_t before = out.size();
    switch (run.Kind()) {
      case RunKind::kText:
        out += text.substr(run.begin, run.end - run.begin);
        break;
      case RunKind::kEscape:
        out += text[run.end - 1];
        break;
      case RunKind::kEntity:
        out += parsed.entities[run.extra];
        break;
      case RunKind::kBreak:
        out += '\n';
        break;
      case RunKind::kCode:
      case RunKind::kCodeMore:
        if (show == Show::kProse) {
          if (run.Kind() == RunKind::kCode) out += ' ';
        } else {
          if (run.Kind() == RunKind::kCodeMore) out += ' ';
          const Offset begin = run.begin + CodeLead(run.extra);
          const Offset end = run.end - CodeTrail(run.extra);
          if (begin < end) out += text.substr(begin, end - begin);
        }
        break;
      case RunKind::kHtml:
        if (show == Show::kProse) out += ' ';
        break;
      case RunKind::kHtmlBreak:
        out += ' ';
        break;
    }
    if (map == nullptr || out.size() == before) continue;
    const TextRange source{run.begin, run.end};
    map->push_back({.prose_begin = static_cast<Offset>(before), .source = source});
    // "&acE;" shows two characters in as many bytes as it has itself. Two runs for it
    // keep the rule that equal length means the same bytes.
    if (run.Kind() == RunKind::kEntity && out.size() - before == source.length()) {
      std::size_t second = before + 1;
      while (second + 1 < out.size() && (static_cast<unsigned char>(out[second]) & 0xC0) == 0x80) ++second;
      map->push_back({.prose_begin = static_cast<Offset>(second), .source = source});
    }
  }
}

std::string Collapse(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (const char c : text) {
    if (IsAsciiSpace(c)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += c;
  }
  return out;
}

}  // namespace whyspec::markdown::internal
