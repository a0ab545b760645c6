#include "http/problem.h"

#include <nlohmann/json.hpp>

#include "http/json.h"

namespace whyspec::http {
namespace {

struct Known {
  int status;
  std::string_view title;
  std::string_view kind;
};
constexpr Known kKnown[] = {
    {400, "Bad request", "bad-request"},
    {401, "Not signed in", "not-signed-in"},
    {403, "Not allowed", "not-allowed"},
    {404, "Not found", "not-found"},
    {405, "Method not allowed", "method-not-allowed"},
    {406, "Not acceptable", "not-acceptable"},
    {408, "Too slow", "too-slow"},
    {409, "Conflict", "conflict"},
    {410, "Gone", "gone"},
    {411, "Length required", "length-required"},
    {412, "Precondition failed", "precondition-failed"},
    {413, "Too large", "too-large"},
    {414, "Address too long", "address-too-long"},
    {415, "Unsupported type", "unsupported-type"},
    {416, "Range not satisfiable", "range-not-satisfiable"},
    {421, "Misdirected request", "misdirected-request"},
    {422, "Cannot be used", "cannot-be-used"},
    {429, "Too many requests", "too-many-requests"},
    {431, "Headers too large", "headers-too-large"},
    {500, "Internal error", "internal-error"},
    {501, "Not supported", "not-supported"},
    {503, "Not available", "not-available"},
};

const Known& Find(int status) {
  for (const Known& known : kKnown) {
    if (known.status == status) return known;
  }
  return Find(500);
}

}  // namespace

std::string_view StatusTitle(int status) { return Find(status).title; }

Response ProblemResponse(const Problem& problem) {
  const Known& known = Find(problem.status);
  Json json = {
      {"type", "urn:whyspec:problem:" + (problem.kind.empty() ? std::string(known.kind) : problem.kind)},
      {"title", known.title},
      {"status", problem.status},
      {"detail", problem.detail}};
  // What is gone was erased: calls that are withdrawn or under an embargo are still there, cut down.
  if (problem.status == 410) json["gone"] = "erased";
  for (const Problem::Place& place : problem.errors) {
    json["errors"].push_back({{"pointer", place.pointer}, {"detail", place.detail}});
  }
  Response response = JsonResponse(problem.status, Dump(json));
  response.headers.Set("Content-Type", "application/problem+json");
  return response;
}

Response ProblemResponse(int status, std::string detail) {
  return ProblemResponse(Problem{.status = status, .detail = std::move(detail)});
}

Response ErrorResponse(const Error& error, bool conditional) {
  switch (error.code) {
    case ErrorCode::kNotFound:
      return ProblemResponse(404, error.message);
    case ErrorCode::kUnreadable: {
      Response response = ProblemResponse(503, error.message);
      response.headers.Set("Retry-After", "2");
      return response;
    }
    case ErrorCode::kTooLarge:
      return ProblemResponse(413, error.message);
    case ErrorCode::kInvalid:
      return ProblemResponse(422, error.message);
    case ErrorCode::kConflict:
      return ProblemResponse(conditional ? 412 : 409, error.message);
    case ErrorCode::kCancelled: {
      Response response = ProblemResponse(503, error.message);
      response.headers.Set("Retry-After", "1");
      return response;
    }
    case ErrorCode::kForbidden:
      return ProblemResponse(403, error.message);
    case ErrorCode::kGone:
      return ProblemResponse(410, error.message);
  }
  return ProblemResponse(500, error.message);
}

}  // namespace whyspec::http
