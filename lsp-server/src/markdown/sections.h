// The outline: sections from headings, and the document's title.
#pragma once

#include "markdown/parsed_text.h"

namespace whyspec::markdown::internal {

// Headings inside quotes and lists open no section: they are somebody else's, or
// part of an enumeration.
void AddSections(ParsedText& out);
void SetTitle(ParsedText& out);

}  // namespace whyspec::markdown::internal
