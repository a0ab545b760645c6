// `whyspec rules [ID]`: the registry, for people and for scripts.

#include <algorithm>

#include "base/strings.h"
#include "cli/commands.h"
#include "cli/formatters/json_util.h"
#include "cli/style.h"
#include "rules/registry.h"

namespace whyspec::cli {
namespace {

std::string_view NeedsName(rules::Needs needs) {
  switch (needs) {
    case rules::Needs::kDoc:
      return "spec";
    case rules::Needs::kLog:
      return "calls";
    case rules::Needs::kTeam:
      return "specs";
  }
  return "spec";
}

Json ToJson(const rules::RuleInfo& info) {
  Json options = Json::array();
  for (const rules::OptionInfo& option : info.options) {
    Json value = Json::parse(option.default_json, nullptr, /*allow_exceptions=*/false);
    if (value.is_discarded()) value = option.default_json;
    options.push_back({{"key", option.key}, {"default", std::move(value)}, {"description", option.doc}});
  }
  return {{"id", info.id},
          {"summary", info.summary},
          {"why", info.why},
          {"severity", rules::Name(info.severity)},
          {"raisedWhenReady", info.raise_when_ready},
          {"offWhenSmall", info.off_when_small},
          {"needs", NeedsName(info.needs)},
          {"fix", info.fix},
          {"reportOnly", info.report_only},
          {"options", std::move(options)},
          {"failing", info.failing},
          {"passing", info.passing}};
}

int Explain(const Context& context, const RulesOptions& options) {
  const rules::Rule* rule = rules::FindRule(options.id);
  if (rule == nullptr) {
    for (const rules::RetiredRule& retired : rules::RetiredRules()) {
      if (retired.id != options.id) continue;
      return context.Fail(
          StrCat("The rule ", options.id, " is retired",
                 retired.replaced_by.empty() ? "." : StrCat("; ", retired.replaced_by, " took its place.")));
    }
    const std::string_view closest = rules::ClosestRule(options.id);
    return context.Fail(StrCat("There is no rule \"", options.id, "\".",
                               closest.empty() ? "" : StrCat(" Did you mean ", closest, "?"),
                               " `whyspec rules` lists them all."));
  }
  if (options.format == "json") {
    context.out() << Dump(ToJson(rule->info)) << '\n';
    return kClean;
  }
  // The page is ours, not a user's text: it needs no masking.
  const std::string page = rules::RulePage(rule->info);
  context.out() << page << (page.empty() || page.back() != '\n' ? "\n" : "");
  return kClean;
}

}  // namespace

int RunRules(const Context& context, const RulesOptions& options) {
  if (!options.id.empty()) return Explain(context, options);
  if (options.format == "json") {
    Json all = Json::array();
    for (const rules::Rule* rule : rules::AllRules()) all.push_back(ToJson(rule->info));
    context.out() << Dump({{"version", 1}, {"rules", std::move(all)}}) << '\n';
    return kClean;
  }
  const Style style = StyleFor(context, Color::kAuto);
  std::size_t widest = 0;
  for (const rules::Rule* rule : rules::AllRules()) widest = std::max(widest, rule->info.id.size());
  std::string_view group;
  for (const rules::Rule* rule : rules::AllRules()) {
    const rules::RuleInfo& info = rule->info;
    const std::string_view own_group = info.id.substr(0, info.id.find('/'));
    if (!group.empty() && own_group != group) context.out() << '\n';
    group = own_group;
    const std::string_view severity = rules::Name(info.severity);
    const std::string_view note = info.report_only ? " [report only]" : info.fix.empty() ? "" : " [fix]";
    context.out() << style.Paint(Ink::kBold, info.id) << std::string(widest - info.id.size() + 2, ' ')
                  << style.Paint(InkOf(info.severity), severity) << std::string(9 - severity.size(), ' ')
                  << Wrap(info.summary, widest + 11, widest + 11, style.width) << style.Paint(Ink::kDim, note)
                  << '\n';
  }
  context.out()
      << '\n'
      << Plural(rules::AllRules().size(), "rule")
      << "; `whyspec rules ID` explains one. Severities are those of a spec in review: drafts are judged one "
         "step milder.\n";
  return kClean;
}

}  // namespace whyspec::cli
