#include "rules/places.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "rules/cue_tables.h"

namespace whyspec::rules {
namespace {

using markdown::BlockKind;
using markdown::Index;

// A text as placeholders are compared: folded, without punctuation at either end.
std::string_view Bare(std::string_view folded) {
  const auto edge = [](char c) {
    return std::string_view(" \t\n.,:;!?-_*()[]{}<>\"'|~#=`").find(c) != std::string_view::npos;
  };
  while (!folded.empty() && edge(folded.front())) folded.remove_prefix(1);
  while (!folded.empty() && edge(folded.back())) folded.remove_suffix(1);
  return folded;
}

struct Placeholders {
  std::unordered_set<std::string> whole;
  std::unordered_set<std::string> prompts;  // of every language's template
};

const Placeholders& KnownPlaceholders() {
  static const auto* const known = [] {
    auto* made = new Placeholders;
    for (int i = 0; i < kLanguageCount; ++i) {
      for (const WordList& list : WordLists(static_cast<Language>(i))) {
        if (list.group == "words" && list.name == "placeholder") {
          for (std::string_view entry : list.entries) made->whole.insert(std::string(Bare(Fold(entry))));
        }
        if (list.group == "template") made->prompts.insert(std::string(Bare(Fold(list.entries[1]))));
      }
    }
    return made;
  }();
  return *known;
}

bool StartsWithMarker(std::string_view bare) {
  for (std::string_view marker : {"todo", "tbd", "fixme", "xxx", "lorem ipsum"}) {
    if (bare.substr(0, marker.size()) != marker) continue;
    if (bare.size() == marker.size()) return true;
    const char next = bare[marker.size()];
    if (next == ' ' || next == ':' || next == '-' || next == ',' || next == '(' || next == '.') return true;
  }
  return false;
}

bool IsPlaceholderText(std::string_view text, const ProfileSection* section) {
  // Real prose is longer than any placeholder but lorem ipsum; folding a little is enough.
  constexpr std::size_t kLongest = 400;
  const std::string folded = Fold(text.substr(0, kLongest));
  const std::string_view trimmed = Trim(folded);
  const std::string_view bare = Bare(trimmed);
  if (bare.empty() || bare == "\u2026") return true;
  if (StartsWithMarker(bare)) return bare.size() < 100 || bare.substr(0, 11) == "lorem ipsum";
  if (text.size() >= kLongest) return false;
  // All of it in square brackets and no link: "[describe the problem]".
  if (trimmed.front() == '[' && trimmed.find(']') == trimmed.size() - 1) return true;
  const Placeholders& known = KnownPlaceholders();
  const std::string key(bare);
  if (known.whole.count(key) > 0 || known.prompts.count(key) > 0) return true;
  return section != nullptr && !section->prompt.empty() && bare == Bare(Fold(section->prompt));
}

// The first of these nodes (in document order) that lies in `range`; nullptr if none does.
template <typename Nodes>
auto* FirstIn(const Nodes& nodes, TextRange range) {
  const auto found = std::lower_bound(nodes.begin(), nodes.end(), range.begin,
                                      [](const auto& node, Offset at) { return node.range.begin < at; });
  return found != nodes.end() && range.Contains(found->range) ? &*found : nullptr;
}

// True if nothing stands in this HTML but comments.
bool OnlyComments(std::string_view html) {
  html = Trim(html);
  while (html.substr(0, 4) == "<!--") {
    const std::size_t end = html.find("-->", 4);
    if (end == std::string_view::npos) return true;
    html = Trim(html.substr(end + 3));
  }
  return html.empty();
}

}  // namespace

TextRange TitlePlace(const Spec& spec) {
  const markdown::Document::Title& title = spec.document.title();
  if (!title.range.empty()) return title.range;
  if (!spec.document.headings().empty()) return spec.document.headings().front().text_range;
  Offset at = 0;
  if (const markdown::FrontMatter* front_matter = spec.document.front_matter()) at = front_matter->range.end;
  const std::string_view text = spec.text();
  if (at == 0 && text.substr(0, 3) == "\xEF\xBB\xBF") at = 3;
  while (at < text.size() && (text[at] == '\n' || text[at] == '\r')) ++at;
  const TextRange line = spec.document.lines().LineRange(text, spec.document.lines().LineOf(at));
  return {at, std::max(at, line.end)};
}

TextRange HeadingText(const Spec& spec, Index section) {
  const Index heading = spec.document.sections()[section].heading;
  return heading == markdown::kNone ? TitlePlace(spec) : spec.document.headings()[heading].text_range;
}

bool IsEmptyBody(const markdown::Document& document, Index section, const ProfileSection* meaning) {
  const TextRange body = document.sections()[section].body;
  const auto blocks = document.blocks();
  for (const Index block : document.BlocksIn(body)) {
    const markdown::Block& leaf = blocks[block];
    switch (leaf.kind) {
      case BlockKind::kHeading:
      case BlockKind::kThematicBreak:
        continue;
      case BlockKind::kHtml: {
        // Comments say nothing to a reader; any other HTML may.
        const bool comment = OnlyComments(Cut(document.text(), leaf.range));
        if (!comment) return false;
        continue;
      }
      case BlockKind::kParagraph: {
        if (FirstIn(document.headings(), leaf.range) != nullptr) continue;
        if (FirstIn(document.links(), leaf.range) != nullptr) return false;
        if (!IsPlaceholderText(document.ProseOf(block).text, meaning)) return false;
        // Code spans are left out of prose, yet they are words to a reader.
        if (Cut(document.text(), leaf.range).find('`') != std::string_view::npos) return false;
        continue;
      }
      default:
        return false;
    }
  }
  return true;
}

bool IsEmptySection(const Spec& spec, Index section) {
  for (const MatchedSection& matched : spec.matched) {
    if (matched.section == section) return matched.empty;
  }
  return IsEmptyBody(spec.document, section, nullptr);
}

}  // namespace whyspec::rules
