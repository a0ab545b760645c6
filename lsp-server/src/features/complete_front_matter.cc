// Completion of front-matter keys and values, for specs and for Markdown calls.
#include <algorithm>
#include <set>
#include <tuple>

#include "base/strings.h"
#include "base/uri.h"
#include "calls/read_call.h"
#include "features/call_face.h"
#include "features/completion_items.h"
#include "features/markdown_escape.h"
#include "features/schema_spot.h"
#include "features/spots.h"
#include "rules/registry.h"

namespace whyspec::features {
namespace {

constexpr std::size_t kMaxSpecsRead = 2'000;
constexpr std::int64_t kWaiverDays = 90;

std::span<const data::Field> FieldsAt(const data::Schema& schema, std::string_view path) {
  if (path.empty()) return schema.fields;
  const data::Field* field = FindField(schema, path);
  return field == nullptr ? std::span<const data::Field>() : field->fields;
}

// What a key needs behind it to be ready for its value.
std::pair<std::string, std::string> KeyForms(const data::Field& field) {
  const std::string key(field.key);
  switch (field.type) {
    case data::Type::kTextList:
      return {key + ": []", key + ": [$0]"};
    case data::Type::kObject:
    case data::Type::kTextMap:
    case data::Type::kObjectMap:
    case data::Type::kRuleMap:
      return {key + ":", key + ":\n  $0"};
    case data::Type::kObjectList:
      return {key + ":", key + ":\n  - $0"};
    default:
      return {key + ": ", ""};
  }
}

void AddKeys(const data::Schema& schema, std::string_view kind, const TypingContext& context,
             const std::vector<std::string>& taken, CompletionItems& items) {
  for (const data::Field& field : FieldsAt(schema, context.path)) {
    if (std::find(taken.begin(), taken.end(), field.key) != taken.end()) continue;
    const std::string path =
        context.path.empty() ? std::string(field.key) : StrCat(context.path, ".", field.key);
    CompletionItem item{.label = std::string(field.key),
                        .detail = FieldType(field),
                        .filter_text = std::string(field.key),
                        .text = std::string(field.key),
                        .kind = CompletionKind::kKey,
                        .resolve_id = StrCat(kind, "|", path)};
    if (!context.colon_follows) {
      std::tie(item.text, item.snippet) = KeyForms(field);
      item.ask_again = true;
    }
    items.Add(std::move(item), field.required ? 1 : 0);
  }
}

void AddValue(CompletionItems& items, std::string_view value, std::string_view detail,
              CompletionKind kind = CompletionKind::kValue, std::string resolve_id = "") {
  if (value.empty()) return;
  items.Add({.label = PlainLine(value),
             .detail = PlainLine(detail),
             .filter_text = PlainLine(value),
             .text = PlainLine(value),
             .kind = kind,
             .resolve_id = std::move(resolve_id)});
}

void AddTyped(const data::Field& field, Date today, CompletionItems& items) {
  if (field.type == data::Type::kEnum) {
    for (const std::string_view value : field.values) AddValue(items, value, "");
  } else if (field.type == data::Type::kBool) {
    AddValue(items, "true", "");
    AddValue(items, "false", "");
  } else if (field.type == data::Type::kDate) {
    AddValue(items, FormatDate(today), "today");
  }
}

// Personas of the config and of everyone in the calls; names never are among them.
void AddPersonas(const engine::Snapshot& snapshot, CompletionItems& items) {
  std::set<std::string> personas(snapshot.config->glossary.personas.begin(),
                                 snapshot.config->glossary.personas.end());
  for (const calls::CallSummary& summary : snapshot.log->List()) {
    personas.insert(summary.personas.begin(), summary.personas.end());
  }
  for (const std::string& persona : personas) AddValue(items, persona, "", CompletionKind::kPersona);
}

void AddSegments(const engine::Snapshot& snapshot, CompletionItems& items) {
  std::set<std::string> segments(snapshot.config->glossary.segments.begin(),
                                 snapshot.config->glossary.segments.end());
  for (const auto& account : snapshot.log->Accounts()) segments.insert(account->segment);
  for (const std::string& segment : segments) AddValue(items, segment, "", CompletionKind::kPersona);
}

void AddSpecIds(const engine::Snapshot& snapshot, World& world, CompletionItems& items) {
  std::size_t read = 0;
  for (const std::string& path : world.SpecPaths()) {
    if (path == snapshot.spec->path) continue;
    if (++read > kMaxSpecsRead) {
      items.MarkIncomplete();
      return;
    }
    const auto text = world.TextOf(path);
    const auto front_matter = text ? markdown::FindFrontMatter(*text) : std::nullopt;
    if (!front_matter) continue;
    const data::Parsed yaml = data::ParseYaml(Cut(*text, front_matter->inner));
    AddValue(items, data::TextOr(yaml.root, "id"), data::TextOr(yaml.root, "title", Basename(path)));
  }
}

void AddProfiles(const engine::Snapshot& snapshot, CompletionItems& items) {
  for (const auto& [name, profile] : snapshot.config->profiles) AddValue(items, name, profile->description);
  for (const rules::Profile& profile : rules::BuiltinProfiles())
    AddValue(items, profile.name, profile.description);
}

void AddRules(CompletionItems& items) {
  for (const rules::Rule* rule : rules::AllRules()) {
    if (rule->info.report_only) continue;
    AddValue(items, rule->info.id, rule->info.summary, CompletionKind::kRule,
             StrCat(kResolveRule, "|", rule->info.id));
  }
}

void AddSpecValues(const engine::Snapshot& snapshot, World& world, const std::string& path,
                   CompletionItems& items) {
  if (path == "personas" || path == "usage.actors") {
    AddPersonas(snapshot, items);
  } else if (path == "segments") {
    AddSegments(snapshot, items);
  } else if (path == "profile") {
    AddProfiles(snapshot, items);
  } else if (path == "waivers.rule") {
    AddRules(items);
  } else if (path == "waivers.until") {
    AddValue(items, FormatDate(DateFromDays(DaysSinceEpoch(snapshot.today) + kWaiverDays)), "in 90 days");
  } else if (path == "see_also" || path == "supersedes" || path == "superseded_by") {
    AddSpecIds(snapshot, world, items);
  } else if (path == "language") {
    for (const std::string_view code : {"en", "fr", "de", "es"}) AddValue(items, code, "");
  } else if (path == "type") {
    AddValue(items, "spec", "marks this file as a spec");
  } else if (const data::Field* field = FindField(rules::kSpecFrontMatterSchema, path)) {
    AddTyped(*field, snapshot.today, items);
  }
}

// "- x" under a key of texts is a value, under a key of entries the first key of one.
bool IsListValue(const data::Schema& schema, const TypingContext& context) {
  const data::Field* field = FindField(schema, context.path);
  return context.what == Typing::kValue ||
         (context.in_list && field != nullptr && field->type != data::Type::kObjectList);
}

}  // namespace

void CompleteFrontMatter(const engine::Snapshot& snapshot, World& world, const TypingContext& context,
                         CompletionItems& items) {
  if (IsListValue(rules::kSpecFrontMatterSchema, context)) {
    AddSpecValues(snapshot, world, context.path, items);
    return;
  }
  std::vector<std::string> taken;
  if (context.path.empty()) taken = TopLevelKeys(snapshot.spec->text(), context.replace.begin);
  AddKeys(rules::kSpecFrontMatterSchema, kResolveKey, context, taken, items);
}

void CompleteCallFrontMatter(const CallDocument& call, World& world, const TypingContext& context,
                             CompletionItems& items) {
  if (IsListValue(calls::kCallSchema, context)) {
    if (context.path == "account") {
      for (const auto& account : world.Log()->Accounts()) {
        AddValue(items, account->id, AccountFace(*account, *world.Log(), rules::Language::kEnglish),
                 CompletionKind::kAccount);
      }
    } else if (const data::Field* field = FindField(calls::kCallSchema, context.path)) {
      if (field->type == data::Type::kEnum || field->type == data::Type::kBool)
        AddTyped(*field, Date{}, items);
    }
    return;
  }
  std::vector<std::string> taken;
  if (context.path.empty()) taken = TopLevelKeys(call.text, context.replace.begin);
  AddKeys(calls::kCallSchema, kResolveCallKey, context, taken, items);
}

}  // namespace whyspec::features
