// CallView, CallPut, ExcerptView, Change.
#include <algorithm>

#include "base/date.h"
#include "base/strings.h"
#include "calls/write_call.h"
#include "evidence/citation.h"
#include "http/views.h"

namespace whyspec::http {
namespace {

constexpr std::uint32_t kNeighbours = 2;

Json CitedByJson(const std::vector<team::CallView::CitedBy>& cited_by) {
  Json list = Json::array();
  for (const team::CallView::CitedBy& cited : cited_by) {
    Json item = {{"spec", cited.spec}, {"title", cited.title}, {"status", cited.status}};
    if (cited.first_turn) item["turns"] = {*cited.first_turn, cited.last_turn.value_or(*cited.first_turn)};
    list.push_back(std::move(item));
  }
  return list;
}

// "P2 · ops lead".
std::string SpeakerLabel(const calls::Call& call, const calls::Turn& turn) {
  const calls::Participant* person = call.FindParticipant(turn.speaker);
  if (person == nullptr) return turn.speaker;
  std::string label = person->name.empty() ? person->id : person->name;
  std::string role = person->title.empty() ? person->persona : person->title;
  std::replace(role.begin(), role.end(), '_', ' ');
  if (!role.empty()) label += " · " + role;
  return label;
}

Json TurnJson(const calls::Call& call, std::uint32_t index, bool cited) {
  const calls::Turn& turn = call.turns[index];
  Json json = {{"index", index}, {"speaker", SpeakerLabel(call, turn)}};
  if (turn.start_ms) json["start_ms"] = *turn.start_ms;
  if (turn.end_ms) json["end_ms"] = *turn.end_ms;
  json["text"] = turn.text;
  json["cited"] = cited;
  return json;
}

}  // namespace

Json InstantJson(std::optional<std::int64_t> ms) { return ms ? Json(FormatInstant(*ms)) : Json(nullptr); }

std::string CallText(const team::CallView& view, Turns turns) {
  const team::Disclosed& disclosed = view.disclosed;
  const std::size_t turn_count = disclosed.call.turns.size();
  std::string record;
  if (turns == Turns::kWithout && turn_count > 0) {
    calls::Call head = disclosed.call;
    head.turns.clear();
    record = calls::WriteCall(head);
  } else {
    record = calls::WriteCall(disclosed.call);
  }
  while (!record.empty() && record.back() == '\n') record.pop_back();
  const Json more = {{"level", team::Name(disclosed.level)},
                     {"withheld", team::Name(disclosed.withheld)},
                     {"partial", disclosed.text_is_partial},
                     {"turn_count", turn_count},
                     {"version", view.version},
                     {"updated_at", FormatInstant(view.updated_ms)},
                     {"is_owner", view.is_owner},
                     {"account_label", disclosed.account_label},
                     {"cited_by", CitedByJson(view.cited_by)}};
  return WithMembers("{\"call\":" + record + "}", more);
}

std::string PutResultText(const team::CallStore::PutResult& result) {
  return Dump(Json{{"id", result.id},
                   {"version", result.version},
                   {"created", result.created},
                   {"changed", result.changed}});
}

Json ExcerptJson(const team::ExcerptView& view, bool with_score) {
  const calls::Call& call = view.disclosed.call;
  Json json = {{"call", view.call}, {"title", call.title}};
  json["day"] = call.started_at_ms ? Json(FormatDate(DateOfInstant(*call.started_at_ms))) : Json(nullptr);
  json["account_label"] = view.disclosed.account_label;
  json["lifecycle"] = calls::Name(call.lifecycle);
  if (!call.opportunity.stage.empty()) json["stage"] = call.opportunity.stage;
  json["level"] = team::Name(view.disclosed.level);
  json["first_turn"] = view.first_turn;
  json["last_turn"] = view.last_turn;
  Json turns = Json::array();
  if (!call.turns.empty() && view.first_turn < call.turns.size()) {
    const auto end = static_cast<std::uint32_t>(call.turns.size() - 1);
    const std::uint32_t first = view.first_turn;
    const std::uint32_t last = std::clamp(view.last_turn, first, end);
    std::string anchor = evidence::FormatAnchor(evidence::AnchorFor(call, first, last));
    if (anchor.starts_with('#')) anchor.erase(0, 1);
    json["anchor"] = anchor;
    const std::uint32_t from = first - std::min(first, kNeighbours);
    const std::uint32_t to = std::min(end, last + kNeighbours);
    for (std::uint32_t i = from; i <= to; ++i) turns.push_back(TurnJson(call, i, i >= first && i <= last));
  } else {
    json["anchor"] = "";
  }
  json["turns"] = std::move(turns);
  if (with_score) json["score"] = view.score;
  return json;
}

std::string ChangeText(const team::Service::ChangeView& view) {
  const Json head = {{"sequence", view.change.sequence},
                     {"kind", team::Name(view.change.kind)},
                     {"object", view.change.object},
                     {"at", FormatInstant(view.change.at_ms)}};
  std::string text = Dump(head);
  text.pop_back();
  if (view.call) text += ",\"call\":" + CallText(*view.call, Turns::kWith);
  if (view.account) text += ",\"account\":" + Dump(AccountJson(*view.account));
  text += '}';
  return text;
}

}  // namespace whyspec::http
