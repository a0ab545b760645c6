// What views beside the text show of a spec's evidence and of calls (side bars, readers,
// previews): plain structs of plain text, in the language of the spec or the call, with
// no name that a call's visibility withholds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/evidence_offer.h"
#include "features/world.h"

namespace whyspec::features {

enum class State { kOk, kWeak, kMissing };
enum class Side { kCustomer, kUs, kUnknown };

// One moment of a call, as it may be shown.
struct ExcerptInfo {
  std::string call;  // id
  std::string call_title;
  std::string anchor;  // "#t=460", "#turn=12"; "" for the call as a whole
  std::string who, account, lifecycle, day, time, words;
};

struct CitationInfo {
  ExcerptInfo excerpt;
  TextRange range;          // the link
  std::string destination;  // as written
  std::optional<evidence::Verdict> verdict;
  std::string verdict_text;
  std::string problem;  // why there is nothing to show
};

struct SpecEvidenceView {
  std::string title, status, summary;
  State state = State::kOk;
  evidence::Tally tally;
  std::size_t errors = 0, warnings = 0;
  struct Section {
    rules::Role role = rules::Role::kWhy;
    std::string title;
    std::optional<TextRange> heading, body;  // unset: the section is missing
    State state = State::kOk;
    std::vector<std::size_t> findings;  // indices
  };
  std::vector<Section> sections;  // why, evidence, usage
  struct Claim {
    std::string text;
    TextRange range;
    State state = State::kOk;
    std::string message;  // what is wrong
    bool is_quote = false;
  };
  std::vector<Claim> claims;  // sentences that assert, and quotes; in order
  std::vector<CitationInfo> citations;
  std::vector<std::size_t> contradictions;  // findings
};
SpecEvidenceView ViewEvidence(const SpecDocument& spec);

struct CallListView {
  struct Entry {
    std::string id, path, title, day, type;
    std::size_t turns = 0, cited_by = 0;
  };
  struct Account {
    std::string label, lifecycle;
    std::vector<Entry> calls;  // newest first
  };
  std::vector<Account> accounts;  // by label
};
// Calls whose id, title, account or day match `query` (words, folded, in any order).
CallListView ListCalls(World& world, std::string_view query);

struct CallView {
  std::string id, path, title, line;
  std::string withheld;  // why words are not shown; then there are no turns
  struct Person {
    std::string label, role;
    Side side = Side::kUnknown;
  };
  std::vector<Person> people;
  struct Turn {
    std::string who, time, words, anchor, citation;
    Side side = Side::kUnknown;
    std::optional<TextRange> source;    // in the file of the call
    std::vector<std::size_t> cited_by;  // indices into `specs`
  };
  std::vector<Turn> turns;
  std::optional<evidence::TurnSpan> focus;
  struct Spec {
    std::string title, path;
    std::vector<TextRange> places;
  };
  std::vector<Spec> specs;
};
// `anchor` with or without "#"; "" = none.
CallView ViewCall(World& world, const calls::Call& call, std::string_view anchor);

ExcerptInfo InfoOf(const CallFace& face, std::optional<evidence::TurnSpan> turns);

}  // namespace whyspec::features
