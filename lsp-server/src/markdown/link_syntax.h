// The parts of links that cmark's tree does not keep: labels, destinations, titles
// and reference definitions, found in the source. CommonMark 0.30 §4.7, §6.3.
#pragma once

#include <optional>
#include <string>

#include "markdown/leaf_lines.h"

namespace whyspec::markdown::internal {

struct Destination {
  TextRange range;  // without "<>"
};

// Each function moves `c` past what it found and returns it, or leaves `c` alone.

// "[label]"; the range is what stands between the brackets.
std::optional<TextRange> ScanLabel(const LeafLines& leaf, Cursor& c);
std::optional<Destination> ScanDestination(const LeafLines& leaf, Cursor& c);
bool ScanTitle(const LeafLines& leaf, Cursor& c);
// "(destination "title")" after a link text.
std::optional<Destination> ScanLinkTail(const LeafLines& leaf, Cursor& c);

struct ScannedDefinition {
  TextRange range;
  TextRange label;
  std::string label_key;  // see LabelKey()
  TextRange destination;
};
// "[label]: destination "title"" up to the start of the next line.
std::optional<ScannedDefinition> ScanDefinition(const LeafLines& leaf, Cursor& c);

// True if a label holds nothing but ASCII white space: such a label names nothing.
bool IsBlankLabel(const LeafLines& leaf, Cursor from, Offset end);
// A label as it is compared: folded, blanks and line breaks collapsed.
std::string LabelKey(const LeafLines& leaf, Cursor from, Offset end);

}  // namespace whyspec::markdown::internal
