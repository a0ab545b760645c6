// textDocument/hover, textDocument/completion and completionItem/resolve.

#include "base/strings.h"
#include "base/unicode.h"
#include "features/completion.h"
#include "features/hover.h"
#include "lsp/handlers.h"

namespace whyspec::lsp {
namespace {

using features::CompletionKind;
using features::Markup;

Json MarkupJson(std::string contents, Markup markup) {
  return {{"kind", markup == Markup::kMarkdown ? "markdown" : "plaintext"}, {"value", std::move(contents)}};
}

// LSP 3.17 CompletionItemKind.
int KindNumber(CompletionKind kind) {
  switch (kind) {
    case CompletionKind::kCall:
    case CompletionKind::kAnchor:
      return 18;  // Reference
    case CompletionKind::kFile:
      return 17;  // File
    case CompletionKind::kCitation:
    case CompletionKind::kHeading:
      return 15;  // Snippet
    case CompletionKind::kKey:
      return 10;  // Property
    case CompletionKind::kValue:
    case CompletionKind::kPersona:
    case CompletionKind::kAccount:
      return 12;  // Value
    case CompletionKind::kRule:
      return 21;  // Constant
    case CompletionKind::kDirective:
      return 14;  // Keyword
  }
  return 1;  // Text
}

constexpr int kPlainText = 1;
constexpr int kSnippet = 2;
// What VS Code calls asking for the next completion; sent to clients that know it.
constexpr std::string_view kAskAgain = "editor.action.triggerSuggest";

Json ItemJson(const Session& session, const TextPositions& positions, const std::string& uri,
              const features::CompletionItem& item) {
  const bool snippet = session.caps.snippets && !item.snippet.empty();
  Json out = {
      {"label", item.label},
      {"kind", KindNumber(item.kind)},
      {"textEdit",
       {{"range", ToJson(positions.ToRange(item.range))}, {"newText", snippet ? item.snippet : item.text}}},
      {"insertTextFormat", snippet ? kSnippet : kPlainText}};
  if (!item.detail.empty()) out["detail"] = item.detail;
  if (!item.description.empty() && session.caps.label_details) {
    out["labelDetails"] = {{"description", item.description}};
  }
  if (!item.filter_text.empty()) out["filterText"] = item.filter_text;
  if (!item.sort_key.empty()) out["sortText"] = item.sort_key;
  if (item.preselect && session.caps.preselect) out["preselect"] = true;
  if (item.ask_again && session.caps.commands.contains(kAskAgain)) {
    out["command"] = {{"title", "Suggest"}, {"command", kAskAgain}};
  }
  if (!item.resolve_id.empty()) out["data"] = {{"uri", uri}, {"id", item.resolve_id}};
  return out;
}

// What somebody who asks for completions here looks for among the calls: the words of the
// paragraph, or of the title and the section where there are few. "" where it is no place for one.
std::string WordsWanted(const rules::Spec& spec, Offset at, const CompletionParams& params,
                        const features::Completion& completion) {
  constexpr std::size_t kParagraph = 600;  // bytes around the cursor
  constexpr std::size_t kFewWords = 4;
  const std::string_view text = spec.text();
  const bool at_link = at > 0 && std::string_view("[(:\"<").find(text[at - 1]) != std::string_view::npos;
  const bool of_calls =
      std::any_of(completion.items.begin(), completion.items.end(), [](const features::CompletionItem& item) {
        return item.kind == CompletionKind::kCitation || item.kind == CompletionKind::kCall ||
               item.kind == CompletionKind::kAnchor;
      });
  if (params.by_character && !at_link && !of_calls) return {};
  const std::string_view before =
      text.substr(at - std::min<std::size_t>(at, kParagraph), std::min<std::size_t>(at, kParagraph));
  const std::size_t begin = before.rfind("\n\n");
  std::string words(before.substr(begin == before.npos ? 0 : begin));
  const std::string_view after = text.substr(at, kParagraph);
  words += after.substr(0, std::min(after.find("\n\n"), after.size()));
  if (CountWords(words) >= kFewWords) return words;
  const markdown::Section& section = spec.document.sections()[spec.document.SectionAt(at)];
  return StrCat(spec.document.title().text, " ", words, " ",
                Cut(text, section.own_body).substr(0, kParagraph));
}

}  // namespace

Answer OnHover(Session& session, const PositionParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  if (!subject) return Json();
  const TextPositions* positions = session.PositionsOf(subject.path);
  if (positions == nullptr) return Json();
  const Offset at = positions->ToOffset(params.position);
  const Markup markup = session.caps.hover_markup;
  std::optional<features::Hover> hover;
  if (subject.spec) {
    const Findings findings = session.FindingsOf(*subject.spec);
    hover = features::HoverAt({.snapshot = *subject.spec, .findings = findings->findings}, session.world(),
                              at, markup);
  } else if (subject.call) {
    hover = features::HoverAt(*subject.call, session.world(), at, markup);
  } else {
    hover = features::HoverAt(*subject.accounts, session.world(), at, markup);
  }
  if (!hover) return Json();
  return Json{{"contents", MarkupJson(std::move(hover->contents), markup)},
              {"range", ToJson(positions->ToRange(hover->range))}};
}

Answer OnCompletion(Session& session, const CompletionParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json{{"isIncomplete", false}, {"items", Json::array()}};
  const Offset at = positions->ToOffset(params.position);
  features::Completion completion;
  bool more_may_come = false;
  if (subject.spec) {
    completion = features::CompleteAt(*subject.spec, session.world(), at, !params.by_character);
    more_may_come = session.team.WillSearch(WordsWanted(*subject.spec->spec, at, params, completion));
  } else if (subject.call) {
    completion = features::CompleteAt(*subject.call, session.world(), at);
  }
  Json items = Json::array();
  for (const features::CompletionItem& item : completion.items) {
    items.push_back(ItemJson(session, *positions, params.uri, item));
  }
  return Json{{"isIncomplete", completion.incomplete || more_may_come}, {"items", std::move(items)}};
}

Answer OnCompletionResolve(Session& session, const RawParams& params, const RequestContext&) {
  Json item = params.value;
  const Json* data = jsonrpc::Find(item, "data");
  std::string uri;
  std::string id;
  if (data == nullptr || !jsonrpc::ReadMember(*data, "uri", &uri) || !jsonrpc::ReadMember(*data, "id", &id)) {
    return item;  // one of ours that has no documentation
  }
  std::string text =
      features::ResolveCompletion(session.world(), PathOfUri(uri), id, session.caps.completion_markup);
  if (!text.empty()) item["documentation"] = MarkupJson(std::move(text), session.caps.completion_markup);
  return item;
}

}  // namespace whyspec::lsp
