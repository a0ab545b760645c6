// What the service shows, as JSON: one place for each shape (schemas/openapi.json has the
// same names). Nothing is decided here about who may see what: views come disclosed.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/json.h"
#include "team/service.h"

namespace whyspec::http {

// The name of an account as the caller may know it, looked up once a request.
class Labels {
 public:
  Labels(team::Service& service, const team::Caller& caller) : service_(service), caller_(caller) {}
  // `account`: as a disclosed call names it. "" for "".
  const std::string& Of(const std::string& account);

 private:
  team::Service& service_;
  const team::Caller& caller_;
  std::map<std::string, std::string> known_;
};

enum class Turns : std::uint8_t { kWith, kWithout };

std::string CallText(const team::CallView& view, Labels& labels, Turns turns);  // CallView
std::string PutResultText(const team::CallStore::PutResult& result);            // CallPut
Json ExcerptJson(const team::ExcerptView& view, const std::string& account_label,
                 bool with_score);                                              // ExcerptView
Json AccountJson(const team::Service::AccountView& view);                       // AccountView
Json SpecRecordJson(const team::SpecRecord& spec);                              // SpecRecord
Json SpecSummaryJson(const team::TeamSpec& spec);                               // SpecSummary
Json SpecJson(const team::Service::SpecView& view, Labels& labels);             // SpecView
std::string ChangeText(const team::Service::ChangeView& view, Labels& labels);  // Change
Json OverviewJson(const team::OverviewView& view);                              // Overview
std::string OverviewCsv(const team::OverviewView& view);
Json AskJson(const team::AskAnswer& ask, Labels& labels);         // AskAnswer
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
