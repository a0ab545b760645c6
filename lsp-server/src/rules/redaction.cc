#include "rules/redaction.h"

#include <algorithm>

#include "base/strings.h"
#include "rules/cue_tables.h"

namespace whyspec::rules {
namespace {

std::string_view Placeholder(Language language, std::string_view list) {
  auto entries = FindWordList(language, "privacy", list);
  if (entries.empty()) entries = FindWordList(Language::kEnglish, "privacy", list);
  return entries.empty() ? "[…]" : entries.front();
}

// The innermost link around `range`; nullptr if there is none. Links nest at most once
// (an image in a link), so the two that begin last before it are enough.
const markdown::Link* LinkAround(const markdown::Document& document, TextRange range) {
  const auto links = document.links();
  auto after = std::upper_bound(links.begin(), links.end(), range.begin,
                                [](Offset at, const markdown::Link& link) { return at < link.range.begin; });
  for (int back = 0; back < 2 && after != links.begin(); ++back) {
    --after;
    if (after->range.Contains(range)) return &*after;
  }
  return nullptr;
}

}  // namespace

Fix RedactionFix(const Spec& spec, TextRange range, std::string_view list) {
  std::string placeholder(Placeholder(spec.language, list));
  Fix fix{.title = StrCat("Replace by ", placeholder), .edits = {}, .automatic = false, .snippet = {}};
  const markdown::FrontMatter* front = spec.document.front_matter();
  if (front != nullptr && front->range.Contains(range)) {
    std::replace(placeholder.begin(), placeholder.end(), '[', '(');
    std::replace(placeholder.begin(), placeholder.end(), ']', ')');
    fix.edits.push_back({range, std::move(placeholder)});
    return fix;
  }
  const markdown::Link* link = LinkAround(spec.document, range);
  if (link != nullptr && link->kind == markdown::LinkKind::kAutolink) {
    fix.edits.push_back({link->range, std::move(placeholder)});
  } else if (link != nullptr && link->kind == markdown::LinkKind::kInline &&
             link->destination_range.Contains(range)) {
    const std::string_view words = Cut(spec.text(), link->text_range);
    const bool says_it = words.find(Cut(spec.text(), range)) != std::string_view::npos;
    if (!says_it) fix.title = "Remove the link and keep its words";
    fix.edits.push_back({link->range, says_it ? std::move(placeholder) : std::string(words)});
  } else {
    fix.edits.push_back({range, std::move(placeholder)});
  }
  return fix;
}

}  // namespace whyspec::rules
