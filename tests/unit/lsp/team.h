// A small invented team for tests of the server: two specs, two calls, an account.
#pragma once

#include <map>
#include <string>

namespace whyspec::test {

inline const std::string kSpec = "/ws/specs/export.md";
inline const std::string kOther = "/ws/specs/other.md";
inline const std::string kCall = "/ws/calls/acme-2026-01-13.vtt";
inline const std::string kAccounts = "/ws/calls/accounts.yaml";

// Lines from 0: title 0, why 2, evidence 7, the citation on 10, usage 12.
inline const std::string kSpecText =
    R"(# Export to the registry

## Why

Clinics retype every patient list twice a week, which costs the front desk four hours
and leads to mistakes that delay billing.

## Customer evidence

> "We retype everything twice a week."
> [Jane, ops lead](call:acme-2026-01-13#t=7)

## Expected usage

The front desk of 20 clinics runs the export weekly; by 2026-06-30 retyping falls from 4 hours to 1.
)";

inline std::map<std::string, std::string> Team() {
  return {
      {kSpec, kSpecText},
      {kOther, "# Other\n\nSee [the call](call:acme-2026-01-13#t=1).\n"},
      {kCall,
       "WEBVTT\n\n00:00:01.000 --> 00:00:05.000\n<v Sam>What do you do on Mondays?</v>\n\n"
       "00:00:06.000 --> 00:00:09.000\n<v Jane>We retype everything twice a week.</v>\n"},
      {"/ws/calls/acme-2026-01-13.call.yaml",
       "account: acme\nstarted_at: 2026-01-13T09:00:00Z\nlifecycle: prospect\n"
       "participants:\n  - {id: Jane, name: Jane Roe, affiliation: external, persona: ops_lead}\n"
       "  - {id: Sam, name: Sam Doe, affiliation: internal}\n"},
      {"/ws/calls/birch-2026-02-02.txt", "Nobody cites this one.\n"},
      {kAccounts, "- id: acme\n  name: Acme Clinics\n  segment: clinic\n"},
  };
}

}  // namespace whyspec::test
