// Completion of section headings and of suppression comments.
#include <algorithm>

#include "base/strings.h"
#include "engine/directive.h"
#include "features/completion_items.h"
#include "features/markdown_escape.h"
#include "features/spots.h"
#include "rules/registry.h"

namespace whyspec::features {

void CompleteHeading(const engine::Snapshot& snapshot, const TypingContext& context, CompletionItems& items) {
  const rules::Spec& spec = *snapshot.spec;
  const std::string_view line_end = LineEndOf(spec.text());
  // A second title is never meant.
  bool titled = false;
  for (const markdown::Heading& heading : spec.document.headings()) {
    if (heading.level == 1 && !heading.range.Touches(context.replace.end)) titled = true;
  }
  const int level = titled && context.level == 1 ? 2 : context.level;
  const std::string hashes(static_cast<std::size_t>(level), '#');
  for (const rules::ProfileSection& section : spec.profile->sections) {
    const bool present = std::any_of(spec.matched.begin(), spec.matched.end(), [&](const auto& matched) {
      if (matched.meaning != &section) return false;
      const markdown::Index heading = spec.document.sections()[matched.section].heading;
      return heading == markdown::kNone ||
             !spec.document.headings()[heading].range.Touches(context.replace.end);
    });
    if (present) continue;
    const rules::SectionTemplate words = rules::TemplateOf(*spec.profile, section, spec.language);
    const std::string line = StrCat(hashes, " ", words.heading);
    CompletionItem item{.label = std::string(words.heading),
                        .detail = Shorten(PlainLine(words.prompt), 100),
                        .filter_text = StrCat(std::string(static_cast<std::size_t>(context.level), '#'), " ",
                                              words.heading, " ", section.id),
                        .text = line,
                        .kind = CompletionKind::kHeading,
                        .resolve_id = StrCat(kResolveSection, "|", section.id)};
    if (context.rest_of_line_blank) {
      const std::string body = WithLineEnds(words.prompt, line_end);
      item.text = StrCat(line, line_end, line_end, body);
      item.snippet =
          StrCat(EscapeSnippet(line), line_end, line_end, "${1:", EscapeSnippet(body), "}", line_end, "$0");
    }
    items.Add(std::move(item), section.required ? 1 : 0);
  }
}

void CompleteDirective(const TypingContext& context, CompletionItems& items) {
  if (context.what == Typing::kDirective) {
    static constexpr std::string_view kDocs[] = {
        "Silences rules on the next line or block", "Silences rules from here on, up to whyspec-enable",
        "Ends what whyspec-disable began", "Silences rules in this whole file"};
    for (std::size_t i = 0; i < std::size(engine::kDirectiveWords); ++i) {
      const std::string word(engine::kDirectiveWords[i]);
      items.Add({.label = word,
                 .detail = std::string(kDocs[i]),
                 .filter_text = word,
                 .text = StrCat(word, " "),
                 .kind = CompletionKind::kDirective,
                 .ask_again = true});
    }
    return;
  }
  const std::string_view close = context.comment_closed ? "" : " -->";
  for (const rules::Rule* rule : rules::AllRules()) {
    if (rule->info.report_only) continue;
    CompletionItem item{.label = std::string(rule->info.id),
                        .detail = std::string(rule->info.summary),
                        .filter_text = std::string(rule->info.id),
                        .text = std::string(rule->info.id),
                        .kind = CompletionKind::kRule,
                        .resolve_id = StrCat(kResolveRule, "|", rule->info.id)};
    // A suppression without a reason silences nothing, so the reason comes with it.
    if (!context.reason_follows) {
      item.text = StrCat(rule->info.id, ": ");
      item.snippet = StrCat(rule->info.id, ": ${1:why this is fine here}", close, "$0");
    }
    items.Add(std::move(item));
  }
}

}  // namespace whyspec::features
