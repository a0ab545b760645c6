#include "rules/profile.h"

#include <algorithm>

#include "rules/cue_tables.h"
#include "rules/profile_data.h"

namespace whyspec::rules {

std::string_view Name(Role role) {
  constexpr std::string_view kNames[] = {"why", "evidence", "usage", "other"};
  return kNames[static_cast<std::size_t>(role)];
}

const std::vector<Profile>& BuiltinProfiles() {
  static const auto* const profiles =
      new std::vector<Profile>{DefaultProfile(),        SpecKitProfile(), KepProfile(),   RustRfcProfile(),
                               SwiftEvolutionProfile(), ShapeUpProfile(), PrFaqProfile(), YienPrdProfile()};
  return *profiles;
}

const Profile* FindBuiltinProfile(std::string_view name) {
  const std::vector<Profile>& profiles = BuiltinProfiles();
  const auto found =
      std::find_if(profiles.begin(), profiles.end(), [name](const Profile& p) { return p.name == name; });
  return found == profiles.end() ? nullptr : &*found;
}

SectionTemplate TemplateOf(const Profile& profile, const ProfileSection& section, Language spec_language) {
  const Language language = ParseLanguage(profile.language).value_or(spec_language);
  SectionTemplate result{section.heading, section.prompt};
  if (section.role == Role::kOther) return result;
  const std::span<const std::string_view> english =
      FindWordList(Language::kEnglish, "template", Name(section.role));
  const std::span<const std::string_view> own = FindWordList(language, "template", Name(section.role));
  // A heading that the profile spells in its own way stays; the usual one is translated.
  if (profile.language.empty() && section.heading == english[0]) result.heading = own[0];
  if (section.prompt.empty()) result.prompt = own[1];
  return result;
}

}  // namespace whyspec::rules
