#include "features/link_target.h"

#include <map>

#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"

namespace whyspec::features {
namespace {

// RFC 3986 scheme: a letter, then letters, digits, "+", "-", ".".
bool HasScheme(std::string_view destination) {
  const std::size_t colon = destination.find_first_of(":/?#");
  if (colon == std::string_view::npos || colon == 0 || destination[colon] != ':') return false;
  for (const char c : destination.substr(0, colon)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return false;
  }
  return true;
}

}  // namespace

std::optional<LinkTarget> TargetOf(std::string_view destination, std::string_view document_path) {
  const std::size_t hash = destination.find('#');
  std::string_view path = destination.substr(0, hash);
  LinkTarget out;
  if (hash != std::string_view::npos) out.fragment = PercentDecode(destination.substr(hash + 1));
  if (path.starts_with("file:")) {
    const auto file = PathFromFileUri(path);
    if (!file) return std::nullopt;
    out.path = NormalizePath(*file);
    return out;
  }
  if (HasScheme(path) || path.starts_with("/")) return std::nullopt;
  path = path.substr(0, path.find('?'));
  if (path.empty()) {
    if (hash == std::string_view::npos || out.fragment.empty()) return std::nullopt;
    out.path = std::string(document_path);
    return out;
  }
  const std::string decoded = PercentDecode(path);
  if (decoded.find('\0') != std::string::npos) return std::nullopt;
  out.path = JoinPath(Dirname(document_path), decoded);
  return out;
}

std::string HeadingSlug(std::string_view heading) {
  const std::string folded = Fold(heading);
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t begin = at;
    const char32_t c = DecodeAt(folded, at);
    const std::string_view character = std::string_view(folded).substr(begin, at - begin);
    if (c == ' ' || c == '-') {
      out += '-';
    } else if (c == '_' || !Words(character).empty()) {
      out += character;
    }
  }
  return out;
}

std::optional<markdown::Index> FindHeading(const markdown::Document& document, std::string_view fragment) {
  const std::string wanted = HeadingSlug(fragment);
  std::map<std::string, int> seen;
  const auto headings = document.headings();
  for (markdown::Index i = 0; i < headings.size(); ++i) {
    std::string slug = HeadingSlug(headings[i].text);
    const int before = seen[slug]++;
    if (before > 0) slug += StrCat("-", before);
    if (slug == wanted) return i;
  }
  return std::nullopt;
}

std::string RelativeDestination(std::string_view target_path, std::string_view document_path) {
  const std::string relative = RelativePath(target_path, Dirname(document_path));
  // Letters of all languages stay readable; the rest of ASCII, and bytes that are no
  // text, are escaped.
  if (!IsValidUtf8(relative)) return PercentEncode(relative, "/");
  std::string out;
  for (const char c : relative) {
    out += static_cast<unsigned char>(c) >= 0x80 ? std::string(1, c)
                                                 : PercentEncode(std::string_view(&c, 1), "/");
  }
  return out;
}

}  // namespace whyspec::features
