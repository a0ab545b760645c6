#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/hash.h"
#include "engine/checker.h"

namespace whyspec::engine {
namespace {

constexpr int kMostRounds = 10;

// Ranges taken by fixes chosen so far. Two touch if they share a byte or an end: which
// of two insertions at one place comes first is decided by the next round, not by luck.
class Taken {
 public:
  bool Touches(TextRange range) const {
    auto next = ranges_.lower_bound(range);
    if (next != ranges_.end() && next->begin <= range.end) return true;
    return next != ranges_.begin() && std::prev(next)->end >= range.begin;
  }
  void Add(TextRange range) { ranges_.insert(range); }

 private:
  std::set<TextRange> ranges_;  // never touching each other
};

bool IsUsable(const rules::Fix& fix, std::size_t text_size) {
  if (!fix.automatic || fix.edits.empty()) return false;
  return std::all_of(fix.edits.begin(), fix.edits.end(), [&](const TextEdit& edit) {
    return edit.range.begin <= edit.range.end && edit.range.end <= text_size;
  });
}

// The text that a circle of fixes comes round to, always the same one: the smallest.
const std::string& Settled(const std::vector<std::string>& texts, std::size_t circle_begin) {
  return *std::min_element(texts.begin() + static_cast<std::ptrdiff_t>(circle_begin), texts.end());
}

}  // namespace

FixResult FixOnce(std::string_view text, const std::vector<rules::Finding>& findings) {
  FixResult result;
  Taken taken;
  std::vector<TextEdit> edits;
  for (const rules::Finding& finding : findings) {
    const auto fix =
        std::find_if(finding.fixes.begin(), finding.fixes.end(),
                     [&](const rules::Fix& candidate) { return IsUsable(candidate, text.size()); });
    if (fix == finding.fixes.end()) continue;
    const bool waits = std::any_of(fix->edits.begin(), fix->edits.end(),
                                   [&](const TextEdit& edit) { return taken.Touches(edit.range); });
    if (waits) continue;
    for (const TextEdit& edit : fix->edits) {
      taken.Add(edit.range);
      edits.push_back(edit);
    }
    ++result.fixed;
  }
  result.text = edits.empty() ? std::string(text) : ApplyEdits(text, std::move(edits));
  return result;
}

FixResult FixAll(const Snapshot& snapshot, Resnapshot again, const void* context) {
  std::vector<std::string> texts{std::string(snapshot.spec->text())};
  std::size_t fixed = 0;
  Snapshot current = snapshot;
  for (int round = 0; round < kMostRounds; ++round) {
    FixResult once = FixOnce(texts.back(), Check(current).findings);
    if (once.fixed == 0 || once.text == texts.back()) break;
    // Two rules that undo each other must not leave the file to the number of rounds.
    const auto seen = std::find(texts.begin(), texts.end(), once.text);
    if (seen != texts.end()) {
      return {.text = Settled(texts, static_cast<std::size_t>(seen - texts.begin())), .fixed = fixed};
    }
    fixed += once.fixed;
    texts.push_back(std::move(once.text));
    current = again(texts.back(), context);
  }
  return {.text = std::move(texts.back()), .fixed = fixed};
}

}  // namespace whyspec::engine
