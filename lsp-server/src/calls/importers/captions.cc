#include "calls/importers/captions.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/unicode.h"

namespace whyspec::calls {
namespace {

// Speech goes on across a gap shorter than this; a passage never grows past three minutes.
constexpr std::int64_t kPauseMs = 250;
constexpr std::int64_t kLongestMs = 180'000;

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = Trim(text.substr(0, end));
    if (!line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// How many lines at the top of `now` were at the bottom of `before` already.
std::size_t Repeated(const std::vector<std::string_view>& before, const std::vector<std::string_view>& now) {
  constexpr std::size_t kMostLines = 8;  // on a screen
  for (std::size_t count = std::min({before.size(), now.size(), kMostLines}); count > 0; --count) {
    if (std::equal(now.begin(), now.begin() + static_cast<std::ptrdiff_t>(count),
                   before.end() - static_cast<std::ptrdiff_t>(count))) {
      return count;
    }
  }
  return 0;
}

bool ChangesSpeaker(std::string_view text) { return Trim(text).starts_with(">>"); }

void JoinRunning(std::vector<Passage>& passages) {
  std::vector<Passage> joined;
  for (Passage& passage : passages) {
    Passage* last = joined.empty() ? nullptr : &joined.back();
    const bool runs_on = last != nullptr && last->speaker.empty() && passage.speaker.empty() &&
                         last->start_ms && last->end_ms && passage.start_ms && passage.end_ms &&
                         *passage.start_ms >= *last->start_ms &&
                         *passage.start_ms - *last->end_ms < kPauseMs &&
                         *passage.end_ms - *last->start_ms <= kLongestMs && !ChangesSpeaker(passage.text);
    if (!runs_on) {
      joined.push_back(std::move(passage));
      continue;
    }
    last->text += '\n';
    last->text += passage.text;
    last->end_ms = std::max(*last->end_ms, *passage.end_ms);
    last->source.end = std::max(last->source.end, passage.source.end);
  }
  passages = std::move(joined);
}

}  // namespace

void Unroll(std::vector<Passage>& passages) {
  std::size_t rolling = 0;
  std::vector<std::string_view> before;
  for (const Passage& passage : passages) {
    if (!passage.speaker.empty()) return;
    std::vector<std::string_view> now = LinesOf(passage.text);
    if (Repeated(before, now) > 0) ++rolling;
    before = std::move(now);
  }
  // Somebody who says "yes" twice does not make a file roll.
  if (passages.size() < 4 || rolling * 2 < passages.size()) return;
  std::vector<Passage> kept;
  std::vector<std::string> shown;
  for (Passage& passage : passages) {
    const std::vector<std::string_view> now = LinesOf(passage.text);
    const std::size_t repeated = Repeated({shown.begin(), shown.end()}, now);
    std::string text;
    for (std::size_t i = repeated; i < now.size(); ++i) {
      if (!text.empty()) text += '\n';
      text += now[i];
    }
    shown.assign(now.begin(), now.end());
    if (text.empty()) continue;
    passage.text = std::move(text);
    kept.push_back(std::move(passage));
  }
  passages = std::move(kept);
  JoinRunning(passages);
}

void DropIdleDashes(std::vector<Passage>& passages) {
  static constexpr std::string_view kDash = "- ";
  std::size_t dashed = 0;
  for (const Passage& passage : passages) {
    if (!passage.speaker.empty()) return;
    const std::vector<std::string_view> lines = LinesOf(passage.text);
    // Two dashes in one cue are two people.
    const auto count = std::count_if(lines.begin(), lines.end(),
                                     [](std::string_view line) { return line.starts_with(kDash); });
    if (count > 1) return;
    if (!lines.empty() && lines.front().starts_with(kDash)) ++dashed;
  }
  if (passages.size() < 6 || dashed * 10 < passages.size() * 9) return;
  for (Passage& passage : passages) {
    const std::string_view words = Trim(passage.text);
    if (words.starts_with(kDash)) passage.text = std::string(words.substr(kDash.size()));
  }
  JoinRunning(passages);
}

}  // namespace whyspec::calls
