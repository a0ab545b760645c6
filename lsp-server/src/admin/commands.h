// The commands of whyspec-server. Each works on the database itself, beside a running server;
// each returns the exit status: 0 done, 1 nothing found or a part left out, 2 failed.
#pragma once

#include <iosfwd>
#include <memory>

#include "admin/arguments.h"
#include "admin/settings.h"
#include "team/service.h"

namespace whyspec::admin {

struct Io {
  std::ostream& out;  // results
  std::ostream& err;  // everything else
};

struct Work {
  const Arguments& arguments;
  const Settings& settings;
  Io io;
};

// One sentence on stderr; 2.
int Fail(const Io& io, const Error& error);
int Fail(const Io& io, std::string_view sentence);

// Whoever may log in on the machine acts as its data protection officer, under this name.
team::Caller Administrator();
// Opens and migrates.
Result<std::shared_ptr<team::sql::Database>> OpenDatabase(const Settings& settings, const Io& io);
Result<std::shared_ptr<team::Service>> OpenService(const Settings& settings, const Io& io);

int Serve(const Work& work);

int TokenCreate(const Work& work);
int TokenList(const Work& work);
int TokenRevoke(const Work& work);
int LoginLink(const Work& work);

int AccountList(const Work& work);
int EraseAccount(const Work& work);
int ErasePerson(const Work& work);
int EraseCall(const Work& work);
int Audit(const Work& work);

int Copy(const Work& work);
int Backup(const Work& work);
int Restore(const Work& work);
int Migrate(const Work& work);

int HookAdd(const Work& work);
int HookList(const Work& work);
int HookRemove(const Work& work);

int Load(const Work& work);

}  // namespace whyspec::admin
