#include "cli/completions.h"

#include "base/strings.h"
#include "calls/read_export.h"
#include "cli/commands.h"
#include "rules/profile.h"
#include "rules/registry.h"

namespace whyspec::cli {
namespace {

enum class Values { kNone, kWords, kFiles, kFolders };

struct ValueInfo {
  Values kind = Values::kNone;
  std::vector<std::string> words;
};

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> out;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  out.emplace_back(text);
  return out;
}

// The name of a value says how to complete it ("text|json", "FILE", "RULE").
ValueInfo ValuesOf(const OptionDescription& option, const CompletionWords& words) {
  if (option.value == "FILE" || option.value == "PATH") return {Values::kFiles, {}};
  if (option.value == "DIR") return {Values::kFolders, {}};
  if (option.value == "RULE") return {Values::kWords, words.rules};
  if (option.value == "FORMAT") return {Values::kWords, words.formats};
  if (option.value == "PROFILE") return {Values::kWords, words.profiles};
  if (option.value.find('|') != std::string::npos) return {Values::kWords, Split(option.value, '|')};
  return {};
}

const std::string& LongName(const OptionDescription& option) { return option.names.back(); }

// Inside single quotes of a shell.
std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::vector<std::string> AllNames(const CommandDescription& command) {
  std::vector<std::string> names;
  for (const OptionDescription& option : command.options)
    names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

// "calls search" is a command of `calls`.
bool IsBelow(const CommandDescription& command) { return command.name.find(' ') != std::string::npos; }
std::string LastWord(const CommandDescription& command) {
  return command.name.substr(command.name.rfind(' ') + 1);
}
std::vector<std::string> NamesBelow(const std::vector<CommandDescription>& commands,
                                    const CommandDescription& command) {
  std::vector<std::string> names;
  for (const CommandDescription& other : commands) {
    if (other.name.starts_with(command.name + " ")) names.push_back(LastWord(other));
  }
  return names;
}

std::string BashReply(const ValueInfo& values) {
  switch (values.kind) {
    case Values::kWords:
      return StrCat("COMPREPLY=($(compgen -W ", Quoted(Join(values.words, " ")), " -- \"$cur\"))");
    case Values::kFiles:
      return "COMPREPLY=($(compgen -f -- \"$cur\")); compopt -o filenames 2>/dev/null";
    case Values::kFolders:
      return "COMPREPLY=($(compgen -d -- \"$cur\")); compopt -o filenames 2>/dev/null";
    case Values::kNone:
      break;
  }
  return "COMPREPLY=()";
}

}  // namespace

std::string BashCompletions(const std::vector<CommandDescription>& commands, const CompletionWords& words) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < commands.size(); ++i) {
    if (!IsBelow(commands[i])) names.push_back(commands[i].name);
  }
  std::string out = StrCat(
      "# Completion of `whyspec` for bash; load it with: source <(whyspec completions bash)\n"
      "_whyspec() {\n"
      "  local cur=\"${COMP_WORDS[COMP_CWORD]}\" prev=\"${COMP_WORDS[COMP_CWORD-1]}\" command=\"\" place=-1 "
      "i\n"
      "  # Bash splits --format=json at the sign.\n"
      "  if [[ \"$cur\" == \"=\" ]]; then cur=\"\"; elif [[ \"$prev\" == \"=\" ]]; then "
      "prev=\"${COMP_WORDS[COMP_CWORD-2]}\"; fi\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"${COMP_WORDS[i]}\" in\n"
      "      -*) ;;\n"
      "      *) if [[ -z \"$command\" ]]; then command=\"${COMP_WORDS[i]}\"\n"
      "         elif [[ \"$command\" == calls ]]; then command=\"calls ${COMP_WORDS[i]}\"\n"
      "         else place=$((place + 1)); fi ;;\n"
      "    esac\n"
      "  done\n"
      "  place=$((place + 1))\n"
      "  case \"$command\" in\n"
      "    '')\n"
      "      COMPREPLY=($(compgen -W ",
      Quoted(Join(names, " ") + " " + Join(AllNames(commands[0]), " ")), " -- \"$cur\"))\n      ;;\n");
  for (std::size_t i = 1; i < commands.size(); ++i) {
    const CommandDescription& command = commands[i];
    out += StrCat("    '", command.name, "')\n      case \"$prev\" in\n");
    for (const OptionDescription& option : command.options) {
      if (option.value.empty()) continue;
      out += StrCat("        ", Join(option.names, "|"), ") ", BashReply(ValuesOf(option, words)),
                    "; return ;;\n");
    }
    out += StrCat("      esac\n      if [[ \"$cur\" == -* ]]; then\n        COMPREPLY=($(compgen -W ",
                  Quoted(Join(AllNames(command), " ")), " -- \"$cur\"))\n        return\n      fi\n");
    const std::vector<std::string> below = NamesBelow(commands, command);
    if (!below.empty()) {
      out += StrCat("      ", BashReply({Values::kWords, below}), "\n");
    } else if (command.positionals.size() == 1) {
      out += StrCat("      ", BashReply(ValuesOf(command.positionals[0], words)), "\n");
    } else if (!command.positionals.empty()) {
      out += "      case \"$place\" in\n";
      for (std::size_t place = 0; place < command.positionals.size(); ++place) {
        out +=
            StrCat("        ", place, ") ", BashReply(ValuesOf(command.positionals[place], words)), " ;;\n");
      }
      out += "      esac\n";
    }
    out += "      ;;\n";
  }
  return out + "  esac\n}\ncomplete -F _whyspec whyspec\n";
}

namespace {

// In an _arguments spec: brackets and colons are syntax, quotes end it.
std::string ZshEscaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out;
}

std::string ZshAction(const ValueInfo& values) {
  switch (values.kind) {
    case Values::kWords:
      return StrCat("(", Join(values.words, " "), ")");
    case Values::kFiles:
      return "_files";
    case Values::kFolders:
      return "_files -/";
    case Values::kNone:
      break;
  }
  return " ";
}

// `_arguments` with every option and positional of a command.
std::string ZshArguments(const CommandDescription& command, const CompletionWords& words,
                         const std::string& indent) {
  std::string out = indent + "_arguments";
  for (const OptionDescription& option : command.options) {
    for (const std::string& name : option.names) {
      out += StrCat(" \\\n", indent, "  '", name, "[", ZshEscaped(option.description), "]");
      if (!option.value.empty())
        out += StrCat(":", ZshEscaped(option.value), ":", ZshAction(ValuesOf(option, words)));
      out += "'";
    }
  }
  for (const OptionDescription& positional : command.positionals) {
    const ValueInfo values = ValuesOf(positional, words);
    const bool many = positional.value == "PATH" || positional.value == "FILE";
    out += StrCat(" \\\n", indent, "  '", many ? "*" : "", ":", ZshEscaped(positional.description), ":",
                  ZshAction(values), "'");
  }
  return out + "\n";
}

}  // namespace

std::string ZshCompletions(const std::vector<CommandDescription>& commands, const CompletionWords& words) {
  std::string out =
      "#compdef whyspec\n"
      "# Completion of `whyspec` for zsh; put it into a folder of $fpath as _whyspec.\n"
      "_whyspec() {\n"
      "  local curcontext=\"$curcontext\" state line\n"
      "  typeset -A opt_args\n"
      "  _arguments -C \\\n";
  for (const OptionDescription& option : commands[0].options) {
    for (const std::string& name : option.names)
      out += StrCat("    '", name, "[", ZshEscaped(option.description), "]' \\\n");
  }
  out +=
      "    '1:command:->command' \\\n"
      "    '*::argument:->argument'\n"
      "  case $state in\n"
      "    command)\n"
      "      local -a commands=(\n";
  for (std::size_t i = 1; i < commands.size(); ++i) {
    if (IsBelow(commands[i])) continue;
    out += StrCat("        '", commands[i].name, ":", ZshEscaped(commands[i].description), "'\n");
  }
  out += "      )\n      _describe command commands\n      ;;\n    argument)\n      case $line[1] in\n";
  for (std::size_t i = 1; i < commands.size(); ++i) {
    if (IsBelow(commands[i])) continue;
    const CommandDescription& command = commands[i];
    out += StrCat("        ", command.name, ")\n");
    const std::vector<std::string> below = NamesBelow(commands, command);
    if (below.empty()) {
      out += ZshArguments(command, words, "          ") + "          ;;\n";
      continue;
    }
    out += "          if (( CURRENT == 2 )); then\n            local -a below=(\n";
    for (const CommandDescription& other : commands) {
      if (!other.name.starts_with(command.name + " ")) continue;
      out += StrCat("              '", LastWord(other), ":", ZshEscaped(other.description), "'\n");
    }
    out += "            )\n            _describe command below\n            return\n          fi\n";
    out += "          local below_command=$words[2]\n          shift words\n          (( CURRENT-- ))\n";
    out += "          case $below_command in\n";
    for (const CommandDescription& other : commands) {
      if (!other.name.starts_with(command.name + " ")) continue;
      out += StrCat("            ", LastWord(other), ")\n", ZshArguments(other, words, "              "),
                    "              ;;\n");
    }
    out += "          esac\n          ;;\n";
  }
  return out +
         "      esac\n      ;;\n  esac\n}\n"
         "if [ \"$funcstack[1]\" = \"_whyspec\" ]; then\n  _whyspec \"$@\"\nelse\n  compdef _whyspec "
         "whyspec\nfi\n";
}

namespace {

std::string FishQuoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string FishValues(const ValueInfo& values) {
  switch (values.kind) {
    case Values::kWords:
      return StrCat(" -x -a ", FishQuoted(Join(values.words, " ")));
    case Values::kFiles:
      return " -r -F";
    case Values::kFolders:
      return " -x -a '(__fish_complete_directories)'";
    case Values::kNone:
      break;
  }
  return " -x";
}

}  // namespace

std::string FishCompletions(const std::vector<CommandDescription>& commands, const CompletionWords& words) {
  std::string out =
      "# Completion of `whyspec` for fish; save it as ~/.config/fish/completions/whyspec.fish\n"
      "complete -c whyspec -f\n";
  for (const OptionDescription& option : commands[0].options) {
    out += StrCat("complete -c whyspec -l ", LongName(option).substr(2), " -d ",
                  FishQuoted(option.description), "\n");
  }
  for (std::size_t i = 1; i < commands.size(); ++i) {
    const CommandDescription& command = commands[i];
    const std::string parent = command.name.substr(0, command.name.find(' '));
    std::string when = StrCat("complete -c whyspec -n '__fish_seen_subcommand_from ", command.name, "'");
    if (IsBelow(command)) {
      const std::string names = Join(NamesBelow(commands, {.name = parent}), " ");
      out += StrCat("complete -c whyspec -n '__fish_seen_subcommand_from ", parent,
                    "; and not __fish_seen_subcommand_from ", names, "' -a ", LastWord(command), " -d ",
                    FishQuoted(command.description), "\n");
      when = StrCat("complete -c whyspec -n '__fish_seen_subcommand_from ", parent,
                    "; and __fish_seen_subcommand_from ", LastWord(command), "'");
    } else {
      out += StrCat("complete -c whyspec -n __fish_use_subcommand -a ", command.name, " -d ",
                    FishQuoted(command.description), "\n");
    }
    for (const OptionDescription& option : command.options) {
      out += StrCat(when, " -l ", LongName(option).substr(2),
                    option.value.empty() ? std::string() : FishValues(ValuesOf(option, words)), " -d ",
                    FishQuoted(option.description), "\n");
    }
    for (const OptionDescription& positional : command.positionals) {
      const ValueInfo values = ValuesOf(positional, words);
      if (values.kind == Values::kFiles || values.kind == Values::kFolders) out += StrCat(when, " -F\n");
      if (values.kind == Values::kWords)
        out += StrCat(when, " -a ", FishQuoted(Join(values.words, " ")), "\n");
    }
  }
  return out;
}

int RunCompletions(const Context& context, const std::string& shell) {
  CompletionWords words;
  for (const rules::Rule* rule : rules::AllRules()) words.rules.emplace_back(rule->info.id);
  for (const rules::Profile& profile : rules::BuiltinProfiles()) words.profiles.push_back(profile.name);
  words.formats.emplace_back("auto");
  for (const calls::ExportFormat& format : calls::ExportFormats()) words.formats.emplace_back(format.name);
  const std::vector<CommandDescription> commands = DescribeCommands();
  context.out() << (shell == "bash"  ? BashCompletions(commands, words)
                    : shell == "zsh" ? ZshCompletions(commands, words)
                                     : FishCompletions(commands, words));
  return kClean;
}

}  // namespace whyspec::cli
