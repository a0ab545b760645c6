// The settings an editor may hold for Whyspec: section "whyspec" of
// workspace/configuration, didChangeConfiguration or initializationOptions.
//
//   whyspec.configFile           one whyspec.json for all documents; relative to the first folder
//   whyspec.profile              profile that wins over config and front matter
//   whyspec.diagnostics.enable   false: no findings, everything else works
//   whyspec.trace                off, messages or verbose ($/logTrace)
#pragma once

#include <optional>
#include <string>

#include "jsonrpc/connection.h"

namespace whyspec::lsp {

using jsonrpc::Json;

struct Settings {
  std::string config_file;
  std::string profile;
  bool diagnostics = true;
  std::optional<jsonrpc::Trace> trace;  // unset: left as $/setTrace has it

  friend bool operator==(const Settings&, const Settings&) = default;
};

// `trusted` of initializationOptions: false in a window whose folders a person has not said to
// trust (VS Code's Restricted Mode); true if the editor says nothing.
bool ReadTrusted(const Json& options);

// `section`: the value of "whyspec". A key that is missing, null or of another type
// keeps its default; nothing an editor sends can fail.
Settings ReadSettings(const Json& section);
// The section inside a larger settings object ({"whyspec": {…}}), or the object itself.
const Json& SectionOf(const Json& settings);

std::optional<jsonrpc::Trace> ParseTrace(std::string_view value);

}  // namespace whyspec::lsp
