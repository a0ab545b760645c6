// Values to bytes and back: what the blobs of the store are made of. Whole numbers are
// LEB128 varints, texts come with their length. A reader of damaged bytes never reads
// outside them: it says so with ok(), and what it gave meanwhile is to be thrown away.
// For this layer and for team.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::store {

class ByteWriter {
 public:
  void Number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  // Small ones of either sign stay short (zigzag).
  void Signed(std::int64_t value) {
    Number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void Real(double value) { Number(std::bit_cast<std::uint64_t>(value)); }
  void Text(std::string_view text) {
    Number(text.size());
    bytes_ += text;
  }
  void Range(TextRange range) {
    Number(range.begin);
    Number(range.length());
  }
  void Optional(const std::optional<std::int64_t>& value) {
    Number(value ? 1 : 0);
    if (value) Signed(*value);
  }
  void Optional(const std::optional<double>& value) {
    Number(value ? 1 : 0);
    if (value) Real(*value);
  }
  void Texts(const std::vector<std::string>& texts) {
    Number(texts.size());
    for (const std::string& text : texts) Text(text);
  }

  const std::string& bytes() const { return bytes_; }
  std::string Take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  std::uint64_t Number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return Fail();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return Fail();
  }
  std::int64_t Signed() {
    const std::uint64_t value = Number();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  double Real() { return std::bit_cast<double>(Number()); }
  std::string_view Text() {
    const std::uint64_t size = Number();
    if (size > rest_.size()) {
      Fail();
      return {};
    }
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }
  std::string String() { return std::string(Text()); }
  TextRange Range() {
    const auto begin = static_cast<Offset>(Number());
    return {begin, begin + static_cast<Offset>(Number())};
  }
  std::optional<std::int64_t> OptionalSigned() {
    if (Number() == 0) return std::nullopt;
    return Signed();
  }
  std::optional<double> OptionalReal() {
    if (Number() == 0) return std::nullopt;
    return Real();
  }
  // How many items follow. Each takes a byte at least, so a damaged count asks for no
  // more memory than the bytes themselves.
  std::size_t Count() {
    const std::uint64_t count = Number();
    if (count > rest_.size()) return Fail();
    return count;
  }
  std::vector<std::string> Texts() {
    std::vector<std::string> texts(Count());
    for (std::string& text : texts) text = String();
    return texts;
  }
  // An enumerator up to `last`.
  template <typename Enum>
  Enum Enumerator(Enum last) {
    const std::uint64_t value = Number();
    if (value > static_cast<std::uint64_t>(last)) Fail();
    return ok_ ? static_cast<Enum>(value) : Enum{};
  }

 private:
  std::uint64_t Fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace whyspec::store
