#include "rules/heading_index.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>
#include <optional>

#include "base/unicode.h"
#include "rules/cue_tables.h"
#include "rules/spec.h"

namespace whyspec::rules {
namespace {

enum class Group : std::uint8_t { kWhy, kEvidence, kUsage, kDetail, kOutcome, kInvented, kUnrelated };

Group GroupOf(std::string_view list) {
  const std::string_view name = list.substr(0, list.find('.'));
  if (name == "why") return Group::kWhy;
  if (name == "evidence") return Group::kEvidence;
  if (name == "usage") return Group::kUsage;
  if (name == "detail") return Group::kDetail;
  if (name == "outcome") return Group::kOutcome;
  return name == "invented" ? Group::kInvented : Group::kUnrelated;
}

struct Known {
  unsigned groups = 0;      // bit set of Group
  std::string_view family;  // of the role it was first listed for
  unsigned languages = 0;   // bit set
};
using KnownHeadings = std::unordered_map<std::string, Known>;

struct Dictionary {
  KnownHeadings headings;
  std::vector<std::string> order;                       // keys of `headings`, as first listed
  std::unordered_map<std::string, bool> notes;          // "mandatory", "si applicable"
  std::unordered_map<std::string, bool> joiners;        // "and", "et"
  std::unordered_map<std::string, bool> section_words;  // "section", "partie"
};

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Words of folded text; punctuation and symbols beyond ASCII part words as well.
std::vector<std::string_view> WordsOf(std::string_view folded) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  const auto symbol = [folded](std::size_t i) -> std::size_t {
    const auto c = static_cast<unsigned char>(folded[i]);
    if (c == 0xC2) return 2;
    if (c == 0xE2 ||
        (c == 0xEF && i + 1 < folded.size() && static_cast<unsigned char>(folded[i + 1]) == 0xB8))
      return 3;
    return c == 0xF0 ? 4 : 0;
  };
  while (at < folded.size()) {
    if (const std::size_t skip = symbol(at); skip > 0 || !IsLetter(folded[at])) {
      at += std::max<std::size_t>(skip, 1);
      continue;
    }
    const std::size_t begin = at;
    while (at < folded.size() && IsLetter(folded[at]) && symbol(at) == 0) ++at;
    words.push_back(folded.substr(begin, at - begin));
  }
  return words;
}

bool IsRoman(std::string_view word) {
  return word.size() <= 4 && word.find_first_not_of("ivx") == std::string_view::npos;
}

std::string JoinKey(const std::vector<std::string_view>& words, std::size_t from, std::size_t to,
                    const Dictionary* dictionary) {
  std::string key;
  for (std::size_t i = from; i < to; ++i) {
    if (dictionary != nullptr && to - from > 1 && dictionary->joiners.count(std::string(words[i])) > 0)
      continue;
    if (!key.empty()) key.push_back(' ');
    key.append(words[i]);
  }
  return key;
}

// Numbering in front: "1.2", "IV.", "a)", "Section 3 -".
std::size_t NumberingWords(std::string_view folded, const std::vector<std::string_view>& words,
                           const Dictionary& dictionary) {
  std::size_t skip = 0;
  const auto mark_after = [&](std::size_t i) {
    const auto end = static_cast<std::size_t>(words[i].data() - folded.data()) + words[i].size();
    return end < folded.size() && (folded[end] == '.' || folded[end] == ')' || folded[end] == ':');
  };
  const auto digits = [&](std::size_t i) { return std::all_of(words[i].begin(), words[i].end(), IsDigit); };
  if (words.size() > 2 && dictionary.section_words.count(std::string(words[0])) > 0 &&
      (digits(1) || IsRoman(words[1]) || words[1].size() == 1)) {
    return 2;
  }
  while (skip + 1 < words.size() &&
         (digits(skip) || ((words[skip].size() == 1 || IsRoman(words[skip])) && mark_after(skip)))) {
    ++skip;
  }
  return skip;
}

const Dictionary& TheDictionary() {
  static const Dictionary* const dictionary = [] {
    auto* made = new Dictionary;
    for (int i = 0; i < kLanguageCount; ++i) {
      const auto language = static_cast<Language>(i);
      for (std::string_view word : FindWordList(language, "words", "joiner"))
        made->joiners[Fold(word)] = true;
      for (std::string_view word : FindWordList(language, "words", "section_word")) {
        made->section_words[Fold(word)] = true;
      }
    }
    for (int i = 0; i < kLanguageCount; ++i) {
      const auto language = static_cast<Language>(i);
      for (std::string_view note : FindWordList(language, "words", "heading_note")) {
        const std::string folded = Fold(note);
        const std::vector<std::string_view> words = WordsOf(folded);
        made->notes[JoinKey(words, 0, words.size(), nullptr)] = true;
      }
      for (const WordList& list : WordLists(language)) {
        if (list.group != "headings") continue;
        for (std::string_view heading : list.entries) {
          const std::string folded = Fold(heading);
          const std::vector<std::string_view> words = WordsOf(folded);
          const std::string key = JoinKey(words, 0, words.size(), made);
          if (made->headings.count(key) == 0) made->order.push_back(key);
          Known& known = made->headings[key];
          const Group group = GroupOf(list.name);
          if (group <= Group::kUsage && known.family.empty()) known.family = list.name;
          known.groups |= 1U << static_cast<unsigned>(group);
          known.languages |= 1U << static_cast<unsigned>(i);
        }
      }
    }
    return made;
  }();
  return *dictionary;
}

bool Has(const Known& known, Group group) { return (known.groups >> static_cast<unsigned>(group) & 1U) != 0; }

// The readings of a heading to look up, from whole to part.
struct Readings {
  std::vector<std::string> whole;  // any of them is the heading
  std::vector<std::string> parts;  // "Why and evidence": pieces of it, first one first
};

void AddReading(std::string key, std::vector<std::string>* to) {
  if (!key.empty() && std::find(to->begin(), to->end(), key) == to->end()) to->push_back(std::move(key));
}

// Key of a stretch of folded text, and the same without notes at its end.
void AddKeys(std::string_view folded, const Dictionary& dictionary, std::vector<std::string>* to) {
  const std::vector<std::string_view> words = WordsOf(folded);
  if (words.empty()) return;
  const std::size_t from = NumberingWords(folded, words, dictionary);
  AddReading(JoinKey(words, from, words.size(), &dictionary), to);
  std::size_t end = words.size();
  while (end > from + 1) {
    // Notes have one to three words.
    std::size_t take = 0;
    for (std::size_t size = 1; size <= 3 && end - size > from; ++size) {
      if (dictionary.notes.count(JoinKey(words, end - size, end, nullptr)) > 0) take = size;
    }
    if (take == 0) break;
    end -= take;
    AddReading(JoinKey(words, from, end, &dictionary), to);
  }
}

std::size_t FindTitleBreak(std::string_view folded) {
  for (std::size_t i = 1; i + 1 < folded.size(); ++i) {
    if (folded[i] == ':' && (folded[i + 1] == ' ' || folded[i - 1] == ' ')) return i;
    if ((folded[i] == '-' || folded[i] == '|') && folded[i - 1] == ' ' && folded[i + 1] == ' ') return i;
  }
  return std::string_view::npos;
}

Readings Read(std::string_view heading) {
  const Dictionary& dictionary = TheDictionary();
  const std::string folded_text = Fold(heading);
  std::string_view folded = Trim(folded_text);
  Readings readings;
  AddKeys(folded, dictionary, &readings.whole);
  // Without what stands in brackets at the end.
  while (!folded.empty() && (folded.back() == ')' || folded.back() == ']')) {
    const std::size_t open = folded.rfind(folded.back() == ')' ? '(' : '[');
    if (open == std::string_view::npos || open == 0) break;
    folded = Trim(folded.substr(0, open));
    AddKeys(folded, dictionary, &readings.whole);
  }
  const std::size_t cut = FindTitleBreak(folded);
  if (cut != std::string_view::npos) {
    const std::string_view head = Trim(folded.substr(0, cut));
    const std::vector<std::string_view> words = WordsOf(head);
    const bool numbering = !words.empty() && words.size() <= 2 &&
                           (dictionary.section_words.count(std::string(words[0])) > 0 ||
                            std::all_of(words[0].begin(), words[0].end(), IsDigit));
    AddKeys(numbering ? folded.substr(cut + 1) : head, dictionary, &readings.whole);
    if (!numbering) folded = head;
  }
  // Parts: "Why / evidence", "Problem & opportunity", "Introduction and motivation".
  std::size_t begin = 0;
  std::vector<std::string> parts;
  const auto add_part = [&](std::size_t end) {
    AddKeys(folded.substr(begin, end - begin), dictionary, &parts);
  };
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    if (c == '/' || c == '&' || c == '+' || c == ',') {
      add_part(i);
      begin = i + 1;
    } else if (c == ' ') {
      const std::size_t end = folded.find(' ', i + 1);
      if (end == std::string_view::npos) break;
      if (dictionary.joiners.count(std::string(folded.substr(i + 1, end - i - 1))) == 0) continue;
      add_part(i);
      begin = end + 1;
      i = end;
    }
  }
  if (begin > 0) {
    add_part(folded.size());
    readings.parts = std::move(parts);
  }
  return readings;
}

}  // namespace

std::string HeadingKey(std::string_view heading) {
  const Readings readings = Read(heading);
  return readings.whole.empty() ? std::string() : readings.whole.front();
}

HeadingIndex::HeadingIndex(const Profile& profile) : profile_(&profile) {
  for (const ProfileSection& section : profile.sections) {
    own_.try_emplace(HeadingKey(section.heading), Own{&section});
    for (const std::string& synonym : section.synonyms) own_.try_emplace(HeadingKey(synonym), Own{&section});
    if (section.role == Role::kOther || section.only_these) continue;
    const ProfileSection*& slot = by_role_[static_cast<std::size_t>(section.role)];
    if (slot != nullptr) continue;
    slot = &section;
    const auto known = TheDictionary().headings.find(HeadingKey(section.heading));
    if (known != TheDictionary().headings.end()) {
      own_family_[static_cast<std::size_t>(section.role)] = known->second.family;
    }
  }
  for (const std::string& heading : profile.detail_headings) own_.try_emplace(HeadingKey(heading), Own{});
}

void HeadingIndex::AddMeaning(const ProfileSection* section, std::string_view family, Look* look) const {
  for (const HeadingMeaning& meaning : look->meanings) {
    if (meaning.section == section) return;
  }
  look->meanings.push_back({section, family});
}

// True if the key is known at all. Of a part that is not the first only the profile's own
// words count: "Alternatives and rationale" is no rationale.
bool HeadingIndex::Find(const std::string& key, bool first_part, Look* look) const {
  if (const auto own = own_.find(key); own != own_.end()) {
    if (own->second.section == nullptr) {
      look->detail = true;
    } else {
      AddMeaning(own->second.section, own->second.section->id, look);
    }
    return true;
  }
  if (!first_part) return false;
  const KnownHeadings& known = TheDictionary().headings;
  const auto found = known.find(key);
  if (found == known.end()) return false;
  if (Has(found->second, Group::kUnrelated)) return true;
  for (const Group group : {Group::kWhy, Group::kEvidence, Group::kUsage}) {
    const ProfileSection* section = by_role_[static_cast<std::size_t>(group)];
    if (section == nullptr || !Has(found->second, group)) continue;
    // The family that the profile's own spelling belongs to goes by the section's id.
    const bool same = found->second.family == own_family_[static_cast<std::size_t>(group)];
    AddMeaning(section, same ? std::string_view(section->id) : found->second.family, look);
    return true;
  }
  if (Has(found->second, Group::kDetail)) {
    look->detail = true;
    return true;
  }
  return false;
}

HeadingIndex::Look HeadingIndex::LookAt(std::string_view heading) const {
  Look look;
  const Readings readings = Read(heading);
  for (const std::string& key : readings.whole) {
    if (Find(key, true, &look)) return look;
  }
  bool first = true;
  bool all_known = !readings.parts.empty();
  const KnownHeadings& known = TheDictionary().headings;
  for (const std::string& part : readings.parts) {
    const auto found = known.find(part);
    const bool role = found != known.end() && (found->second.groups & 7U) != 0;
    all_known = all_known && (role || own_.count(part) > 0);
  }
  for (const std::string& part : readings.parts) {
    Find(part, first || all_known, &look);
    first = false;
  }
  if (!look.meanings.empty()) look.detail = false;
  return look;
}

std::vector<HeadingMeaning> HeadingIndex::Meanings(std::string_view heading) const {
  return LookAt(heading).meanings;
}

bool HeadingIndex::IsDetail(std::string_view heading) const {
  const Look look = LookAt(heading);
  return look.detail && look.meanings.empty();
}

const ProfileSection* HeadingIndex::NearMiss(std::string_view heading, Language language) const {
  constexpr std::size_t kLongest = 48;
  const Readings readings = Read(heading);
  if (readings.whole.empty() || readings.whole.front().size() > kLongest) return nullptr;
  const Dictionary& dictionary = TheDictionary();
  std::optional<std::size_t> best;
  const ProfileSection* nearest = nullptr;
  const auto consider = [&](const std::string& key, const std::string& candidate,
                            const ProfileSection* section) {
    const std::size_t longer = std::max(key.size(), candidate.size());
    const std::size_t shorter = std::min(key.size(), candidate.size());
    // One slip in a short heading, two in a long one: "Content" is not "Context".
    const std::size_t allowed = longer < 9 ? 1 : 2;
    if (longer < 3 || longer - shorter > allowed) return;
    const std::size_t distance = EditDistance(key, candidate);
    if (distance > allowed || (best && distance >= *best)) return;
    best = distance;
    nearest = section;
  };
  const unsigned wanted =
      1U << static_cast<unsigned>(language) | 1U << static_cast<unsigned>(Language::kEnglish);
  for (const std::string& key : readings.whole) {
    const auto exact = dictionary.headings.find(key);
    if (exact != dictionary.headings.end() || own_.count(key) > 0) return nullptr;
    for (const ProfileSection& section : profile_->sections) {
      consider(key, HeadingKey(section.heading), &section);
      for (const std::string& synonym : section.synonyms) consider(key, HeadingKey(synonym), &section);
    }
    for (const std::string& candidate : dictionary.order) {
      const Known& known = dictionary.headings.at(candidate);
      if ((known.languages & wanted) == 0) continue;
      for (const Group group : {Group::kWhy, Group::kEvidence, Group::kUsage}) {
        const ProfileSection* section = by_role_[static_cast<std::size_t>(group)];
        if (section != nullptr && Has(known, group)) consider(key, candidate, section);
      }
    }
    // A slip in the first word of a longer heading: "Wy it matters".
    const std::size_t blank = key.find(' ');
    if (nearest == nullptr && blank != std::string::npos) {
      const std::string rest = key.substr(blank);
      const std::string head = key.substr(0, blank);
      for (const std::string& candidate : dictionary.order) {
        const Known& known = dictionary.headings.at(candidate);
        const std::size_t cut = candidate.find(' ');
        if (cut == std::string::npos || (known.languages & wanted) == 0 || candidate.substr(cut) != rest)
          continue;
        for (const Group group : {Group::kWhy, Group::kEvidence, Group::kUsage}) {
          const ProfileSection* section = by_role_[static_cast<std::size_t>(group)];
          if (section != nullptr && Has(known, group)) consider(head, candidate.substr(0, cut), section);
        }
      }
    }
  }
  return nearest;
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
  const KnownHeadings& known = TheDictionary().headings;
  for (const std::string& key : Read(heading).whole) {
    const auto found = known.find(key);
    if (found != known.end() && Has(found->second, GroupOf(group))) return true;
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
