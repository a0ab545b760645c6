// Where a missing section goes and how it is written: shared by the section rules.
#pragma once

#include <string>
#include <string_view>

#include "rules/rule.h"

namespace whyspec::rules {

// "\r\n" if the text's first line ends so, else "\n".
std::string_view LineEnd(std::string_view text);

// Puts the section's template where the profile's order wants it: after the section
// before it, else before the one after it, else before the detail, else at the end.
Fix InsertSection(const Spec& spec, const ProfileSection& section);

// Reports one required section that no heading means: at the title, naming the nearest
// heading if one looks meant.
void ReportMissing(const RuleContext& context, const ProfileSection& section, std::string_view consequence,
                   FindingSink& sink);

// All required sections of a role that are missing. For kOther: of no role.
std::vector<const ProfileSection*> MissingSections(const Spec& spec, Role role);

}  // namespace whyspec::rules
