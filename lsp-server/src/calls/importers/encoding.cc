#include "calls/importers/encoding.h"

#include <algorithm>
#include <array>

#include "base/unicode.h"

namespace whyspec::calls {
namespace {

// Windows-1252, 0x80..0x9F (the WHATWG index); 0 = no character.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
constexpr char32_t kReplacement = 0xFFFD;

bool IsOddControl(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B;
}

}  // namespace

DecodedText DecodedText::Decode(std::string_view bytes) {
  DecodedText decoded;
  decoded.Convert(bytes);
  return decoded;
}

void DecodedText::Convert(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return FromUtf16(bytes, 2, false);
  if (bytes.starts_with("\xFE\xFF")) return FromUtf16(bytes, 2, true);
  // UTF-16 without its mark: every second byte of Western text is NUL.
  const std::string_view head = bytes.substr(0, 4096);
  std::array<std::size_t, 2> nuls = {0, 0};
  for (std::size_t i = 0; i < head.size(); ++i) nuls[i % 2] += head[i] == '\0' ? 1 : 0;
  if (head.size() >= 8) {
    const std::size_t half = head.size() / 2;
    if (nuls[1] * 10 >= half * 7 && nuls[0] * 10 <= half) return FromUtf16(bytes, 0, false);
    if (nuls[0] * 10 >= half * 7 && nuls[1] * 10 <= half) return FromUtf16(bytes, 0, true);
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) base_ = 3;
  plain_ = bytes.substr(base_);
  const auto controls = static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), IsOddControl));
  if (controls * 5 > bytes.size()) {  // NUL bytes by the dozen are well-formed UTF-8, and no text
    readable_ = false;
    return;
  }
  if (IsValidUtf8(plain_)) return;

  std::size_t good = 0;
  std::size_t bad = 0;
  bool windows = true;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t before = at;
    const auto byte = static_cast<unsigned char>(bytes[at]);
    const char32_t c = DecodeAt(bytes, at);
    if (at - before > 1) {
      ++good;
    } else if (c == kReplacement && byte >= 0x80) {
      ++bad;
      if (byte < 0xA0 && kWindows1252[byte - 0x80] == 0) windows = false;
    }
  }
  if (controls * 50 > bytes.size()) {  // more than 2 %: no text in any encoding
    readable_ = false;
    return;
  }
  if (good > bad || !windows) return FromDamagedUtf8(bytes);
  FromWindows1252(bytes);
}

void DecodedText::Append(char32_t c, std::size_t origin) {
  const std::size_t before = converted_.size();
  AppendUtf8(converted_, c);
  origin_.insert(origin_.end(), converted_.size() - before, static_cast<Offset>(origin));
}

void DecodedText::FromUtf16(std::string_view bytes, std::size_t begin, bool big_endian) {
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  bool damaged = (bytes.size() - begin) % 2 != 0;
  std::size_t at = begin;
  while (at + 1 < bytes.size()) {
    const std::size_t start = at;
    char32_t c = unit(at);
    at += 2;
    if (c >= 0xD800 && c < 0xDC00 && at + 1 < bytes.size() && unit(at) >= 0xDC00 && unit(at) < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(at) - 0xDC00);
      at += 2;
    } else if (c >= 0xD800 && c < 0xE000) {
      c = kReplacement;
      damaged = true;
    }
    Append(c, start);
  }
  origin_.push_back(static_cast<Offset>(bytes.size()));
  remark_ =
      "This file is UTF-16, not UTF-8. It was read all the same; save it as UTF-8 so that every tool of your "
      "team can read it.";
  if (damaged) remark_ += " Some of its bytes are no text and show as \xEF\xBF\xBD.";
}

void DecodedText::FromDamagedUtf8(std::string_view bytes) {
  for (std::size_t at = base_; at < bytes.size();) {
    const std::size_t start = at;
    const char32_t c = DecodeAt(bytes, at);
    if (c == kReplacement && remark_range_.empty() && at - start == 1) {
      remark_range_ = {static_cast<Offset>(start), static_cast<Offset>(at)};
    }
    Append(c, start);
  }
  origin_.push_back(static_cast<Offset>(bytes.size()));
  remark_ =
      "Some bytes of this file, the first of them here, are damaged and show as \xEF\xBF\xBD. Export the "
      "file "
      "again, or correct the words around them: a quote that holds them cannot be verified.";
}

void DecodedText::FromWindows1252(std::string_view bytes) {
  for (std::size_t at = base_; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    char32_t c = byte;
    if (byte >= 0x80 && byte < 0xA0) c = kWindows1252[byte - 0x80];
    if (byte >= 0x80 && remark_range_.empty()) {
      remark_range_ = {static_cast<Offset>(at), static_cast<Offset>(at + 1)};
    }
    Append(c, at);
  }
  origin_.push_back(static_cast<Offset>(bytes.size()));
  remark_ =
      "This file is not UTF-8; it was read as Windows-1252, the usual encoding of older Windows tools. Look "
      "whether its accented letters are right, and save it as UTF-8.";
}

TextRange DecodedText::ToFile(TextRange range) const {
  if (origin_.empty()) return {range.begin + base_, range.end + base_};
  const auto map = [this](Offset at) { return origin_[std::min<std::size_t>(at, origin_.size() - 1)]; };
  return {map(range.begin), map(range.end)};
}

}  // namespace whyspec::calls
