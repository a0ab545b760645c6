// An HTTP request and its answer as plain structures: handlers know nothing of sockets,
// and tests call them without one (http/listen.h brings them over the wire).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace whyspec::http {

// Names are compared without regard to case (RFC 9110 §5.1).
class Headers {
 public:
  // The first of that name; "" if there is none.
  std::string_view Get(std::string_view name) const;
  bool Has(std::string_view name) const;
  std::size_t Count(std::string_view name) const;
  void Add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  void Set(std::string_view name, std::string value);  // instead of any that are there
  void Remove(std::string_view name);

  using Field = std::pair<std::string, std::string>;
  const std::vector<Field>& fields() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

struct Request {
  std::string method;  // "GET"
  std::string target;  // as it came: "/v1/calls?limit=5"
  Headers headers;
  std::string body;     // as it came; what read_body gave
  std::string address;  // of the client, or what a trusted proxy says it is
  bool secure = false;  // over TLS, ours or the proxy's
  // Takes the body off the wire, at most `limit` bytes: nothing is read for a request that
  // is refused before. kTooLarge, kCancelled (it came too slowly), kInvalid. Unset: `body` is it.
  std::function<Result<std::string>(std::size_t limit)> read_body;

  std::string_view path() const;   // percent-encoded still
  std::string_view query() const;  // without "?"
};

// False: nobody reads any more.
using Write = std::function<bool(std::string_view)>;

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  // Instead of a body: writes until there is no more, or nobody reads.
  std::function<void(const Write&)> stream;
  bool close = false;  // the connection with it: the rest of the request cannot be read
};

// An answer in JSON, not to be kept by anybody (it may be personal).
Response JsonResponse(int status, std::string json);
Response NoContent();

// Items of a comma-separated header, trimmed, empty ones left out.
std::vector<std::string_view> ListItems(std::string_view value);
std::string_view Trim(std::string_view text);

}  // namespace whyspec::http
