#include "rules/heading_index.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

#include "base/unicode.h"
#include "rules/heading_reading.h"
#include "rules/spec.h"

namespace whyspec::rules {
std::string HeadingKey(std::string_view heading) {
  const HeadingReadings readings = ReadHeading(heading);
  return readings.whole.empty() ? std::string() : readings.whole.front();
}

HeadingIndex::HeadingIndex(const Profile& profile) : profile_(&profile) {
  static std::atomic<std::uint64_t> serial{0};
  serial_ = ++serial;
  const auto& headings = TheHeadings().headings;
  for (const ProfileSection& section : profile.sections) {
    if (section.role == Role::kOther || section.only_these) continue;
    const auto role = static_cast<std::size_t>(section.role);
    if (by_role_[role] != nullptr) continue;
    by_role_[role] = &section;
    const auto known = headings.find(HeadingKey(section.heading));
    if (known != headings.end()) own_family_[role] = known->second.family;
  }
  for (const ProfileSection& section : profile.sections) {
    const std::string own_key = HeadingKey(section.heading);
    AddOwn(own_key, &section, true);
    for (const std::string& synonym : section.synonyms) AddOwn(HeadingKey(synonym), &section, false);
  }
  for (const std::string& heading : profile.detail_headings) own_.try_emplace(HeadingKey(heading), Own{});
  AddNear();
}

void HeadingIndex::AddOwn(const std::string& key, const ProfileSection* section, bool is_heading) {
  const auto [own, fresh] = own_.try_emplace(key, Own{section, {}});
  if (!fresh) return;
  // The section's own spelling and its built-in family go by its id; any other synonym
  // ("Background" beside "Motivation") is a family of its own.
  bool same = is_heading;
  if (section->role != Role::kOther) {
    const auto known = TheHeadings().headings.find(key);
    same = same || (known != TheHeadings().headings.end() && !known->second.family.empty() &&
                    known->second.family == own_family_[static_cast<std::size_t>(section->role)]);
  }
  own->second.family = same ? std::string_view(section->id) : std::string_view(own->first);
}

void HeadingIndex::AddMeaning(const ProfileSection* section, std::string_view family, Look* look) const {
  for (const HeadingMeaning& meaning : look->meanings) {
    if (meaning.section == section) return;
  }
  look->meanings.push_back({section, family});
}

// True if the key is known at all. Of a part that is not the first only the profile's own
// words count: "Alternatives and rationale" is no rationale.
bool HeadingIndex::Find(const std::string& key, Reading reading, Look* look) const {
  if (const auto own = own_.find(key); own != own_.end()) {
    if (own->second.section == nullptr) {
      look->detail = true;
    } else {
      AddMeaning(own->second.section, reading == Reading::kWhole ? own->second.family : "", look);
    }
    return true;
  }
  if (reading == Reading::kLaterPart) return false;
  const auto& headings = TheHeadings().headings;
  const auto found = headings.find(key);
  if (found == headings.end()) return false;
  const KnownHeading& known = found->second;
  if (known.Is(HeadingGroup::kUnrelated)) return true;
  for (const HeadingGroup group : {HeadingGroup::kWhy, HeadingGroup::kEvidence, HeadingGroup::kUsage}) {
    const auto role = static_cast<std::size_t>(group);
    if (by_role_[role] == nullptr || !known.Is(group)) continue;
    const bool same = known.family == own_family_[role];
    const std::string_view family = same ? std::string_view(by_role_[role]->id) : known.family;
    AddMeaning(by_role_[role], reading == Reading::kWhole ? family : "", look);
    return true;
  }
  if (known.Is(HeadingGroup::kDetail)) {
    look->detail = true;
    return true;
  }
  return false;
}

// The same headings come back in every spec of a folder and with every keystroke.
const HeadingIndex::Look& HeadingIndex::LookAt(std::string_view heading) const {
  constexpr std::size_t kMost = 2048;
  struct Cache {
    std::uint64_t index = 0;
    std::unordered_map<std::string, Look> looks;
    Look last;
  };
  thread_local Cache cache;
  if (cache.index != serial_ || cache.looks.size() > kMost) {
    cache.index = serial_;
    cache.looks.clear();
  }
  // A long heading is rarely met twice and would fill the memory.
  if (heading.size() > 200) return cache.last = ReadAndLook(heading);
  const auto [found, fresh] = cache.looks.try_emplace(std::string(heading));
  if (fresh) found->second = ReadAndLook(heading);
  return found->second;
}

HeadingIndex::Look HeadingIndex::ReadAndLook(std::string_view heading) const {
  Look look;
  const HeadingReadings readings = ReadHeading(heading);
  for (const std::string& key : readings.whole) {
    if (Find(key, Reading::kWhole, &look)) return look;
  }
  for (const std::string& key : readings.heads) {
    if (Find(key, Reading::kPart, &look)) return look;
  }
  bool all_known = !readings.parts.empty();
  const auto& headings = TheHeadings().headings;
  for (const std::string& part : readings.parts) {
    const auto found = headings.find(part);
    all_known = all_known && ((found != headings.end() && found->second.HasRole()) || own_.count(part) > 0);
  }
  Reading reading = Reading::kPart;
  for (const std::string& part : readings.parts) {
    Find(part, all_known ? Reading::kPart : reading, &look);
    reading = Reading::kLaterPart;
  }
  if (!look.meanings.empty()) look.detail = false;
  return look;
}

std::vector<HeadingMeaning> HeadingIndex::Meanings(std::string_view heading) const {
  return LookAt(heading).meanings;
}

bool HeadingIndex::IsDetail(std::string_view heading) const {
  const Look& look = LookAt(heading);
  return look.detail && look.meanings.empty();
}

const HeadingIndex* BuiltinHeadingIndex(const Profile& profile) {
  static const auto* const indexes = [] {
    auto* made = new std::vector<HeadingIndex>;
    made->reserve(BuiltinProfiles().size());
    for (const Profile& builtin : BuiltinProfiles()) made->emplace_back(builtin);
    return made;
  }();
  const std::vector<Profile>& profiles = BuiltinProfiles();
  if (&profile < profiles.data() || &profile >= profiles.data() + profiles.size()) return nullptr;
  return &(*indexes)[static_cast<std::size_t>(&profile - profiles.data())];
}

bool HeadingIsOf(std::string_view heading, std::string_view group) {
  const auto& known = TheHeadings().headings;
  for (const std::string& key : ReadHeading(heading).whole) {
    const auto found = known.find(key);
    if (found != known.end() && found->second.Is(HeadingGroupOf(group))) return true;
  }
  return false;
}

const ProfileSection* MatchHeading(std::string_view heading, const Profile& profile,
                                   const ProfileSection** near_miss) {
  const HeadingIndex* index = BuiltinHeadingIndex(profile);
  std::optional<HeadingIndex> own;
  if (index == nullptr) index = &own.emplace(profile);
  if (near_miss != nullptr) *near_miss = nullptr;
  const std::vector<HeadingMeaning> meanings = index->Meanings(heading);
  if (!meanings.empty()) return meanings.front().section;
  if (near_miss != nullptr) {
    const std::string folded = Fold(heading);
    *near_miss = index->NearMiss(heading, GuessLanguage(folded).value_or(Language::kEnglish));
  }
  return nullptr;
}

bool IsDetailHeading(std::string_view heading, const Profile& profile) {
  if (const HeadingIndex* index = BuiltinHeadingIndex(profile)) return index->IsDetail(heading);
  return HeadingIndex(profile).IsDetail(heading);
}

}  // namespace whyspec::rules
