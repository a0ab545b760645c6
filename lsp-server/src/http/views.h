// What the service shows, as JSON: one place for each shape (schemas/openapi.json has the
// same names). Nothing is decided here about who may see what: views come disclosed.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/json.h"
#include "team/service.h"

namespace whyspec::http {

enum class Turns : std::uint8_t { kWith, kWithout };

std::string CallText(const team::CallView& view, Turns turns);        // CallView
std::string PutResultText(const team::CallStore::PutResult& result);  // CallPut
Json ExcerptJson(const team::ExcerptView& view, bool with_score);     // ExcerptView
Json AccountJson(const team::Service::AccountView& view);             // AccountView
Json SpecRecordJson(const team::SpecRecord& spec);                    // SpecRecord
Json SpecSummaryJson(const team::TeamSpec& spec);                     // SpecSummary
Json SpecJson(const team::Service::SpecView& view);                   // SpecView
std::string ChangeText(const team::Service::ChangeView& view);        // Change
Json OverviewJson(const team::OverviewView& view);                    // Overview
std::string OverviewCsv(const team::OverviewView& view);
Json AskJson(const team::AskAnswer& ask);                         // AskAnswer
Json VerificationJson(const team::VerifyAnswer& answer);          // Verification
Json ErasedJson(const team::Erased& erased);                      // Erased
Json AuditJson(const team::AuditEntry& entry);                    // AuditEntry
Json TokenJson(const team::Token& token);                         // Token
Json GrantJson(const team::Grant& grant);                         // Grant
Json ReaderJson(const team::Service::Reader& reader);             // Reader
Json HookJson(const team::Subscription& hook, bool with_secret);  // Hook

// "2026-01-13T09:00:00Z", or null.
Json InstantJson(std::optional<std::int64_t> ms);

}  // namespace whyspec::http
