// Front matter of a spec, read leniently.
#include <array>
#include <utility>

#include "base/unicode.h"
#include "rules/spec.h"

namespace whyspec::rules {
namespace {

constexpr std::array<std::pair<std::string_view, SpecStatus>, 7> kStatuses = {{
    {"draft", SpecStatus::kDraft},
    {"review", SpecStatus::kReview},
    {"ready", SpecStatus::kReady},
    {"committed", SpecStatus::kCommitted},
    {"shipped", SpecStatus::kShipped},
    {"declined", SpecStatus::kDeclined},
    {"superseded", SpecStatus::kSuperseded},
}};

// A list of texts, or one text alone.
std::vector<std::string> ReadTexts(const data::Value* value) {
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  if (!value->is(data::Kind::kList)) {
    if (const auto text = value->AsText(); text && !Trim(*text).empty()) texts.emplace_back(Trim(*text));
    return texts;
  }
  for (const data::Value& item : value->items) {
    if (const auto text = item.AsText(); text && !Trim(*text).empty()) texts.emplace_back(Trim(*text));
  }
  return texts;
}

std::vector<Waiver> ReadWaivers(const data::Value* list) {
  std::vector<Waiver> waivers;
  if (list == nullptr || !list->is(data::Kind::kList)) return waivers;
  for (const data::Value& item : list->items) {
    if (!item.is(data::Kind::kMap)) continue;
    Waiver waiver;
    waiver.rule = data::TextOr(item, "rule");
    waiver.reason = data::TextOr(item, "reason");
    waiver.by = data::TextOr(item, "by");
    waiver.range = item.range;
    if (const data::Value* rule = item.Find("rule")) waiver.rule_range = rule->range;
    if (const data::Value* until = item.Find("until")) {
      if (const auto text = until->AsText()) waiver.until = ParseDate(*text);
    }
    waivers.push_back(std::move(waiver));
  }
  return waivers;
}

}  // namespace

std::optional<SpecStatus> ParseSpecStatus(std::string_view text) {
  const std::string folded = Fold(Trim(text));
  for (const auto& [name, status] : kStatuses) {
    if (folded == name) return status;
  }
  return std::nullopt;
}

std::string_view Name(SpecStatus status) { return kStatuses[static_cast<std::size_t>(status)].first; }

SpecMeta ReadSpecMeta(const markdown::Document& document) {
  SpecMeta meta;
  const markdown::FrontMatter* front_matter = document.front_matter();
  if (front_matter == nullptr) return meta;
  const data::Value& root = front_matter->yaml.root;
  meta.id = data::TextOr(root, "id");
  meta.title = data::TextOr(root, "title");
  meta.owner = data::TextOr(root, "owner");
  meta.language = data::TextOr(root, "language");
  meta.profile = data::TextOr(root, "profile");
  meta.type = data::TextOr(root, "type");
  meta.outcome = data::TextOr(root, "outcome");
  meta.status = ParseSpecStatus(data::TextOr(root, "status"));
  meta.small = Fold(Trim(data::TextOr(root, "size"))) == "small";
  meta.personas = ReadTexts(root.Find("personas"));
  meta.segments = ReadTexts(root.Find("segments"));
  meta.questions = ReadTexts(root.Find("questions"));
  meta.waivers = ReadWaivers(root.Find("waivers"));
  if (const data::Value* id = root.Find("id")) meta.id_range = id->range;
  if (const data::Value* status = root.Find("status")) meta.status_range = status->range;
  if (const data::Value* personas = root.Find("personas")) meta.personas_range = personas->range;
  return meta;
}

}  // namespace whyspec::rules
