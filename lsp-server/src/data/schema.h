// Tables that describe the keys of a file: one source for checking it, for its
// JSON Schema in schemas/, for its documentation and for completion of keys.
//
// A table is constexpr data (Field arrays). Check() walks a Value along a table
// and reports what does not fit, naming the closest known key for a slip.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/value.h"

namespace whyspec::data {

enum class Type : std::uint8_t {
  kText,
  kDate,  // 2026-01-13 or an instant
  kNumber,
  kInteger,
  kBool,
  kEnum,        // one of Field::values
  kTextList,    // list of texts; one text alone is taken as a list of one
  kObject,      // Field::fields
  kObjectList,  // list of kObject
  kTextMap,     // any keys, text values
  kObjectMap,   // any keys, kObject values
  kRuleMap,     // rule id -> severity, or [severity, {options}]; checked by engine
  kAny,
};

struct Field {
  std::string_view key;
  Type type = Type::kText;
  std::string_view doc;                           // one or two plain sentences
  std::span<const std::string_view> values = {};  // kEnum
  std::span<const Field> fields = {};             // kObject, kObjectList, kObjectMap
  std::string_view default_text = {};             // as JSON, for docs and schema; "" = none
  bool required = false;
  // kObject: unknown keys are kept; only one that looks like a slip for a known key is told.
  bool free_keys = false;
};

struct Schema {
  std::string_view id;  // file name below schemas/, "config.schema.json"
  std::string_view title;
  std::string_view doc;
  std::span<const Field> fields;
  bool free_keys = false;  // the same for the top level (call records, front matter)
};

struct Problem {
  enum class Kind : std::uint8_t { kUnknownKey, kWrongType, kNotInEnum, kMissingKey, kDuplicateKey };
  Kind kind;
  std::string message;     // a sentence
  TextRange range;         // the key or value that is wrong
  std::string suggestion;  // closest known key or value; "" if none is near
};
std::vector<Problem> Check(const Value& value, const Schema& schema);

// JSON Schema 2020-12, two blanks of indent, keys in table order, final newline.
std::string ToJsonSchema(const Schema& schema);
// A Markdown table of the keys, for docs/.
std::string ToMarkdown(const Schema& schema);

}  // namespace whyspec::data
