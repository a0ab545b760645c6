// URIs as LSP clients send them, and file paths as the rest of Whyspec uses them.
//
// A path inside Whyspec is an absolute, lexically normal POSIX path of raw bytes.
// Clients spell the same file in several ways (%3A, %5B, capitals in escapes;
// PEERS.md §3 "URI spelling"), so URIs are compared after a round trip through
// the path, and answers use the spelling the client used to open the document.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whyspec {

// Path of a `file:` URI; nullopt for any other scheme, a remote host or a bad escape.
std::optional<std::string> PathFromFileUri(std::string_view uri);
// RFC 3986 escapes for everything but unreserved characters and "/".
std::string FileUriFromPath(std::string_view path);
// RFC 3986 percent-decoding; a "%" that starts no escape stays as it is.
std::string PercentDecode(std::string_view text);
std::string PercentEncode(std::string_view text, std::string_view keep = "");

// Lexical path work ("." and ".." resolved, no disk access).
std::string NormalizePath(std::string_view path);
std::string JoinPath(std::string_view directory, std::string_view relative);
std::string_view Dirname(std::string_view path);
std::string_view Basename(std::string_view path);
// `path` relative to `base` ("../calls/a.vtt"); both absolute.
std::string RelativePath(std::string_view path, std::string_view base_directory);
bool IsInside(std::string_view path, std::string_view directory);

}  // namespace whyspec
