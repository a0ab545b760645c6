// Anchors: the fragment of a citation (Media Fragments URI 1.0 §4.2.1, and turns).
#include "base/ascii.h"
#include "base/strings.h"
#include "base/uri.h"
#include "evidence/citation.h"

namespace whyspec::evidence {
namespace {

// Between 1 and `max_digits` digits at the start of `text`, which then loses them.
std::optional<std::int64_t> TakeDigits(std::string_view& text, std::size_t max_digits,
                                       std::size_t* count = nullptr) {
  std::size_t digits = 0;
  std::int64_t value = 0;
  while (digits < text.size() && IsDigit(text[digits])) {
    if (digits == max_digits) return std::nullopt;
    value = value * 10 + (text[digits++] - '0');
  }
  if (digits == 0) return std::nullopt;
  if (count != nullptr) *count = digits;
  text.remove_prefix(digits);
  return value;
}

bool TakeColon(std::string_view& text) {
  if (text.empty() || text.front() != ':') return false;
  text.remove_prefix(1);
  return true;
}

// ":SS" below 60, two digits.
std::optional<std::int64_t> TakeSixties(std::string_view& text) {
  std::size_t digits = 0;
  const auto value = TakeDigits(text, 2, &digits);
  if (!value || digits != 2 || *value > 59) return std::nullopt;
  return value;
}

// "460.23", "07:40", "1:07:40.5", whole, in milliseconds; digits past the third of the
// fraction round.
std::optional<std::int64_t> ParseNpt(std::string_view text) {
  const auto first = TakeDigits(text, 10);
  if (!first) return std::nullopt;
  std::int64_t seconds = *first;
  if (TakeColon(text)) {
    const auto second = TakeSixties(text);
    if (!second) return std::nullopt;
    if (TakeColon(text)) {
      const auto third = TakeSixties(text);
      if (!third) return std::nullopt;
      seconds = (*first * 60 + *second) * 60 + *third;
    } else {
      if (*first > 59) return std::nullopt;
      seconds = *first * 60 + *second;
    }
  }
  std::int64_t ms = seconds * 1000;
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    std::int64_t scale = 100;
    bool round_up = false;
    for (; !text.empty() && IsDigit(text.front()); text.remove_prefix(1), scale /= 10) {
      if (scale > 0) ms += (text.front() - '0') * scale;
      if (scale == 0 && !round_up && text.front() >= '5') ++ms;
      if (scale == 0) round_up = true;  // only the first digit past the milliseconds counts
    }
  }
  return text.empty() ? std::optional(ms) : std::nullopt;
}

Anchor Malformed() { return Anchor{.kind = AnchorKind::kMalformed}; }

Anchor ParseTime(std::string_view text) {
  if (text.starts_with("npt:")) text.remove_prefix(4);
  Anchor anchor{.kind = AnchorKind::kTime};
  const std::size_t comma = text.find(',');
  const std::string_view start = text.substr(0, comma);
  if (!start.empty() || comma == std::string_view::npos) {
    const auto ms = ParseNpt(start);
    if (!ms) return Malformed();
    anchor.start_ms = *ms;
  }
  if (comma != std::string_view::npos) {
    anchor.end_ms = ParseNpt(text.substr(comma + 1));
    if (!anchor.end_ms || *anchor.end_ms <= anchor.start_ms) return Malformed();
  }
  return anchor;
}

Anchor ParseTurns(std::string_view text) {
  const auto first = TakeDigits(text, 9);
  if (!first || *first == 0) return Malformed();
  std::int64_t last = *first;
  if (!text.empty()) {
    if (text.front() != '-') return Malformed();
    text.remove_prefix(1);
    const auto second = TakeDigits(text, 9);
    if (!second || *second < *first || !text.empty()) return Malformed();
    last = *second;
  }
  return Anchor{.kind = AnchorKind::kTurns,
                .first_turn = static_cast<std::uint32_t>(*first - 1),
                .last_turn = static_cast<std::uint32_t>(last - 1)};
}

// 460230 -> "460.23".
std::string Seconds(std::int64_t ms) {
  std::string out = std::to_string(ms / 1000);
  std::int64_t rest = ms % 1000;
  if (rest == 0) return out;
  out += '.';
  for (std::int64_t scale = 100; rest > 0; scale /= 10) {
    out += static_cast<char>('0' + rest / scale);
    rest %= scale;
  }
  return out;
}

}  // namespace

Anchor ParseAnchor(std::string_view fragment) {
  if (fragment.empty()) return Anchor{};
  // name=value pairs; of several for one dimension the last counts (§4.1).
  Anchor anchor = Malformed();
  while (!fragment.empty()) {
    const std::size_t end = std::min(fragment.find('&'), fragment.size());
    const std::string pair = PercentDecode(fragment.substr(0, end));
    fragment.remove_prefix(std::min(end + 1, fragment.size()));
    const std::string_view view = pair;
    if (view.starts_with("t=")) anchor = ParseTime(view.substr(2));
    if (view.starts_with("turn=")) anchor = ParseTurns(view.substr(5));
  }
  return anchor;
}

std::string FormatAnchor(const Anchor& anchor) {
  switch (anchor.kind) {
    case AnchorKind::kTime: {
      std::string out = StrCat("#t=", Seconds(anchor.start_ms));
      if (anchor.end_ms) out += StrCat(",", Seconds(*anchor.end_ms));
      return out;
    }
    case AnchorKind::kTurns: {
      std::string out = StrCat("#turn=", anchor.first_turn + 1);
      if (anchor.last_turn > anchor.first_turn) out += StrCat("-", anchor.last_turn + 1);
      return out;
    }
    case AnchorKind::kWholeCall:
    case AnchorKind::kMalformed:
      return "";
  }
  return "";
}

}  // namespace whyspec::evidence
