// Runs rules over whole specs written as text, in one of two forms.
//
// 1. Examples and snippets: a spec as Markdown, after it the files it needs, each
//    behind a line that names it:
//        ---8<--- calls/acme-2026-01-13.md      a call (any format ReadCall knows)
//        ---8<--- calls/accounts.yaml           accounts
//        ---8<--- specs/other.md                another spec, for rules about the team
//        ---8<--- whyspec.json                  profile, personas, segments, evidence, rules
//    The spec itself lies at kSpecPath; its folder's neighbour ../calls/ is /team/calls/.
//
// 2. Fixture files, tests/rules/<group>-<name>/*.md: the same, with what must be found
//    written under the line it hits, as blanks, carets and a part of the message:
//        ## Wy it matters
//           ^^^^^^^^^^^^^ error section/missing-why: Rename
//    Carets count code points. An empty range is one caret; a finding over several lines
//    is marked on its first. These lines are taken out before checking. Only findings of the
//    folder's own rule are compared. `x.fixed.md` beside `x.md` is the spec after that
//    rule's automatic fixes (without the other files). UPDATE_GOLDEN=1 rewrites both.
//
// The day is kToday, so that ages come out the same every day.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "calls/call_log.h"
#include "rules/rule.h"

namespace whyspec::test {

inline constexpr std::string_view kSpecPath = "/team/specs/spec.md";
inline constexpr Date kToday{.year = 2026, .month = 3, .day = 1};

struct RuleRun {
  std::shared_ptr<const rules::Spec> spec;
  std::shared_ptr<const calls::CallLog> log;
  std::vector<rules::Finding> findings;  // rule and severity filled in, by range
  std::vector<std::string> problems;     // files that could not be read: a mistake in the test
};

// `rule_id` "" runs every rule that has a check and whose need is met.
RuleRun RunRule(std::string_view rule_id, std::string_view text);
// The spec after the automatic fixes of that rule, repeated until nothing changes.
std::string FixWithRule(std::string_view rule_id, std::string_view text);

// What is wrong with one fixture file ("" if nothing); rewrites it under UPDATE_GOLDEN=1.
std::string CheckFixture(std::string_view rule_id, const std::string& path);
// Paths of all fixtures of a rule, in order.
std::vector<std::string> FixturesOf(std::string_view rule_id);
// Folder names below tests/rules.
std::vector<std::string> FixtureFolders();

}  // namespace whyspec::test
