#include "http/multipart.h"

#include <functional>

#include "base/ascii.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "http/message.h"

namespace whyspec::http {
namespace {

constexpr std::size_t kMostHeaderBytes = 8UL * 1024;

Error Wrong(std::string message) { return Error{.code = ErrorCode::kInvalid, .message = std::move(message)}; }

// Parameters of a header value: `form-data; name="file"; filename="a.vtt"`.
std::optional<std::string> Parameter(std::string_view value, std::string_view name) {
  std::size_t at = value.find(';');
  while (at != std::string_view::npos && at < value.size()) {
    ++at;
    while (at < value.size() && (value[at] == ' ' || value[at] == '\t')) ++at;
    const std::size_t equals = value.find_first_of("=;", at);
    if (equals == std::string_view::npos || value[equals] == ';') {
      at = equals;
      continue;
    }
    const std::string_view key = Trim(value.substr(at, equals - at));
    std::string text;
    at = equals + 1;
    if (at < value.size() && value[at] == '"') {
      for (++at; at < value.size() && value[at] != '"'; ++at) {
        // Browsers write %22 for a quote; older clients a backslash before it.
        if (value[at] == '\\' && at + 1 < value.size() && (value[at + 1] == '"' || value[at + 1] == '\\'))
          ++at;
        text += value[at];
      }
      if (at >= value.size()) return std::nullopt;
      at = value.find(';', at);
    } else {
      const std::size_t end = value.find(';', at);
      text = Trim(value.substr(at, end == std::string_view::npos ? end : end - at));
      at = end;
    }
    if (EqualIgnoringCase(key, name)) return text;
  }
  return std::nullopt;
}

std::string WithoutFolders(std::string name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string::npos) name.erase(0, slash + 1);
  return name == "." || name == ".." ? "file" : name;
}

bool IsClean(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
  }
  return IsValidUtf8(text);
}

Result<Part> ReadPart(std::string_view text) {
  const std::size_t end = text.starts_with("\r\n") ? 0 : text.find("\r\n\r\n");
  if (end == std::string_view::npos || end > kMostHeaderBytes || text.starts_with("\r\n")) {
    return Wrong(
        "A part of the upload has no Content-Disposition header. Send multipart/form-data as browsers do.");
  }
  std::string_view headers = text.substr(0, end);
  std::string_view disposition;
  while (!headers.empty()) {
    const std::size_t line_end = headers.find("\r\n");
    const std::string_view line = headers.substr(0, line_end);
    headers = line_end == std::string_view::npos ? std::string_view() : headers.substr(line_end + 2);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return Wrong("A part of the upload has a header without a colon.");
    if (EqualIgnoringCase(Trim(line.substr(0, colon)), "Content-Disposition"))
      disposition = Trim(line.substr(colon + 1));
    if (EqualIgnoringCase(Trim(line.substr(0, colon)), "Content-Transfer-Encoding") &&
        !EqualIgnoringCase(Trim(line.substr(colon + 1)), "binary") &&
        !EqualIgnoringCase(Trim(line.substr(colon + 1)), "8bit") &&
        !EqualIgnoringCase(Trim(line.substr(colon + 1)), "7bit")) {
      return Wrong(
          "A part of the upload is encoded (base64 or quoted-printable). Send its bytes as they are.");
    }
  }
  const auto name = Parameter(disposition, "name");
  if (!EqualIgnoringCase(Trim(disposition.substr(0, disposition.find(';'))), "form-data") || !name ||
      !IsClean(*name)) {
    return Wrong("A part of the upload has no name: Content-Disposition: form-data; name=\"file\".");
  }
  Part part{.name = *name, .file_name = "", .content = text.substr(end + 4)};
  if (const auto file = Parameter(disposition, "filename")) {
    if (!IsClean(*file) || file->size() > 1000) {
      return Wrong(
          "The name of an uploaded file is too long or has control characters in it. Rename the file.");
    }
    part.file_name = WithoutFolders(*file);
    if (part.file_name.empty()) part.file_name = "file";
  }
  return part;
}

}  // namespace

Result<std::vector<Part>> ParseMultipart(std::string_view content_type, std::string_view body,
                                         std::size_t most) {
  const auto boundary = Parameter(content_type, "boundary");
  if (!EqualIgnoringCase(Trim(content_type.substr(0, content_type.find(';'))), "multipart/form-data") ||
      !boundary || boundary->empty() || boundary->size() > 70) {
    return Wrong("An upload must be multipart/form-data with a boundary of 1 to 70 characters.");
  }
  const std::string first = "--" + *boundary;
  const std::string mark = "\r\n" + first;
  if (!body.starts_with(first)) {
    return Wrong(
        "The upload does not begin with its boundary. It is cut, or the Content-Type names another one.");
  }
  // One search table for the whole body: linear whatever the bytes.
  const std::boyer_moore_horspool_searcher searcher(mark.begin(), mark.end());
  std::vector<Part> parts;
  std::size_t at = first.size();
  while (true) {
    if (body.substr(at).starts_with("--")) return parts;
    if (!body.substr(at).starts_with("\r\n"))
      return Wrong("The upload's boundary is followed by other text.");
    at += 2;
    const auto found = std::search(body.begin() + static_cast<std::ptrdiff_t>(at), body.end(), searcher);
    if (found == body.end())
      return Wrong("The upload is cut off: its last boundary is missing. Send it again.");
    const auto end = static_cast<std::size_t>(found - body.begin());
    if (parts.size() == most)
      return Wrong(StrCat("The upload has more than ", most, " parts. Send fewer at once."));
    auto part = ReadPart(body.substr(at, end - at));
    if (!part) return part.error();
    parts.push_back(std::move(*part));
    at = end + mark.size();
  }
}

}  // namespace whyspec::http
