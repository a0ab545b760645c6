// What recognisers put in brackets for sounds: [Musique], (applause), ♪. No words, so
// nobody can quote them.
#pragma once

#include <string>
#include <string_view>

namespace whyspec::calls {

// `text` without such marks; words in brackets that say something else stay, and so does
// [inaudible]: there, words are missing.
std::string WithoutSoundTags(std::string_view text);

}  // namespace whyspec::calls
