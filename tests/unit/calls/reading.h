// What the tests of call files share.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calls/read_call.h"

namespace whyspec::calls {

inline ReadCallResult Read(std::string_view path, std::string_view bytes, std::string_view sidecar = "") {
  CallFile file{.path = std::string(path), .bytes = bytes, .sidecar_path = {}, .sidecar = sidecar};
  if (!sidecar.empty()) file.sidecar_path = file.path.substr(0, file.path.rfind('.')) + ".call.yaml";
  return ReadCall(file);
}

// "Name> words" a turn ("> words" without a speaker), as a reader would list them.
inline std::vector<std::string> Lines(const ReadCallResult& result) {
  std::vector<std::string> lines;
  if (!result.call) return {"no call"};
  for (const Turn& turn : result.call->turns) {
    const Participant* speaker = result.call->FindParticipant(turn.speaker);
    lines.push_back((speaker != nullptr ? speaker->name : turn.speaker) + "> " + turn.text);
  }
  return lines;
}

inline std::vector<std::string> Messages(const ReadCallResult& result) {
  std::vector<std::string> messages;
  for (const Problem& problem : result.problems) messages.push_back(problem.message);
  return messages;
}

// The bytes each problem sits on.
inline std::vector<std::string> Places(const ReadCallResult& result, std::string_view bytes,
                                       std::string_view sidecar = "") {
  std::vector<std::string> places;
  for (const Problem& problem : result.problems) {
    places.emplace_back(Cut(problem.in_sidecar ? sidecar : bytes, problem.range));
  }
  return places;
}

// The folder of real data, if this machine has it.
inline std::optional<std::string> DataFolder() {
  const char* set = std::getenv("WHYSPEC_DATA");
  const std::string folder = set != nullptr ? set : WHYSPEC_SOURCE_DIR "/../shared/data";
  if (std::ifstream(folder + "/README.md")) return folder;
  return std::nullopt;
}

inline std::string ReadBytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace whyspec::calls
