// The importers: one format a file. Each reads the turns of a transcript, in the
// order of the file, speakers as written; ranges are of the text it is given.
// `call` is what the front matter and the side-car say, for the names in it.
#pragma once

#include <string_view>
#include <vector>

#include "calls/call.h"
#include "calls/importers/problems.h"
#include "markdown/document.h"

namespace whyspec::calls {

std::vector<Turn> ReadWebVtt(std::string_view text, const Call& call, Problems& problems);
std::vector<Turn> ReadSrt(std::string_view text, const Call& call, Problems& problems);
std::vector<Turn> ReadPlainText(std::string_view text, const Call& call);
std::vector<Turn> ReadMarkdown(const markdown::Document& document, const Call& call);

}  // namespace whyspec::calls
