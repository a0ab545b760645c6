#include "admin/arguments.h"

#include <CLI/CLI.hpp>

#include "admin/settings.h"
#include "base/strings.h"
#include "base/version.h"

namespace whyspec::admin {
namespace {

constexpr const char* kAbout =
    "The team's call log: an HTTP API, web pages, and what keeps editors in step.\n"
    "Without a command it serves. Settings may stand before or after the command.";

// The tree of commands, pointing into `arguments`.
struct Tree {
  Tree();
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  CLI::App* Add(CLI::App* parent, const char* name, const char* about, Command command) {
    CLI::App* sub = parent->add_subcommand(name, about);
    sub->fallthrough();
    sub->callback([this, command] { arguments.command = command; });
    return sub;
  }
  void AddPerson(CLI::App* command);

  CLI::App app{kAbout, "whyspec-server"};
  Arguments arguments;
  std::map<std::string, std::string> texts;
  std::map<std::string, bool> switches;
  bool version = false;
};

void Tree::AddPerson(CLI::App* command) {
  command->add_option("--person", arguments.person, "As calls name their owner: alex")->type_name("NAME");
  command
      ->add_option("--email", arguments.email, "E-mail address; finds the person among a call's participants")
      ->type_name("ADDRESS");
  command->add_option("--role", arguments.role, "sales, product, engineering, founder, dpo or ci")
      ->type_name("ROLE")
      ->required();
  command->add_option("--expires", arguments.expires, "A day (2026-12-31), or a number of days (90d)")
      ->type_name("WHEN");
}

Tree::Tree() {
  app.require_subcommand(0, 1);
  app.set_help_flag("-h,--help", "This text");
  app.add_flag("--version", version, "Print the version");
  app.add_option("--config", arguments.config_file,
                 "Configuration file: JSON, comments allowed. WHYSPEC_SERVER_CONFIG")
      ->type_name("FILE");
  for (const Setting& setting : AllSettings()) {
    const std::string name(setting.name);
    const std::string doc = StrCat(setting.doc, " ", VariableOf(name), ", ", KeyOf(name));
    if (setting.value.empty()) {
      app.add_flag("--" + name, switches[name], doc);
    } else {
      app.add_option("--" + name, texts[name], doc)->type_name(std::string(setting.value));
    }
  }
  app.footer(
      "Settings come from flags, then the environment (WHYSPEC_SERVER_…), then the configuration file.\n\n" +
      WebhookHelp() +
      "\nExit status: 0 done, 1 nothing found or part of it left out, 2 wrong use or a failure.");

  Add(&app, "serve", "Answer requests until SIGTERM; the default", Command::kServe);

  CLI::App* token = app.add_subcommand("token", "API tokens");
  token->require_subcommand(1);
  token->fallthrough();
  AddPerson(Add(token, "create", "Make a token and print it, once", Command::kTokenCreate));
  CLI::App* list = Add(token, "list", "Tokens, without their secrets", Command::kTokenList);
  list->add_flag("--json", arguments.json, "One JSON object a line");
  Add(token, "revoke", "Make a token worthless", Command::kTokenRevoke)
      ->add_option("ID", arguments.subject, "As `token list` shows it")
      ->required();

  CLI::App* link = Add(&app, "login-link", "Make a token and print the address that signs a browser in",
                       Command::kLoginLink);
  AddPerson(link);

  CLI::App* account = app.add_subcommand("account", "Accounts");
  account->require_subcommand(1);
  account->fallthrough();
  Add(account, "list", "Accounts and how many calls each has", Command::kAccountList)
      ->add_flag("--json", arguments.json, "One JSON object a line");

  CLI::App* erase = app.add_subcommand("erase", "Erase a person, an account or a call for good");
  erase->require_subcommand(1);
  erase->fallthrough();
  const auto reason = [this](CLI::App* command) {
    command->add_option("--reason", arguments.reason, "Kept in the audit log; no names in it")
        ->type_name("TEXT")
        ->required();
  };
  CLI::App* person = Add(erase, "person", "Every call somebody took part in", Command::kErasePerson);
  person->add_option("--email", arguments.email, "E-mail address")->type_name("ADDRESS");
  person->add_option("--phone", arguments.phone, "Phone number")->type_name("NUMBER");
  person->add_option("--name", arguments.name, "Name, together with --account")->type_name("NAME");
  person->add_option("--account", arguments.account, "Id of the account the named person belongs to")
      ->type_name("ID");
  reason(person);
  for (CLI::App* parent : {account, erase}) {
    CLI::App* command = Add(parent, parent == account ? "erase" : "account", "An account with all its calls",
                            Command::kAccountErase);
    command->add_option("ID", arguments.subject, "As `account list` shows it")->required();
    reason(command);
  }
  CLI::App* call = Add(erase, "call", "One call", Command::kEraseCall);
  call->add_option("ID", arguments.subject, "Id of the call")->required();
  reason(call);

  CLI::App* audit = Add(&app, "audit", "Who saw, changed or erased what", Command::kAudit);
  audit->add_option("--object", arguments.object, "call:ID, account:ID, spec:ID, token:ID")
      ->type_name("OBJECT");
  audit->add_option("--owner", arguments.owner, "Of this person's calls")->type_name("NAME");
  audit->add_option("--actor", arguments.actor, "What this person or token did")->type_name("NAME");
  audit->add_option("--limit", arguments.limit, "At most so many, the oldest first")
      ->check(CLI::Range(1, 1'000'000));
  audit->add_flag("--json", arguments.json, "One JSON object a line");

  CLI::App* copy = Add(&app, "copy", "Copy a whole log into an empty database", Command::kCopy);
  copy->add_option("--from", arguments.from, "sqlite:PATH or postgresql://…")->type_name("URL")->required();
  copy->add_option("--to", arguments.to, "sqlite:PATH or postgresql://…")->type_name("URL")->required();
  Add(&app, "backup", "Copy the log into a new file, also while it is served", Command::kBackup)
      ->add_option("FILE", arguments.subject, "SQLite file to make")
      ->required();
  Add(&app, "restore", "Copy a backup into the log, which must be empty", Command::kRestore)
      ->add_option("FILE", arguments.subject, "SQLite file that `backup` made")
      ->required();

  CLI::App* hook = app.add_subcommand("hook", "Where our own webhooks go (Standard Webhooks)");
  hook->require_subcommand(1);
  hook->fallthrough();
  CLI::App* add =
      Add(hook, "add", "Subscribe an address and print the secret that signs, once", Command::kHookAdd);
  add->add_option("URL", arguments.subject, "https, or http to loopback")->required();
  add->add_option("--event", arguments.events, "spec.status_changed, call.erased; all if left out")
      ->type_name("EVENT");
  add->add_option("--owner", arguments.owner, "Events of this person's calls only")->type_name("NAME");
  Add(hook, "list", "Subscriptions", Command::kHookList)
      ->add_flag("--json", arguments.json, "One JSON object a line");
  Add(hook, "remove", "End a subscription", Command::kHookRemove)
      ->add_option("ID", arguments.subject, "As `hook list` shows it")
      ->required();

  Add(&app, "migrate", "Bring the tables to this version (serving does it too)", Command::kMigrate);
  CLI::App* load =
      Add(&app, "load", "Log the calls and accounts of a workspace and publish its specs", Command::kLoad);
  load->add_option("DIR", arguments.subject, "Folder with calls/, specs/, whyspec.json")->required();
  load->add_option("--today", arguments.today, "The day for rules that look at dates")->type_name("DATE");
}

}  // namespace

Parsed ParseArguments(const std::vector<std::string>& arguments) {
  Tree tree;
  Parsed parsed;
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  // `version` beside --version, as people type both.
  if (arguments.size() == 1 && arguments.front() == "version") reversed = {"--version"};
  try {
    tree.app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    parsed.text = tree.app.help();
    return parsed;
  } catch (const CLI::CallForAllHelp&) {
    parsed.text = tree.app.help();
    return parsed;
  } catch (const CLI::ParseError& error) {
    std::string sentence = Printable(error.what());
    for (char& c : sentence) {
      if (c == '\n') c = ' ';
    }
    parsed.error = StrCat(sentence, " — `whyspec-server --help` lists commands and settings.");
    return parsed;
  }
  if (tree.version) {
    parsed.text = StrCat("whyspec-server ", Version(), "\n");
    return parsed;
  }
  for (const Setting& setting : AllSettings()) {
    const std::string name(setting.name);
    if (tree.app.count("--" + name) == 0) continue;
    tree.arguments.flags[name] =
        setting.value.empty() ? (tree.switches[name] ? "true" : "false") : tree.texts[name];
  }
  parsed.arguments = std::move(tree.arguments);
  return parsed;
}

}  // namespace whyspec::admin
