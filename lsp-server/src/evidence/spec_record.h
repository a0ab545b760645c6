// What a spec tells the team's call log about itself: its brief, what it cites and how that
// stands. Plain data, as `PUT /v1/specs/{id}` takes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace whyspec::evidence {

struct SpecRecord {
  std::string id;          // [a-z0-9][a-z0-9._-]*
  std::string repository;  // a name
  std::string path;        // within it, with "/"
  std::string title;
  std::string status;
  std::string owner;
  std::string language;
  struct Section {
    std::string role;  // why, evidence, usage
    std::string title;
    std::string markdown;  // of the body
  };
  std::vector<Section> sections;
  struct Citation {
    std::string call;                                    // id
    std::string anchor;                                  // "t=460.23,474.9", "turn=12"; "" = the whole call
    std::optional<std::uint32_t> first_turn, last_turn;  // from 0
    std::string quote;                                   // "" = the spec only links
    std::string verdict;                                 // evidence::Name(Verdict); "" = not checked
  };
  std::vector<Citation> citations;
  std::int64_t errors = 0;
  std::int64_t warnings = 0;
};

}  // namespace whyspec::evidence
