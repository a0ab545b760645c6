#include "base/uri.h"

#include <vector>

namespace whyspec {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// RFC 3986 §2.3.
bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::vector<std::string_view> Components(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == ".." && !out.empty() && out.back() != "..")
      out.pop_back();
    else
      out.push_back(part);
  }
  return out;
}

bool StartsWithIgnoringCase(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + 32) : text[i];
    if (c != prefix[i]) return false;
  }
  return true;
}

}  // namespace

std::string PercentDecode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && HexValue(text[i + 1]) >= 0 && HexValue(text[i + 2]) >= 0) {
      out += static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string PercentEncode(std::string_view text, std::string_view keep) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (IsUnreserved(c) || keep.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 0xF];
    }
  }
  return out;
}

std::optional<std::string> PathFromFileUri(std::string_view uri) {
  if (!StartsWithIgnoringCase(uri, "file:")) return std::nullopt;
  uri.remove_prefix(5);
  if (uri.substr(0, 2) == "//") {
    uri.remove_prefix(2);
    const std::size_t slash = uri.find('/');
    const std::string_view host = uri.substr(0, slash);
    if (!host.empty() && !StartsWithIgnoringCase(host, "localhost")) return std::nullopt;
    uri = slash == std::string_view::npos ? std::string_view() : uri.substr(slash);
  }
  uri = uri.substr(0, uri.find_first_of("?#"));
  if (uri.empty() || uri.front() != '/') return std::nullopt;
  for (std::size_t at = uri.find('%'); at != std::string_view::npos; at = uri.find('%', at + 1)) {
    if (at + 2 >= uri.size() || HexValue(uri[at + 1]) < 0 || HexValue(uri[at + 2]) < 0) return std::nullopt;
  }
  std::string path = PercentDecode(uri);
  if (path.find('\0') != std::string::npos) return std::nullopt;
  return NormalizePath(path);
}

std::string FileUriFromPath(std::string_view path) { return "file://" + PercentEncode(path, "/"); }

std::string NormalizePath(std::string_view path) {
  const bool absolute = !path.empty() && path.front() == '/';
  std::string out;
  for (const std::string_view part : Components(path)) {
    if (absolute && part == "..") continue;  // above the root is the root
    if (absolute || !out.empty()) out += '/';
    out += part;
  }
  if (out.empty()) return absolute ? "/" : ".";
  return out;
}

std::string JoinPath(std::string_view directory, std::string_view relative) {
  if (!relative.empty() && relative.front() == '/') return NormalizePath(relative);
  std::string joined(directory);
  joined += '/';
  joined += relative;
  return NormalizePath(joined);
}

std::string_view Dirname(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

std::string_view Basename(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string RelativePath(std::string_view path, std::string_view base_directory) {
  const std::vector<std::string_view> to = Components(path);
  const std::vector<std::string_view> from = Components(base_directory);
  std::size_t common = 0;
  while (common < to.size() && common < from.size() && to[common] == from[common]) ++common;
  std::string out;
  const auto add = [&](std::string_view part) {
    if (!out.empty()) out += '/';
    out += part;
  };
  for (std::size_t i = common; i < from.size(); ++i) add("..");
  for (std::size_t i = common; i < to.size(); ++i) add(to[i]);
  return out.empty() ? "." : out;
}

bool IsInside(std::string_view path, std::string_view directory) {
  if (directory == "/") return !path.empty() && path.front() == '/';
  return path == directory ||
         (path.size() > directory.size() && path.substr(0, directory.size()) == directory &&
          path[directory.size()] == '/');
}

}  // namespace whyspec
