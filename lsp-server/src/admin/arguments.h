// The command line of whyspec-server. CLI11 is seen by arguments.cc alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace whyspec::admin {

enum class Command {
  kServe,
  kTokenCreate,
  kTokenList,
  kTokenRevoke,
  kAccountList,
  kAccountErase,
  kErasePerson,
  kEraseCall,
  kAudit,
  kCopy,
  kBackup,
  kRestore,
  kHookAdd,
  kHookList,
  kHookRemove,
  kMigrate,
  kLoginLink,
  kLoad,
};

struct Arguments {
  Command command = Command::kServe;
  std::map<std::string, std::string> flags;  // of settings.h, by name
  std::string config_file;

  std::string subject;  // id, FILE, DIR, URL: what the command is about
  std::string person, email, phone, name, account, role, reason, expires;
  std::string object, owner, actor;
  std::string from, to;
  std::string today;
  std::vector<std::string> events;
  std::int64_t limit = 100;
  bool json = false;
};

// What was asked for: a command; a text to print (help, version); or a sentence that says what
// is wrong.
struct Parsed {
  std::optional<Arguments> arguments;
  std::string text;
  std::string error;
};
Parsed ParseArguments(const std::vector<std::string>& arguments);

}  // namespace whyspec::admin
