#include "markdown/entities.h"

#include <cmark.h>

#include <cstdlib>
#include <unordered_map>

#include "base/ascii.h"
#include "base/unicode.h"
#include "markdown/leaf_lines.h"

namespace whyspec::markdown::internal {
namespace {

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<Entity> NumericEntity(std::string_view text) {
  std::size_t at = 2;
  const bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  const std::size_t digits = at;
  const std::size_t most = hex ? 6 : 7;
  std::uint32_t value = 0;
  while (at < text.size() && at - digits <= most) {
    const int digit = hex ? HexValue(text[at]) : (IsDigit(text[at]) ? text[at] - '0' : -1);
    if (digit < 0) break;
    value = value * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
    ++at;
  }
  const std::size_t count = at - digits;
  if (count == 0 || count > most || at >= text.size() || text[at] != ';') return std::nullopt;
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
  Entity entity{.text = {}, .length = at + 1};
  AppendUtf8(entity.text, static_cast<char32_t>(value));
  return entity;
}

// cmark has the table of HTML 5 names but no function that reads it: so it is asked
// to parse a text that is the entity alone. Known names are kept (there are 2,125).
const std::string* NamedEntity(std::string_view with_marks) {
  thread_local std::unordered_map<std::string, std::string> known;
  std::string key(with_marks);
  if (const auto found = known.find(key); found != known.end()) return &found->second;
  cmark_node* const root = cmark_parse_document(key.data(), key.size(), CMARK_OPT_DEFAULT);
  std::string text;
  if (cmark_node* const paragraph = cmark_node_first_child(root); paragraph != nullptr) {
    cmark_node* const leaf = cmark_node_first_child(paragraph);
    const char* const literal = leaf != nullptr ? cmark_node_get_literal(leaf) : nullptr;
    if (literal != nullptr) text = literal;
  }
  cmark_node_free(root);
  if (text.empty() || text == key) return nullptr;
  return &known.emplace(std::move(key), std::move(text)).first->second;
}

}  // namespace

std::optional<Entity> EntityAt(std::string_view text, const std::string_view* shown) {
  if (text.size() < 4) return std::nullopt;
  if (text[1] == '#') return NumericEntity(text);
  std::size_t at = 1;
  while (at < text.size() && at < 33 && IsAlnum(text[at])) ++at;
  if (at < 3 || at >= text.size() || text[at] != ';') return std::nullopt;
  const std::string_view whole = text.substr(0, at + 1);
  const bool is_ampersand = whole == "&amp;" || whole == "&AMP;";
  if (is_ampersand) return Entity{.text = "&", .length = whole.size()};
  if (shown != nullptr && !shown->empty() && shown->front() == '&') return std::nullopt;
  const std::string* const known = NamedEntity(whole);
  if (known == nullptr) return std::nullopt;
  return Entity{.text = *known, .length = whole.size()};
}

std::string Unescape(std::string_view written) {
  if (written.find_first_of("&\\") == std::string_view::npos) return std::string(written);
  // Entities first, then escapes of what that gave: cmark's order.
  std::string text;
  for (std::size_t at = 0; at < written.size();) {
    if (written[at] == '&') {
      if (const auto entity = EntityAt(written.substr(at))) {
        text += entity->text;
        at += entity->length;
        continue;
      }
    }
    text += written[at++];
  }
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && IsPunctByte(static_cast<unsigned char>(text[at + 1])))
      ++at;
    out += text[at];
  }
  return out;
}

}  // namespace whyspec::markdown::internal
