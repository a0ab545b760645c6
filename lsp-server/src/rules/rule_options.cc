#include <cassert>
#include <charconv>

#include "rules/rule.h"

namespace whyspec::rules {
namespace {

const OptionInfo* FindOption(const RuleInfo& info, std::string_view key) {
  for (const OptionInfo& option : info.options) {
    if (option.key == key) return &option;
  }
  return nullptr;
}

}  // namespace

std::int64_t RuleOptions::Integer(std::string_view key) const {
  const OptionInfo* option = FindOption(*info_, key);
  assert(option != nullptr);
  if (const data::Value* value = configured_ == nullptr ? nullptr : configured_->Find(key)) {
    if (const auto number = value->AsInteger()) return *number;
  }
  std::int64_t number = 0;
  const std::string_view text = option == nullptr ? "0" : option->default_json;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

double RuleOptions::Number(std::string_view key) const {
  const OptionInfo* option = FindOption(*info_, key);
  assert(option != nullptr);
  if (const data::Value* value = configured_ == nullptr ? nullptr : configured_->Find(key)) {
    if (const auto number = value->AsNumber()) return *number;
  }
  double number = 0;
  const std::string_view text = option == nullptr ? "0" : option->default_json;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<std::string> RuleOptions::Texts(std::string_view key) const {
  const OptionInfo* option = FindOption(*info_, key);
  assert(option != nullptr);
  std::vector<std::string> texts;
  const auto read = [&texts](const data::Value& list) {
    for (const data::Value& item : list.items) {
      if (const auto text = item.AsText()) texts.emplace_back(*text);
    }
  };
  const data::Value* value = configured_ == nullptr ? nullptr : configured_->Find(key);
  if (value != nullptr && value->is(data::Kind::kList)) {
    read(*value);
  } else if (option != nullptr) {
    read(data::ParseJson(option->default_json).root);
  }
  return texts;
}

}  // namespace whyspec::rules
