// Any bytes as YAML and as JSON: what is read lies within the text, errors say
// something, and the limits on nesting hold.
//   build/fuzz/bin/data_fuzz -max_len=4096 CORPUS
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "data/value.h"

using whyspec::TextRange;
using whyspec::data::Kind;
using whyspec::data::Member;
using whyspec::data::Parsed;
using whyspec::data::Value;

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void RequireWithin(const TextRange& range, std::size_t size) {
  Require(range.begin <= range.end && range.end <= size);
}

void RequireSound(const Value& value, std::size_t size, int depth) {
  Require(depth <= 200);
  RequireWithin(value.range, size);
  Require(value.items.empty() || value.is(Kind::kList));
  Require(value.members.empty() || value.is(Kind::kMap));
  for (const Value& item : value.items) RequireSound(item, size, depth + 1);
  for (const Member& member : value.members) {
    RequireWithin(member.key_range, size);
    RequireSound(member.value, size, depth + 1);
    Require(value.FindMember(member.key) != nullptr);
  }
}

void RequireSound(const Parsed& parsed, std::size_t size) {
  RequireSound(parsed.root, size, 0);
  for (const auto& error : parsed.errors) {
    Require(!error.message.empty());
    RequireWithin(error.range, size);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 3) {
    case 0:
      RequireSound(whyspec::data::ParseYaml(text), text.size());
      break;
    case 1:
      RequireSound(whyspec::data::ParseJson(text), text.size());
      break;
    default:
      RequireSound(whyspec::data::ParseJson(text, {.comments = true}), text.size());
      break;
  }
  return 0;
}
