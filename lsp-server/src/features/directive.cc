#include "features/directive.h"

#include "base/unicode.h"

namespace whyspec::features {

std::optional<Directive> ReadDirective(std::string_view inner, Offset base) {
  const auto offset = [&](std::size_t at) { return static_cast<Offset>(base + at); };
  std::size_t at = 0;
  while (at < inner.size() && IsAsciiSpace(inner[at])) ++at;
  const std::size_t name_begin = at;
  while (at < inner.size() && !IsAsciiSpace(inner[at]) && inner[at] != ':' && inner[at] != ',') ++at;
  const std::string_view name = inner.substr(name_begin, at - name_begin);
  constexpr std::string_view kStart = "whyspec";
  if (name.empty() || (!name.starts_with(kStart) && !kStart.starts_with(name))) return std::nullopt;

  Directive out;
  out.name = {offset(name_begin), offset(at)};
  while (at < inner.size() && inner[at] != ':') {
    if (IsAsciiSpace(inner[at]) || inner[at] == ',') {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < inner.size() && !IsAsciiSpace(inner[at]) && inner[at] != ',' && inner[at] != ':') ++at;
    out.rules.push_back({offset(begin), offset(at)});
  }
  out.reason = {offset(at), offset(at)};
  if (at < inner.size()) {
    out.colon = offset(at);
    ++at;
    while (at < inner.size() && IsAsciiSpace(inner[at])) ++at;
    const std::string_view reason = Trim(inner.substr(at));
    out.reason = {offset(at), offset(at + reason.size())};
  }
  return out;
}

}  // namespace whyspec::features
