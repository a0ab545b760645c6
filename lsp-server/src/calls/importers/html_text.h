// HTML that a CRM keeps in a field -> the text its reader sees.
#pragma once

#include <string>
#include <string_view>

namespace whyspec::calls {

// Paragraphs and list items on lines of their own, entities resolved, scripts, styles and
// comments left out. Text without markup comes back as it is, trimmed. Linear.
std::string HtmlToText(std::string_view html);

}  // namespace whyspec::calls
