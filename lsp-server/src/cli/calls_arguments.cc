#include "cli/calls_arguments.h"

#include <algorithm>

#include "base/strings.h"
#include "calls/read_export.h"

namespace whyspec::cli {
namespace {

void AddCallsCommon(Tree* tree, CLI::App* command) {
  CallsOptions* options = &tree->raw.arguments.calls;
  AddText(command, "--calls", &options->calls, "DIR", "Read the logged calls from this folder");
  AddText(command, "--limit", &tree->raw.limit, "N", "Print at most this many");
  AddChoice(tree, command, "--format", &options->format, {"text", "json"},
            "How to print them (default: text)");
  AddChoice(tree, command, "--color", &tree->raw.color, {"auto", "always", "never"},
            "Colours in text output (default: auto, on a terminal unless NO_COLOR is set)");
}

void AddCallsImport(Tree* tree, CLI::App* calls) {
  CLI::App* import = calls->add_subcommand("import", "Turn exports of recorders and CRMs into call files");
  CallsOptions* options = &tree->raw.arguments.calls;
  import->add_option("FILE", options->files, "Exports, or folders of them")
      ->type_name("FILE")
      ->option_text("...");
  AddText(import, "--from", &options->from, "FORMAT",
          "What the files are (default: auto, by their content); see the list below");
  AddText(import, "--into", &options->into, "DIR",
          "The folder to write to (default: the config's \"calls\")");
  import
      ->add_option("--columns", options->columns,
                   "Which column of a table holds what, as text=Verbatim,speaker=Intervenant")
      ->type_name("FIELD=COLUMN")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  import
      ->add_option("--own-domain", options->own_domains,
                   "A domain of your own e-mail addresses: who has one is internal, anyone else external")
      ->type_name("DOMAIN")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  import->add_flag("--dry-run", options->dry_run, "Say what would happen, and write nothing");
  import->add_flag("--keep-going", options->keep_going,
                   "Import the other calls where one cannot be read (default: none at all)");
  AddChoice(tree, import, "--format", &options->format, {"text", "json"},
            "How to print the summary (default: text)");
  AddChoice(tree, import, "--color", &tree->raw.color, {"auto", "always", "never"},
            "Colours in text output (default: auto, on a terminal unless NO_COLOR is set)");
  std::vector<std::string> formats;
  for (const calls::ExportFormat& format : calls::ExportFormats()) {
    formats.push_back(StrCat("  ", format.name,
                             std::string(14 - std::min<std::size_t>(13, format.name.size()), ' '),
                             format.title));
  }
  import->footer(StrCat("Formats for --from:\n", Join(formats, "\n"),
                        "\n\nExamples:\n"
                        "  whyspec calls import gong-calls.json gong-transcripts.json\n"
                        "  whyspec calls import entretiens.csv --columns text=Verbatim,speaker=Intervenant\n"
                        "  whyspec calls import exports/ --own-domain us.example --dry-run\n\n"
                        "Importing twice changes nothing, and an import happens whole or not at all."));
}

void AddCallsList(Tree* tree, CLI::App* calls) {
  CLI::App* list = calls->add_subcommand("list", "List the logged calls and how many specs cite them");
  AddText(list, "--account", &tree->raw.arguments.calls.account, "NAME",
          "Only calls with this account, or accounts below it");
  AddCallsCommon(tree, list);
}

void AddCallsShow(Tree* tree, CLI::App* calls) {
  CLI::App* show = calls->add_subcommand("show", "Print a call, or the excerpt a citation points at");
  AddText(show, "CALL", &tree->raw.arguments.calls.reference, "CALL",
          "Its id or file, with #t=07:40 or #turn=12-14 for an excerpt");
  AddCallsCommon(tree, show);
  show->footer(
      "Examples:\n  whyspec calls show acme-2026-01-13\n  whyspec calls show acme-2026-01-13#t=07:40");
}

void AddCallsSearch(Tree* tree, CLI::App* calls) {
  CLI::App* search = calls->add_subcommand("search", "Find the moments of calls where something was said");
  CallsOptions* options = &tree->raw.arguments.calls;
  search->add_option("QUERY", options->words, "A few words, a question, or a sentence of a spec")
      ->type_name("QUERY")
      ->option_text("...");
  AddText(search, "--call", &options->call, "CALL", "Only in this call");
  search->add_flag("--batch", options->batch, "Read queries from standard input, one JSON object a line");
  AddCallsCommon(tree, search);
  search->footer(
      "Examples:\n  whyspec calls search export par e-mail\n"
      "  whyspec calls search --batch < queries.jsonl > results.jsonl");
}

void AddCallsVerify(Tree* tree, CLI::App* calls) {
  CLI::App* verify = calls->add_subcommand("verify", "Check that a quote was really said");
  CallsOptions* options = &tree->raw.arguments.calls;
  verify->add_option("QUOTE", options->words, "[CALL] QUOTE; without a call, or with -, any call may hold it")
      ->type_name("QUOTE")
      ->option_text("...");
  verify->add_flag("--batch", options->batch, "Read quotes from standard input, one JSON object a line");
  AddCallsCommon(tree, verify);
  verify->footer(
      "Examples:\n  whyspec calls verify acme-2026-01-13 \"we type everything twice\"\n"
      "  whyspec calls verify \"we type everything twice\"\n\n"
      "Exit status: 0 said so (exact or edited), 1 not said so, 2 wrong use or an I/O failure.");
}

}  // namespace

void AddCalls(Tree* tree, CLI::App* app) {
  CLI::App* calls =
      app->add_subcommand(std::string(kCallsCommand), "Import, list, show, search and verify logged calls");
  calls->require_subcommand(0, 1);
  AddCallsImport(tree, calls);
  AddCallsList(tree, calls);
  AddCallsShow(tree, calls);
  AddCallsSearch(tree, calls);
  AddCallsVerify(tree, calls);
  for (CLI::App* command : calls->get_subcommands([](CLI::App*) { return true; })) {
    command->group("Commands");
    command->allow_extras();
  }
  calls->footer("`whyspec calls COMMAND --help` tells more about one command.");
}

std::string CallsSentence(Command command, const CallsOptions& options) {
  switch (command) {
    case Command::kCallsImport: {
      if (options.files.empty()) {
        return "`whyspec calls import` needs the files to import: `whyspec calls import export.json`.";
      }
      if (options.from != "auto") {
        std::vector<std::string> names = {"auto"};
        for (const calls::ExportFormat& format : calls::ExportFormats()) names.emplace_back(format.name);
        if (std::find(names.begin(), names.end(), options.from) == names.end()) {
          return ChoiceSentence({"--from", &options.from, std::move(names)});
        }
      }
      return "";
    }
    case Command::kCallsShow:
      if (!options.reference.empty()) return "";
      return "`whyspec calls show` needs a call: its id or file, as `whyspec calls show acme-2026-01-13`. "
             "`whyspec calls list` has them all.";
    case Command::kCallsSearch:
      if (options.batch && !options.words.empty()) {
        return "--batch reads its queries from standard input: give no QUERY with it.";
      }
      if (options.batch || !options.words.empty()) return "";
      return "`whyspec calls search` needs to know what to look for: `whyspec calls search export by "
             "e-mail`.";
    case Command::kCallsVerify:
      if (options.batch && !options.words.empty()) {
        return "--batch reads its quotes from standard input: give no QUOTE with it.";
      }
      if (options.words.size() > 2) {
        return "The quote is one argument: put quotation marks around it, as in `whyspec calls verify "
               "acme-2026-01-13 \"we type everything twice\"`.";
      }
      if (options.batch || !options.words.empty()) return "";
      return "`whyspec calls verify` needs a quote: `whyspec calls verify acme-2026-01-13 \"we type "
             "everything "
             "twice\"`.";
    default:
      return "";
  }
}

}  // namespace whyspec::cli
