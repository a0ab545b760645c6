#include "features/speaker_name.h"

#include <algorithm>
#include <functional>

#include "data/value.h"
#include "features/citing.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

// Calls `visit` with each entry of the accounts file: a list at the top, or under `accounts`.
void ForEachEntry(const data::Value& root, const std::function<void(const data::Value&)>& visit) {
  const data::Value* list = root.is(data::Kind::kMap) ? root.Find("accounts") : &root;
  if (list == nullptr && root.is(data::Kind::kMap)) list = &root;
  if (list->is(data::Kind::kMap)) {
    visit(*list);
    return;
  }
  for (const data::Value& item : list->items) visit(item);
}

}  // namespace

TextRange Unquoted(std::string_view text, TextRange range) {
  const std::string_view written = Cut(text, range);
  if (written.size() >= 2 && (written.front() == '"' || written.front() == '\'') &&
      written.back() == written.front()) {
    return {range.begin + 1, range.end - 1};
  }
  return range;
}

TextRange SpeakerNameIn(const CallDocument& call, std::uint32_t turn) {
  if (call.call == nullptr || turn >= call.call->turns.size()) return {};
  const calls::Turn& said = call.call->turns[turn];
  const TextRange source = Within(said.source, call.text.size());
  if (source.empty() || said.speaker.empty()) return {};
  const std::string_view written = Cut(call.text, source);
  // The words begin where the first of them stands; the name stands before.
  const std::string_view first_line = std::string_view(said.text).substr(0, said.text.find('\n'));
  std::size_t words = first_line.empty() ? std::string_view::npos : written.find(first_line.substr(0, 24));
  words = std::min(words, written.size());
  const calls::Participant* who = call.call->FindParticipant(said.speaker);
  std::size_t found = std::string_view::npos;
  std::size_t length = 0;
  const std::string_view known = who == nullptr ? std::string_view() : std::string_view(who->name);
  for (const std::string_view name : {known, std::string_view(said.speaker)}) {
    if (name.empty()) continue;
    found = written.substr(0, words).find(name);
    length = name.size();
    if (found != std::string_view::npos) break;
  }
  if (found == std::string_view::npos) return {};
  const Offset begin = source.begin + static_cast<Offset>(found);
  return {begin, begin + static_cast<Offset>(length)};
}

std::optional<AccountReference> ParentReferenceAt(const AccountsDocument& accounts, Offset at) {
  const data::Parsed yaml = data::ParseYaml(accounts.text);
  std::optional<AccountReference> out;
  ForEachEntry(yaml.root, [&](const data::Value& entry) {
    const data::Value* parent = entry.Find("parent");
    if (parent == nullptr || !parent->range.Touches(at) || parent->text.empty()) return;
    out = AccountReference{.range = Unquoted(accounts.text, parent->range), .text = parent->text};
  });
  return out;
}

std::vector<TextRange> AccountReferences(const AccountsDocument& accounts, std::string_view id) {
  const data::Parsed yaml = data::ParseYaml(accounts.text);
  std::vector<TextRange> out;
  ForEachEntry(yaml.root, [&](const data::Value& entry) {
    for (const std::string_view key : {"id", "parent"}) {
      const data::Value* value = entry.Find(key);
      if (value != nullptr && value->text == id) out.push_back(Unquoted(accounts.text, value->range));
    }
  });
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace whyspec::features
