// Completion while writing a spec. What is offered is decided by the text before the
// cursor alone where possible, so it works in half-typed text:
//
//   (call:  <call:  [x]: call:  (../ca   call ids and paths of call files
//   (call:acme-…#                        turns of that call, nearest to the sentence first
//   [  in why and evidence sections      whole citations, found by the words around
//   three telling words of a sentence    the same, to be put behind it
//   an empty line of the evidence        quotes with their citations
//   ##                                   section headings the profile still misses, with body
//   front matter                         keys and values; rule ids, personas and segments in it
//   <!-- whyspec-disable-…               rule ids, then the reason
//
// Items are cheap; documentation (the excerpt) comes from ResolveCompletion.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/world.h"

namespace whyspec::features {

// Characters after which a client should ask by itself.
inline constexpr std::string_view kCompletionTriggers[] = {"(", "[", ":", "#", "/", "<", "=", "\"", "-", " "};

enum class CompletionKind {
  kCall,
  kFile,
  kAnchor,
  kCitation,
  kHeading,
  kKey,
  kValue,
  kRule,
  kDirective,
  kPersona,
  kAccount,
};

struct CompletionItem {
  std::string label;
  std::string detail;       // shown beside or below the label: "Jane · ops lead · 7:40"
  std::string description;  // shown faint at the right: the date, the account
  std::string filter_text;  // starts with what stands in `range`, so that clients keep the item
  TextRange range;          // replaced by the item; on one line, and it touches the cursor
  std::string text;         // plain form; may hold several lines for headings
  std::string snippet;      // LSP snippet form; "" = there is no other than `text`
  std::string sort_key;     // byte order = order of items
  CompletionKind kind = CompletionKind::kValue;
  bool preselect = false;
  bool ask_again = false;  // completing it leads to the next completion ("call:id#")
  std::string resolve_id;  // for ResolveCompletion; "" = it has no documentation
};

struct Completion {
  std::vector<CompletionItem> items;  // at most kMaxCompletionItems, best first
  bool incomplete = false;            // there are more: ask again as the user types
};
inline constexpr std::size_t kMaxCompletionItems = 200;

// `asked`: by the person or by typing a word, not because a trigger character was typed;
// in prose excerpts are offered only then.
Completion CompleteAt(const engine::Snapshot& snapshot, World& world, Offset at, bool asked = true);
// Front-matter keys and values of a Markdown call.
Completion CompleteAt(const CallDocument& call, World& world, Offset at);

// Documentation of an item; "" if the id is unknown by now. `spec_path` is the
// document the item was offered in.
std::string ResolveCompletion(World& world, const std::string& spec_path, std::string_view resolve_id,
                              Markup markup);

}  // namespace whyspec::features
