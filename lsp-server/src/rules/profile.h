// A profile: which sections a kind of spec must have, and what they are called.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/language.h"

namespace whyspec::rules {

enum class Role : std::uint8_t {
  kWhy,
  kEvidence,
  kUsage,
  kOther,  // a section the profile adds (for a KEP: Summary, Proposal)
};
std::string_view Name(Role role);  // "why", "evidence", "usage", "other"

struct ProfileSection {
  std::string id;  // "why", "evidence", "usage", or the profile's own word
  Role role = Role::kOther;
  std::string heading;  // how the template and messages spell it
  // Accepted besides the built-in synonyms of the role, folded when matched.
  // With `only_these`, the built-in synonyms do not count.
  std::vector<std::string> synonyms;
  bool only_these = false;
  bool required = true;
  std::string prompt;  // template text: what to write here
};

struct Profile {
  std::string name;
  std::string description;
  std::string language;                      // of headings and prompts; "" = follows the spec
  std::vector<ProfileSection> sections;      // in template order; always has the three roles
  std::vector<std::string> detail_headings;  // besides the built-in "Requirements", "Solution" …
};

// Built-in profiles by name, in the order of DESIGN.md; nullptr if unknown.
const Profile* FindBuiltinProfile(std::string_view name);
const std::vector<Profile>& BuiltinProfiles();

// Heading and prompt of a section as a template writes them: in the profile's language,
// else in the spec's. Views into the profile or into static tables.
struct SectionTemplate {
  std::string_view heading;
  std::string_view prompt;
};
SectionTemplate TemplateOf(const Profile& profile, const ProfileSection& section, Language spec_language);

}  // namespace whyspec::rules
