#include "sync/excerpts.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::sync {
namespace {

using Json = nlohmann::json;

void AddExcerpt(const Json& item, std::vector<RemoteExcerpt>& excerpts) {
  if (!item.is_object() || !item.contains("call") || !item["call"].is_string()) return;
  RemoteExcerpt excerpt{.call = item["call"].get<std::string>(), .turns = {}};
  const auto turns = item.find("turns");
  if (turns == item.end() || !turns->is_array()) return;
  for (const Json& turn : *turns) {
    if (!turn.is_object() || !turn.contains("index") || !turn["index"].is_number_unsigned() ||
        !turn.contains("text") || !turn["text"].is_string()) {
      continue;
    }
    const auto index = turn["index"].get<std::uint64_t>();
    if (index > UINT32_MAX) continue;
    excerpt.turns.push_back(
        {.index = static_cast<std::uint32_t>(index), .text = turn["text"].get<std::string>()});
  }
  if (!excerpt.turns.empty()) excerpts.push_back(std::move(excerpt));
}

}  // namespace

HttpRequest SearchRequest(std::string_view words, std::size_t limit) {
  return {.method = "GET",
          .target = StrCat("/v1/search?limit=", limit, "&q=", PercentEncode(words)),
          .headers = {{"Accept", "application/json"}},
          .timeout = std::chrono::seconds(10)};
}

HttpRequest ExcerptRequest(std::string_view call, std::uint32_t first_turn, std::uint32_t last_turn) {
  return {.method = "GET",
          .target = StrCat("/v1/calls/", PercentEncode(call), "/excerpts?turn=",
                           std::uint64_t{first_turn} + 1, "-", std::uint64_t{last_turn} + 1),
          .headers = {{"Accept", "application/json"}},
          .timeout = std::chrono::seconds(10)};
}

std::vector<RemoteExcerpt> ReadExcerpts(std::string_view body) {
  std::vector<RemoteExcerpt> excerpts;
  const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return excerpts;
  if (const auto items = json.find("items"); items == json.end()) {
    AddExcerpt(json, excerpts);
  } else if (items->is_array()) {
    for (const Json& item : *items) AddExcerpt(item, excerpts);
  }
  return excerpts;
}

}  // namespace whyspec::sync
