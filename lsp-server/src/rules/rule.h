// A rule: a description and a free function over a spec. One file a rule; the registry
// lists them by hand, so that a linker drops none.
//
// The shape of a rule file, src/rules/<group>/<name>.cc (evidence/none.cc is the model):
//   1. a comment of one or two lines: what it finds and the choice that is not obvious;
//   2. in an anonymous namespace `void Check(const RuleContext&, FindingSink&)`, with
//      `constexpr OptionInfo kOptions[]` above it if it has options;
//   3. `const Rule kEvidenceNone{.info = {...}, .check = &Check};` with designated
//      initialisers, both examples as raw strings.
// It is declared in all_rules.h and listed in registry.cc, both in the order of RULES.md.
// Name of the constant: k + group + name in UpperCamel (quote/not-found: kQuoteNotFound).
// Fixtures: tests/rules/<group>-<name>/*.md (tests/support/rule_harness.h), at least one
// in English and one in French. Page: docs/rules/<group>-<name>.md, written by
// `UPDATE_GOLDEN=1 test_rules`. The day in examples and fixtures is 2026-03-01.
//
// Its page docs/rules/<group>-<name>.md, `whyspec rules ID`, the hover on a rule id
// and the JSON list all come from this description; both examples run as tests.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "data/value.h"
#include "rules/confidence.h"
#include "rules/finding.h"
#include "rules/spec.h"

namespace whyspec::rules {

enum class Needs : std::uint8_t {
  kDoc,   // the spec alone
  kLog,   // the call log
  kTeam,  // the other specs
};

struct OptionInfo {
  std::string_view key;           // lowerCamel, as in whyspec.json
  std::string_view default_json;  // "180", "[\"a\"]"
  std::string_view doc;
};

struct RuleInfo {
  std::string_view id;                     // "evidence/stale"; never changes meaning
  std::string_view summary;                // one line: what it finds
  std::string_view why;                    // why it matters to a reader; a short paragraph
  Severity severity = Severity::kWarning;  // at status review
  bool raise_when_ready = false;           // ▲ warnings become errors at ready and later
  bool off_when_small = false;             // ∘
  Needs needs = Needs::kDoc;
  std::string_view fix = {};  // what the fix does; empty = none
  std::span<const OptionInfo> options = {};
  // Whole specs as Markdown. `failing` must give this finding, `passing` must not.
  // A call log for both may follow after a line "---8<--- calls/NAME.md" (as many
  // as needed; also accounts.yaml, whyspec.json and other specs by path).
  std::string_view failing;
  std::string_view passing;
  // `whyspec report` alone says it: it is about no spec, so no check of one can.
  bool report_only = false;
};

// Values of a rule's options: the config's, else the table's default.
class RuleOptions {
 public:
  RuleOptions(const RuleInfo& info, const data::Value* configured) : info_(&info), configured_(configured) {}
  std::int64_t Integer(std::string_view key) const;
  double Number(std::string_view key) const;
  std::vector<std::string> Texts(std::string_view key) const;

 private:
  const RuleInfo* info_;
  const data::Value* configured_;  // kMap or nullptr
};

// What rules may know of the other documents.
class TeamView {
 public:
  virtual ~TeamView() = default;
  virtual bool available() const = 0;
  // Other specs (calls) whose front matter (record) says this id: absolute path and
  // the range of the id in it.
  struct Place {
    std::string path;
    TextRange range;
  };
  virtual std::vector<Place> SpecsWithId(std::string_view id) const = 0;
  virtual std::vector<Place> CallsWithId(std::string_view id) const = 0;
};

// Words the config adds to what the rules know.
struct Glossary {
  std::vector<std::string> personas;
  std::vector<std::string> segments;
};

struct EvidenceGoals {
  int prospects = 2;
  int customers = 1;
  ConfidenceTable confidence;  // of evidence/low-confidence
};

struct RuleContext {
  const Spec& spec;
  const calls::CallLog& log;
  const TeamView& team;
  const Glossary& glossary;
  const EvidenceGoals& goals;
  Date today;
  RuleOptions options;
};

// Collects findings of one rule; the checker sets rule id and severity.
class FindingSink {
 public:
  explicit FindingSink(std::vector<Finding>* out) : out_(out) {}
  Finding& Add(TextRange range, std::string message) {
    Finding& finding = out_->emplace_back();
    finding.range = range;
    finding.message = std::move(message);
    return finding;
  }

 private:
  std::vector<Finding>* out_;
};

using CheckFunction = void (*)(const RuleContext&, FindingSink&);

struct Rule {
  RuleInfo info;
  // nullptr: the engine itself makes these findings (suppressions, waivers, status), or the
  // report does.
  CheckFunction check = nullptr;
};

}  // namespace whyspec::rules
