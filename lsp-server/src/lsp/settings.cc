#include "lsp/settings.h"

namespace whyspec::lsp {

using jsonrpc::Find;
using jsonrpc::FindPath;
using jsonrpc::ReadMember;

std::optional<jsonrpc::Trace> ParseTrace(std::string_view value) {
  if (value == "off") return jsonrpc::Trace::kOff;
  if (value == "messages") return jsonrpc::Trace::kMessages;
  if (value == "verbose") return jsonrpc::Trace::kVerbose;
  return std::nullopt;
}

Settings ReadSettings(const Json& section) {
  Settings settings;
  ReadMember(section, "configFile", &settings.config_file);
  ReadMember(section, "profile", &settings.profile);
  if (const Json* enable = FindPath(section, {"diagnostics", "enable"})) {
    jsonrpc::ReadJson(*enable, &settings.diagnostics);
  }
  std::string trace;
  if (ReadMember(section, "trace", &trace)) settings.trace = ParseTrace(trace);
  return settings;
}

bool ReadTrusted(const Json& options) {
  bool trusted = true;
  ReadMember(options, "trusted", &trusted);
  return trusted;
}

const Json& SectionOf(const Json& settings) {
  const Json* section = Find(settings, "whyspec");
  return section == nullptr ? settings : *section;
}

}  // namespace whyspec::lsp
