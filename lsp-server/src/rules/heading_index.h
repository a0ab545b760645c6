// What headings mean: the synonyms of cues/<language>.json and of a profile, after
// folding case, accents, numbering, emoji, markup and notes ("(optional)").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/language.h"
#include "rules/profile.h"

namespace whyspec::rules {

struct HeadingMeaning {
  const ProfileSection* section = nullptr;
  // Synonyms of one family say the same ("Why", "Motivation"); "Context" beside "Why" is
  // another family of the same role. Empty if only a part of the heading means the section.
  // Lives as long as the program or the profile.
  std::string_view family;
};

// The words of a heading joined by one blank: folded, without punctuation, joining
// words and numbering. "2.1 **Evidence** & insights:" -> "evidence insights".
std::string HeadingKey(std::string_view heading);

class HeadingIndex {
 public:
  // `profile` must outlive the index.
  explicit HeadingIndex(const Profile& profile);
  HeadingIndex(HeadingIndex&&) = default;  // families point into it: no copies
  HeadingIndex(const HeadingIndex&) = delete;

  // Meanings of a heading, one per section; empty if it has none.
  std::vector<HeadingMeaning> Meanings(std::string_view heading) const;
  bool IsDetail(std::string_view heading) const;
  // Both at once, for one look at each heading.
  struct Look {
    std::vector<HeadingMeaning> meanings;
    bool detail = false;
  };
  // Valid until the next call on the same thread.
  const Look& LookAt(std::string_view heading) const;

  // The section a misspelt heading was probably meant to be. Among the synonyms in
  // `language` and English; nullptr if none is near.
  // `spelling` gets the synonym that it is a slip of.
  const ProfileSection* NearMiss(std::string_view heading, Language language,
                                 std::string_view* spelling = nullptr) const;

 private:
  struct Slip {
    const ProfileSection* section = nullptr;
    std::string_view spelling;
  };
  Slip FindSlip(std::string_view heading, Language language) const;
  Look ReadAndLook(std::string_view heading) const;
  // Which reading of the heading a key is. Only a whole one can be a duplicate of another.
  enum class Reading { kWhole, kPart, kLaterPart };
  bool Find(const std::string& key, Reading reading, Look* look) const;
  void AddOwn(const std::string& key, const ProfileSection* section, bool is_heading);
  void AddNear();
  void AddMeaning(const ProfileSection* section, std::string_view family, Look* look) const;

  const Profile* profile_;
  std::uint64_t serial_ = 0;  // of this index among all of the program
  struct Own {
    const ProfileSection* section = nullptr;  // nullptr: detail
    std::string_view family;                  // the section's id, or the key
  };
  std::unordered_map<std::string, Own> own_;
  const ProfileSection* by_role_[3] = {};  // that take the built-in synonyms
  std::string_view own_family_[3] = {};    // family of the spelling of each of these

  // What a misspelt heading is compared with.
  struct Near {
    std::string key;
    const ProfileSection* section = nullptr;
    std::string_view spelling;
    unsigned languages = 0;
    std::uint32_t letters = 0;  // bit set, to rule most of them out at once
    std::size_t words = 0;
  };
  std::vector<Near> near_;
};

// The index of a built-in profile, made once; nullptr for any other profile.
const HeadingIndex* BuiltinHeadingIndex(const Profile& profile);

// True if the heading is of a group beside the roles: "outcome", "invented".
bool HeadingIsOf(std::string_view heading, std::string_view group);

}  // namespace whyspec::rules
