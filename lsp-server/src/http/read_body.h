// What clients send: call records, accounts, specs, and the little helpers every handler uses.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "http/json.h"
#include "http/router.h"
#include "team/service.h"

namespace whyspec::http {

// Places where the JSON is wrong, as one problem (422).
Response WrongPlaces(std::vector<Problem::Place> places);

// The body as a JSON object, or the answer that says why not (400).
std::variant<Json, Response> BodyObject(const Context& context);

// A call record (schemas/call.schema.json). `id`: of the address, "" if there is none; a record
// without an id has "" then. Nothing that cannot be kept is passed over: it is a problem (422).
std::variant<calls::Call, Response> BodyCall(const Context& context, const Json& record,
                                             const std::string& id);

std::variant<calls::Account, Response> BodyAccount(const Json& record, const std::string& id);
std::variant<team::SpecRecord, Response> BodySpec(const Json& record, const std::string& id);
// {"person": {…}} of erasures and access requests.
team::Person ReadPerson(ObjectReader& reader, std::vector<Problem::Place>& errors);

// ?limit= of lists.
Result<std::size_t> LimitOf(const Query& query);
// ?reason= of erasures by address.
Result<std::string> ReasonOf(const Query& query);

}  // namespace whyspec::http
