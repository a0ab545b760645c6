// copy, backup, restore, migrate.
#include <filesystem>
#include <ostream>

#include "admin/commands.h"
#include "base/strings.h"

namespace whyspec::admin {
namespace {

Result<std::shared_ptr<team::sql::Database>> Open(const std::string& url, const Work& work) {
  Settings settings = work.settings;
  settings.db = url;
  return OpenDatabase(settings, work.io);
}

int CopyFrom(const Work& work, const std::string& from, const std::string& to, std::string_view done) {
  const auto source = Open(from, work);
  if (!source) return Fail(work.io, source.error());
  const auto target = Open(to, work);
  if (!target) return Fail(work.io, target.error());
  const auto copied = team::CopyEverything(**source, **target,
                                           [&work](std::string_view line) { work.io.err << line << '\n'; });
  if (!copied) return Fail(work.io, copied.error());
  work.io.out << done << ": " << Plural(static_cast<std::size_t>(copied->calls), "call") << ", "
              << Plural(static_cast<std::size_t>(copied->accounts), "account") << ", "
              << Plural(static_cast<std::size_t>(copied->specs), "spec") << ", "
              << Plural(static_cast<std::size_t>(copied->tokens), "token") << ", "
              << Plural(static_cast<std::size_t>(copied->audit), "audit entry", "audit entries") << ".\n";
  return 0;
}

bool Exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

}  // namespace

int Copy(const Work& work) {
  for (const std::string& url : {work.arguments.from, work.arguments.to}) {
    if (!url.starts_with("sqlite:") && !url.starts_with("postgresql://") && !url.starts_with("postgres://")) {
      return Fail(work.io, "--from and --to must each be sqlite:PATH or postgresql://…");
    }
  }
  if (work.arguments.from.starts_with("sqlite:") && !Exists(work.arguments.from.substr(7))) {
    return Fail(work.io,
                StrCat("There is no file \"", Printable(work.arguments.from.substr(7)), "\" to copy from."));
  }
  return CopyFrom(work, work.arguments.from, work.arguments.to, "Copied");
}

int Backup(const Work& work) {
  // Never over another backup, nor over a log somebody serves.
  if (Exists(work.arguments.subject)) {
    return Fail(work.io,
                StrCat("\"", Printable(work.arguments.subject), "\" is there already. Name a new file."));
  }
  // Under another name until it is whole: a backup that broke off must not look like one.
  const std::string unfinished = work.arguments.subject + ".part";
  std::error_code error;
  std::filesystem::remove(unfinished, error);
  const int status = CopyFrom(work, work.settings.db, "sqlite:" + unfinished, "Kept");
  for (const char* ending : {"-wal", "-shm"}) std::filesystem::remove(unfinished + ending, error);
  if (status != 0) {
    std::filesystem::remove(unfinished, error);
    return status;
  }
  std::filesystem::rename(unfinished, work.arguments.subject, error);
  if (error)
    return Fail(work.io, StrCat("\"", Printable(work.arguments.subject),
                                "\" cannot be written: ", error.message(), "."));
  // It holds every word: for its owner alone.
  std::filesystem::permissions(work.arguments.subject,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                               error);
  return 0;
}

int Restore(const Work& work) {
  if (!Exists(work.arguments.subject)) {
    return Fail(work.io, StrCat("There is no file \"", Printable(work.arguments.subject), "\"."));
  }
  return CopyFrom(work, "sqlite:" + work.arguments.subject, work.settings.db, "Restored");
}

int Migrate(const Work& work) {
  const auto database = OpenDatabase(work.settings, work.io);
  if (!database) return Fail(work.io, database.error());
  work.io.out << "The tables are those of this version.\n";
  return 0;
}

}  // namespace whyspec::admin
