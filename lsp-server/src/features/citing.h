// Who cites a call, and which of its turns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/world.h"

namespace whyspec::features {

struct CitingPlace {
  std::string path;  // of the spec
  TextRange range;   // the link
  // The turns it cites; nullopt: the call as a whole, or no moment of it. Filled by
  // PassagesCiting.
  std::optional<evidence::TurnSpan> turns;
};
// By path and position, each place once.
std::vector<CitingPlace> PlacesCiting(World& world, std::string_view call_id);
// The same with their turns: parses each of those specs.
std::vector<CitingPlace> PassagesCiting(World& world, const calls::Call& call);
// Of those, the ones that cite this turn.
std::vector<CitingPlace> PlacesCitingTurn(World& world, const calls::Call& call, std::uint32_t turn);
// Distinct specs of these places, in order.
std::vector<std::string> SpecsOf(const std::vector<CitingPlace>& places);
// What a list calls a spec: its title, else its file's name.
std::string SpecTitle(World& world, const std::string& path);

// The turn whose source touches `at`: the one that holds it, else the one before.
std::optional<std::uint32_t> TurnAt(const calls::Call& call, Offset at);
// `range` if it lies in a text of this size, else empty at 0: a call read from a
// side-car may have places in that other file.
TextRange Within(TextRange range, std::size_t size);
// Where the file itself says the id (quotes excluded); nullopt if its name does.
std::optional<TextRange> IdInFile(const CallDocument& call);

}  // namespace whyspec::features
