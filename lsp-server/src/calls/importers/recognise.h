// Which format a transcript is in: by content first, by extension second.
#pragma once

#include <cstdint>
#include <string_view>

namespace whyspec::calls {

enum class Format : std::uint8_t { kUnknown, kWebVtt, kSrt, kMarkdown, kJson, kCsv, kText };
std::string_view Name(Format format);  // "webvtt", …; "" for kUnknown

// `text` is decoded, without byte order mark.
Format Recognise(std::string_view path, std::string_view text);

}  // namespace whyspec::calls
