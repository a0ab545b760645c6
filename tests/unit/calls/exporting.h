// What the tests of exports share. All people, companies and calls in them are made up.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "calls/read_export.h"

namespace whyspec::calls {

inline ReadExportResult Import(std::vector<std::pair<std::string, std::string>> named,
                               const ExportOptions& options = {}) {
  std::vector<ExportFile> files;
  for (auto& [path, bytes] : named) {
    files.push_back({.path = path, .bytes = bytes, .sidecar_path = "", .sidecar = ""});
  }
  return ReadExport(files, options);
}
inline ReadExportResult Import(std::string_view bytes, const ExportOptions& options = {}) {
  return Import({{"export.json", std::string(bytes)}}, options);
}

// "Jane Roe 460230-462343: words" a turn; "?" for nobody, "-" for no time.
inline std::vector<std::string> Said(const Call& call) {
  std::vector<std::string> lines;
  for (const Turn& turn : call.turns) {
    const Participant* who = call.FindParticipant(turn.speaker);
    std::string line = who == nullptr ? "?" : who->name.empty() ? who->id : who->name;
    line += ' ';
    line += turn.start_ms ? std::to_string(*turn.start_ms) : "-";
    if (turn.end_ms) line += StrCat("-", *turn.end_ms);
    lines.push_back(StrCat(line, ": ", turn.text));
  }
  return lines;
}
inline std::vector<std::string> Said(const ReadExportResult& result) {
  return result.calls.empty() ? std::vector<std::string>{"no call"} : Said(result.calls.front().call);
}

// "Jane Roe/external" a person.
inline std::vector<std::string> People(const Call& call) {
  std::vector<std::string> people;
  for (const Participant& person : call.participants) {
    people.push_back(StrCat(person.name.empty() ? person.id : person.name, "/", Name(person.affiliation)));
  }
  return people;
}

inline std::string Problems(const ReadExportResult& result) {
  std::string out;
  for (const ExportProblem& problem : result.problems) {
    out += StrCat(problem.problem.fatal ? "fatal "
                  : problem.skipped     ? "skipped "
                                        : "",
                  problem.record, "| ", problem.problem.message, "\n");
  }
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace whyspec::calls
