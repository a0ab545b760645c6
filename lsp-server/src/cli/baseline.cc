#include "cli/baseline.h"

#include <charconv>

#include "base/hash.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "cli/formatters/json_util.h"
#include "data/value.h"

namespace whyspec::cli {
namespace {

// Text taken in from the lines before and after the range. A window, so that many
// findings on one enormous line do not each hash all of it.
constexpr std::size_t kContext = 200;

// Appends with white space runs as one blank: re-indenting keeps an entry.
void AppendCollapsed(std::string* out, std::string_view text) {
  bool blank = false;
  for (const char c : text) {
    if (IsAsciiSpace(c)) {
      blank = true;
      continue;
    }
    if (blank && !out->empty()) *out += ' ';
    blank = false;
    *out += c;
  }
  *out += '\x1f';
}

// What the message names in “…” or "…", with digits left out.
void AppendNames(std::string* out, std::string_view message) {
  constexpr std::pair<std::string_view, std::string_view> kMarks[] = {{"“", "”"}, {"\"", "\""}};
  for (const auto& [open, close] : kMarks) {
    for (std::size_t at = message.find(open); at != std::string_view::npos; at = message.find(open, at)) {
      at += open.size();
      const std::size_t end = message.find(close, at);
      if (end == std::string_view::npos) break;
      for (const char c : message.substr(at, end - at)) {
        if (c < '0' || c > '9') *out += c;
      }
      *out += '\x1f';
      at = end + close.size();
    }
  }
}

std::optional<std::uint64_t> ParseHex(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size() || text.size() != 16) return std::nullopt;
  return value;
}

}  // namespace

std::uint64_t ContentKey(const rules::Finding& finding, std::string_view text, const LineIndex& index) {
  const TextRange first = index.LineRange(text, index.LineOf(finding.range.begin));
  const TextRange last = index.LineRange(text, index.LineOf(finding.range.end));
  std::string about(finding.rule);
  about += '\x1f';
  const std::string_view before = Cut(text, {first.begin, finding.range.begin});
  AppendCollapsed(&about, before.substr(before.size() - std::min(before.size(), kContext)));
  AppendCollapsed(&about, Cut(text, finding.range));
  AppendCollapsed(&about,
                  Cut(text, {finding.range.end, std::max(last.end, finding.range.end)}).substr(0, kContext));
  AppendNames(&about, finding.message);
  return Hash64(about);
}

std::string Fingerprint(const FileReport& file, const ReportedFinding& finding) {
  return HashHex(Hash64(StrCat(file.shown, "\x1f", HashHex(finding.key), "\x1f", finding.occurrence)));
}

std::string Baseline::RelativeOf(std::string_view absolute) const {
  return RelativePath(absolute, Dirname(path_));
}

std::string Baseline::AbsoluteOf(std::string_view relative) const {
  return JoinPath(Dirname(path_), relative);
}

Result<Baseline> Baseline::Parse(std::string path, std::string_view bytes) {
  const auto fail = [&](std::string_view what) {
    return Error{ErrorCode::kInvalid,
                 StrCat("The baseline ", path, " cannot be used: ", what,
                        " Write it anew with `whyspec check --write-baseline`, and look at what "
                        "it takes in before you commit it.")};
  };
  const data::Parsed parsed = data::ParseJson(bytes);
  if (!parsed.ok()) return fail(StrCat("it is not JSON (", parsed.errors.front().message, ")."));
  const data::Value* version = parsed.root.Find("version");
  if (!version || version->AsInteger() != kVersion) {
    return fail(StrCat("its version is ", version ? version->text : "missing",
                       ", and this program reads version ", kVersion, "."));
  }
  const data::Value* entries = parsed.root.Find("entries");
  if (!entries || !entries->is(data::Kind::kList)) return fail("it has no list \"entries\".");
  Baseline out(path);
  for (const data::Value& entry : entries->items) {
    const std::string file = data::TextOr(entry, "path");
    const std::string rule = data::TextOr(entry, "rule");
    const std::optional<std::uint64_t> key = ParseHex(data::TextOr(entry, "key"));
    const data::Value* count_value = entry.Find("count");
    const std::optional<std::int64_t> count =
        count_value ? count_value->AsInteger() : std::optional<std::int64_t>(1);
    if (file.empty() || rule.empty() || !key || !count || *count < 1) {
      return fail("an entry lacks its path, rule, key or count.");
    }
    out.entries_[{file, rule, *key}].count += static_cast<std::size_t>(*count);
  }
  return out;
}

void Baseline::Accept(FileReport* file) {
  const std::string relative = RelativeOf(file->path);
  seen_[relative] = true;
  for (ReportedFinding& finding : file->findings) {
    const auto found = entries_.find({relative, std::string(finding.rule), finding.key});
    if (found == entries_.end() || found->second.used == found->second.count) continue;
    ++found->second.used;
    finding.accepted = true;
  }
}

void Baseline::Add(const FileReport& file) {
  const std::string relative = RelativeOf(file.path);
  for (const ReportedFinding& finding : file.findings) {
    ++entries_[{relative, std::string(finding.rule), finding.key}].count;
  }
}

std::size_t Baseline::size() const {
  std::size_t count = 0;
  for (const auto& [id, entry] : entries_) count += entry.count;
  return count;
}

std::string Baseline::ToJson() const {
  std::string out = StrCat("{\n  \"version\": ", kVersion, ",\n  \"entries\": [");
  bool first = true;
  for (const auto& [id, entry] : entries_) {
    const auto& [file, rule, key] = id;
    const Json json = {{"path", file}, {"rule", rule}, {"key", HashHex(key)}, {"count", entry.count}};
    out += StrCat(first ? "\n    " : ",\n    ", Dump(json));
    first = false;
  }
  out += first ? "]\n}\n" : "\n  ]\n}\n";
  return out;
}

}  // namespace whyspec::cli
