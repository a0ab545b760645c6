// Taking personal data out of a spec: one edit that leaves a neutral placeholder in the
// spec's language and Markdown and YAML that still read.
#pragma once

#include <string_view>

#include "rules/rule.h"

namespace whyspec::rules {

// Replaces `range`. `list` is the word list in group "privacy" that holds the placeholder
// ("placeholder_email" -> "[email]"). A link that only leads to the thing ("mailto:…")
// gives way to its own words; in front matter round brackets stand for square ones, which
// YAML would take for a list. Never automatic: words are lost.
Fix RedactionFix(const Spec& spec, TextRange range, std::string_view list);

}  // namespace whyspec::rules
