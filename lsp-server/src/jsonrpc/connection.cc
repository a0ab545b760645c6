#include "jsonrpc/connection.h"

#include <exception>

#include "base/strings.h"
#include "jsonrpc/framing.h"

namespace whyspec::jsonrpc {

Reply::Reply(Connection* connection, Json id, std::string method)
    : connection_(connection), id_(std::move(id)), method_(std::move(method)) {}

Reply::Reply(Reply&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)),
      id_(std::move(other.id_)),
      method_(std::move(other.method_)) {}

// Only running out of memory can throw here, and then the program ends.
Reply::~Reply() {  // NOLINT(bugprone-exception-escape)
  if (connection_ == nullptr) return;
  (*this)(RpcError{.code = code::kInternalError,
                   .message = StrCat("Whyspec gave no answer to ", method_, "."),
                   .data = nullptr});
}

void Reply::operator()(Answer answer) {
  if (Connection* connection = std::exchange(connection_, nullptr)) {
    connection->Respond(id_, method_, std::move(answer));
  }
}

Connection::Connection(WriteFn write, Log log, MessageQueue* queue)
    : write_(std::move(write)), log_(std::move(log)), queue_(queue) {}

void Connection::OnRequest(std::string method, RequestHandler handler) {
  requests_.insert_or_assign(std::move(method), std::move(handler));
}

void Connection::OnNotification(std::string method, NotificationHandler handler) {
  notifications_.insert_or_assign(std::move(method), std::move(handler));
}

bool Connection::HasHandler(std::string_view method) const {
  return requests_.contains(method) || notifications_.contains(method);
}

void Connection::Handle(Message message, const CancelFlag& cancel) {
  switch (message.kind) {
    case Message::Kind::kRequest:
      return HandleRequest(message, cancel);
    case Message::Kind::kNotification:
      return HandleNotification(message);
    case Message::Kind::kResponse:
      return HandleResponse(message);
    case Message::Kind::kInvalid:
      log_(message.problem.message);
      return Send(ResponseText(message.id, std::move(message.problem)));
  }
}

void Connection::HandleRequest(Message& message, const CancelFlag& cancel) {
  Reply reply(this, message.id, message.method);
  if (gate_) {
    if (std::optional<RpcError> refused = gate_(message.method, true)) return reply(std::move(*refused));
  }
  const auto handler = requests_.find(message.method);
  if (handler == requests_.end()) {
    return reply(RpcError{.code = code::kMethodNotFound,
                          .message = StrCat("Whyspec does not know the request ", message.method, "."),
                          .data = nullptr});
  }
  if (cancel.cancelled()) {
    return reply(
        RpcError{.code = code::kRequestCancelled, .message = "The request was cancelled.", .data = nullptr});
  }
  try {
    handler->second(message.params, {.method = message.method, .cancel = cancel}, std::move(reply));
  } catch (const std::exception& error) {
    // If the handler had not taken over the duty to answer, ~Reply answers -32603.
    log_(StrCat("Internal error in ", message.method, ": ", error.what()));
  }
}

void Connection::HandleNotification(Message& message) {
  if (gate_ && gate_(message.method, false)) return;
  if (message.method == "$/setTrace") {
    std::string value;
    ReadMember(message.params, "value", &value);
    SetTrace(value == "verbose" ? Trace::kVerbose : value == "messages" ? Trace::kMessages : Trace::kOff);
    return;
  }
  const auto handler = notifications_.find(message.method);
  if (handler == notifications_.end()) {
    if (!message.method.starts_with("$/")) {
      TraceLine(StrCat("Ignored the unknown notification ", message.method, "."), nullptr);
    }
    return;
  }
  TraceLine(StrCat("Received ", message.method, "."), message.params);
  try {
    handler->second(message.params);
  } catch (const std::exception& error) {
    log_(StrCat("Internal error in ", message.method, ": ", error.what()));
  }
}

void Connection::HandleResponse(Message& message) {
  std::int64_t id = 0;
  const auto waiting = ReadJson(message.id, &id) ? pending_.find(id) : pending_.end();
  if (waiting == pending_.end()) {
    return log_(
        StrCat("Ignored an answer to a request that was never made (id ", DumpJson(message.id), ")."));
  }
  const ResponseHandler done = std::move(waiting->second);
  pending_.erase(waiting);
  if (!done) return;
  try {
    done(std::move(message.answer));
  } catch (const std::exception& error) {
    log_(StrCat("Internal error while reading an answer: ", error.what()));
  }
}

void Connection::Respond(const Json& id, std::string_view method, Answer answer) {
  if (queue_ != nullptr) queue_->Answered(id);
  if (trace_ != Trace::kOff) {
    const auto* error = std::get_if<RpcError>(&answer);
    TraceLine(StrCat("Answered ", method, " (id ", DumpJson(id), ")",
                     error == nullptr ? "" : StrCat(" with error ", error->code, ": ", error->message), "."),
              error == nullptr ? std::get<Json>(answer) : Json());
  }
  Send(ResponseText(id, std::move(answer)));
}

void Connection::Notify(std::string_view method, Json params) {
  Send(NotificationText(method, std::move(params)));
}

void Connection::Request(std::string_view method, Json params, ResponseHandler done) {
  if (pending_.size() >= kMaxPending) {
    log_(
        StrCat("Did not send ", method, ": ", kMaxPending, " earlier requests are still without an answer."));
    if (done)
      done(RpcError{.code = code::kRequestFailed, .message = "Too many requests wait for an answer."});
    return;
  }
  const std::int64_t id = next_id_++;
  pending_.emplace(id, std::move(done));
  Send(RequestText(id, method, std::move(params)));
}

void Connection::DropPending() {
  for (auto& [id, done] : std::exchange(pending_, {})) {
    if (done) done(RpcError{.code = code::kRequestCancelled, .message = "The connection ended."});
  }
}

void Connection::Send(const std::string& body) {
  if (!broken_ && !write_(MakeFrame(body))) broken_ = true;
}

void Connection::TraceLine(std::string_view sentence, const Json& verbose) {
  if (trace_ == Trace::kOff) return;
  Json params = {{"message", sentence}};
  if (trace_ == Trace::kVerbose && !verbose.is_null()) params["verbose"] = DumpJson(verbose);
  Notify("$/logTrace", std::move(params));
}

}  // namespace whyspec::jsonrpc
