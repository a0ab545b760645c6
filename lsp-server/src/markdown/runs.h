// From inline runs to the text they show.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "markdown/parsed_text.h"

namespace whyspec::markdown::internal {

enum class Show : std::uint8_t {
  kProse,  // code spans and HTML as one blank each
  kWords,  // code spans as their words, HTML tags as nothing
};

// Appends what `runs` show to `out`; line ends are "\n". `map`, if given, gets one
// entry a run that shows something.
void AppendShown(const ParsedText& parsed, std::span<const InlineRun> runs, Show show, std::string& out,
                 std::vector<Prose::Run>* map = nullptr);

// White space runs of `text` as one blank each, none at the ends.
std::string Collapse(std::string_view text);

}  // namespace whyspec::markdown::internal
