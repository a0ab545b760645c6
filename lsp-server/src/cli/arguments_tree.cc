#include "cli/arguments_tree.h"

#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::cli {
namespace {

constexpr std::string_view kDescription =
    "Whyspec keeps the why in feature specs: it tells you which business context is missing,\n"
    "and holds each quote against the call where a customer said it.";

}  // namespace

Tree::Tree() : app(std::string(kDescription), "whyspec") {}

CLI::Option* AddText(CLI::App* command, const std::string& name, std::string* target,
                     const std::string& value_name, const std::string& description) {
  return command->add_option(name, *target, description)->type_name(value_name)->take_last();
}

void AddChoice(Tree* tree, CLI::App* command, const std::string& name, std::string* target,
               std::vector<std::string> allowed, const std::string& description) {
  AddText(command, name, target, Join(allowed, "|"), description);
  tree->choices.push_back({name, target, std::move(allowed)});
}

std::string DidYouMean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const std::optional<std::string_view> closest = Closest(word, views);
  return closest ? StrCat(" Did you mean ", *closest, "?") : "";
}

std::string ChoiceSentence(const Choice& choice) {
  return StrCat(choice.name, " cannot be \"", Printable(*choice.value), "\": choose ",
                JoinWords(choice.allowed, " or "), ".", DidYouMean(*choice.value, choice.allowed));
}

}  // namespace whyspec::cli
