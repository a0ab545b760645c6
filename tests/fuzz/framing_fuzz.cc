// Any bytes on the wire: framing and message parsing. The same messages come out
// however the bytes are cut, and what was well framed is never lost behind rubbish.
//   build/fuzz/bin/framing_fuzz -max_len=4096 CORPUS
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "jsonrpc/framing.h"
#include "jsonrpc/message.h"

namespace {

using whyspec::jsonrpc::Frame;
using whyspec::jsonrpc::FrameReader;

void Require(bool holds) {
  if (!holds) std::abort();
}

std::vector<std::string> Read(std::string_view bytes, std::size_t step) {
  FrameReader reader;
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < bytes.size(); i += step) {
    reader.Feed(bytes.substr(i, step));
    while (auto frame = reader.Next()) {
      seen.push_back(frame->kind == Frame::Kind::kBody ? "+" + frame->text : "!" + frame->text);
    }
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::vector<std::string> whole = Read(bytes, bytes.size() + 1);
  Require(Read(bytes, 1) == whole);
  Require(Read(bytes, data[0] + 2U) == whole);
  for (const std::string& frame : whole) {
    if (frame.front() != '+') continue;
    const auto message = whyspec::jsonrpc::ParseMessage(std::string_view(frame).substr(1));
    if (message.kind == whyspec::jsonrpc::Message::Kind::kInvalid) Require(message.problem.code != 0);
  }
  return 0;
}
