// Too few words to brief anyone. A link or a list may carry what words do not, so either
// keeps the rule quiet.
#include <algorithm>

#include "base/strings.h"
#include "rules/all_rules.h"
#include "rules/places.h"

namespace whyspec::rules {
namespace {

constexpr OptionInfo kOptions[] = {
    {.key = "minWords", .default_json = "30", .doc = "Fewest words of the why section."},
    {.key = "minUsageWords", .default_json = "20", .doc = "Fewest words of the usage section."},
};

bool HasLinkOrList(const Spec& spec, TextRange range) {
  const auto links = spec.document.links();
  const auto link = std::lower_bound(links.begin(), links.end(), range.begin,
                                     [](const markdown::Link& l, Offset at) { return l.range.begin < at; });
  if (link != links.end() && range.Contains(link->range)) return true;
  const auto blocks = spec.document.blocks();
  const auto first = std::lower_bound(blocks.begin(), blocks.end(), range.begin,
                                      [](const markdown::Block& b, Offset at) { return b.range.begin < at; });
  for (auto block = first; block != blocks.end() && block->range.begin < range.end; ++block) {
    // Quotes, code and tables carry content too.
    if (block->kind == markdown::BlockKind::kList || block->kind == markdown::BlockKind::kBlockQuote ||
        block->kind == markdown::BlockKind::kCode) {
      return true;
    }
  }
  return false;
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  for (const Role role : {Role::kWhy, Role::kUsage}) {
    const auto least = static_cast<std::size_t>(std::max<std::int64_t>(
        0, context.options.Integer(role == Role::kWhy ? "minWords" : "minUsageWords")));
    std::size_t words = 0;
    const SectionText* fullest = nullptr;
    bool carried = false;
    for (const Spec::RoleText& text : spec.texts) {
      if (text.role != role) continue;
      words += text.text.words;
      if (fullest == nullptr || text.text.words > fullest->words) fullest = &text.text;
      carried = carried || HasLinkOrList(spec, spec.document.sections()[text.text.section].body);
    }
    const MatchedSection* section = spec.Find(role);
    if (fullest == nullptr || section == nullptr || section->empty || !section->meaning->required) continue;
    if (words >= least || carried) continue;
    sink.Add(HeadingText(spec, fullest->section),
             StrCat("Only ", Plural(words, "word"), " here: too few to brief an engineer (", least,
                    " are asked for). ",
                    role == Role::kWhy ? "Say whose problem it is, what it costs them, and why now."
                                       : "Say who will use it, how often, how many, and by when."));
  }
}

}  // namespace

const Rule kSectionThin{
    .info = {.id = "section/thin",
             .summary = "The why or the usage section is too short to brief anyone.",
             .why = "One line tells those who already know. An engineer who was not in the calls needs the "
                    "problem, who "
                    "has it and what it costs, to find a better solution than the one that was asked for.",
             .severity = Severity::kWarning,
             .needs = Needs::kDoc,
             .options = kOptions,
             .failing = R"(# Monthly export

## Why

Exports are painful.
)",
             .passing = R"(# Monthly export

## Why

Operations leads at industrial sites copy the same forty figures from our screens into a spreadsheet
at the end of every month. It takes them two days, and one in three reports goes out with a mistake
that an auditor finds.
)"},
    .check = &Check};

}  // namespace whyspec::rules
