// The name of an account that specs may only know by its alias: any such account of the
// log, and the accounts of cited calls that are themselves shared by alias.
//
// Ids in links stay: a call is cited by its id. Misheard spellings count when they are
// long enough and capitalised, for many are common words.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"
#include "rules/cited_call.h"
#include "rules/detect/characters.h"
#include "rules/detect/name_finder.h"

namespace whyspec::rules {
namespace {

constexpr std::size_t kMinSpelling = 6;  // code points of a misheard spelling of one word

struct Hidden {
  std::string name;
  std::string alias;  // "" if none may be shown
  calls::Visibility visibility = calls::Visibility::kAlias;
  std::string path;
  TextRange source;
};

// The account's own visibility, else that of the nearest parent that has one.
std::optional<calls::Visibility> VisibilityOf(const calls::CallLog& log, const calls::Account& account) {
  if (account.visibility) return account.visibility;
  std::set<std::string> seen = {account.id};
  std::string parent = account.parent;
  while (!parent.empty()) {
    const auto above = log.FindAccount(parent);
    if (above == nullptr || !seen.insert(above->id).second) break;
    if (above->visibility) return above->visibility;
    parent = above->parent;
  }
  return std::nullopt;
}

bool BeginsLikeAName(std::string_view alias) {
  return !alias.empty() && (IsDigit(alias[0]) || detect::BeginsWithCapital(alias));
}

// Collects the names to look for, each account once.
class Names {
 public:
  void Add(const calls::Account& account, calls::Visibility visibility) {
    if (!seen_.insert(account.id).second) return;
    hidden_.push_back({.name = account.name,
                       .alias = visibility == calls::Visibility::kAlias ? account.alias : std::string(),
                       .visibility = visibility,
                       .path = account.path,
                       .source = account.source});
    const std::size_t tag = hidden_.size() - 1;
    finder_.Add(account.name, tag);
    for (const std::string& spelling : account.aliases) {
      const bool telling = CountWords(spelling) > 1 || CountCodePoints(spelling) >= kMinSpelling;
      if (telling && detect::BeginsWithCapital(spelling)) finder_.Add(spelling, tag);
    }
    // The alias may hold the name ("Acme A"): where the alias stands, nothing is wrong.
    if (!account.alias.empty()) finder_.Add(account.alias, kAlias);
  }
  void AddUnlisted(const calls::Call& call, calls::Visibility visibility) {
    // An id ("acme-north") or a name as the call has it; ids are no names.
    if (!detect::BeginsWithCapital(call.account) || !seen_.insert(Fold(call.account)).second) return;
    hidden_.push_back({.name = call.account,
                       .alias = {},
                       .visibility = visibility,
                       .path = call.path,
                       .source = call.account_source});
    finder_.Add(call.account, hidden_.size() - 1);
  }

  static constexpr std::size_t kAlias = ~std::size_t{0};
  const std::vector<Hidden>& hidden() const { return hidden_; }
  const detect::NameFinder& finder() const { return finder_; }

 private:
  std::set<std::string> seen_;
  std::vector<Hidden> hidden_;
  detect::NameFinder finder_;
};

// Where the spec's links to calls lead: ids and paths, in order of place.
class Destinations {
 public:
  explicit Destinations(const Spec& spec) {
    for (const evidence::ResolvedCitation& one : spec.evidence.citations) {
      ranges_.push_back(one.citation.destination_range);
    }
    std::sort(ranges_.begin(), ranges_.end());
  }
  bool Hold(TextRange range) const {
    const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), range.begin,
                                        [](Offset at, TextRange one) { return at < one.begin; });
    return after != ranges_.begin() && std::prev(after)->Contains(range);
  }

 private:
  std::vector<TextRange> ranges_;
};

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  Names names;
  for (const auto& account : context.log.Accounts()) {
    const auto visibility = VisibilityOf(context.log, *account);
    if (visibility && *visibility <= calls::Visibility::kAlias) names.Add(*account, *visibility);
  }
  for (const evidence::ResolvedCitation& resolved : spec.evidence.citations) {
    if (resolved.call == nullptr || resolved.call->account.empty()) continue;
    const calls::Visibility visibility = context.log.VisibilityOf(*resolved.call);
    if (visibility > calls::Visibility::kAlias) continue;
    if (const auto account = context.log.FindAccount(resolved.call->account)) {
      names.Add(*account, visibility);
    } else {
      names.AddUnlisted(*resolved.call, visibility);
    }
  }
  if (names.finder().empty()) return;

  const Destinations destinations(spec);
  for (const detect::NameFinder::Hit& hit : names.finder().Find(spec.text())) {
    if (hit.tag == Names::kAlias || IsInCode(spec.document, hit.range.begin) ||
        destinations.Hold(hit.range)) {
      continue;
    }
    const Hidden& account = names.hidden()[hit.tag];
    const std::string remedy = account.alias.empty() ? "Say what kind of company it is instead."
                                                     : StrCat("Write “", account.alias, "”.");
    Finding& finding =
        sink.Add(hit.range, StrCat("This account may not be named in specs: its visibility is ",
                                   calls::Name(account.visibility), ". ", remedy));
    if (!account.path.empty()) {
      finding.related.push_back(
          {.path = account.path, .range = account.source, .message = "Its visibility is set here."});
    }
    if (!account.alias.empty()) {
      finding.fixes.push_back({.title = StrCat("Write “", account.alias, "”"),
                               .edits = {{hit.range, account.alias}},
                               // "a clinic group" may need another article or a capital.
                               .automatic = BeginsLikeAName(account.alias)});
    }
  }
}

}  // namespace

const Rule kPrivacyAccountName{
    .info = {.id = "privacy/account-name",
             .summary = "The name of an account that specs may only know by its alias.",
             .why =
                 "A deal that is still open, or a customer who asked for it, can be hurt by being named. The "
                 "alias "
                 "is the same in every spec, so the reader still sees that it is one and the same account.",
             .severity = Severity::kError,
             .needs = Needs::kLog,
             .fix = "Writes the alias.",
             .failing = R"(# Monthly export

## Customer evidence

Acme copies the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
---8<--- calls/accounts.yaml
- {id: acme, name: Acme, alias: Account 7, visibility: alias}
)",
             .passing = R"(# Monthly export

## Customer evidence

Account 7 copies the figures by hand ([P1](call:acme-2026-01-13#t=07:40)).
---8<--- calls/acme-2026-01-13.md
---
account: acme
---
**Jane Roe** [00:07:40]: We copy every figure by hand.
---8<--- calls/accounts.yaml
- {id: acme, name: Acme, alias: Account 7, visibility: alias}
)"},
    .check = &Check};

}  // namespace whyspec::rules
