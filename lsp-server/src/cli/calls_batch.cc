#include "cli/calls_batch.h"

#include <istream>

#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::cli {

std::string Dump(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

int RunBatch(const Context& context, const BatchAnswer& answer) {
  std::string line;
  bool first = true;
  while (std::getline(context.in(), line)) {
    std::string_view text = line;
    if (first && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    first = false;
    if (Trim(text).empty()) continue;
    nlohmann::ordered_json out;
    const nlohmann::json query = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!query.is_object()) {
      out["id"] = nullptr;
      out["error"] =
          "This line is no JSON object; write one a line, as {\"id\": \"1\", \"query\": \"export\"}.";
    } else {
      out["id"] =
          query.contains("id") ? nlohmann::ordered_json(query["id"]) : nlohmann::ordered_json(nullptr);
      const std::string error = answer(query, out);
      if (!error.empty()) {
        nlohmann::ordered_json failed;
        failed["id"] = out["id"];
        failed["error"] = error;
        out = std::move(failed);
      }
    }
    context.out() << Dump(out) << '\n' << std::flush;
    if (!context.out().good()) break;  // Main() says why
  }
  return kClean;
}

std::string TextMember(const nlohmann::json& query, const char* key, bool required, std::string& error) {
  const auto found = query.find(key);
  if (found == query.end() || found->is_null()) {
    if (required && error.empty()) error = StrCat("This line has no \"", key, "\".");
    return "";
  }
  if (found->is_string()) return found->get<std::string>();
  if (error.empty()) error = StrCat("\"", key, "\" must be a text, between quotation marks.");
  return "";
}

}  // namespace whyspec::cli
