#include "sync/gzip.h"

#include <zlib.h>

namespace whyspec::sync {
namespace {

constexpr int kGzip = 15 + 16;  // the largest window, with the header of gzip (zlib.h)
constexpr std::size_t kStep = std::size_t{1} << 16;

Bytef* BytesOf(std::string_view text) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): zlib only reads it.
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

}  // namespace

std::optional<std::string> Gunzip(std::string_view packed, std::size_t most) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzip) != Z_OK) return std::nullopt;
  stream.next_in = BytesOf(packed);
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string bytes;
  int status = Z_OK;
  while (status == Z_OK) {
    const std::size_t before = bytes.size();
    if (before > most) break;
    bytes.resize(before + kStep);
    stream.next_out = BytesOf(std::string_view(bytes).substr(before));
    stream.avail_out = static_cast<uInt>(kStep);
    status = inflate(&stream, Z_NO_FLUSH);
    bytes.resize(before + kStep - stream.avail_out);
    if (status == Z_BUF_ERROR) break;  // it ends in the middle
  }
  inflateEnd(&stream);
  if (status != Z_STREAM_END || bytes.size() > most) return std::nullopt;
  return bytes;
}

}  // namespace whyspec::sync
