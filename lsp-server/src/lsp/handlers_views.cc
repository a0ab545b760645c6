// The requests beyond LSP that views beside the text need (docs/protocol.md).

#include "base/uri.h"
#include "features/evidence_view.h"
#include "features/spots.h"
#include "lsp/handlers.h"

namespace whyspec::lsp {
namespace {

using features::Side;
using features::State;

constexpr std::size_t kMaxExcerpts = 50;

std::string_view StateName(State state) {
  switch (state) {
    case State::kOk:
      return "ok";
    case State::kWeak:
      return "weak";
    case State::kMissing:
      return "missing";
  }
  return "weak";
}

std::string_view SideName(Side side) {
  switch (side) {
    case Side::kCustomer:
      return "customer";
    case Side::kUs:
      return "us";
    case Side::kUnknown:
      return "unknown";
  }
  return "unknown";
}

Json ToJson(const features::ExcerptInfo& info) {
  return {
      {"call", info.call},       {"callTitle", info.call_title}, {"anchor", info.anchor}, {"who", info.who},
      {"account", info.account}, {"lifecycle", info.lifecycle},  {"day", info.day},       {"time", info.time},
      {"words", info.words}};
}

Json FindingJson(const rules::Finding& finding, const TextPositions& positions) {
  return {{"rule", finding.rule},
          {"severity", rules::Name(finding.severity)},
          {"message", finding.message},
          {"range", ToJson(positions.ToRange(finding.range))}};
}

Json FindingsJson(const std::vector<std::size_t>& which, const engine::CheckResult& findings,
                  const TextPositions& positions) {
  Json out = Json::array();
  for (const std::size_t i : which) out.push_back(FindingJson(findings.findings[i], positions));
  return out;
}

Json SectionsJson(const features::SpecEvidenceView& view, const engine::CheckResult& findings,
                  const TextPositions& positions) {
  Json out = Json::array();
  for (const auto& section : view.sections) {
    Json one = {{"role", rules::Name(section.role)},
                {"title", section.title},
                {"state", StateName(section.state)},
                {"findings", FindingsJson(section.findings, findings, positions)}};
    if (section.heading) one["range"] = ToJson(positions.ToRange(*section.heading));
    if (section.body) one["body"] = ToJson(positions.ToRange(*section.body));
    out.push_back(std::move(one));
  }
  return out;
}

Json CitationsJson(const features::SpecEvidenceView& view, const TextPositions& positions) {
  Json out = Json::array();
  for (const features::CitationInfo& citation : view.citations) {
    Json one = ToJson(citation.excerpt);
    one["range"] = ToJson(positions.ToRange(citation.range));
    one["destination"] = citation.destination;
    if (citation.verdict) {
      one["verdict"] = evidence::Name(*citation.verdict);
      one["verdictText"] = citation.verdict_text;
    }
    if (!citation.problem.empty()) one["problem"] = citation.problem;
    out.push_back(std::move(one));
  }
  return out;
}

// UTF-16 offsets of a byte range in a short text.
Json MarkJson(std::string_view text, TextRange range) {
  const LineIndex lines(text);
  const Range place = TextPositions(text, lines, ColumnUnit::kUtf16).ToRange(range);
  return Json::array({place.start.character, place.end.character});
}

}  // namespace

Answer OnSpecEvidence(Session& session, const SpecEvidenceParams& params, const RequestContext&) {
  const Subject subject = session.SubjectOf(params.uri);
  const TextPositions* positions = subject.spec ? session.PositionsOf(subject.path) : nullptr;
  if (positions == nullptr) return Json();
  const Findings findings = session.FindingsOf(*subject.spec);
  const features::SpecEvidenceView view =
      features::ViewEvidence({.snapshot = *subject.spec, .findings = findings->findings});
  Json claims = Json::array();
  for (const auto& claim : view.claims) {
    claims.push_back({{"text", claim.text},
                      {"range", ToJson(positions->ToRange(claim.range))},
                      {"state", StateName(claim.state)},
                      {"message", claim.message}});
  }
  return Json{{"title", view.title},
              {"status", view.status},
              {"state", StateName(view.state)},
              {"summary", view.summary},
              {"prospects", view.tally.prospects},
              {"customers", view.tally.customers},
              {"accounts", view.tally.accounts},
              {"errors", view.errors},
              {"warnings", view.warnings},
              {"sections", SectionsJson(view, *findings, *positions)},
              {"claims", std::move(claims)},
              {"citations", CitationsJson(view, *positions)},
              {"contradictions", FindingsJson(view.contradictions, *findings, *positions)}};
}

Answer OnCalls(Session& session, const CallsParams& params, const RequestContext&) {
  const features::CallListView view = features::ListCalls(session.world(), params.query);
  Json accounts = Json::array();
  for (const auto& account : view.accounts) {
    Json calls = Json::array();
    for (const auto& call : account.calls) {
      Json one = {{"id", call.id},     {"title", call.title}, {"day", call.day},
                  {"type", call.type}, {"turns", call.turns}, {"citedBy", call.cited_by}};
      if (!call.path.empty()) one["uri"] = session.documents.UriOf(call.path);
      calls.push_back(std::move(one));
    }
    accounts.push_back(
        {{"label", account.label}, {"lifecycle", account.lifecycle}, {"calls", std::move(calls)}});
  }
  return Json{{"ready", session.world().Log()->available()}, {"accounts", std::move(accounts)}};
}

Answer OnCall(Session& session, const CallParams& params, const RequestContext&) {
  std::shared_ptr<const calls::Call> call;
  if (!params.id.empty()) call = session.world().Log()->Find(params.id);
  if (call == nullptr && !params.uri.empty()) {
    const Subject subject = session.SubjectOf(params.uri);
    if (subject.call) call = subject.call->call;
  }
  if (call == nullptr) return Json();
  const features::CallView view = features::ViewCall(session.world(), *call, params.anchor);
  const TextPositions* positions = view.path.empty() ? nullptr : session.PositionsOf(view.path);

  Json out = {{"id", view.id}, {"title", view.title}, {"line", view.line}};
  if (!view.path.empty()) out["uri"] = session.documents.UriOf(view.path);
  if (!view.withheld.empty()) out["withheld"] = view.withheld;
  if (view.focus) out["focus"] = {{"first", view.focus->first}, {"last", view.focus->last}};
  out["people"] = Json::array();
  for (const auto& person : view.people) {
    out["people"].push_back(
        {{"label", person.label}, {"role", person.role}, {"side", SideName(person.side)}});
  }
  out["turns"] = Json::array();
  for (const auto& turn : view.turns) {
    Json one = {{"who", turn.who},         {"side", SideName(turn.side)}, {"time", turn.time},
                {"words", turn.words},     {"anchor", turn.anchor},       {"citation", turn.citation},
                {"citedBy", turn.cited_by}};
    if (turn.source && positions != nullptr) one["range"] = ToJson(positions->ToRange(*turn.source));
    out["turns"].push_back(std::move(one));
  }
  out["specs"] = Json::array();
  for (const auto& spec : view.specs) {
    Json ranges = Json::array();
    if (const TextPositions* places = session.PositionsOf(spec.path)) {
      for (const TextRange place : spec.places) ranges.push_back(ToJson(places->ToRange(place)));
    }
    out["specs"].push_back(
        {{"title", spec.title}, {"uri", session.documents.UriOf(spec.path)}, {"ranges", std::move(ranges)}});
  }
  return out;
}

Answer Search(Session& session, const SearchParams& params) {
  const auto log = session.world().Log();
  rules::Language language = rules::Language::kEnglish;
  if (!params.uri.empty()) {
    const Subject subject = session.SubjectOf(params.uri);
    if (subject.spec) language = subject.spec->spec->language;
  }
  Json excerpts = Json::array();
  features::FaceCache faces(*log, language);
  const std::size_t limit = std::min<std::size_t>(params.limit.value_or(10), kMaxExcerpts);
  for (const features::Offer& offer :
       features::FindOffers(*log, language, {.text = params.text, .limit = limit})) {
    const features::CallFace& face = faces.Of(*offer.call);
    Json one = ToJson(features::InfoOf(face, evidence::TurnSpan{offer.turn, offer.turn}));
    one["words"] = offer.words;
    one["citation"] = offer.link;
    one["quote"] = features::BlockQuoteOf(offer);
    one["marks"] = Json::array();
    for (const TextRange mark :
         features::MarksIn(offer.words, offer.call->turns[offer.turn].text, offer.hits)) {
      one["marks"].push_back(MarkJson(offer.words, mark));
    }
    excerpts.push_back(std::move(one));
  }
  return Json{{"ready", log->available()}, {"excerpts", std::move(excerpts)}};
}

}  // namespace whyspec::lsp
