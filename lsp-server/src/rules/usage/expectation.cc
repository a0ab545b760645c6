#include "rules/usage/expectation.h"

#include "rules/claims.h"
#include "rules/dates_in_text.h"

namespace whyspec::rules {
namespace {

const data::Value* FrontMatterValue(const Spec& spec, std::string_view path) {
  const markdown::FrontMatter* front_matter = spec.document.front_matter();
  const data::Value* value = front_matter == nullptr ? nullptr : front_matter->yaml.root.FindPath(path);
  return value == nullptr || value->is(data::Kind::kNull) ? nullptr : value;
}

}  // namespace

Expectation ReadExpectation(const RuleContext& context) {
  Expectation expectation;
  const Spec& spec = context.spec;
  ForEachText(spec, {Role::kUsage}, [&](const SectionText& text) {
    if (expectation.text == nullptr || text.words > expectation.text->words) expectation.text = &text;
    expectation.actor = expectation.actor || NamesActor(context, text);
    expectation.frequency = expectation.frequency || text.HasCue("frequency");
    expectation.number = expectation.number || HasNumber(text);
    expectation.date =
        expectation.date || text.HasCue("when") || !FindDates(text.folded.text, text.language).empty();
  });
  if (expectation.text == nullptr) return expectation;
  expectation.actor =
      expectation.actor || !spec.meta.personas.empty() || FrontMatterValue(spec, "usage.actors") != nullptr;
  expectation.frequency = expectation.frequency || FrontMatterValue(spec, "usage.frequency") != nullptr;
  expectation.number = expectation.number || FrontMatterValue(spec, "metric.target") != nullptr ||
                       FrontMatterValue(spec, "usage.accounts_expected") != nullptr;
  expectation.date = expectation.date || FrontMatterValue(spec, "metric.by") != nullptr;
  return expectation;
}

}  // namespace whyspec::rules
