#include "http/query.h"

#include <algorithm>
#include <charconv>

#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::http {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Error Wrong(std::string message) { return Error{.code = ErrorCode::kInvalid, .message = std::move(message)}; }

std::string Shown(std::string_view name) { return Shorten(Printable(name), 40); }

}  // namespace

std::optional<std::string> DecodeStrictly(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = HexDigit(text[i + 1]);
      const int low = HexDigit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_blank) {
      c = ' ';
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
    out += c;
  }
  if (!IsValidUtf8(out)) return std::nullopt;
  return out;
}

Result<Query> Query::Parse(std::string_view text, std::span<const std::string_view> known) {
  Query query;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = DecodeStrictly(pair.substr(0, equals), true);
    const auto value =
        DecodeStrictly(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name || !value) {
      return Wrong(StrCat("The query parameter \"", Shown(pair.substr(0, equals)),
                          "\" cannot be read. Encode it as UTF-8 with %-escapes."));
    }
    if (std::find(known.begin(), known.end(), *name) == known.end()) {
      std::vector<std::string> names(known.begin(), known.end());
      return Wrong(StrCat("The API does not know the query parameter \"", Shown(*name), "\" here. ",
                          names.empty() ? std::string("This address takes none.")
                                        : StrCat("It knows: ", Join(names, ", "), ".")));
    }
    if (query.Has(*name)) {
      return Wrong(StrCat("The query parameter \"", Shown(*name), "\" is there twice. Give it once."));
    }
    query.values_.emplace_back(*name, *value);
  }
  return query;
}

const std::string& Query::Text(std::string_view name) const {
  static const std::string nothing;
  for (const auto& [key, value] : values_) {
    if (key == name) return value;
  }
  return nothing;
}

bool Query::Has(std::string_view name) const {
  return std::any_of(values_.begin(), values_.end(), [name](const auto& pair) { return pair.first == name; });
}

Result<std::int64_t> Query::Integer(std::string_view name, std::int64_t least, std::int64_t most,
                                    std::int64_t otherwise) const {
  if (!Has(name)) return otherwise;
  const std::string& text = Text(name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    return Wrong(StrCat("\"", name, "\" must be a whole number from ", least, " to ", most, "."));
  }
  return number;
}

Result<std::optional<std::int64_t>> Query::Instant(std::string_view name) const {
  if (!Has(name)) return std::optional<std::int64_t>();
  const auto instant = ParseInstant(Text(name));
  if (!instant) {
    return Wrong(
        StrCat("\"", name, "\" must be a day such as 2026-01-13, or a time such as 2026-01-13T09:00:00Z."));
  }
  return instant;
}

Result<bool> Query::Flag(std::string_view name) const {
  const std::string& text = Text(name);
  if (text.empty() || text == "0" || text == "false") return false;
  if (text == "1" || text == "true") return true;
  return Wrong(StrCat("\"", name, "\" must be true or false."));
}

}  // namespace whyspec::http
