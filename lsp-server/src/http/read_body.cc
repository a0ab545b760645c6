#include "http/read_body.h"

#include "base/strings.h"
#include "base/uri.h"
#include "calls/read_call.h"
#include "http/app.h"

namespace whyspec::http {
namespace {

constexpr std::size_t kMaxReason = 500;

// Whether ReadCall would say that there are no words: an API client may send them later.
bool HasNoWords(const Json& record) {
  const auto transcript = record.find("transcript");
  if (transcript != record.end() && !transcript->is_null()) return false;
  const auto notes = record.find("notes");
  return notes == record.end() || !notes->is_string() || notes->get_ref<const std::string&>().empty();
}

}  // namespace

Response WrongPlaces(std::vector<Problem::Place> places) {
  const std::string first = places.empty() ? std::string() : places.front().detail;
  return ProblemResponse(Problem{.status = 422,
                                 .detail = places.size() == 1
                                               ? first
                                               : StrCat("What was sent has ", places.size(),
                                                        " places that cannot be used; `errors` lists them."),
                                 .errors = std::move(places),
                                 .kind = ""});
}

std::variant<Json, Response> BodyObject(const Context& context) {
  auto json = ParseJsonBody(context.body);
  if (!json) return ProblemResponse(400, json.error().message);
  if (!json->is_object()) return ProblemResponse(400, "The body must be a JSON object: {…}.");
  return std::move(*json);
}

std::variant<calls::Call, Response> BodyCall(const Context& context, const Json& record,
                                             const std::string& id) {
  const std::size_t most = context.app.options().limits.turns;
  if (const auto transcript = record.find("transcript");
      transcript != record.end() && transcript->is_object()) {
    const auto turns = transcript->find("turns");
    if (turns != transcript->end() && turns->is_array() && turns->size() > most) {
      return ProblemResponse(413, StrCat("This call has ", turns->size(), " turns; ", most,
                                         " is the most a call may have. Log it as several calls."));
    }
  }
  // The reader tells a record from a vendor's export by its transcript.
  Json whole = record;
  const bool has_no_words = HasNoWords(record);
  if (has_no_words) whole["transcript"] = {{"status", "processing"}};
  if (auto& transcript = whole["transcript"]; transcript.is_null()) {
    transcript = {{"status", "none"}};
  } else if (transcript.is_object() && !transcript.contains("turns") && !transcript.contains("status")) {
    transcript["status"] = "none";
  }
  const std::string bytes = Dump(whole);
  const calls::CallFile file{.path = "/call.json", .bytes = bytes, .sidecar_path = "", .sidecar = ""};
  calls::ReadCallResult read = calls::ReadCall(file);
  std::vector<Problem::Place> places;
  for (const calls::Problem& problem : read.problems) places.push_back({"", problem.message});
  if (!read.call && places.empty())
    places.push_back({"", "This is no call record (schemas/call.schema.json)."});
  calls::Call call;
  if (read.call) {
    call = std::move(*read.call);
    call.path.clear();
    if (has_no_words) call.transcript_status = calls::TranscriptStatus::kNone;
    const bool has_id = record.contains("id") && !record.find("id")->is_null();
    if (!has_id) call.id.clear();
    if (!id.empty()) {
      if (has_id && call.id != id) {
        places.push_back(
            {"/id", "The id of the record is another one than that of the address. Make them the same."});
      } else if (!calls::IsCallId(id)) {
        places.push_back(
            {"/id", "An id is made of small letters a-z, digits, dots, dashes and underscores."});
      }
      call.id = id;
    }
  }
  if (!places.empty()) return WrongPlaces(std::move(places));
  return call;
}

std::variant<calls::Account, Response> BodyAccount(const Json& record, const std::string& id) {
  std::vector<Problem::Place> errors;
  ObjectReader reader(record, "", errors);
  calls::Account account;
  account.id = reader.Text("id", 200);
  if (account.id.empty()) account.id = id;
  if (account.id != id) {
    reader.Wrong("id", "The id of the record is another one than that of the address. Make them the same.");
  } else if (!calls::IsCallId(id)) {
    reader.Wrong("id", "An id is made of small letters a-z, digits, dots, dashes and underscores.");
  }
  account.name = reader.Text("name", 500);
  account.alias = reader.Text("alias", 200);
  account.aliases = reader.Texts("aliases", 100, 500);
  account.parent = reader.Text("parent", 200);
  if (const std::string text = reader.Text("lifecycle"); !text.empty()) {
    const auto lifecycle = calls::ParseLifecycle(text);
    if (!lifecycle) reader.Wrong("lifecycle", "This must be prospect, customer, former, partner or unknown.");
    account.lifecycle = lifecycle.value_or(calls::Lifecycle::kUnknown);
  }
  account.segment = reader.Text("segment", 200);
  account.country = reader.Text("country", 100);
  account.owner = reader.Text("owner", 200);
  if (const std::string text = reader.Text("visibility"); !text.empty()) {
    account.visibility = calls::ParseVisibility(text);
    if (!account.visibility)
      reader.Wrong("visibility", "This must be aggregate, alias, named or transcript.");
  }
  reader.Finish();
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  return account;
}

namespace {

team::SpecCitation ReadCitation(const ObjectReader::Item& item, std::vector<Problem::Place>& errors) {
  ObjectReader reader(*item.object, item.pointer, errors);
  team::SpecCitation citation;
  citation.call = reader.Required("call", 200);
  citation.anchor = reader.Text("anchor", 200);
  if (reader.Has("turns") && !reader.IsNull("turns")) {
    const Json& turns = *item.object->find("turns");
    const bool fits = turns.is_array() && turns.size() == 2 && turns[0].is_number_unsigned() &&
                      turns[1].is_number_unsigned() && turns[0] <= turns[1] && turns[1] <= 10'000'000;
    if (fits) {
      citation.first_turn = turns[0].get<std::uint32_t>();
      citation.last_turn = turns[1].get<std::uint32_t>();
    } else {
      reader.Wrong("turns", "This must be two turns, first and last, counted from 0: [3, 4].");
    }
  }
  citation.quote = reader.Text("quote", 20'000);
  citation.verdict = reader.Text("verdict", 40);
  if (const std::string text = reader.Text("stance"); !text.empty()) {
    const auto stance = team::ParseStance(text);
    if (!stance) reader.Wrong("stance", "This must be supports, contradicts or nuance.");
    citation.stance = stance.value_or(team::Stance::kSupports);
  }
  reader.Finish();
  return citation;
}

}  // namespace

std::variant<team::SpecRecord, Response> BodySpec(const Json& record, const std::string& id) {
  std::vector<Problem::Place> errors;
  ObjectReader reader(record, "", errors);
  team::SpecRecord spec;
  spec.id = reader.Text("id", 200);
  if (spec.id.empty()) spec.id = id;
  if (spec.id != id) {
    reader.Wrong("id", "The id of the record is another one than that of the address. Make them the same.");
  } else if (!calls::IsCallId(id)) {
    reader.Wrong("id", "An id is made of small letters a-z, digits, dots, dashes and underscores.");
  }
  spec.repository = reader.Text("repository", 500);
  spec.path = reader.Text("path", 1000);
  spec.title = reader.Text("title", 1000);
  spec.status = reader.Text("status", 40);
  spec.owner = reader.Text("owner", 200);
  spec.language = reader.Text("language", 40);
  for (const ObjectReader::Item& item : reader.Objects("sections", 200)) {
    ObjectReader section(*item.object, item.pointer, errors);
    spec.sections.push_back({.role = section.Text("role", 100),
                             .title = section.Text("title", 1000),
                             .markdown = section.Text("markdown", 1'000'000)});
    section.Finish();
  }
  for (const ObjectReader::Item& item : reader.Objects("citations", 2000)) {
    spec.citations.push_back(ReadCitation(item, errors));
  }
  spec.errors = reader.Integer("errors", 0, 1'000'000).value_or(0);
  spec.warnings = reader.Integer("warnings", 0, 1'000'000).value_or(0);
  reader.Finish();
  if (!errors.empty()) return WrongPlaces(std::move(errors));
  return spec;
}

team::Person ReadPerson(ObjectReader& reader, std::vector<Problem::Place>& errors) {
  team::Person person;
  const auto item = reader.Object("person");
  if (!item) return person;
  ObjectReader fields(*item->object, item->pointer, errors);
  person.email = fields.Text("email", 320);
  person.phone = fields.Text("phone", 100);
  person.name = fields.Text("name", 500);
  person.account = fields.Text("account", 200);
  fields.Finish();
  if (person.email.empty() && person.phone.empty() && (person.name.empty() || person.account.empty())) {
    reader.Wrong("person",
                 "Say who: an e-mail address, a phone number, or a name together with the account's id.");
  }
  return person;
}

Result<std::size_t> LimitOf(const Query& query) {
  const auto limit = query.Integer("limit", 1, 200, 50);
  if (!limit) return limit.error();
  return static_cast<std::size_t>(*limit);
}

Result<std::string> ReasonOf(const Query& query) {
  const std::string& reason = query.Text("reason");
  if (reason.empty() || reason.size() > kMaxReason) {
    return Error{
        .code = ErrorCode::kInvalid,
        .message = "Say why with ?reason=…, in at most 500 bytes: the audit log keeps it, without names."};
  }
  return reason;
}

}  // namespace whyspec::http
