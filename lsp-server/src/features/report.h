// The evidence health of a workspace: every spec with what stands behind it, who stands
// behind which spec, the calls nobody cites and the asks no spec answers. What `whyspec
// report` prints, whatever the format.
//
// Counts are those of the code lens and the Evidence side bar, made by the same functions
// (evidence::Count, ViewEvidence). No name stands in it that a call's visibility withholds:
// not in labels, nor as the id or path of such a call. The same files and the same day give
// the same report.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "features/evidence_view.h"
#include "features/unlinked_asks.h"

namespace whyspec::features {

// How a section that a reader needs first stands.
enum class Presence { kPresent, kWeak, kEmpty, kMissing, kNotAsked };
// "present" "weak" "empty" "missing" "not_asked"; "solid" "weak" "incomplete".
std::string_view Name(Presence presence);
std::string_view NameOfStanding(State state);

struct SpecReport {
  std::string path;                    // absolute
  std::string title, status, owner;    // one line of plain text; owner may be ""
  bool closed = false;                 // declined or superseded: not judged with the others
  State state = State::kOk;            // solid, weak, incomplete
  std::array<Presence, 3> sections{};  // why, evidence, usage
  std::size_t claims_cited = 0, claims_weak = 0, claims_missing = 0;
  std::size_t quotes_verified = 0, quotes_unverified = 0, quotes_unsourced = 0;
  std::size_t errors = 0, warnings = 0, infos = 0, hints = 0;
  evidence::Tally tally;
  struct Backer {
    std::size_t account = 0;  // in Report::accounts
    std::size_t citations = 0;
  };
  std::vector<Backer> backers;  // most citations first
  // The account with most citations, and its part of them in percent.
  std::string heaviest;
  std::size_t heaviest_percent = 0;
};

// A column of the matrix. An account with calls of different visibility may be two.
struct ReportAccount {
  std::string label, lifecycle;
  std::size_t specs = 0, citations = 0;
  std::optional<Date> newest;  // of its cited calls
};

// A call that may be cited, and that no spec cites.
struct UncitedCall {
  std::string id, path, title;  // "" where they might tell a name
  std::string account, type;
  std::optional<Date> day;
  std::size_t turns = 0;
};

struct Freshness {
  // Open specs by the age of their newest cited call.
  std::size_t within_90_days = 0, within_180_days = 0, older = 0, none = 0;
};

struct Report {
  Date today;
  rules::Language language = rules::Language::kEnglish;  // of labels; French or English
  std::vector<SpecReport> specs;                         // those that need most first; closed ones last
  std::size_t solid = 0, weak = 0, incomplete = 0, closed = 0;
  evidence::Tally tally;  // of all open specs together, each call counted once
  std::size_t claims_cited = 0, claims = 0, quotes_verified = 0, quotes = 0;
  Freshness freshness;
  std::vector<ReportAccount> accounts;  // most specs first
  std::string heaviest;                 // the account with most citations of all
  std::size_t heaviest_percent = 0;
  bool has_calls = false;  // a call log is there
  std::size_t calls = 0, calls_cited = 0;
  std::vector<UncitedCall> uncited;  // newest first
  bool asks_looked_for = false;
  AskSearch asks;
};

// What the report keeps of one spec; small, so that the spec itself can go.
struct SpecFacts {
  SpecReport report;
  rules::Language language = rules::Language::kEnglish;
  // Its citations, with calls that have lost their words.
  std::vector<evidence::ResolvedCitation> citations;
  CitedByCall cited;
};
SpecFacts FactsOf(const SpecDocument& spec);  // from any thread

struct ReportOptions {
  Date today;
  std::optional<rules::Language> language;  // unset: that of most specs
  bool unlinked_asks = true;                // meta/unlinked-ask is on
};
Report MakeReport(std::vector<SpecFacts> specs, const calls::CallLog& log, const ReportOptions& options);

}  // namespace whyspec::features
