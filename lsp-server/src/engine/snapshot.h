// One spec at one moment with all that its findings depend on. Immutable: requests
// read it from any thread while the workspace moves on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/config.h"
#include "rules/spec.h"

namespace whyspec::engine {

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
  std::string path;                           // absolute
  std::string text;
  std::shared_ptr<const Config> config;
  std::shared_ptr<const calls::CallLog> log;
  std::shared_ptr<const rules::TeamView> team;
  std::string profile_override;               // `--profile P`; "" = front matter, then config
  Date today;
};
Snapshot BuildSnapshot(SnapshotInput input);

}  // namespace whyspec::engine
