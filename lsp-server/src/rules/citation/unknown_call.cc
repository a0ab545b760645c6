// The call a citation names is not in the log. Offers the nearest ids, or paths when the
// citation is a path.
#include <algorithm>
#include <functional>
#include <map>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "rules/all_rules.h"

namespace whyspec::rules {
namespace {

constexpr std::size_t kMaxSuggestions = 3;
// Of thousands of calls only those that look alike at a glance are measured.
constexpr std::size_t kMaxMeasured = 64;
// Different unknown calls of one spec for which others are suggested.
constexpr std::size_t kMaxLookedUp = 200;

std::string_view Stem(std::string_view path) {
  const std::string_view name = Basename(path);
  return name.substr(0, name.find('.'));
}

// Letters the two have in common at their start and end: cheap, and right for ids, which
// differ by a typo in the middle or share an account or a date.
std::size_t Alike(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t start = 0;
  while (start < most && a[start] == b[start]) ++start;
  std::size_t end = 0;
  while (end < most - start && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
  return start + end;
}

struct Suggestion {
  const calls::CallSummary* call = nullptr;
  std::size_t distance = 0;
};

std::vector<Suggestion> Nearest(std::string_view written, const std::vector<calls::CallSummary>& calls) {
  const std::string wanted = Fold(written);
  std::vector<std::pair<std::size_t, const calls::CallSummary*>> likely;
  for (const calls::CallSummary& call : calls) {
    const std::size_t longer = std::max(call.id.size(), wanted.size());
    const std::size_t shorter = std::min(call.id.size(), wanted.size());
    if (longer - shorter > longer / 3) continue;
    likely.emplace_back(longer - Alike(call.id, wanted), &call);
  }
  const std::size_t measured = std::min(likely.size(), kMaxMeasured);
  std::partial_sort(likely.begin(), likely.begin() + static_cast<std::ptrdiff_t>(measured), likely.end(),
                    [](const auto& a, const auto& b) {
                      return a.first != b.first ? a.first < b.first : a.second->id < b.second->id;
                    });
  std::vector<Suggestion> near;
  for (std::size_t i = 0; i < measured; ++i) {
    const std::string& id = likely[i].second->id;
    const std::size_t distance = EditDistance(id, wanted);
    if (distance <= std::max(id.size(), wanted.size()) / 3) near.push_back({likely[i].second, distance});
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const Suggestion& a, const Suggestion& b) { return a.distance < b.distance; });
  if (near.size() > kMaxSuggestions) near.resize(kMaxSuggestions);
  return near;
}

// What stands for the call in the link, anchor excluded.
std::string Destination(const evidence::Citation& citation, const calls::CallSummary& call,
                        const Spec& spec) {
  if (!citation.by_path || call.path.empty()) return StrCat("call:", call.id);
  return PercentEncode(RelativePath(call.path, Dirname(spec.path)), "/");
}

void Check(const RuleContext& context, FindingSink& sink) {
  if (!context.log.complete()) return;  // it may be among those that could not be read
  std::vector<calls::CallSummary> calls;
  std::map<std::string, std::vector<Suggestion>, std::less<>> known;  // by what is written
  for (const evidence::ResolvedCitation& resolved : context.spec.evidence.citations) {
    if (resolved.state != evidence::CitationState::kUnknownCall) continue;
    const evidence::Citation& citation = resolved.citation;
    const std::string key(citation.by_path ? Stem(citation.target) : std::string_view(citation.target));
    auto found = known.find(key);
    if (found == known.end()) {
      if (known.empty()) calls = context.log.List();
      const bool few = known.size() < kMaxLookedUp;
      found = known.emplace(key, few ? Nearest(key, calls) : std::vector<Suggestion>()).first;
    }
    const std::vector<Suggestion>& near = found->second;

    std::string message = citation.by_path
                              ? StrCat("There is no call file “", Printable(citation.written_target), "”")
                              : StrCat("No logged call has the id “", Printable(citation.target), "”");
    message += ", so readers cannot open what the customer said. ";
    if (near.empty()) {
      message += calls.empty() ? "No calls are logged yet: log the call, or remove the citation."
                               : "Log the call, or cite one that is logged.";
    } else {
      std::vector<std::string> names;
      for (const Suggestion& one : near) names.push_back(Destination(citation, *one.call, context.spec));
      message += StrCat("Did you mean ", JoinWords(names, " or "), "?");
    }
    const TextRange target{citation.destination_range.begin, citation.anchor_range.begin};
    Finding& finding = sink.Add(target.empty() ? citation.range : target, std::move(message));
    for (const Suggestion& one : near) {
      const std::string destination = Destination(citation, *one.call, context.spec);
      finding.fixes.push_back({.title = StrCat("Cite ", destination), .edits = {{target, destination}}});
    }
  }
}

}  // namespace

const Rule kCitationUnknownCall{.info = {.id = "citation/unknown-call",
                                         .summary = "A citation names a call that is not logged.",
                                         .why = "A citation that leads nowhere proves nothing, and the next "
                                                "reader cannot tell a typing slip from "
                                                "an invented source.",
                                         .severity = Severity::kError,
                                         .needs = Needs::kLog,
                                         .fix = "Offers the calls with the nearest ids or paths.",
                                         .failing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1, ops lead](call:acne-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)",
                                         .passing = R"(# Monthly export

## Customer evidence

They copy the figures by hand ([P1, ops lead](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
)"},
                                .check = &Check};

}  // namespace whyspec::rules
