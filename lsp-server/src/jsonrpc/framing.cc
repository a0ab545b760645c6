#include "jsonrpc/framing.h"

#include <charconv>

#include "base/ascii.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::jsonrpc {
namespace {

constexpr std::string_view kLengthName = "content-length";

// RFC 9110 token, as far as header names are made of.
bool IsHeaderName(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](char c) { return IsAlnum(c) || c == '-' || c == '_'; });
}

// A body that ran on into the next header: "xxContent-Length".
bool HidesLengthName(std::string_view name) {
  if (name.size() <= kLengthName.size()) return false;
  const std::size_t at = name.size() - kLengthName.size();
  return name[at - 1] != '-' && EqualIgnoringCase(name.substr(at), kLengthName);
}

std::optional<std::uint64_t> ParseLength(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc::result_out_of_range && std::all_of(digits.begin(), digits.end(), IsDigit)) {
    return ~std::uint64_t{0};
  }
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

// Offset of the next "Content-Length: <digits><line end>" in `text`. If the text ends
// before that can be told, `keep` says from where on it must be kept.
std::optional<std::size_t> FindLengthLine(std::string_view text, std::size_t* keep) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (Lower(text[i]) != 'c') continue;
    const std::string_view rest = text.substr(i);
    const std::string_view name = rest.substr(0, kLengthName.size());
    if (!EqualIgnoringCase(name, kLengthName.substr(0, name.size()))) continue;
    std::size_t j = name.size();
    if (j == kLengthName.size() && j < rest.size() && rest[j] != ':') continue;
    if (j < rest.size()) ++j;
    while (j < rest.size() && (rest[j] == ' ' || rest[j] == '\t') && j < 64) ++j;
    const std::size_t first_digit = j;
    while (j < rest.size() && IsDigit(rest[j]) && j < 64) ++j;
    if (j == rest.size()) {
      *keep = i;
      return std::nullopt;
    }
    if (j > first_digit && (rest[j] == '\r' || rest[j] == '\n')) return i;
  }
  *keep = text.size();
  return std::nullopt;
}

}  // namespace

void FrameReader::Feed(std::string_view bytes) {
  Compact();
  buffer_.append(bytes);
}

bool FrameReader::inside_message() const { return state_ == State::kBody || any_header_ || !rest().empty(); }

// Drops consumed bytes once they are the larger part, so that the cost stays linear.
void FrameReader::Compact() {
  if (at_ == buffer_.size()) {
    buffer_.clear();
    if (buffer_.capacity() > (1U << 20)) buffer_.shrink_to_fit();
  } else if (at_ > buffer_.size() / 2) {
    buffer_.erase(0, at_);
  } else {
    return;
  }
  scanned_ = scanned_ > at_ ? scanned_ - at_ : 0;
  at_ = 0;
}

std::optional<Frame> FrameReader::Problem(std::string sentence) {
  state_ = State::kResync;
  length_.reset();
  any_header_ = false;
  header_bytes_ = 0;
  return Frame{.kind = Frame::Kind::kProblem, .text = std::move(sentence)};
}

std::optional<Frame> FrameReader::Next() {
  if (state_ == State::kResync) Resync();
  if (state_ == State::kHeader) {
    if (auto problem = ReadHeader()) return problem;
  }
  if (state_ == State::kBody) return ReadBody();
  return std::nullopt;
}

void FrameReader::Resync() {
  std::size_t keep = 0;
  if (const auto found = FindLengthLine(rest(), &keep)) {
    at_ += *found;
    state_ = State::kHeader;
    scanned_ = at_;
  } else {
    at_ += keep;
  }
}

std::optional<Frame> FrameReader::ReadHeader() {
  while (true) {
    const std::size_t end = buffer_.find('\n', std::max(scanned_, at_));
    const std::size_t block_end = end == std::string::npos ? buffer_.size() : end;
    if (header_bytes_ + (block_end - at_) > kMaxHeaderBytes) {
      return Problem(StrCat("Skipped a message header longer than ", kMaxHeaderBytes, " bytes."));
    }
    if (end == std::string::npos) {
      scanned_ = buffer_.size();
      return std::nullopt;
    }
    const std::string_view line = Trim(std::string_view{buffer_}.substr(at_, end - at_));
    const std::size_t line_begin = at_;
    at_ = scanned_ = end + 1;
    header_bytes_ += at_ - line_begin;
    if (line.empty()) {
      if (!any_header_) {  // a stray blank line between messages
        header_bytes_ = 0;
        continue;
      }
      if (!length_) return Problem("Skipped a message whose header has no Content-Length.");
      if (*length_ > kMaxMessageBytes) {
        return Problem(StrCat("The editor announced a message of ", *length_ >> 20,
                              " MB, and Whyspec takes up to ", kMaxMessageBytes >> 20,
                              " MB: the message was not read, and the talk goes on after it. Close very "
                              "large files; if there are none, restart the language server."));
      }
      any_header_ = false;
      header_bytes_ = 0;
      state_ = State::kBody;
      return std::nullopt;
    }
    const std::size_t colon = line.find(':');
    const std::string_view name = Trim(line.substr(0, colon));
    if (colon == std::string_view::npos || !IsHeaderName(name) || HidesLengthName(name)) {
      at_ = line_begin;  // the line may hold the start of the next message
      return Problem("Skipped bytes that are no message header.");
    }
    any_header_ = true;
    if (EqualIgnoringCase(name, kLengthName)) {
      const std::string_view digits = Trim(line.substr(colon + 1));
      length_ = ParseLength(digits);
      if (!length_) {
        std::string shown = Printable(Shorten(digits, 40));
        at_ = line_begin + 1;
        return Problem(StrCat("Skipped a message with the Content-Length \"", shown,
                              "\", which is no number of bytes."));
      }
    }
  }
}

std::optional<Frame> FrameReader::ReadBody() {
  const std::string_view bytes = rest();
  if (bytes.size() < *length_) return std::nullopt;
  Frame frame{.kind = Frame::Kind::kBody, .text = std::string(bytes.substr(0, *length_))};
  at_ += *length_;
  length_.reset();
  state_ = State::kHeader;
  scanned_ = at_;
  return frame;
}

std::string MakeFrame(std::string_view body) {
  return StrCat("Content-Length: ", body.size(), "\r\n\r\n", body);
}

}  // namespace whyspec::jsonrpc
