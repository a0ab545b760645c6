#include "team/webhooks/work.h"

#include <nlohmann/json.hpp>

namespace whyspec::team::webhooks {
namespace {

using Json = nlohmann::json;

std::string TextOf(const Json& map, const char* key) {
  const auto found = map.find(key);
  return found != map.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

std::optional<std::string> WriteWork(const Event& event) {
  Json work;
  if (const auto* take = std::get_if<TakeCalls>(&event.what)) {
    work["do"] = "take";
    for (const calls::ExportFile& file : take->files) {
      work["files"].push_back({{"path", file.path},
                               {"bytes", file.bytes},
                               {"sidecar_path", file.sidecar_path},
                               {"sidecar", file.sidecar}});
    }
  } else if (const auto* fetch = std::get_if<Fetch>(&event.what)) {
    work = {{"do", "fetch"}, {"id", fetch->id}};
  } else if (const auto* erase = std::get_if<EraseCall>(&event.what)) {
    work = {{"do", "erase"}, {"system", erase->system}, {"id", erase->id}};
  } else {
    return std::nullopt;
  }
  return work.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Event> ReadWork(std::string_view text) {
  const Json work = Json::parse(text, nullptr, false);
  if (!work.is_object()) return std::nullopt;
  const std::string what = TextOf(work, "do");
  Event event;
  if (what == "fetch") {
    event.what = Fetch{.id = TextOf(work, "id")};
  } else if (what == "erase") {
    event.what = EraseCall{.system = TextOf(work, "system"), .id = TextOf(work, "id")};
  } else if (what == "take") {
    TakeCalls take;
    const auto files = work.find("files");
    if (files == work.end() || !files->is_array()) return std::nullopt;
    for (const Json& file : *files) {
      if (!file.is_object()) return std::nullopt;
      take.files.push_back({.path = TextOf(file, "path"),
                            .bytes = TextOf(file, "bytes"),
                            .sidecar_path = TextOf(file, "sidecar_path"),
                            .sidecar = TextOf(file, "sidecar")});
    }
    event.what = std::move(take);
  } else {
    return std::nullopt;
  }
  return event;
}

}  // namespace whyspec::team::webhooks
