#include "admin/main.h"

#include <ostream>

#include "base/strings.h"

namespace whyspec::admin {
namespace {

int Run(const Work& work) {
  switch (work.arguments.command) {
    case Command::kServe:
      return Serve(work);
    case Command::kTokenCreate:
      return TokenCreate(work);
    case Command::kTokenList:
      return TokenList(work);
    case Command::kTokenRevoke:
      return TokenRevoke(work);
    case Command::kAccountList:
      return AccountList(work);
    case Command::kAccountErase:
      return EraseAccount(work);
    case Command::kErasePerson:
      return ErasePerson(work);
    case Command::kEraseCall:
      return EraseCall(work);
    case Command::kAudit:
      return Audit(work);
    case Command::kCopy:
      return Copy(work);
    case Command::kBackup:
      return Backup(work);
    case Command::kRestore:
      return Restore(work);
    case Command::kHookAdd:
      return HookAdd(work);
    case Command::kHookList:
      return HookList(work);
    case Command::kHookRemove:
      return HookRemove(work);
    case Command::kMigrate:
      return Migrate(work);
    case Command::kLoginLink:
      return LoginLink(work);
    case Command::kLoad:
      return Load(work);
  }
  return 2;
}

}  // namespace

int Main(const std::vector<std::string>& arguments, const Io& io, const Environment& environment) {
  const Parsed parsed = ParseArguments(arguments);
  if (!parsed.error.empty()) return Fail(io, parsed.error);
  if (!parsed.arguments) {
    io.out << parsed.text;
    return io.out.good() ? 0 : Fail(io, "The output could not be written.");
  }
  const auto settings = ReadSettings(parsed.arguments->flags, parsed.arguments->config_file, environment);
  if (!settings) return Fail(io, settings.error());
  const int status = Run({.arguments = *parsed.arguments, .settings = *settings, .io = io});
  io.out.flush();
  return io.out.good() ? status : Fail(io, "The output could not be written.");
}

int Fail(const Io& io, std::string_view sentence) {
  io.err << "whyspec-server: " << sentence << '\n';
  return 2;
}

int Fail(const Io& io, const Error& error) { return Fail(io, error.message); }

team::Caller Administrator() {
  return {.token_id = "admin", .person = "", .email = "", .role = team::Role::kDpo};
}

Result<std::shared_ptr<team::sql::Database>> OpenDatabase(const Settings& settings, const Io& io) {
  team::sql::Database::Options options;
  options.connections = static_cast<std::size_t>(settings.db_connections);
  options.log = [&err = io.err](std::string_view line) {
    err << StrCat("whyspec-server: ", line, "\n") << std::flush;
  };
  auto database = team::sql::Database::Open(settings.db, std::move(options));
  if (!database) return database.error();
  if (const Status migrated = team::sql::Migrate(**database); !migrated) return migrated.error();
  return std::move(*database);
}

Result<std::shared_ptr<team::Service>> OpenService(const Settings& settings, const Io& io) {
  auto database = OpenDatabase(settings, io);
  if (!database) return database.error();
  team::Service::Options options;
  options.database = std::move(*database);
  options.retention_days = settings.retention_days;
  options.audit_days = settings.audit_days;
  options.own_domains = settings.own_domains;
  options.log = [&err = io.err](std::string_view line) {
    err << StrCat("whyspec-server: ", line, "\n") << std::flush;
  };
  return team::Service::Open(std::move(options));
}

}  // namespace whyspec::admin
