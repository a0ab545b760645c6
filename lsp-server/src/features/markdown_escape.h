// Untrusted words inside Markdown that a client renders: transcripts, titles, names
// and specs are data and never become links, images, HTML, code, headings, lists,
// entities, autolinks or commands.
//
// Every ASCII punctuation character that CommonMark or GFM can give a meaning is
// escaped with a backslash (or as an entity where a renderer would still link it);
// control characters and bidi overrides become visible ("\u{202e}"), since they can
// reorder what a reader sees; line ends become blanks. Invalid UTF-8 becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace whyspec::features {

// One line of Markdown that shows exactly `text`, whatever stands around it.
std::string EscapeMarkdown(std::string_view text);
// One line of plain text: the same cleaning without escapes.
std::string PlainLine(std::string_view text);
// `[label](uri)` with both made safe. `uri` must be one we made (file: or https:).
std::string MarkdownLink(std::string_view label, std::string_view uri);
// `text` as a code span, whatever back-ticks it holds.
std::string MarkdownCode(std::string_view text);
// A literal for LSP snippet syntax: "\", "$" and "}" escaped.
std::string EscapeSnippet(std::string_view text);
// A snippet without its stops: "${1:name}" -> "name", "$0" -> "".
std::string PlainFromSnippet(std::string_view snippet);

}  // namespace whyspec::features
