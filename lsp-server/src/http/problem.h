// Errors as problem details (RFC 9457, application/problem+json). `detail` is a sentence
// for a person: what is wrong, what to do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace whyspec::http {

struct Problem {
  int status = 500;
  std::string detail;
  // What is wrong where in the JSON that was sent: JSON pointers (RFC 6901).
  struct Place {
    std::string pointer, detail;
  };
  std::vector<Place> errors;
  std::string kind;  // last part of `type`; "" = by status
};

Response ProblemResponse(const Problem& problem);
Response ProblemResponse(int status, std::string detail);
// The status of what the service says. `conditional`: the request had If-Match or If-None-Match.
Response ErrorResponse(const Error& error, bool conditional = false);
std::string_view StatusTitle(int status);

}  // namespace whyspec::http
