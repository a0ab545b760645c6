#include "markdown/quote_text.h"

#include <algorithm>

#include "base/unicode.h"
#include "markdown/runs.h"

namespace whyspec::markdown::internal {
namespace {

bool BeginsWithDash(std::string_view line) {
  line = Trim(line);
  return line.starts_with("\xE2\x80\x94") || line.starts_with("\xE2\x80\x93") ||  // — –
         line.starts_with("\xE2\x80\x95") || line.starts_with("--") || line.starts_with("- ");
}

// Length of the last character of `text` if it may stand between a quote and its
// attribution: white space, a dash, an opening or closing bracket; else 0.
std::size_t JoinerAtEnd(std::string_view text) {
  if (text.empty()) return 0;
  const char last = text.back();
  if (IsAsciiSpace(last) || last == '(' || last == '[' || last == '-' || last == ',') return 1;
  for (const std::string_view dash : {"\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x95"})
    if (text.ends_with(dash)) return dash.size();
  if (text.ends_with("\xC2\xA0")) return 2;
  return 0;
}

bool IsFiller(char c) {
  return IsAsciiSpace(c) || std::string_view("()[]{}.,;:|*_").find(c) != std::string_view::npos;
}

// What may stand between two links of an attribution, or after the last one.
bool IsBetweenLinks(std::string_view text) {
  const auto first = std::find_if_not(text.begin(), text.end(), IsFiller);
  const auto last = std::find_if_not(text.rbegin(), text.rend(), IsFiller).base();
  if (first >= last) return true;
  const std::string_view word =
      text.substr(static_cast<std::size_t>(first - text.begin()), static_cast<std::size_t>(last - first));
  return word == "and" || word == "et" || word == "und" || word == "y" || word == "&";
}

bool EndsSentence(std::string_view text) {
  if (text.empty() || text.back() == '\n') return true;
  text = Trim(text);
  if (text.empty()) return true;
  for (const std::string_view end :
       {".", "!", "?", "(", "[", "\"", "--", "\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x95", "\xE2\x80\xA6",
        "\xE2\x80\x9D", "\xC2\xBB"})  // — – ― … ” »
    if (text.ends_with(end)) return true;
  return false;
}

}  // namespace

void QuoteTexts::AddParagraph(const ParsedText& parsed, Index block, std::size_t first_link, bool dash_item) {
  Building& building = open_.back();
  if (!building.text.empty()) building.text += '\n';
  building.paragraphs.push_back({.begin = building.text.size(), .dash_item = dash_item});
  map_.clear();
  AppendShown(parsed, parsed.RunsOf(block), Show::kWords, building.text, &map_);
  building.links.clear();
  // Where each outermost link shows.
  const auto shown_at = [&](Offset source) {
    const auto run = std::lower_bound(map_.begin(), map_.end(), source,
                                      [](const Prose::Run& r, Offset at) { return r.source.begin < at; });
    return run == map_.end() ? building.text.size() : std::size_t{run->prose_begin};
  };
  Offset last_end = 0;
  for (std::size_t i = first_link; i < parsed.links.size(); ++i) {
    const Link& link = parsed.links[i];
    if (link.range.begin < last_end) continue;
    last_end = link.range.end;
    const std::string_view to = link.destination;
    building.links.push_back({.begin = shown_at(link.range.begin),
                              .end = shown_at(link.range.end),
                              .elsewhere = to.starts_with("http:") || to.starts_with("https:") ||
                                           to.starts_with("mailto:") || to.starts_with('#')});
  }
}

void QuoteTexts::CutAttribution(Building& building) {
  std::string& text = building.text;
  if (building.paragraphs.empty()) return;
  const std::size_t paragraph = building.paragraphs.back().begin;
  const std::size_t newline = text.rfind('\n');
  const std::size_t line = newline == std::string::npos ? 0 : newline + 1;
  const std::vector<Span>& links = building.links;

  const auto only_links = [&](std::size_t from) {
    std::size_t at = from;
    bool any = false;
    for (const Span& link : links) {
      if (link.begin < from) continue;
      for (; at < link.begin; ++at)
        if (!IsFiller(text[at])) return false;
      at = link.end;
      any = true;
    }
    return any && std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), IsFiller);
  };
  // "— Jane", unless the line above begins so too: then it is a dialogue.
  const std::string_view view = text;
  const auto attributes = [&](std::size_t from) {
    if (from == 0 || !BeginsWithDash(view.substr(from))) return false;
    const std::size_t above_end = from - 1;
    const std::size_t above_newline = text.rfind('\n', above_end == 0 ? 0 : above_end - 1);
    const std::size_t above = above_newline == std::string::npos ? 0 : above_newline + 1;
    return !BeginsWithDash(view.substr(above, above_end - above));
  };
  const bool dash_item = building.paragraphs.back().dash_item && building.paragraphs.size() > 1;
  if (dash_item || attributes(paragraph) || only_links(paragraph))
    text.erase(paragraph);
  else if (attributes(line) || only_links(line))
    text.erase(line);
  CutLinksAtEnd(text, links);
}

void QuoteTexts::CutLinksAtEnd(std::string& text, const std::vector<Span>& links) {
  for (auto link = links.rbegin(); link != links.rend(); ++link) {
    if (link->begin >= text.size()) continue;
    const std::string_view view = text;
    if (!IsBetweenLinks(view.substr(std::min(link->end, view.size())))) return;
    // "…, see [the design](https://…)." is part of the sentence; after its end, a dash
    // or a bracket the same link says where the words come from.
    if (link->elsewhere && !EndsSentence(view.substr(0, link->begin))) return;
    text.erase(link->begin);
    while (const std::size_t joiner = JoinerAtEnd(text)) text.erase(text.size() - joiner);
  }
}

void QuoteTexts::Close(ParsedText& out) {
  Building building = std::move(open_.back());
  open_.pop_back();
  CutAttribution(building);
  out.quotes[building.quote].text = Collapse(building.text);
}

}  // namespace whyspec::markdown::internal
