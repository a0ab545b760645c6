// JSON-RPC 2.0 messages as LSP uses them (no batches), and their errors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "jsonrpc/json.h"

namespace whyspec::jsonrpc {

// JSON-RPC 2.0 §5.1 and LSP 3.17 "ErrorCodes".
namespace code {
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternalError = -32603;
inline constexpr int kServerNotInitialized = -32002;
inline constexpr int kRequestCancelled = -32800;
inline constexpr int kContentModified = -32801;
inline constexpr int kServerCancelled = -32802;
inline constexpr int kRequestFailed = -32803;
}  // namespace code

// Moving a Json cannot throw, whatever its assertions look like.
struct RpcError {  // NOLINT(bugprone-exception-escape)
  int code = code::kInternalError;
  std::string message;  // a sentence
  Json data;            // null: none
};

// What a handler returns: a result, or why there is none.
using Answer = std::variant<Json, RpcError>;

struct Message {  // NOLINT(bugprone-exception-escape)
  enum class Kind { kRequest, kNotification, kResponse, kInvalid };
  Kind kind = Kind::kInvalid;
  Json id;             // kRequest, kResponse; kInvalid where it could be read, else null
  std::string method;  // kRequest, kNotification
  Json params;         // null if absent
  Answer answer;       // kResponse
  RpcError problem;    // kInvalid: what to answer
};

// Never fails: what is no message is kInvalid.
Message ParseMessage(std::string_view body);

std::string RequestText(const Json& id, std::string_view method, Json params);
std::string NotificationText(std::string_view method, Json params);
std::string ResponseText(const Json& id, Answer answer);

}  // namespace whyspec::jsonrpc
