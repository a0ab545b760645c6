// The base protocol of LSP 3.17 ("Header Part"): bytes <-> message bodies.
//
// A FrameReader takes bytes as they come, one at a time or many messages at once, and
// allocates for a body only what has arrived. What it cannot read becomes one
// kProblem sentence; it then looks for the next "Content-Length: N" line, which no
// valid JSON text can contain (a line break inside a JSON string is escaped), so a
// damaged stream is picked up again at the next whole message.
// Not thread safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whyspec::jsonrpc {

inline constexpr std::uint64_t kMaxMessageBytes = 256ULL * 1024 * 1024;
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{8} * 1024;

struct Frame {
  enum class Kind { kBody, kProblem };
  Kind kind = Kind::kBody;
  std::string text;  // the body, or a sentence for the log
};

class FrameReader {
 public:
  void Feed(std::string_view bytes);
  // The next message or problem; nullopt until more bytes come.
  std::optional<Frame> Next();
  // True if the bytes so far end inside a message.
  bool inside_message() const;

 private:
  enum class State { kHeader, kBody, kResync };

  std::optional<Frame> ReadHeader();
  std::optional<Frame> ReadBody();
  void Resync();
  std::optional<Frame> Problem(std::string sentence);
  std::string_view rest() const { return std::string_view{buffer_}.substr(at_); }
  void Compact();

  std::string buffer_;
  std::size_t at_ = 0;            // consumed so far
  std::size_t scanned_ = 0;       // in kHeader: no line end before this offset
  std::size_t header_bytes_ = 0;  // in kHeader: of the lines read so far
  State state_ = State::kHeader;
  std::optional<std::uint64_t> length_;
  bool any_header_ = false;
};

// `body` with its header.
std::string MakeFrame(std::string_view body);

}  // namespace whyspec::jsonrpc
