#include "sync/changes.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "calls/read_call.h"

namespace whyspec::sync {
namespace {

using Json = nlohmann::json;

const Json* Find(const Json& map, const char* key) {
  if (!map.is_object()) return nullptr;
  const auto found = map.find(key);
  return found == map.end() || found->is_null() ? nullptr : &*found;
}

std::string TextOf(const Json& map, const char* key) {
  const Json* value = Find(map, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

bool BoolOf(const Json& map, const char* key) {
  const Json* value = Find(map, key);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::optional<std::int64_t> IntegerOf(const Json& map, const char* key) {
  const Json* value = Find(map, key);
  if (value == nullptr || !value->is_number_integer()) return std::nullopt;
  return value->get<std::int64_t>();
}

std::string Dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// The record is read as a call file would be; what only makes sense of a file is taken off.
std::optional<calls::Call> ReadCallView(const Json& view) {
  const Json* record = Find(view, "call");
  if (record == nullptr || !record->is_object()) return std::nullopt;
  Json whole = *record;
  // A call of which no words may be known is a call all the same.
  Json& transcript = whole["transcript"];
  if (!transcript.is_object()) transcript = Json::object();
  if (!transcript.contains("turns")) transcript["turns"] = Json::array();
  const std::string bytes = Dumped(whole);
  calls::ReadCallResult read =
      calls::ReadCall({.path = "/call.json", .bytes = bytes, .sidecar_path = {}, .sidecar = {}});
  if (!read.call) return std::nullopt;
  calls::Call call = *std::move(read.call);
  call.path.clear();
  call.id_source = call.account_source = {};
  for (calls::Participant& person : call.participants) person.source = {};
  for (calls::Turn& turn : call.turns) turn.source = {};
  call.partial = BoolOf(view, "partial") ||
                 IntegerOf(view, "turn_count").value_or(0) > static_cast<std::int64_t>(call.turns.size());
  if (call.account.empty()) call.account = TextOf(view, "account_label");
  return call;
}

calls::Gone GoneOf(std::string_view withheld) {
  if (withheld == "embargo") return calls::Gone::kEmbargoed;
  if (withheld == "consent") return calls::Gone::kWithdrawn;
  if (withheld == "retention") return calls::Gone::kErased;
  return calls::Gone::kNo;
}

RemoteChange ReadChange(const Json& item, std::vector<std::string>& problems) {
  RemoteChange change;
  change.object = TextOf(item, "object");
  const std::string kind = TextOf(item, "kind");
  if (change.object.empty()) {
    problems.emplace_back("The call log told of a change without saying of what.");
    return change;
  }
  if (kind == "call.erased") {
    change.kind = RemoteChange::Kind::kCallGone;
    change.gone = calls::Gone::kErased;
  } else if (kind == "call.put" || kind == "access.changed") {
    const Json* view = Find(item, "call");
    if (view == nullptr) return change;  // of something else than a call
    change.call = ReadCallView(*view);
    if (!change.call || change.call->id != change.object) {
      problems.push_back(StrCat("The call ", Printable(Shorten(change.object, 100)),
                                " came from the call log in a form this Whyspec cannot read; it is left out. "
                                "A newer Whyspec may know it."));
      change.kind = RemoteChange::Kind::kOther;
      return change;
    }
    change.kind = RemoteChange::Kind::kCall;
    change.call_bytes = Dumped(*view->find("call"));
    change.gone = GoneOf(TextOf(*view, "withheld"));
  } else if (kind == "account.erased") {
    change.kind = RemoteChange::Kind::kAccountGone;
  } else if (kind == "account.put") {
    const Json* view = Find(item, "account");
    if (view == nullptr) return change;
    const Json* inner = Find(*view, "account");
    change.account_bytes = Dumped(inner != nullptr && inner->is_object() ? *inner : *view);
    change.account = ReadAccountJson(change.account_bytes);
    if (change.account) change.kind = RemoteChange::Kind::kAccount;
  }
  return change;
}

}  // namespace

std::optional<calls::Account> ReadAccountJson(std::string_view bytes) {
  const Json json = Json::parse(bytes, nullptr, /*allow_exceptions=*/false);
  calls::Account account;
  account.id = TextOf(json, "id");
  if (account.id.empty()) return std::nullopt;
  account.name = TextOf(json, "name");
  account.alias = TextOf(json, "alias");
  account.parent = TextOf(json, "parent");
  account.segment = TextOf(json, "segment");
  account.country = TextOf(json, "country");
  account.owner = TextOf(json, "owner");
  account.lifecycle = calls::ParseLifecycle(TextOf(json, "lifecycle")).value_or(calls::Lifecycle::kUnknown);
  account.visibility = calls::ParseVisibility(TextOf(json, "visibility"));
  if (const Json* aliases = Find(json, "aliases"); aliases != nullptr && aliases->is_array()) {
    for (const Json& alias : *aliases) {
      if (alias.is_string()) account.aliases.push_back(alias.get<std::string>());
    }
  }
  return account;
}

Result<ChangePage> ReadChanges(std::string_view body) {
  const Error not_ours{ErrorCode::kInvalid,
                       "What answers is no Whyspec call log, or one of another time. Check `callLog.url`."};
  const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  const Json* items = Find(json, "items");
  const std::optional<std::int64_t> next = IntegerOf(json, "next");
  if (items == nullptr || !items->is_array() || !next || *next < 0) return not_ours;
  ChangePage page{.changes = {},
                  .next = *next,
                  .more = BoolOf(json, "more"),
                  .history = TextOf(json, "history"),
                  .problems = {}};
  page.changes.reserve(items->size());
  for (const Json& item : *items) page.changes.push_back(ReadChange(item, page.problems));
  return page;
}

std::string ProblemText(std::string_view body) {
  const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  const std::string detail = TextOf(json, "detail");
  return Printable(Shorten(detail.empty() ? TextOf(json, "title") : detail, 300));
}

}  // namespace whyspec::sync
