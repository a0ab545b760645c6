#include "cli/unified_diff.h"

#include <map>
#include <vector>

#include "base/strings.h"

namespace whyspec::cli {
namespace {

constexpr std::size_t kContextLines = 3;
// Beyond this many differing lines the exact search is given up and the differing
// middle is shown as replaced as a whole: longer, never wrong.
constexpr std::size_t kMaxEdits = 400;

// Lines with their "\n"; the last one may lack it.
std::vector<std::string_view> SplitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

struct Op {
  char kind;  // ' ' in both, '-' only before, '+' only after
  std::string_view line;
};

// Myers' greedy algorithm (1986), with the trace kept to walk back.
std::vector<Op> Diff(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
  std::size_t prefix = 0;
  while (prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  std::size_t suffix = 0;
  while (suffix < a.size() - prefix && suffix < b.size() - prefix &&
         a[a.size() - 1 - suffix] == b[b.size() - 1 - suffix]) {
    ++suffix;
  }
  const std::ptrdiff_t n = static_cast<std::ptrdiff_t>(a.size() - prefix - suffix);
  const std::ptrdiff_t m = static_cast<std::ptrdiff_t>(b.size() - prefix - suffix);
  const auto a_at = [&](std::ptrdiff_t i) { return a[prefix + static_cast<std::size_t>(i)]; };
  const auto b_at = [&](std::ptrdiff_t i) { return b[prefix + static_cast<std::size_t>(i)]; };

  std::vector<Op> middle;  // back to front
  std::vector<std::map<std::ptrdiff_t, std::ptrdiff_t>> trace;
  std::map<std::ptrdiff_t, std::ptrdiff_t> v = {{1, 0}};
  bool found = n == 0 && m == 0;
  const std::ptrdiff_t limit = std::min<std::ptrdiff_t>(n + m, kMaxEdits);
  for (std::ptrdiff_t d = 0; d <= limit && !found; ++d) {
    trace.push_back(v);
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      std::ptrdiff_t x = k == -d || (k != d && v[k - 1] < v[k + 1]) ? v[k + 1] : v[k - 1] + 1;
      std::ptrdiff_t y = x - k;
      while (x < n && y < m && a_at(x) == b_at(y)) {
        ++x;
        ++y;
      }
      v[k] = x;
      if (x >= n && y >= m) {
        found = true;
        break;
      }
    }
  }
  if (found) {
    std::ptrdiff_t x = n, y = m;
    for (std::ptrdiff_t d = static_cast<std::ptrdiff_t>(trace.size()) - 1; d >= 0; --d) {
      auto& row = trace[static_cast<std::size_t>(d)];
      const std::ptrdiff_t k = x - y;
      const std::ptrdiff_t from = k == -d || (k != d && row[k - 1] < row[k + 1]) ? k + 1 : k - 1;
      const std::ptrdiff_t from_x = row[from];
      const std::ptrdiff_t from_y = from_x - from;
      while (x > from_x && y > from_y && x > 0 && y > 0) {
        middle.push_back({' ', a_at(--x)});
        --y;
      }
      if (d == 0) break;
      if (x > from_x) {
        middle.push_back({'-', a_at(--x)});
      } else if (y > from_y) {
        middle.push_back({'+', b_at(--y)});
      }
    }
  } else {
    for (std::ptrdiff_t i = m; i-- > 0;) middle.push_back({'+', b_at(i)});
    for (std::ptrdiff_t i = n; i-- > 0;) middle.push_back({'-', a_at(i)});
  }
  std::vector<Op> ops;
  for (std::size_t i = 0; i < prefix; ++i) ops.push_back({' ', a[i]});
  ops.insert(ops.end(), middle.rbegin(), middle.rend());
  for (std::size_t i = a.size() - suffix; i < a.size(); ++i) ops.push_back({' ', a[i]});
  return ops;
}

std::string Range(std::size_t start, std::size_t count) {
  // diff -u: an empty side names the line before it; a count of one is left out.
  const std::string first = StrCat(count == 0 ? start : start + 1);
  return count == 1 ? first : StrCat(first, ",", count);
}

}  // namespace

std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after,
                        const Style& style) {
  if (before == after) return "";
  const std::vector<Op> ops = Diff(SplitLines(before), SplitLines(after));
  const bool terminal = style.width > 0;
  std::string out = StrCat(style.Paint(Ink::kBold, StrCat("--- ", OneLine(path))), "\n",
                           style.Paint(Ink::kBold, StrCat("+++ ", OneLine(path))), "\n");
  std::size_t line_a = 0;
  std::size_t line_b = 0;
  for (std::size_t i = 0; i < ops.size();) {
    if (ops[i].kind == ' ') {
      ++line_a;
      ++line_b;
      ++i;
      continue;
    }
    const std::size_t lead = std::min(kContextLines, i);
    // The hunk goes on while the next change is near enough for the contexts to touch.
    std::size_t end = i;
    std::size_t quiet = 0;
    for (std::size_t j = i; j < ops.size() && quiet <= 2 * kContextLines; ++j) {
      quiet = ops[j].kind == ' ' ? quiet + 1 : 0;
      if (quiet == 0) end = j + 1;
    }
    const std::size_t hunk_end = std::min(ops.size(), end + kContextLines);
    std::size_t count_a = 0, count_b = 0;
    std::string body;
    for (std::size_t j = i - lead; j < hunk_end; ++j) {
      const Op& op = ops[j];
      if (op.kind != '+') ++count_a;
      if (op.kind != '-') ++count_b;
      const bool whole = !op.line.empty() && op.line.back() == '\n';
      const std::string_view bare = whole ? op.line.substr(0, op.line.size() - 1) : op.line;
      const std::string line = StrCat(op.kind, terminal ? Printable(bare) : std::string(bare));
      const Ink ink = op.kind == '+' ? Ink::kAdded : op.kind == '-' ? Ink::kRemoved : Ink::kPlain;
      body += StrCat(style.Paint(ink, line), "\n", whole ? "" : "\\ No newline at end of file\n");
    }
    out += StrCat(style.Paint(Ink::kInfo, StrCat("@@ -", Range(line_a - lead, count_a), " +",
                                                 Range(line_b - lead, count_b), " @@")),
                  "\n", body);
    for (; i < hunk_end; ++i) {
      if (ops[i].kind != '+') ++line_a;
      if (ops[i].kind != '-') ++line_b;
    }
  }
  return out;
}

}  // namespace whyspec::cli
