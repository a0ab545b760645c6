#include "team/call_record.h"

#include <zstd.h>

#include <nlohmann/json.hpp>

#include "calls/read_call.h"

namespace whyspec::team {
namespace {

constexpr int kLevel = 3;

using nlohmann::json;

void Set(json& record, const char* key, const std::string& text) {
  if (!text.empty()) record[key] = text;
}

std::string TextOf(const json& record, const char* key) {
  const auto found = record.find(key);
  return found != record.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::string PackRecord(std::string_view json) {
  std::string packed(ZSTD_compressBound(json.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), json.data(), json.size(), kLevel);
  if (ZSTD_isError(size) != 0) return {};  // out of memory, and nothing else
  packed.resize(size);
  return packed;
}

std::optional<std::string> UnpackRecord(std::string_view packed) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMostRecordBytes * 2) {
    return std::nullopt;
  }
  std::string json(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(json.data(), json.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0 || got != json.size()) return std::nullopt;
  return json;
}

std::shared_ptr<const calls::Call> ReadRecord(std::string_view json) {
  calls::ReadCallResult read = calls::ReadCall({.path = "call.json", .bytes = json});
  if (!read.call) return nullptr;
  auto call = std::make_shared<calls::Call>(std::move(*read.call));
  call->path.clear();
  call->sidecar_path.clear();
  call->id_source = {};
  call->account_source = {};
  for (calls::Participant& person : call->participants) person.source = {};
  for (calls::Turn& turn : call->turns) turn.source = {};
  return call;
}

std::size_t MemoryOf(const calls::Call& call) {
  std::size_t bytes = sizeof(call) + call.notes.capacity() + call.participants.size() * 300;
  bytes += call.turns.capacity() * sizeof(calls::Turn);
  for (const calls::Turn& turn : call.turns) bytes += turn.text.capacity() + turn.speaker.capacity();
  return bytes;
}

std::string WriteAccount(const calls::Account& account) {
  json record = json::object();
  Set(record, "id", account.id);
  Set(record, "name", account.name);
  Set(record, "alias", account.alias);
  if (!account.aliases.empty()) record["aliases"] = account.aliases;
  Set(record, "parent", account.parent);
  if (account.lifecycle != calls::Lifecycle::kUnknown) record["lifecycle"] = Name(account.lifecycle);
  Set(record, "segment", account.segment);
  Set(record, "country", account.country);
  Set(record, "owner", account.owner);
  if (account.visibility) record["visibility"] = Name(*account.visibility);
  return record.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<calls::Account> ReadAccount(std::string_view text) {
  const json record = json::parse(text, nullptr, false);
  if (!record.is_object()) return std::nullopt;
  calls::Account account;
  account.id = TextOf(record, "id");
  account.name = TextOf(record, "name");
  account.alias = TextOf(record, "alias");
  if (const auto aliases = record.find("aliases"); aliases != record.end() && aliases->is_array()) {
    for (const json& alias : *aliases) {
      if (alias.is_string()) account.aliases.push_back(alias.get<std::string>());
    }
  }
  account.parent = TextOf(record, "parent");
  account.lifecycle = calls::ParseLifecycle(TextOf(record, "lifecycle")).value_or(calls::Lifecycle::kUnknown);
  account.segment = TextOf(record, "segment");
  account.country = TextOf(record, "country");
  account.owner = TextOf(record, "owner");
  account.visibility = calls::ParseVisibility(TextOf(record, "visibility"));
  return account;
}

}  // namespace whyspec::team
