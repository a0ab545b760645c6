// What an editor draws around the text: lenses, folds, selections, hints and colours.

#include "base/strings.h"
#include "features/code_lens.h"
#include "features/folding.h"
#include "features/inlay_hint.h"
#include "features/selection.h"
#include "features/semantic_tokens.h"
#include "lsp/edits.h"
#include "lsp/handlers.h"

namespace whyspec::lsp {
namespace {

constexpr std::string_view kShowReferences = "whyspec.showReferences";  // the client's own
constexpr std::string_view kOpenLocation = "whyspec.openLocation";

// `data` of lenses and hints.
struct ItemData {
  std::string uri, id;
};
std::optional<ItemData> ReadItemData(const Json& item) {
  const Json* value = jsonrpc::Find(item, "data");
  ItemData data;
  if (value == nullptr || !jsonrpc::ReadMember(*value, "uri", &data.uri) ||
      !jsonrpc::ReadMember(*value, "id", &data.id)) {
    return std::nullopt;
  }
  return data;
}

RpcError NotOurs() {
  return {.code = jsonrpc::code::kInvalidParams,
          .message = "This is no item that Whyspec made.",
          .data = nullptr};
}

RpcError Gone() {
  return {.code = jsonrpc::code::kContentModified,
          .message = "The document has changed since this was shown.",
          .data = nullptr};
}

// A title with what a click does, as far as this client can do it.
Json LensCommand(Session& session, const features::LensTitle& lens) {
  Json locations = Json::array();
  for (const features::Location& place : lens.locations) {
    if (auto location = LocationJson(session, place)) locations.push_back(*std::move(location));
  }
  const auto at = LocationJson(session, lens.at);
  if (!locations.empty() && at && session.caps.commands.contains(kShowReferences)) {
    return {{"title", lens.title},
            {"command", kShowReferences},
            {"arguments", {(*at)["uri"], (*at)["range"]["start"], std::move(locations)}}};
  }
  if (!locations.empty() && session.caps.show_document) {
    return {{"title", lens.title}, {"command", kOpenLocation}, {"arguments", {locations.front()}}};
  }
  return {{"title", lens.title}, {"command", ""}};
}

// LSP 3.17 "Semantic Tokens": five numbers a token, places relative to the one before.
Json Encode(const std::vector<features::SemanticToken>& tokens, const TextPositions& positions) {
  Json data = Json::array();
  Position last;
  for (const features::SemanticToken& token : tokens) {
    const Range range = positions.ToRange(token.range);
    if (range.start.line != range.end.line || range.start == range.end) continue;
    const std::uint32_t lines = range.start.line - last.line;
    data.push_back(lines);
    data.push_back(lines == 0 ? range.start.character - last.character : range.start.character);
    data.push_back(range.end.character - range.start.character);
    data.push_back(token.kind == features::TokenKind::kCallId ? 0 : 1);
    data.push_back(token.unresolved ? 1 : 0);
    last = range.start;
  }
  return data;
}

Json TokensOf(Session& session, const Subject& subject) {
  const TextPositions* positions = subject.spec ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json::array();
  return Encode(features::SemanticTokens(*subject.spec), *positions);
}

// Remembers the tokens, so that the next answer can be a difference.
std::string Remember(Session& session, const std::string& path, const Json& data) {
  Session::Tokens& tokens = session.tokens[path];
  tokens.id = std::to_string(session.next_token_id++);
  tokens.data = data;
  return tokens.id;
}

// The one edit that turns `before` into `after`: what lies between the common ends.
Json DifferenceJson(const Json& before, const Json& after) {
  std::size_t head = 0;
  const std::size_t shorter = std::min(before.size(), after.size());
  while (head < shorter && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  const std::size_t removed = before.size() - head - tail;
  const std::size_t inserted = after.size() - head - tail;
  if (removed == 0 && inserted == 0) return Json::array();
  Json data = Json::array();
  for (std::size_t i = head; i < head + inserted; ++i) data.push_back(after[i]);
  Json edit = {{"start", head}, {"deleteCount", removed}};
  if (!data.empty()) edit["data"] = std::move(data);
  return Json::array({std::move(edit)});
}

}  // namespace

Answer OnCodeLens(Session& session, const DocumentParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json::array();
  std::vector<features::CodeLens> lenses;
  if (subject.spec) {
    lenses = features::CodeLenses(*subject.spec);
  } else if (subject.call) {
    lenses = features::CodeLenses(*subject.call, session.world());
  }
  Json list = Json::array();
  for (const features::CodeLens& lens : lenses) {
    list.push_back({{"range", ToJson(positions->ToRange(lens.range))},
                    {"data", {{"uri", params.uri}, {"id", lens.id}}}});
  }
  return list;
}

Answer OnCodeLensResolve(Session& session, const RawParams& params, const RequestContext&) {
  Json item = params.value;
  const std::optional<ItemData> data = ReadItemData(item);
  if (!data) return NotOurs();
  const Subject subject = session.SubjectOf(data->uri);
  std::optional<features::LensTitle> title;
  if (subject.spec) {
    title = features::ResolveCodeLens(*subject.spec, session.world(), data->id);
  } else if (subject.call) {
    title = features::ResolveCodeLens(*subject.call, session.world(), data->id);
  }
  if (!title) return Gone();
  item["command"] = LensCommand(session, *title);
  return item;
}

Answer OnFoldingRange(Session& session, const DocumentParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json::array();
  std::vector<features::Fold> folds;
  if (subject.spec) {
    folds = features::FoldingRanges(subject.spec->spec->document);
  } else if (subject.call) {
    folds = features::FoldingRanges(*subject.call);
  }
  Json list = Json::array();
  for (const features::Fold& fold : folds) {
    if (session.caps.folding_limit && list.size() >= *session.caps.folding_limit) break;
    const Range range = positions->ToRange(fold.range);
    Json out = {{"startLine", range.start.line}, {"endLine", range.end.line}};
    if (!session.caps.line_folding_only) {
      out["startCharacter"] = range.start.character;
      out["endCharacter"] = range.end.character;
    }
    if (fold.kind == features::FoldKind::kComment) out["kind"] = "comment";
    list.push_back(std::move(out));
  }
  return list;
}

Answer OnSelectionRange(Session& session, const SelectionRangeParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr || subject.accounts) return Json();
  Json list = Json::array();
  for (const Position position : params.positions) {
    const Offset at = positions->ToOffset(position);
    const std::vector<TextRange> ranges = subject.spec
                                              ? features::SelectionRanges(subject.spec->spec->document, at)
                                              : features::SelectionRanges(*subject.call, at);
    Json nested;
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
      Json out = {{"range", ToJson(positions->ToRange(*range))}};
      if (!nested.is_null()) out["parent"] = std::move(nested);
      nested = std::move(out);
    }
    list.push_back(std::move(nested));
  }
  return list;
}

Answer OnInlayHint(Session& session, const RangeParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject.spec ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json::array();
  Json list = Json::array();
  for (const features::InlayHint& hint :
       features::InlayHints(*subject.spec, positions->ToTextRange(params.range))) {
    list.push_back({{"position", ToJson(positions->ToPosition(hint.at))},
                    {"label", hint.label},
                    {"paddingLeft", true},
                    {"data", {{"uri", params.uri}, {"id", hint.id}}}});
  }
  return list;
}

Answer OnInlayHintResolve(Session& session, const RawParams& params, const RequestContext&) {
  Json item = params.value;
  const std::optional<ItemData> data = ReadItemData(item);
  if (!data) return NotOurs();
  const Subject subject = session.SubjectOf(data->uri);
  if (!subject.spec) return Gone();
  const Findings findings = session.FindingsOf(*subject.spec);
  const features::Markup markup = session.caps.hover_markup;
  std::string tooltip = features::ResolveInlayHint(
      {.snapshot = *subject.spec, .findings = findings->findings}, session.world(), data->id, markup);
  if (!tooltip.empty()) {
    item["tooltip"] = {{"kind", markup == features::Markup::kMarkdown ? "markdown" : "plaintext"},
                       {"value", std::move(tooltip)}};
  }
  return item;
}

Json SemanticTokensLegend() {
  return {{"tokenTypes", {"class", "number"}}, {"tokenModifiers", {"deprecated"}}};
}

Answer OnSemanticTokensFull(Session& session, const DocumentParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  Json data = TokensOf(session, subject);
  const std::string id = Remember(session, subject.path, data);
  return Json{{"resultId", id}, {"data", std::move(data)}};
}

Answer OnSemanticTokensDelta(Session& session, const SemanticDeltaParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  Json data = TokensOf(session, subject);
  const auto known = session.tokens.find(subject.path);
  if (known == session.tokens.end() || known->second.id != params.previous_result_id) {
    const std::string id = Remember(session, subject.path, data);
    return Json{{"resultId", id}, {"data", std::move(data)}};
  }
  Json edits = DifferenceJson(known->second.data, data);
  const std::string id = Remember(session, subject.path, data);
  return Json{{"resultId", id}, {"edits", std::move(edits)}};
}

Answer OnSemanticTokensRange(Session& session, const RangeParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject.spec ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json{{"data", Json::array()}};
  const auto tokens = features::SemanticTokens(*subject.spec, positions->ToTextRange(params.range));
  return Json{{"data", Encode(tokens, *positions)}};
}

}  // namespace whyspec::lsp
