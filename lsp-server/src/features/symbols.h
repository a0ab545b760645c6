// Outlines of documents, and symbols over the whole workspace.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/world.h"

namespace whyspec::features {

enum class SymbolKind { kFrontMatter, kSection, kSpec, kCall, kPhase, kTurns, kTurn, kParticipant, kAccount };

struct DocumentSymbol {
  std::string name;    // never empty
  std::string detail;  // "2 citations", "Jane Roe · 7:40"
  SymbolKind kind = SymbolKind::kSection;
  TextRange range;                       // holds the ranges of the children
  TextRange selection;                   // inside `range`
  std::vector<DocumentSymbol> children;  // at most 6 levels deep
};
std::vector<DocumentSymbol> DocumentSymbols(const engine::Snapshot& snapshot);
std::vector<DocumentSymbol> DocumentSymbols(const CallDocument& call, World& world);
std::vector<DocumentSymbol> DocumentSymbols(const AccountsDocument& accounts, World& world);

struct WorkspaceSymbol {
  std::string name;
  std::string container;  // the spec's title, the account
  SymbolKind kind = SymbolKind::kSection;
  Location location;
};
// Specs, their sections, calls and accounts whose name holds the letters of `query`
// in order (folded: no case, no accents), best first, at most `limit`. An empty
// query gives specs, calls and accounts.
std::vector<WorkspaceSymbol> WorkspaceSymbols(World& world, std::string_view query, std::size_t limit = 256);

// How well the letters of `folded_query` match `folded_name` in order: higher is
// better, 0 = they do not. Takes time linear in the name.
int FuzzyScore(std::string_view folded_query, std::string_view folded_name);

}  // namespace whyspec::features
