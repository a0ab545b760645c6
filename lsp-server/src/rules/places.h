// Where findings go: the words of a heading, the document's title.
#pragma once

#include "rules/spec.h"

namespace whyspec::rules {

// The words of the section's heading; of section 0 the title's place.
TextRange HeadingText(const Spec& spec, markdown::Index section);
// Where a finding about the whole document belongs: its title, else the first heading,
// else an empty range at the first text.
TextRange TitlePlace(const Spec& spec);
// True if a section, sub-sections included, holds nothing but blanks, comments,
// placeholders ("TODO", "à compléter", "[…]") and the template's own prompts.
bool IsEmptySection(const Spec& spec, markdown::Index section);
// The same before there is a Spec; `meaning` (may be null) knows the section's prompt.
bool IsEmptyBody(const markdown::Document& document, markdown::Index section, const ProfileSection* meaning);

}  // namespace whyspec::rules
