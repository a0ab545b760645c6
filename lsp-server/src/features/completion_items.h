// The list of items while it is made, and the parts that make it. Private to features.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "features/completion.h"
#include "features/completion_context.h"

namespace whyspec::features {

// Keeps what matches the typed text, best first.
class CompletionItems {
 public:
  explicit CompletionItems(const TypingContext& context);

  bool Matches(std::string_view filter_text) const;
  // Fills range; drops the item if its filter text does not match. What matches better
  // comes first, then the higher `rank`, then the earlier added.
  void Add(CompletionItem item, int rank = 0);
  void MarkIncomplete() { incomplete_ = true; }
  Completion Take();

 private:
  const TypingContext* context_;
  std::string typed_;  // folded
  std::vector<std::pair<std::pair<int, int>, CompletionItem>> items_;
  bool incomplete_ = false;
};

void CompleteDestination(const engine::Snapshot& snapshot, World& world, const TypingContext& context,
                         CompletionItems& items);
void CompleteAnchor(const engine::Snapshot& snapshot, const TypingContext& context, CompletionItems& items);
void CompleteCitation(const engine::Snapshot& snapshot, const TypingContext& context, CompletionItems& items);
void CompleteSentence(const engine::Snapshot& snapshot, const TypingContext& context, CompletionItems& items);
void CompleteHeading(const engine::Snapshot& snapshot, const TypingContext& context, CompletionItems& items);
void CompleteFrontMatter(const engine::Snapshot& snapshot, World& world, const TypingContext& context,
                         CompletionItems& items);
void CompleteCallFrontMatter(const CallDocument& call, World& world, const TypingContext& context,
                             CompletionItems& items);
void CompleteDirective(const TypingContext& context, CompletionItems& items);

// Resolve ids: a kind and its parts, joined by "|".
inline constexpr std::string_view kResolveCall = "call";
inline constexpr std::string_view kResolveTurn = "turn";
inline constexpr std::string_view kResolveRule = "rule";
inline constexpr std::string_view kResolveKey = "key";
inline constexpr std::string_view kResolveCallKey = "call-key";
inline constexpr std::string_view kResolveSection = "section";

}  // namespace whyspec::features
