// Search over the whole workspace: specs, their sections, calls, accounts.
#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "features/call_face.h"
#include "features/heading_lines.h"
#include "features/markdown_escape.h"
#include "features/symbols.h"

namespace whyspec::features {
namespace {

using rules::Language;

constexpr std::size_t kMaxNameCodePoints = 120;

std::string NameOf(std::string_view text, std::string_view fallback) {
  std::string name = Shorten(PlainLine(text), kMaxNameCodePoints);
  return name.empty() ? std::string(fallback) : name;
}

}  // namespace

int FuzzyScore(std::string_view query, std::string_view name) {
  if (query.empty()) return 1;
  int score = 0;
  std::size_t next = 0;
  bool run = false;   // the letter before matched too
  bool start = true;  // at the start of a word
  for (std::size_t at = 0; at < name.size() && next < query.size(); ++at) {
    const char c = name[at];
    const bool separator = c == ' ' || c == '-' || c == '_' || c == '.' || c == '/' || c == '\'';
    if (c == query[next]) {
      score += 1 + (run ? 4 : 0) + (start ? 3 : 0) + (at == 0 ? 4 : 0);
      ++next;
      run = true;
    } else {
      run = false;
      // Blanks typed between words need no blank in the name.
      if (query[next] == ' ' && next + 1 < query.size() && c == query[next + 1]) {
        score += 1 + (start ? 3 : 0);
        next += 2;
        run = true;
      }
    }
    start = separator;
  }
  while (next < query.size() && query[next] == ' ') ++next;
  if (next < query.size()) return 0;
  // A whole word asked for counts more than letters picked up on the way, and short
  // names more than long ones.
  if (name.find(query) != std::string_view::npos) score += 20;
  return score * 8 + static_cast<int>(8 - std::min<std::size_t>(7, name.size() / 16));
}

std::vector<WorkspaceSymbol> WorkspaceSymbols(World& world, std::string_view query, std::size_t limit) {
  struct Scored {
    int score;
    WorkspaceSymbol symbol;
  };
  std::vector<Scored> found;
  const std::string wanted = Fold(Trim(query.substr(0, 200)));
  const auto offer = [&](std::string_view searched, auto make) {
    const int score = FuzzyScore(wanted, Fold(searched));
    if (score > 0) found.push_back({score, make()});
  };

  for (const std::string& path : world.SpecPaths()) {
    if (wanted.empty() && found.size() >= limit) break;
    auto text = world.TextOf(path);
    if (!text || (!MayHaveSymbol(*text, wanted) && FuzzyScore(wanted, Fold(Basename(path))) == 0)) continue;
    const auto document = markdown::Document::Parse(*std::move(text));
    const std::string id = rules::ReadSpecMeta(document).id;
    const markdown::Document::Title& titled = document.title();
    const std::string title = NameOf(titled.text, Basename(path));
    offer(StrCat(title, " ", id), [&] {
      return WorkspaceSymbol{.name = title,
                             .container = PlainLine(id),
                             .kind = SymbolKind::kSpec,
                             .location = {.path = path, .range = titled.range}};
    });
    if (wanted.empty()) continue;
    for (const markdown::Heading& heading : document.headings()) {
      if (heading.text_range == titled.range) continue;
      offer(heading.text, [&] {
        return WorkspaceSymbol{.name = NameOf(heading.text, "?"),
                               .container = title,
                               .kind = SymbolKind::kSection,
                               .location = {.path = path, .range = heading.range}};
      });
    }
  }
  const auto log = world.Log();
  for (const calls::CallSummary& summary : log->List()) {
    if (summary.path.empty()) continue;
    if (wanted.empty() && found.size() >= 2 * limit) break;
    // Only what may be shown may be searched: a hit on a hidden name would tell it. The words
    // of thousands of calls stay where they are: the summary says what decides that.
    calls::Call outline;
    outline.id = summary.id;
    outline.account = summary.account;
    outline.lifecycle = summary.lifecycle;
    outline.visibility = summary.visibility;
    const CallFace face(outline, *log, Language::kEnglish);
    const std::string account = face.AccountLabel();
    const std::string_view searched =
        face.shows_names() ? std::string_view(summary.title) : std::string_view();
    offer(StrCat(summary.id, " ", searched, " ", account), [&] {
      std::string title = summary.title;
      if (!face.shows_names()) {
        const auto call = log->Find(summary.id);
        title = call == nullptr ? std::string() : CallFace(*call, *log, Language::kEnglish).Title();
      }
      return WorkspaceSymbol{
          .name = title.empty() ? summary.id : NameOf(StrCat(summary.id, " · ", title), summary.id),
          .container = PlainLine(account),
          .kind = SymbolKind::kCall,
          .location = {.path = summary.path, .range = {}}};
    });
  }
  for (const auto& account : log->Accounts()) {
    if (account->path.empty()) continue;
    const std::string name = AccountFace(*account, *log, Language::kEnglish);
    offer(name, [&] {
      return WorkspaceSymbol{.name = NameOf(name, "?"),
                             .container = PlainLine(account->segment),
                             .kind = SymbolKind::kAccount,
                             .location = {.path = account->path, .range = account->source}};
    });
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Scored& a, const Scored& b) { return a.score > b.score; });
  if (found.size() > limit) found.resize(limit);
  std::vector<WorkspaceSymbol> out;
  out.reserve(found.size());
  for (Scored& entry : found) out.push_back(std::move(entry.symbol));
  return out;
}

}  // namespace whyspec::features
