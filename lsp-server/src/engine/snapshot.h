// One spec at one moment with all that its findings depend on. Immutable: requests
// read it from any thread while the workspace moves on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/config.h"
#include "rules/spec.h"

namespace whyspec::engine {

// Which files are calls, in all folders of a workspace: a link to one is a citation,
// whether or not the file exists.
class CallPlaces {
 public:
  virtual ~CallPlaces() = default;
  virtual bool IsCall(std::string_view absolute_path) const = 0;
};

struct Snapshot {
  std::shared_ptr<const rules::Spec> spec;
  std::shared_ptr<const Config> config;
  std::shared_ptr<const calls::CallLog> log;
  std::shared_ptr<const rules::TeamView> team;
  Date today;
  // Hash of every input: text, config, log revision, team, today, program version.
  // Equal hashes mean equal findings; it is the LSP result id.
  std::uint64_t input_hash = 0;
};

// What a snapshot is built from. BuildSnapshot is pure and may run on any thread:
// `check` builds and checks many at once, each dropped before the next is read.
struct SnapshotInput {
  std::string path;  // absolute
  std::string text;
  std::shared_ptr<const Config> config;           // null = defaults
  std::shared_ptr<const calls::CallLog> log;      // null = none
  std::shared_ptr<const rules::TeamView> team;    // null = the spec alone
  std::uint64_t team_revision = 0;                // changes with what `team` says
  std::shared_ptr<const CallPlaces> call_places;  // null = the `calls` patterns of `config`
  std::shared_ptr<evidence::Verifier> verifier;   // remembers verdicts; null = none. No input
  std::string profile_override;                   // `--profile P`; "" = front matter, then config
  Date today;
};
Snapshot BuildSnapshot(SnapshotInput input);
// The same for a text that is parsed already; input.text is not looked at.
Snapshot BuildSnapshot(SnapshotInput input, const markdown::Document& document);

// Snapshot::input_hash of what BuildSnapshot would make.
// REQUIRES: config, log and team are set.
std::uint64_t InputHash(const SnapshotInput& input, std::string_view text);

}  // namespace whyspec::engine
