#include "rules/heading_cache.h"

#include <iterator>
#include <map>
#include <mutex>
#include <utility>

namespace whyspec::rules {
namespace {

struct Entry {
  std::weak_ptr<const Profile> profile;
  std::shared_ptr<const HeadingIndex> index;
};

}  // namespace

std::shared_ptr<const HeadingIndex> HeadingIndexFor(const std::shared_ptr<const Profile>& profile) {
  if (const HeadingIndex* builtin = BuiltinHeadingIndex(*profile)) return {std::shared_ptr<void>(), builtin};
  static std::mutex mutex;
  static auto* const entries = new std::map<const Profile*, Entry>;
  const std::lock_guard<std::mutex> lock(mutex);
  const auto found = entries->find(profile.get());
  // The address may have been used again: only the same owner means the same profile.
  if (found != entries->end() && !found->second.profile.owner_before(profile) &&
      !profile.owner_before(found->second.profile) && !found->second.profile.expired()) {
    return found->second.index;
  }
  for (auto it = entries->begin(); it != entries->end();) {
    it = it->second.profile.expired() ? entries->erase(it) : std::next(it);
  }
  auto index = std::make_shared<const HeadingIndex>(*profile);
  (*entries)[profile.get()] = {profile, index};
  return index;
}

}  // namespace whyspec::rules
