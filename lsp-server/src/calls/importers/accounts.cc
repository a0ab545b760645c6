// accounts.yaml: the companies behind the calls.
#include <set>
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "calls/importers/encoding.h"
#include "calls/importers/problems.h"
#include "calls/read_call.h"

namespace whyspec::calls {
namespace {

using data::Kind;
using data::Value;

class AccountsReader {
 public:
  AccountsReader(std::string_view path, Problems& problems) : path_(path), problems_(problems) {}

  std::vector<Account> Read(Value root) {
    if (root.is(Kind::kNull)) return {};
    if (root.is(Kind::kList)) {  // the list alone is the same file without its first line
      const TextRange range = root.range;
      Value map;
      map.kind = Kind::kMap;
      map.range = range;
      map.members.push_back(data::Member{.key = "accounts", .key_range = range, .value = std::move(root)});
      root = std::move(map);
    }
    for (const data::Problem& problem : data::Check(root, kAccountsSchema)) {
      problems_.Add(problem.range, problem.message);
    }
    const Value* list = root.Find("accounts");
    if (list == nullptr) {
      problems_.Add({root.range.begin, root.range.begin},
                    "No accounts were found in this file. It is a list with one `- id: …` for each company, "
                    "alone or below `accounts:`.");
      return {};
    }
    for (const Value& item : list->items) {
      if (item.is(Kind::kMap)) ReadOne(item);
    }
    CheckParents();
    return std::move(accounts_);
  }

 private:
  void ReadOne(const Value& item) {
    Account account;
    account.path = path_;
    account.id = std::string(Trim(data::TextOr(item, "id")));
    account.name = data::TextOr(item, "name");
    if (account.id.empty()) {
      // Check() has asked for the id; a name still says which company is meant.
      if (Trim(account.name).empty()) return;
      account.id = MakeCallId(account.name);
    }
    const Value* id = item.Find("id");
    account.source = id != nullptr ? id->range : item.range;
    if (!ids_.emplace(Fold(account.id), accounts_.size()).second) {
      problems_.Add(account.source,
                    StrCat("Two accounts have the id `", Printable(account.id),
                           "`. The first one is used; give this one an id of its own, or delete it."));
      return;
    }
    account.alias = data::TextOr(item, "alias");
    if (const Value* aliases = item.Find("aliases")) {
      if (const auto one = aliases->AsText()) account.aliases.emplace_back(*one);
      for (const Value& alias : aliases->items) {
        if (const auto text = alias.AsText()) account.aliases.emplace_back(*text);
      }
    }
    account.parent = std::string(Trim(data::TextOr(item, "parent")));
    account.lifecycle = ParseLifecycle(data::TextOr(item, "lifecycle")).value_or(Lifecycle::kUnknown);
    account.segment = data::TextOr(item, "segment");
    account.country = data::TextOr(item, "country");
    account.owner = data::TextOr(item, "owner");
    if (const Value* visibility = item.Find("visibility");
        visibility != nullptr && !visibility->is(Kind::kNull)) {
      // Somebody meant to keep something back: nothing is shown until it is clear what.
      account.visibility =
          ParseVisibility(visibility->AsText().value_or("")).value_or(Visibility::kAggregate);
    }
    const Value* parent = item.Find("parent");
    parent_ranges_.push_back(parent != nullptr ? parent->range : TextRange{});
    accounts_.push_back(std::move(account));
  }

  void CheckParents() {
    std::vector<std::string_view> known;
    known.reserve(accounts_.size());
    for (const Account& account : accounts_) known.push_back(account.id);
    std::size_t hints = 0;
    std::vector<std::size_t> parents(accounts_.size(), accounts_.size());
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      if (accounts_[i].parent.empty()) continue;
      const auto found = ids_.find(Fold(accounts_[i].parent));
      if (found != ids_.end()) {
        parents[i] = found->second;
        continue;
      }
      // A parent that is not listed is fine (a group nobody calls); a slip is not.
      // Looking for the closest id is slow, so only the first few are looked at.
      if (hints >= kMaxProblems) continue;
      ++hints;
      if (const auto closest = Closest(accounts_[i].parent, known)) {
        problems_.Add(parent_ranges_[i], StrCat("No account has the id `", Printable(accounts_[i].parent),
                                                "`. Is `", Printable(*closest), "` meant?"));
      }
    }
    CheckLoops(parents);
  }

  // Each account has one parent at most, so each loop is met once: when a walk comes
  // back to an account of its own.
  void CheckLoops(const std::vector<std::size_t>& parents) {
    std::vector<std::size_t> walk(accounts_.size(), 0);
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      std::size_t at = i;
      while (at < accounts_.size() && walk[at] == 0) {
        walk[at] = i + 1;
        at = parents[at];
      }
      if (at < accounts_.size() && walk[at] == i + 1) {
        problems_.Add(parent_ranges_[at],
                      StrCat("`", Printable(accounts_[at].id),
                             "` is above itself: its parents lead back to it. Whyspec counts all "
                             "of this loop as one account; take one `parent` out."));
      }
    }
  }

  std::string path_;
  Problems& problems_;
  std::vector<Account> accounts_;
  std::vector<TextRange> parent_ranges_;
  std::unordered_map<std::string, std::size_t> ids_;  // folded
};

}  // namespace

ReadAccountsResult ReadAccounts(std::string_view path, std::string_view bytes) {
  const DecodedText decoded = DecodedText::Decode(bytes);
  Problems problems;
  ReadAccountsResult result;
  if (!decoded.readable()) {
    problems.AddFatal(
        {0, 0}, "This file is no text, so no account could be read. It should be a YAML list of companies.");
    result.problems = problems.Take();
    return result;
  }
  data::Parsed parsed = data::ParseYaml(decoded.text());
  for (const data::ParseError& error : parsed.errors) problems.Add(error.range, error.message);
  result.accounts = AccountsReader(path, problems).Read(std::move(parsed.root));
  for (Account& account : result.accounts) account.source = decoded.ToFile(account.source);
  result.problems = problems.Take();
  for (Problem& problem : result.problems) problem.range = decoded.ToFile(problem.range);
  if (!decoded.remark().empty()) {
    result.problems.push_back(Problem{.message = decoded.remark(), .range = decoded.remark_range()});
  }
  return result;
}

}  // namespace whyspec::calls
