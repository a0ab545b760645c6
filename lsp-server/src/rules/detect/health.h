// Health terms within eight words of a person: the data of GDPR article 9.
//
// A person is somebody who could be known: a title with a name ("Mme D."), initials
// ("J. D."), an age ("54 years old", "patiente de 54 ans"), a date of birth, or a name
// given by the caller. "Patients with diabetes" names nobody and is left alone.
// Terms and titles are word lists ("privacy" in rules/cues/<language>.json), all
// languages at once, for a French spec quotes English and the other way round.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::rules::detect {

inline constexpr std::size_t kHealthReach = 8;  // words

struct HealthMention {
  TextRange term;
  TextRange person;
};

// One for each term, in order of place. `names` are full names as people write them.
std::vector<HealthMention> FindHealthMentions(std::string_view text, const std::vector<std::string>& names);

}  // namespace whyspec::rules::detect
