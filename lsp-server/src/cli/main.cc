#include "cli/main.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/strings.h"
#include "base/uri.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/context.h"

namespace whyspec::cli {
namespace {

std::string CurrentDirectory() {
  std::string path(256, '\0');
  while (::getcwd(path.data(), path.size()) == nullptr) {
    if (errno != ERANGE) return "/";  // the folder was deleted under us
    path.resize(path.size() * 2);
  }
  path.resize(std::strlen(path.c_str()));
  return path;
}

int Run(const Context& context, const Arguments& arguments, const LspCommand& lsp) {
  switch (arguments.command) {
    case Command::kCheck:
      return RunCheck(context, arguments.check);
    case Command::kRules:
      return RunRules(context, arguments.rules);
    case Command::kNew:
      return RunNew(context, arguments.create);
    case Command::kDoctor:
      return RunDoctor(context, arguments.doctor);
    case Command::kReport:
      return RunReport(context, arguments.report);
    case Command::kCompletions:
      return RunCompletions(context, arguments.shell);
    case Command::kCallsImport:
      return RunCallsImport(context, arguments.calls);
    case Command::kCallsList:
      return RunCallsList(context, arguments.calls);
    case Command::kCallsShow:
      return RunCallsShow(context, arguments.calls);
    case Command::kCallsSearch:
      return RunCallsSearch(context, arguments.calls);
    case Command::kCallsVerify:
      return RunCallsVerify(context, arguments.calls);
    case Command::kLsp:
      return lsp(LspArguments{.socket_port = arguments.lsp_port});
    case Command::kNone:
      break;
  }
  return kFailure;
}

// Whether all results reached their reader. One that went away (`| head`) has what it
// wanted; a full disk has not.
int AfterWriting(const Context& context, int status) {
  context.out().flush();
  if (context.out().good()) return status;
  const int error = context.streams->write_error ? context.streams->write_error() : 0;
  if (error == EPIPE) return status;
  return context.Fail(
      StrCat("The results could not be written: ", error != 0 ? std::strerror(error) : "unknown error",
             ". Make room or choose another place, and run it again."));
}

}  // namespace

int Main(const std::vector<std::string>& arguments, const Streams& streams, const LspCommand& lsp) {
  // What every editor sends, before any option table is built.
  if (arguments.size() == 1 && arguments[0] == "lsp") return lsp(LspArguments{});
  if (arguments.size() == 2 && arguments[0] == "lsp" && arguments[1] == "--stdio") return lsp(LspArguments{});

  Context context{.streams = &streams, .files = &RealFileSystem(), .directory = streams.working_directory};
  if (context.directory.empty()) context.directory = CurrentDirectory();
  context.directory = NormalizePath(context.directory);

  const ParsedArguments parsed = ParseArguments(arguments);
  if (!parsed.error.empty()) return context.Fail(parsed.error);
  if (!parsed.arguments) {
    context.out() << parsed.text;
    return AfterWriting(context, kClean);
  }
  const int status = Run(context, *parsed.arguments, lsp);
  return AfterWriting(context, status);
}

}  // namespace whyspec::cli
