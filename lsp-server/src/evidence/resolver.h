// Resolves many citations against one log: each call is looked up and indexed once.
// Private to this layer.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "evidence/citation.h"
#include "evidence/turn_index.h"

namespace whyspec::evidence {

class Resolver {
 public:
  // `log` must outlive the resolver.
  explicit Resolver(const calls::CallLog& log) : log_(log) {}
  ResolvedCitation Resolve(const Citation& citation);

 private:
  struct Target {
    std::shared_ptr<const calls::Call> call;
    calls::Gone gone = calls::Gone::kNo;
    std::unique_ptr<TurnIndex> index;  // made at the first time anchor
  };
  Target& Find(const Citation& citation);

  const calls::CallLog& log_;
  std::unordered_map<std::string, Target> by_id_;
  std::unordered_map<std::string, Target> by_path_;
};

}  // namespace whyspec::evidence
