// Erased, AuditEntry, Token, Grant, Hook.
#include "base/date.h"
#include "http/views.h"

namespace whyspec::http {

Json ErasedJson(const team::Erased& erased) {
  return {{"calls", erased.calls}, {"specs", erased.specs}, {"accounts", erased.accounts}};
}

Json AuditJson(const team::AuditEntry& entry) {
  return {{"number", entry.number}, {"at", FormatInstant(entry.at_ms)},
          {"actor", entry.actor},   {"role", entry.role},
          {"action", entry.action}, {"object", entry.object},
          {"owner", entry.owner},   {"level", entry.level},
          {"reason", entry.reason}};
}

Json TokenJson(const team::Token& token) {
  return {{"id", token.id},
          {"person", token.caller.person},
          {"email", token.caller.email},
          {"role", team::Name(token.caller.role)},
          {"created_at", FormatInstant(token.created_ms)},
          {"expires_at", InstantJson(token.expires_ms)},
          {"revoked_at", InstantJson(token.revoked_ms)},
          {"last_used_at", InstantJson(token.last_used_ms)}};
}

Json GrantJson(const team::Grant& grant) {
  return {{"id", grant.id},
          {"call", grant.call},
          {"account", grant.account},
          {"person", grant.person},
          {"role", grant.role ? Json(team::Name(*grant.role)) : Json(nullptr)},
          {"level", team::Name(grant.level)},
          {"by", grant.by},
          {"at", FormatInstant(grant.at_ms)},
          {"until", InstantJson(grant.until_ms)}};
}

Json ReaderJson(const team::Service::Reader& reader) {
  return {{"person", reader.person},
          {"role", reader.role ? Json(team::Name(*reader.role)) : Json(nullptr)},
          {"level", team::Name(reader.access.level)},
          {"withheld", team::Name(reader.access.withheld)},
          {"is_owner", reader.access.is_owner}};
}

Json HookJson(const team::Subscription& hook, bool with_secret) {
  Json json = {{"id", hook.id}, {"url", hook.url}, {"events", hook.events}, {"owner", hook.owner}};
  if (with_secret) json["secret"] = hook.secret;
  return json;
}

}  // namespace whyspec::http
