// Profiles from a config: a built-in profile (or another own one) with sections
// changed or added.
#include <algorithm>
#include <set>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "engine/config_draft.h"

namespace whyspec::engine {
namespace {

using data::Kind;
using data::Value;
using rules::Profile;
using rules::ProfileSection;
using rules::Role;

constexpr std::size_t kMostSteps = 32;  // profiles that extend each other in a row

std::optional<Role> ParseRole(std::string_view text) {
  if (text == "why") return Role::kWhy;
  if (text == "evidence") return Role::kEvidence;
  if (text == "usage") return Role::kUsage;
  if (text == "other") return Role::kOther;
  return std::nullopt;
}

std::optional<bool> BoolOf(const Value& map, std::string_view key) {
  const Value* value = map.Find(key);
  return value != nullptr ? value->AsBool() : std::nullopt;
}

std::optional<std::string> TextOf(const Value& map, std::string_view key) {
  const Value* value = map.Find(key);
  if (value == nullptr || !value->AsText()) return std::nullopt;
  return std::string(*value->AsText());
}

class ProfileBuilder {
 public:
  ProfileBuilder(const std::map<std::string, OwnProfile, std::less<>>& own,
                 std::vector<ConfigProblem>& problems)
      : own_(own), problems_(problems) {}

  // REQUIRES: `name` is an own profile.
  std::shared_ptr<const Profile> Build(const std::string& name) {
    const auto done = done_.find(name);
    if (done != done_.end()) return done->second;
    const OwnProfile& own = own_.find(name)->second;
    open_.insert(name);
    Profile profile = *Base(name, own);
    open_.erase(name);
    profile.name = name;
    if (const auto text = TextOf(own.value, "description")) profile.description = *text;
    if (const auto text = TextOf(own.value, "language")) profile.language = *text;
    if (const Value* headings = own.value.Find("detailHeadings")) {
      const std::vector<std::string> more = TextList(*headings);
      profile.detail_headings.insert(profile.detail_headings.end(), more.begin(), more.end());
    }
    if (const Value* sections = own.value.Find("sections")) {
      std::set<std::string> taken;  // ids of sections this profile has spoken of
      for (const Value& section : sections->items) LaySection(section, own, profile, taken);
    }
    return done_[name] = std::make_shared<const Profile>(std::move(profile));
  }

 private:
  void Tell(const OwnProfile& own, TextRange range, std::string message) {
    problems_.push_back({.path = own.path, .range = range, .message = std::move(message), .fatal = false});
  }

  std::shared_ptr<const Profile> Builtin(std::string_view name) const {
    return {std::shared_ptr<const void>(), rules::FindBuiltinProfile(name)};
  }

  // The profile it extends; "default" where that cannot be had.
  std::shared_ptr<const Profile> Base(const std::string& name, const OwnProfile& own) {
    const Value* extends = own.value.Find("extends");
    if (extends == nullptr || !extends->is(Kind::kString)) return Builtin("default");
    const std::string& base = extends->text;
    if (open_.size() > kMostSteps) {
      Tell(own, extends->range,
           StrCat("More than ", kMostSteps, " profiles extend each other in a row. Join some."));
      return Builtin("default");
    }
    // An own "kep" that extends "kep" means the built-in one.
    if (base != name && own_.count(base) != 0) {
      if (open_.count(base) == 0) return Build(base);
      Tell(own, extends->range,
           StrCat("The profiles \"", Printable(name), "\" and \"", Printable(base),
                  "\" extend each other in a circle. Let one of them extend a built-in profile."));
      return Builtin("default");
    }
    if (auto builtin = Builtin(base)) return builtin;
    std::vector<std::string_view> known;
    for (const Profile& profile : rules::BuiltinProfiles()) known.push_back(profile.name);
    for (const auto& [other, value] : own_) {
      if (other != name) known.push_back(other);
    }
    const std::optional<std::string_view> near = Closest(base, known);
    Tell(own, extends->range,
         StrCat("There is no profile \"", Printable(base), "\" to extend.",
                near ? DidYouMean(*near)
                     : StrCat(" There are ", JoinWords(std::vector<std::string>(known.begin(), known.end())),
                              ".")));
    return Builtin("default");
  }

  // The section of `profile` that `id` and `role` speak of: by id, else the one section
  // with that role that nobody spoke of before.
  static ProfileSection* Target(Profile& profile, const std::string& id, std::optional<Role> role,
                                const std::set<std::string>& taken) {
    for (ProfileSection& section : profile.sections) {
      if (section.id == id) return &section;
    }
    if (!role || *role == Role::kOther) return nullptr;
    for (ProfileSection& section : profile.sections) {
      if (section.role == *role && taken.count(section.id) == 0) return &section;
    }
    return nullptr;
  }

  void LaySection(const Value& value, const OwnProfile& own, Profile& profile, std::set<std::string>& taken) {
    if (!value.is(Kind::kMap)) return;
    const std::string id = data::TextOr(value, "id");
    if (id.empty()) return;  // the schema check says that it is missing
    if (taken.count(id) != 0) {
      Tell(own, value.Find("id")->range,
           StrCat("The profile describes the section \"", Printable(id), "\" twice. Remove one of them."));
      return;
    }
    std::optional<Role> role = ParseRole(data::TextOr(value, "role"));
    if (!role && ParseRole(id) != Role::kOther) role = ParseRole(id);
    ProfileSection* section = Target(profile, id, role, taken);
    if (section == nullptr) {
      profile.sections.emplace_back();
      section = &profile.sections.back();
      section->heading = id;
    }
    taken.insert(id);
    section->id = id;
    if (role) section->role = *role;
    if (const auto text = TextOf(value, "heading")) section->heading = *text;
    if (const auto text = TextOf(value, "prompt")) section->prompt = *text;
    section->required = BoolOf(value, "required").value_or(section->required);
    const std::optional<bool> only_these = BoolOf(value, "onlyThese");
    if (only_these) section->only_these = *only_these;
    if (const Value* headings = value.Find("headings")) {
      std::vector<std::string> more = TextList(*headings);
      if (only_these.value_or(false)) section->synonyms.clear();
      section->synonyms.insert(section->synonyms.end(), more.begin(), more.end());
    } else if (only_these.value_or(false)) {
      section->synonyms.clear();
    }
    if (Trim(section->heading).empty()) section->heading = id;
  }

  const std::map<std::string, OwnProfile, std::less<>>& own_;
  std::vector<ConfigProblem>& problems_;
  std::map<std::string, std::shared_ptr<const Profile>> done_;
  std::set<std::string> open_;
};

}  // namespace

std::map<std::string, std::shared_ptr<const Profile>, std::less<>> BuildProfiles(
    const std::map<std::string, OwnProfile, std::less<>>& own, std::vector<ConfigProblem>& problems) {
  ProfileBuilder builder(own, problems);
  std::map<std::string, std::shared_ptr<const Profile>, std::less<>> profiles;
  for (const auto& [name, value] : own) profiles[name] = builder.Build(name);
  return profiles;
}

}  // namespace whyspec::engine
