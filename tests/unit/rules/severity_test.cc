#include <catch2/catch.hpp>

#include "rules/registry.h"

namespace whyspec::rules {
namespace {

RuleInfo Info(Severity severity, bool raise, bool off_when_small) {
  return {.id = "test/rule",
          .summary = "",
          .why = "",
          .severity = severity,
          .raise_when_ready = raise,
          .off_when_small = off_when_small,
          .failing = "",
          .passing = ""};
}

SpecMeta Meta(std::optional<SpecStatus> status, bool small = false) {
  SpecMeta meta;
  meta.status = status;
  meta.small = small;
  return meta;
}

TEST_CASE("no status means review") {
  const RuleInfo info = Info(Severity::kWarning, true, false);
  CHECK(DefaultSeverity(info, Meta(std::nullopt)) == Severity::kWarning);
  CHECK(DefaultSeverity(info, Meta(SpecStatus::kReview)) == Severity::kWarning);
}

TEST_CASE("a draft is judged one step milder, down to a hint") {
  CHECK(DefaultSeverity(Info(Severity::kError, false, false), Meta(SpecStatus::kDraft)) ==
        Severity::kWarning);
  CHECK(DefaultSeverity(Info(Severity::kInfo, true, false), Meta(SpecStatus::kDraft)) == Severity::kHint);
  CHECK(DefaultSeverity(Info(Severity::kHint, false, false), Meta(SpecStatus::kDraft)) == Severity::kHint);
}

TEST_CASE("from ready on marked rules are judged one step harder") {
  for (const SpecStatus status : {SpecStatus::kReady, SpecStatus::kCommitted, SpecStatus::kShipped}) {
    CHECK(DefaultSeverity(Info(Severity::kWarning, true, false), Meta(status)) == Severity::kError);
    CHECK(DefaultSeverity(Info(Severity::kWarning, false, false), Meta(status)) == Severity::kWarning);
    CHECK(DefaultSeverity(Info(Severity::kError, true, false), Meta(status)) == Severity::kError);
  }
}

TEST_CASE("small features switch marked rules off") {
  CHECK(DefaultSeverity(Info(Severity::kError, false, true), Meta(std::nullopt, true)) == Severity::kOff);
  CHECK(DefaultSeverity(Info(Severity::kError, false, false), Meta(std::nullopt, true)) == Severity::kError);
}

TEST_CASE("a finding's own severity takes the place of the rule's") {
  const RuleInfo info = Info(Severity::kError, false, false);
  CHECK(DefaultSeverity(info, Meta(std::nullopt), Severity::kInfo) == Severity::kInfo);
  CHECK(DefaultSeverity(info, Meta(SpecStatus::kDraft), Severity::kInfo) == Severity::kHint);
}

TEST_CASE("severities have names that read back") {
  for (const Severity severity :
       {Severity::kOff, Severity::kHint, Severity::kInfo, Severity::kWarning, Severity::kError}) {
    Severity read = Severity::kOff;
    CHECK(ParseSeverity(Name(severity), &read));
    CHECK(read == severity);
  }
  Severity untouched = Severity::kHint;
  CHECK_FALSE(ParseSeverity("fatal", &untouched));
  CHECK(untouched == Severity::kHint);
}

}  // namespace
}  // namespace whyspec::rules
