#include "jsonrpc/message.h"

namespace whyspec::jsonrpc {
namespace {

Message Invalid(int error_code, std::string sentence, Json id = nullptr) {
  Message message;
  message.id = std::move(id);
  message.problem = {.code = error_code, .message = std::move(sentence), .data = nullptr};
  return message;
}

bool IsId(const Json& id) { return id.is_string() || id.is_number() || id.is_null(); }

Answer ReadAnswer(Json& body) {
  const Json* error = Find(body, "error");
  if (error == nullptr) return std::move(body["result"]);
  RpcError read;
  ReadMember(*error, "code", &read.code);
  ReadMember(*error, "message", &read.message);
  if (const Json* data = Find(*error, "data")) read.data = *data;
  return read;
}

}  // namespace

Message ParseMessage(std::string_view text) {
  std::string problem;
  std::optional<Json> parsed = ParseJson(text, &problem);
  if (!parsed) return Invalid(code::kParseError, std::move(problem));
  Json& body = *parsed;
  if (body.is_array()) {
    return Invalid(code::kInvalidRequest,
                   "Batches of messages are not part of the protocol: send them singly.");
  }
  if (!body.is_object()) return Invalid(code::kInvalidRequest, "A message must be a JSON object.");

  const bool has_id = body.contains("id");
  Json id = has_id ? std::move(body["id"]) : Json();
  if (!IsId(id)) {
    return Invalid(code::kInvalidRequest, "The id of a message must be a number, a string or null.");
  }
  std::string version;
  if (!ReadMember(body, "jsonrpc", &version) || version != "2.0") {
    return Invalid(code::kInvalidRequest, "A message must say \"jsonrpc\": \"2.0\".", std::move(id));
  }
  if (!body.contains("method")) {
    if (!has_id || (!body.contains("result") && !body.contains("error"))) {
      return Invalid(code::kInvalidRequest, "The message has neither a method nor a result.", std::move(id));
    }
    Message message;
    message.kind = Message::Kind::kResponse;
    message.id = std::move(id);
    message.answer = ReadAnswer(body);
    return message;
  }
  Message message;
  if (!ReadMember(body, "method", &message.method)) {
    return Invalid(code::kInvalidRequest, "The method of a message must be a string.", std::move(id));
  }
  message.kind = has_id ? Message::Kind::kRequest : Message::Kind::kNotification;
  message.id = std::move(id);
  if (const auto params = body.find("params"); params != body.end()) message.params = std::move(*params);
  return message;
}

std::string RequestText(const Json& id, std::string_view method, Json params) {
  Json body = {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
  if (!params.is_null()) body["params"] = std::move(params);
  return DumpJson(body);
}

std::string NotificationText(std::string_view method, Json params) {
  Json body = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.is_null()) body["params"] = std::move(params);
  return DumpJson(body);
}

std::string ResponseText(const Json& id, Answer answer) {
  Json body = {{"jsonrpc", "2.0"}, {"id", id}};
  if (auto* error = std::get_if<RpcError>(&answer)) {
    Json object = {{"code", error->code}, {"message", std::move(error->message)}};
    if (!error->data.is_null()) object["data"] = std::move(error->data);
    body["error"] = std::move(object);
  } else {
    body["result"] = std::move(std::get<Json>(answer));
  }
  return DumpJson(body);
}

}  // namespace whyspec::jsonrpc
