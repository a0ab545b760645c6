// Excerpts, search, verification.
#include "base/strings.h"
#include "evidence/citation.h"
#include "http/app.h"
#include "http/etag.h"
#include "http/handlers.h"
#include "http/read_body.h"
#include "http/views.h"

namespace whyspec::http {
namespace {

constexpr std::size_t kMaxQuestion = 2000;
constexpr std::size_t kMaxQuote = 20'000;
constexpr std::size_t kMostQuotes = 200;

}  // namespace

Response ReadExcerpt(Context& context) {
  const bool by_turn = context.query.Has("turn");
  if (by_turn == context.query.Has("t")) {
    return ProblemResponse(400,
                           "Say which excerpt: ?turn=12-14 (counted from 1) or ?t=460.23,474.9 (seconds).");
  }
  const std::string fragment = StrCat(by_turn ? "turn=" : "t=", context.query.Text(by_turn ? "turn" : "t"));
  const evidence::Anchor anchor = evidence::ParseAnchor(fragment);
  if (anchor.kind != evidence::AnchorKind::kTurns && anchor.kind != evidence::AnchorKind::kTime) {
    return ProblemResponse(400,
                           "That is no place in a call. Write ?turn=12-14, or ?t=460.23,474.9 (seconds).");
  }
  std::uint32_t first = anchor.first_turn;
  std::uint32_t last = anchor.last_turn;
  if (anchor.kind == evidence::AnchorKind::kTime) {
    const auto view = context.app.service().ReadCall(context.caller, context.values[0]);
    if (!view) return ErrorResponse(view.error());
    const auto span = evidence::TurnsAt(view->disclosed.call, anchor);
    if (!span) return ProblemResponse(404, "Nothing is said at that time of the call.");
    first = span->first;
    last = span->last;
  }
  const auto excerpt = context.app.service().ReadExcerpt(context.caller, context.values[0], first, last);
  if (!excerpt) return ErrorResponse(excerpt.error());
  return JsonResponse(200, Dump(ExcerptJson(*excerpt, false)));
}

Response Search(Context& context) {
  const std::string& text = context.query.Text("q");
  if (text.empty() || text.size() > kMaxQuestion) {
    return ProblemResponse(400, "Say what to look for with ?q=…, in at most 2000 bytes.");
  }
  const auto limit = context.query.Integer("limit", 1, 200, 10);
  if (!limit) return ProblemResponse(400, limit.error().message);
  evidence::ExcerptQuery query;
  query.text = text;
  query.call = context.query.Text("call");
  query.language = context.query.Text("language");
  query.limit = static_cast<std::size_t>(*limit);
  const auto excerpts = context.app.service().Search(context.caller, query);
  if (!excerpts) return ErrorResponse(excerpts.error());
  std::vector<std::string> items;
  items.reserve(excerpts->size());
  for (const team::ExcerptView& excerpt : *excerpts) {
    items.push_back(Dump(ExcerptJson(excerpt, true)));
  }
  return JsonResponse(200, ListOf(items));
}

Response Verify(Context& context) {
  auto body = BodyObject(context);
  if (auto* wrong = std::get_if<Response>(&body)) return std::move(*wrong);
  const Json& json = std::get<Json>(body);
  std::vector<Problem::Place> errors;
  struct Asked {
    std::string call, quote;
  };
  std::vector<Asked> asked;
  const auto read = [&errors, &asked](ObjectReader& reader) {
    asked.push_back({.call = reader.Text("call", 200), .quote = reader.Required("quote", kMaxQuote)});
    reader.Finish();
  };
  ObjectReader reader(json, "", errors);
  const bool many = reader.Has("quotes");
  if (many) {
    for (const ObjectReader::Item& item : reader.Objects("quotes", kMostQuotes)) {
      ObjectReader one(*item.object, item.pointer, errors);
      read(one);
    }
    reader.Finish();
  } else {
    read(reader);
  }
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  std::vector<std::string> items;
  for (const Asked& one : asked) {
    const auto answer = context.app.service().VerifyQuote(context.caller, one.call, one.quote);
    if (!answer) return ErrorResponse(answer.error());
    items.push_back(Dump(VerificationJson(*answer)));
  }
  return JsonResponse(200, many ? ListOf(items) : items.front());
}

}  // namespace whyspec::http
