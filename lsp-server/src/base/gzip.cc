#include "base/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "base/strings.h"

namespace whyspec {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's way to say gzip
constexpr std::size_t kPiece = 64UL * 1024;

Bytef* In(std::string_view bytes) { return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); }

}  // namespace

std::string Gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = In(bytes);
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max()));
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int end = deflate(&stream, Z_FINISH);
  out.resize(end == Z_STREAM_END && stream.total_in == bytes.size() ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

Result<std::string> Gunzip(std::string_view bytes, std::size_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) {
    return Error{.code = ErrorCode::kUnreadable, .message = "There is no memory to unpack it. Try again."};
  }
  stream.next_in = In(bytes);
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), std::numeric_limits<uInt>::max()));
  std::string out;
  int end = Z_OK;
  while (end == Z_OK) {
    const std::size_t before = out.size();
    if (before > limit) break;
    // One byte over the limit is enough to know.
    const std::size_t room = std::min(kPiece, limit + 1 - before);
    out.resize(before + room);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = static_cast<uInt>(room);
    end = inflate(&stream, Z_NO_FLUSH);
    out.resize(before + room - stream.avail_out);
    if (end == Z_BUF_ERROR || (end == Z_OK && stream.avail_in == 0 && stream.avail_out > 0)) break;
  }
  const bool rest = stream.avail_in > 0;
  inflateEnd(&stream);
  if (out.size() > limit) {
    return Error{.code = ErrorCode::kTooLarge,
                 .message = StrCat("Unpacked, it is larger than ", limit / 1024 / 1024, " MB.")};
  }
  if (end != Z_STREAM_END || rest) {
    return Error{.code = ErrorCode::kInvalid, .message = "It says it is gzip and is not, or is cut off."};
  }
  return out;
}

}  // namespace whyspec
