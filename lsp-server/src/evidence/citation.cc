#include "evidence/citation.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/uri.h"

namespace whyspec::evidence {
namespace {

constexpr std::string_view kScheme = "call:";

bool HasCallScheme(std::string_view destination) {
  return EqualIgnoringCase(destination.substr(0, kScheme.size()), kScheme);
}

// RFC 3986 §4.2: no scheme, no authority, no absolute path.
bool IsRelativePath(std::string_view destination) {
  if (destination.empty() || destination.front() == '#' || destination.front() == '/' ||
      destination.front() == '?') {
    return false;
  }
  const std::size_t end = destination.find_first_of(":/?#");
  return end == std::string_view::npos || destination[end] != ':';
}

// Offset of the "#" that begins the fragment in a destination as written, where "#"
// may also be part of an entity ("&#45;"); npos if there is none.
std::size_t FindFragment(std::string_view written) {
  for (std::size_t at = written.find('#'); at != std::string_view::npos; at = written.find('#', at + 1)) {
    if (at == 0 || written[at - 1] != '&') return at;
    const std::size_t end = written.find_first_not_of("0123456789abcdefABCDEFxX", at + 1);
    if (end == std::string_view::npos || written[end] != ';' || end == at + 1) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::vector<Citation> FindCitations(const markdown::Document& document, const CitationOptions& options) {
  std::vector<Citation> citations;
  const std::string_view text = document.text();
  const std::string_view directory = Dirname(options.document_path);
  const std::span<const markdown::Link> links = document.links();
  for (std::size_t i = 0; i < links.size(); ++i) {
    const markdown::Link& link = links[i];
    if (link.image) continue;
    const std::string_view destination = link.destination;
    const bool by_id = HasCallScheme(destination);
    if (!by_id && (options.is_call_path == nullptr || !IsRelativePath(destination))) continue;

    Citation citation{.link = static_cast<markdown::Index>(i),
                      .range = link.range,
                      .destination_range = link.destination_range,
                      .by_path = !by_id};
    const std::size_t hash = std::min(destination.find('#'), destination.size());
    std::string_view target = destination.substr(0, hash);
    if (by_id) {
      target.remove_prefix(kScheme.size());
      citation.target = PercentDecode(target);
    } else {
      target = target.substr(0, target.find('?'));  // "?plain=1", as code hosts write it
      if (target.empty()) continue;
      citation.target = JoinPath(directory, PercentDecode(target));
      if (!options.is_call_path(citation.target, options.context)) continue;
    }
    citation.written_target = std::string(target);
    if (hash < destination.size()) citation.anchor = ParseAnchor(destination.substr(hash + 1));
    const std::size_t written_hash = FindFragment(Cut(text, link.destination_range));
    citation.anchor_range = {link.destination_range.end, link.destination_range.end};
    if (written_hash != std::string_view::npos) {
      citation.anchor_range.begin = link.destination_range.begin + static_cast<Offset>(written_hash);
    }
    citations.push_back(std::move(citation));
  }
  return citations;
}

}  // namespace whyspec::evidence
