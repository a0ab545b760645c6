// One JSON-RPC conversation: which method goes to which handler, that every request
// is answered exactly once, and requests of our own. Knows nothing of LSP but the
// `$/` methods of its base protocol ($/setTrace, $/logTrace).
//
// Not thread safe: one loop calls Handle() and everything else. Handlers run inside
// Handle(), in order. An exception that leaves a handler becomes -32603; the
// connection goes on.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "jsonrpc/message.h"
#include "jsonrpc/message_queue.h"

namespace whyspec::jsonrpc {

// Sends bytes to the other side, all of them; false once it is gone.
using WriteFn = std::function<bool(std::string_view bytes)>;

class Connection;

// The duty to answer one request. Moved, never copied; may be kept and answered
// later. If it is dropped unanswered, the other side gets -32603, never silence.
class Reply {
 public:
  Reply(Connection* connection, Json id, std::string method);
  Reply(Reply&& other) noexcept;
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  Reply& operator=(Reply&&) = delete;
  ~Reply();  // NOLINT(bugprone-exception-escape): see connection.cc
  // REQUIRES: called at most once.
  void operator()(Answer answer);

 private:
  Connection* connection_;  // nullptr once answered
  Json id_;
  std::string method_;
};

struct RequestContext {
  std::string_view method;
  CancelFlag cancel;
  bool cancelled() const { return cancel.cancelled(); }
};

enum class Trace { kOff, kMessages, kVerbose };

class Connection {
 public:
  using RequestHandler = std::function<void(const Json& params, const RequestContext&, Reply)>;
  using NotificationHandler = std::function<void(const Json& params)>;
  // Asked before every request (then the error is its answer) and notification (then
  // any error means it is dropped): the life cycle.
  using Gate = std::function<std::optional<RpcError>(std::string_view method, bool is_request)>;
  using Log = std::function<void(std::string_view sentence)>;
  using ResponseHandler = std::function<void(Answer)>;

  // `queue` may be null; it is told of answered requests.
  Connection(WriteFn write, Log log, MessageQueue* queue = nullptr);

  void OnRequest(std::string method, RequestHandler handler);
  void OnNotification(std::string method, NotificationHandler handler);
  void SetGate(Gate gate) { gate_ = std::move(gate); }
  bool HasHandler(std::string_view method) const;

  void Handle(Message message, const CancelFlag& cancel);

  void Notify(std::string_view method, Json params);
  // `done` is called once, with the answer or, if too many requests of ours wait for
  // one or the connection ends, with an error. It may be empty.
  void Request(std::string_view method, Json params, ResponseHandler done = {});
  // Withdraws all pending requests of ours.
  void DropPending();

  void SetTrace(Trace trace) { trace_ = trace; }
  bool broken() const { return broken_; }  // a write failed
  std::size_t pending() const { return pending_.size(); }

  // Requests of ours that wait for an answer at once.
  static constexpr std::size_t kMaxPending = 256;

 private:
  friend class Reply;

  void HandleRequest(Message& message, const CancelFlag& cancel);
  void HandleNotification(Message& message);
  void HandleResponse(Message& message);
  void Respond(const Json& id, std::string_view method, Answer answer);
  void Send(const std::string& body);
  void TraceLine(std::string_view sentence, const Json& verbose);

  WriteFn write_;
  Log log_;
  MessageQueue* queue_;
  Gate gate_;
  std::map<std::string, RequestHandler, std::less<>> requests_;
  std::map<std::string, NotificationHandler, std::less<>> notifications_;
  std::map<std::int64_t, ResponseHandler> pending_;
  std::int64_t next_id_ = 1;
  Trace trace_ = Trace::kOff;
  bool broken_ = false;
};

}  // namespace whyspec::jsonrpc
