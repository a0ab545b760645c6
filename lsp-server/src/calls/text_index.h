// Which parts of which calls hold a word: what excerpt search and quote look-up ask
// first, before they read any transcript.
//
// A call is cut into blocks of kTurnsPerBlock turns, from its first turn. A term is a
// word as evidence/terms.h reduces it (folded, stemmed in the language of the call), so
// whoever fills an index and whoever asks it use the same function.
//
// Like the CallLog it belongs to, an index is an immutable snapshot; every function may
// be called from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace whyspec::calls {

inline constexpr std::uint32_t kTurnsPerBlock = 16;

// A call in an index: small numbers, good for this snapshot only.
using CallNumber = std::uint32_t;

struct Posting {
  CallNumber call = 0;
  std::uint32_t block = 0;  // from 0: turns [block * kTurnsPerBlock, …)
};

class TextIndex {
 public:
  virtual ~TextIndex() = default;

  virtual std::size_t call_count() const = 0;
  virtual std::size_t block_count() const = 0;
  // Blocks that hold `term`. Cheap (microseconds), whatever the number; it may be a
  // little out of date after removals, never by more than one part in ten.
  virtual std::size_t Frequency(std::string_view term) const = 0;
  // In order of call and block, until `visit` says false.
  virtual void ForEach(std::string_view term, const std::function<bool(Posting)>& visit) const = 0;
  // The same within one call.
  virtual void ForEachIn(CallNumber call, std::string_view term,
                         const std::function<bool(Posting)>& visit) const = 0;
  virtual std::string IdOf(CallNumber call) const = 0;
};

}  // namespace whyspec::calls
