// What is being typed at a place, read from the text before it: works while links,
// comments and front matter are half written and no parser would know them.
#pragma once

#include <string>
#include <string_view>

#include "markdown/document.h"

namespace whyspec::features {

enum class Typing {
  kNothing,
  kDestination,  // of a link: a call id or a path
  kAnchor,       // after "#" in a destination
  kCitation,     // after "[": the words of a link that is to come
  kSentence,     // in the prose of a paragraph, or on an empty line
  kHeading,      // after "##"
  kKey,          // in front matter
  kValue,
  kDirective,      // "<!-- whys"
  kDirectiveRule,  // "<!-- whyspec-disable evi"
};

struct TypingContext {
  Typing what = Typing::kNothing;
  TextRange replace;  // what a completion replaces; touches the cursor, on one line
  std::string typed;  // from its begin to the cursor
  // Destinations and anchors:
  std::string target;       // kAnchor: what stands before "#", decoded as written
  char opener = '\0';       // '(' or '<'; '\0' in a definition
  bool closed = false;      // the matching ")" or ">" follows at once
  bool empty_line = false;  // kSentence: nothing else stands on the line
  // kHeading:
  int level = 0;
  bool rest_of_line_blank = false;
  // Front matter: dotted path of the mapping that holds the key, or of the value.
  std::string path;
  bool in_list = false;        // kValue: one of several ("- x", "[x, y]"); kKey: first key of an item
  bool colon_follows = false;  // kKey
  // Directives: "-->" follows on the line; ":" follows before it.
  bool comment_closed = false;
  bool reason_follows = false;
};

TypingContext TypingAt(const markdown::Document& document, Offset at);
// The same for a text that is only front matter and a body nobody completes (calls).
TypingContext TypingInFrontMatter(std::string_view text, Offset at);

// Keys written at the top level of the front matter, the line of `at` left out.
std::vector<std::string> TopLevelKeys(std::string_view text, Offset at);

}  // namespace whyspec::features
