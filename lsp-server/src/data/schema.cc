#include "data/schema.h"

#include "base/date.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace whyspec::data {
namespace {

std::string Expected(const Field& field) {
  switch (field.type) {
    case Type::kText:
      return "text";
    case Type::kDate:
      return "a date such as 2026-01-13";
    case Type::kNumber:
      return "a number";
    case Type::kInteger:
      return "a whole number";
    case Type::kBool:
      return "true or false";
    case Type::kEnum: {
      std::vector<std::string> values;
      for (const std::string_view value : field.values) values.push_back(StrCat("\"", value, "\""));
      return JoinWords(values, " or ");
    }
    case Type::kTextList:
      return "a list of texts";
    case Type::kObject:
      return "a group of keys";
    case Type::kObjectList:
      return "a list of groups of keys";
    case Type::kTextMap:
      return "a group of keys with texts";
    case Type::kObjectMap:
      return "a group of names, each with keys of its own";
    case Type::kRuleMap:
      return "a group of rule names, each with a severity";
    case Type::kAny:
      return "a value";
  }
  return "";
}

class Checker {
 public:
  explicit Checker(std::vector<Problem>* out) : out_(out) {}

  void Keys(const Value& map, std::span<const Field> fields, bool free_keys) {
    std::vector<std::string_view> known;
    for (const Field& field : fields) known.push_back(field.key);
    for (std::size_t i = 0; i < map.members.size(); ++i) {
      const Member& member = map.members[i];
      const auto field =
          std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.key == member.key; });
      if (field == fields.end()) {
        Unknown(member, known, free_keys, map);
        continue;
      }
      if (map.FindMember(member.key) != &member) {
        Add(Problem::Kind::kDuplicateKey, member.key_range,
            StrCat("\"", member.key, "\" stands here twice; the first one counts. Remove one."));
        continue;
      }
      One(*field, member.key, member.value);
    }
    for (const Field& field : fields) {
      if (field.required && map.Find(field.key) == nullptr) {
        const TextRange at{map.range.begin, std::min(map.range.end, map.range.begin + 1)};
        Add(Problem::Kind::kMissingKey, map.members.empty() ? at : map.members.front().key_range,
            StrCat("\"", field.key, "\" is missing: ", field.doc));
      }
    }
  }

 private:
  void Add(Problem::Kind kind, TextRange range, std::string message, std::string suggestion = "") {
    out_->push_back({kind, std::move(message), range, std::move(suggestion)});
  }

  void Unknown(const Member& member, const std::vector<std::string_view>& known, bool free_keys,
               const Value& map) {
    const std::string shown = Printable(Shorten(member.key, 60));
    const std::optional<std::string_view> closest = Closest(member.key, known);
    if (closest && map.Find(*closest) == nullptr) {
      Add(Problem::Kind::kUnknownKey, member.key_range,
          StrCat("\"", shown, "\" is no known key. Did you mean \"", *closest, "\"?"), std::string(*closest));
    } else if (!free_keys) {
      std::vector<std::string> words(known.begin(), known.end());
      Add(Problem::Kind::kUnknownKey, member.key_range,
          StrCat("\"", shown, "\" is no known key, so it does nothing. Known here: ", Join(words, ", "),
                 "."));
    }
  }

  void Wrong(const Field& field, std::string_view key, const Value& value) {
    Add(Problem::Kind::kWrongType, value.range,
        StrCat("\"", key, "\" needs ", Expected(field), ", not ", KindName(value.kind), "."));
  }

  void One(const Field& field, std::string_view key, const Value& value) {
    if (value.is(Kind::kNull)) return;  // "owner:" left empty says nothing, wrongly or not
    switch (field.type) {
      case Type::kAny:
        return;
      case Type::kText:
        if (!value.AsText()) Wrong(field, key, value);
        return;
      case Type::kDate: {
        const auto text = value.AsText();
        if (!text || !ParseInstant(*text)) {
          Add(Problem::Kind::kWrongType, value.range, StrCat("\"", key, "\" needs ", Expected(field), "."));
        }
        return;
      }
      case Type::kNumber:
        if (!value.AsNumber()) Wrong(field, key, value);
        return;
      case Type::kInteger:
        if (!value.AsInteger()) Wrong(field, key, value);
        return;
      case Type::kBool:
        if (!value.AsBool()) Wrong(field, key, value);
        return;
      case Type::kEnum:
        return Enum(field, key, value);
      case Type::kTextList:
        if (value.is(Kind::kList)) {
          for (const Value& item : value.items) {
            if (!item.AsText()) Wrong(Field{.key = field.key, .type = Type::kText}, key, item);
          }
        } else if (!value.AsText()) {
          Wrong(field, key, value);
        }
        return;
      case Type::kObject:
        if (value.is(Kind::kMap))
          Keys(value, field.fields, field.free_keys);
        else
          Wrong(field, key, value);
        return;
      case Type::kObjectList:
        if (!value.is(Kind::kList)) return Wrong(field, key, value);
        for (const Value& item : value.items) {
          if (item.is(Kind::kMap))
            Keys(item, field.fields, field.free_keys);
          else
            Wrong(Field{.key = field.key, .type = Type::kObject}, key, item);
        }
        return;
      case Type::kTextMap:
        if (!value.is(Kind::kMap)) return Wrong(field, key, value);
        for (const Member& member : value.members) {
          if (!member.value.AsText() && !member.value.is(Kind::kNull))
            Wrong(Field{.type = Type::kText}, member.key, member.value);
        }
        return;
      case Type::kObjectMap:
        if (!value.is(Kind::kMap)) return Wrong(field, key, value);
        for (const Member& member : value.members) {
          if (member.value.is(Kind::kMap))
            Keys(member.value, field.fields, field.free_keys);
          else
            Wrong(Field{.type = Type::kObject}, member.key, member.value);
        }
        return;
      case Type::kRuleMap:
        if (!value.is(Kind::kMap)) Wrong(field, key, value);
        return;
    }
  }

  void Enum(const Field& field, std::string_view key, const Value& value) {
    const auto text = value.AsText();
    if (text && std::find(field.values.begin(), field.values.end(), *text) != field.values.end()) return;
    if (!text) return Wrong(field, key, value);
    const std::optional<std::string_view> closest =
        Closest(*text, {field.values.begin(), field.values.end()});
    Add(Problem::Kind::kNotInEnum, value.range,
        StrCat("\"", Printable(Shorten(*text, 60)), "\" is no known value of \"", key, "\"; it can be ",
               Expected(field), "."),
        std::string(closest.value_or("")));
  }

  std::vector<Problem>* out_;
};

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out += '"';
}

// Writes JSON by hand: the schema's shape is known, and this layer's JSON library stays in json.cc.
class SchemaWriter {
 public:
  std::string Write(const Schema& schema) {
    Line(0, "{");
    Line(1, "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",");
    Line(1, StrCat("\"$id\": ", Quoted(schema.id), ","));
    Line(1, StrCat("\"title\": ", Quoted(schema.title), ","));
    Line(1, StrCat("\"description\": ", Quoted(schema.doc), ","));
    Object(1, schema.fields, schema.free_keys);
    Line(0, "}");
    return std::move(out_);
  }

 private:
  void Line(int depth, std::string_view text) {
    out_.append(static_cast<std::size_t>(depth) * 2, ' ').append(text).append("\n");
  }

  static std::string List(std::span<const std::string_view> values) {
    std::vector<std::string> quoted;
    for (const std::string_view value : values) quoted.push_back(Quoted(value));
    return StrCat("[", Join(quoted, ", "), "]");
  }

  // The lines of an object schema, without its braces.
  void Object(int depth, std::span<const Field> fields, bool free_keys) {
    Line(depth, "\"type\": \"object\",");
    std::vector<std::string_view> required;
    for (const Field& field : fields) {
      if (field.required) required.push_back(field.key);
    }
    if (!required.empty()) Line(depth, StrCat("\"required\": ", List(required), ","));
    Line(depth, StrCat("\"additionalProperties\": ", free_keys ? "true" : "false", ","));
    Line(depth, "\"properties\": {");
    for (std::size_t i = 0; i < fields.size(); ++i) {
      Line(depth + 1, StrCat(Quoted(fields[i].key), ": {"));
      Property(depth + 2, fields[i]);
      Line(depth + 1, i + 1 == fields.size() ? "}" : "},");
    }
    Line(depth, "}");
  }

  void Property(int depth, const Field& field) {
    Line(depth, StrCat("\"description\": ", Quoted(field.doc), ","));
    if (!field.default_text.empty()) Line(depth, StrCat("\"default\": ", field.default_text, ","));
    switch (field.type) {
      case Type::kText:
        return Line(depth, "\"type\": [\"string\", \"number\", \"boolean\", \"null\"]");
      case Type::kDate:
        return Line(depth, "\"type\": [\"string\", \"null\"]");
      case Type::kNumber:
        return Line(depth, "\"type\": [\"number\", \"string\", \"null\"]");
      case Type::kInteger:
        return Line(depth, "\"type\": [\"integer\", \"string\", \"null\"]");
      case Type::kBool:
        return Line(depth, "\"type\": [\"boolean\", \"null\"]");
      case Type::kEnum:
        return Line(depth, StrCat("\"enum\": ", List(field.values)));
      case Type::kTextList:
        Line(depth, "\"anyOf\": [");
        Line(depth + 1, "{ \"type\": [\"string\", \"null\"] },");
        Line(depth + 1,
             "{ \"type\": \"array\", \"items\": { \"type\": [\"string\", \"number\", \"boolean\"] } }");
        return Line(depth, "]");
      case Type::kObject:
        return Object(depth, field.fields, field.free_keys);
      case Type::kObjectList:
        Line(depth, "\"type\": \"array\",");
        Line(depth, "\"items\": {");
        Object(depth + 1, field.fields, field.free_keys);
        return Line(depth, "}");
      case Type::kTextMap:
        Line(depth, "\"type\": \"object\",");
        return Line(
            depth, "\"additionalProperties\": { \"type\": [\"string\", \"number\", \"boolean\", \"null\"] }");
      case Type::kObjectMap:
        Line(depth, "\"type\": \"object\",");
        Line(depth, "\"additionalProperties\": {");
        Object(depth + 1, field.fields, field.free_keys);
        return Line(depth, "}");
      case Type::kRuleMap: {
        static constexpr std::string_view kSeverity =
            "{ \"enum\": [\"off\", \"hint\", \"info\", \"warning\", \"error\", \"default\"] }";
        Line(depth, "\"type\": \"object\",");
        Line(depth, "\"additionalProperties\": {");
        Line(depth + 1, "\"anyOf\": [");
        Line(depth + 2, StrCat(kSeverity, ","));
        Line(depth + 2, "{");
        Line(depth + 3, "\"type\": \"array\",");
        Line(depth + 3, StrCat("\"prefixItems\": [", kSeverity, ", { \"type\": \"object\" }],"));
        Line(depth + 3, "\"minItems\": 1,");
        Line(depth + 3, "\"maxItems\": 2");
        Line(depth + 2, "}");
        Line(depth + 1, "]");
        return Line(depth, "}");
      }
      case Type::kAny:
        return Line(depth, "\"$comment\": \"any value\"");
    }
  }

  std::string out_;
};

void MarkdownRows(std::span<const Field> fields, const std::string& prefix, std::string& out) {
  for (const Field& field : fields) {
    const std::string key = prefix + std::string(field.key);
    std::string doc(field.doc);
    for (std::size_t at = doc.find('|'); at != std::string::npos; at = doc.find('|', at + 2))
      doc.insert(at, "\\");
    out += StrCat("| `", key, "` | ", Expected(field), " | ",
                  field.default_text.empty() ? "" : StrCat("`", field.default_text, "`"), " | ", doc, " |\n");
    if (field.fields.empty()) continue;
    const std::string_view step = field.type == Type::kObjectList  ? "[]."
                                  : field.type == Type::kObjectMap ? ".NAME."
                                                                   : ".";
    MarkdownRows(field.fields, key + std::string(step), out);
  }
}

}  // namespace

std::vector<Problem> Check(const Value& value, const Schema& schema) {
  std::vector<Problem> problems;
  if (value.is(Kind::kNull)) return problems;
  if (!value.is(Kind::kMap)) {
    problems.push_back({Problem::Kind::kWrongType,
                        StrCat(schema.title, " must be a group of keys, not ", KindName(value.kind), "."),
                        value.range, ""});
    return problems;
  }
  Checker(&problems).Keys(value, schema.fields, schema.free_keys);
  return problems;
}

std::string ToJsonSchema(const Schema& schema) { return SchemaWriter().Write(schema); }

std::string ToMarkdown(const Schema& schema) {
  std::string out = "| Key | Value | Default | Meaning |\n|---|---|---|---|\n";
  MarkdownRows(schema.fields, "", out);
  return out;
}

}  // namespace whyspec::data
