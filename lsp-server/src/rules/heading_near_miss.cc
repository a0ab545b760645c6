// The section that a misspelt heading was probably meant to be.
#include <algorithm>
#include <bitset>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/unicode.h"
#include "rules/heading_index.h"
#include "rules/heading_reading.h"

namespace whyspec::rules {
namespace {

// One bit a letter: texts within one edit of each other differ in two bits at most.
std::uint32_t Letters(std::string_view key) {
  std::uint32_t set = 0;
  for (const char c : key) set |= 1U << (static_cast<unsigned char>(c) % 32U);
  return set;
}

std::size_t CountWordsOf(std::string_view key) {
  return static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1;
}

}  // namespace

void HeadingIndex::AddNear() {
  constexpr unsigned kAnyLanguage = ~0U;
  const auto add = [this](const std::string& key, const ProfileSection* section, std::string_view spelling,
                          unsigned languages) {
    if (key.size() < 3) return;
    near_.push_back({key, section, spelling, languages, Letters(key), CountWordsOf(key)});
  };
  for (const ProfileSection& section : profile_->sections) {
    add(HeadingKey(section.heading), &section, section.heading, kAnyLanguage);
    for (const std::string& synonym : section.synonyms)
      add(HeadingKey(synonym), &section, synonym, kAnyLanguage);
  }
  for (const std::string& key : TheHeadings().order) {
    const KnownHeading& known = TheHeadings().headings.at(key);
    for (const HeadingGroup group : {HeadingGroup::kWhy, HeadingGroup::kEvidence, HeadingGroup::kUsage}) {
      const ProfileSection* section = by_role_[static_cast<std::size_t>(group)];
      if (section != nullptr && known.Is(group)) add(key, section, known.spelling, known.languages);
    }
  }
}

// Each missing section asks about the same headings, and "Table of contents" stands in every
// spec of a folder: what was found is kept, as LookAt keeps meanings.
const ProfileSection* HeadingIndex::NearMiss(std::string_view heading, Language language,
                                             std::string_view* spelling) const {
  constexpr std::size_t kMost = 2048;
  constexpr std::size_t kLongestKept = 200;
  struct Cache {
    std::uint64_t index = 0;
    std::unordered_map<std::string, Slip> slips;
  };
  thread_local Cache cache;
  if (cache.index != serial_ || cache.slips.size() > kMost) {
    cache.index = serial_;
    cache.slips.clear();
  }
  if (heading.size() > kLongestKept) return nullptr;
  std::string key(1, static_cast<char>(language));
  key += heading;
  const auto [found, fresh] = cache.slips.try_emplace(std::move(key));
  if (fresh) found->second = FindSlip(heading, language);
  if (spelling != nullptr && found->second.section != nullptr) *spelling = found->second.spelling;
  return found->second.section;
}

HeadingIndex::Slip HeadingIndex::FindSlip(std::string_view heading, Language language) const {
  constexpr std::size_t kLongest = 48;
  const HeadingReadings readings = ReadHeading(heading);
  if (readings.whole.empty() || readings.whole.front().size() > kLongest) return {};
  for (const std::vector<std::string>* keys : {&readings.whole, &readings.heads}) {
    for (const std::string& key : *keys) {
      if (TheHeadings().headings.count(key) > 0 || own_.count(key) > 0) return {};
    }
  }
  const unsigned wanted =
      1U << static_cast<unsigned>(language) | 1U << static_cast<unsigned>(Language::kEnglish);
  std::optional<std::size_t> best;
  Slip nearest;
  for (const std::string& key : readings.whole) {
    const std::uint32_t letters = Letters(key);
    const std::size_t words = CountWordsOf(key);
    for (const Near& near : near_) {
      const std::size_t longer = std::max(key.size(), near.key.size());
      const std::size_t shorter = std::min(key.size(), near.key.size());
      // One slip in a short heading, two in a long one: "Content" is not "Context". The
      // first letter is hardly ever wrong: "Isolation" is no "Solution".
      const std::size_t allowed = longer < 10 ? 1 : 2;
      if (longer - shorter > allowed || near.words != words || key[0] != near.key[0]) continue;
      if ((near.languages & wanted) == 0) continue;
      if (std::bitset<32>(letters ^ near.letters).count() > 2 * allowed) continue;
      const std::size_t distance = EditDistance(key, near.key);
      if (distance > allowed || (best && distance >= *best)) continue;
      best = distance;
      nearest = {near.section, near.spelling};
    }
  }
  return nearest;
}

}  // namespace whyspec::rules
