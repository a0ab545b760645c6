// Plainly invented calls for measurements: the same seed, the same bytes. Call records
// (schemas/call.schema.json) in English and French, several accounts, words drawn by Zipf's law
// from a large vocabulary, a few turns of each speaker in turn.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace whyspec::bench {

class InventedCalls {
 public:
  static constexpr std::uint64_t kAccounts = 300;  // "firm-0" …

  explicit InventedCalls(std::uint64_t seed = 1);
  ~InventedCalls();

  // The next call, as JSON. Its id is "call-<100000 + number>".
  std::string Next(std::uint64_t number, std::uint64_t turns);
  // A few words that people say, for searches.
  std::string Words(int count);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whyspec::bench
