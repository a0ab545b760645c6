#include "sync/excerpts.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/uri.h"

namespace whyspec::sync {
namespace {

using Json = nlohmann::json;

}  // namespace

HttpRequest SearchRequest(std::string_view words, std::size_t limit) {
  return {.method = "GET",
          .target = StrCat("/v1/search?limit=", limit, "&q=", PercentEncode(words)),
          .headers = {{"Accept", "application/json"}},
          .timeout = std::chrono::seconds(10)};
}

std::vector<RemoteExcerpt> ReadExcerpts(std::string_view body) {
  std::vector<RemoteExcerpt> excerpts;
  const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("items") || !json["items"].is_array()) return excerpts;
  for (const Json& item : json["items"]) {
    if (!item.is_object() || !item.contains("call") || !item["call"].is_string()) continue;
    RemoteExcerpt excerpt{.call = item["call"].get<std::string>(), .turns = {}};
    if (item.contains("turns") && item["turns"].is_array()) {
      for (const Json& turn : item["turns"]) {
        if (!turn.is_object() || !turn.contains("index") || !turn["index"].is_number_unsigned() ||
            !turn.contains("text") || !turn["text"].is_string()) {
          continue;
        }
        const auto index = turn["index"].get<std::uint64_t>();
        if (index > UINT32_MAX) continue;
        excerpt.turns.push_back(
            {.index = static_cast<std::uint32_t>(index), .text = turn["text"].get<std::string>()});
      }
    }
    if (!excerpt.turns.empty()) excerpts.push_back(std::move(excerpt));
  }
  return excerpts;
}

}  // namespace whyspec::sync
