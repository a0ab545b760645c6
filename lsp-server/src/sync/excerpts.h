// Passages of calls that the server shows one at a time to people who may not read calls as
// a whole: the answers of GET /v1/search and
// GET /v1/calls/{id}/excerpts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/http_client.h"

namespace whyspec::sync {

struct RemoteExcerpt {
  std::string call;  // id
  struct Turn {
    std::uint32_t index = 0;
    std::string text;
  };
  std::vector<Turn> turns;
};

HttpRequest SearchRequest(std::string_view words, std::size_t limit);
// GET /v1/calls/{id}/excerpts, of turns counted from 0.
HttpRequest ExcerptRequest(std::string_view call, std::uint32_t first_turn, std::uint32_t last_turn);
// Of either answer. Empty if the body is not what the API answers.
std::vector<RemoteExcerpt> ReadExcerpts(std::string_view body);

}  // namespace whyspec::sync
