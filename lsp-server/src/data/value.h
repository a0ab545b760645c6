// A tree of values that knows where each key and value stands in its file.
//
// One shape for everything that is written by hand or exported by a vendor:
// whyspec.json, front matter, call files, accounts.yaml. ParseYaml (yaml-cpp) and
// ParseJson (nlohmann-json) make it; the readers above never see either library.
// Parsing cannot fail: it returns what could be read and the errors found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_range.h"

namespace whyspec::data {

enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kList, kMap };
std::string_view KindName(Kind kind);  // "text", "a number", "a list" … for messages

struct Member;

struct Value {
  Kind kind = Kind::kNull;
  // kString: decoded text. kNumber, kBool: as spelt in the file, so that a
  // 20-digit id or "1.10" keeps every digit.
  std::string text;
  TextRange range;              // of the whole value, quotes and brackets included
  std::vector<Value> items;     // kList
  std::vector<Member> members;  // kMap, in file order, duplicates kept

  bool is(Kind k) const { return kind == k; }
  // First member of that name; nullptr if this is no map or has none.
  const Value* Find(std::string_view key) const;
  const Member* FindMember(std::string_view key) const;
  // Dotted path: FindPath("transcript.turns").
  const Value* FindPath(std::string_view dotted) const;

  // Conversions are lenient where vendors are ("3800" for 3800), never guessing:
  std::optional<std::string_view> AsText() const;  // string, number or bool spelling
  std::optional<double> AsNumber() const;          // kNumber, or kString that is one
  std::optional<std::int64_t> AsInteger() const;
  std::optional<bool> AsBool() const;
};

struct Member {
  std::string key;
  TextRange key_range;
  Value value;
};

// Text member or `fallback`.
std::string TextOr(const Value& map, std::string_view key, std::string_view fallback = "");

struct ParseError {
  std::string message;  // a sentence without position
  TextRange range;      // smallest text that is wrong
};

struct Parsed {
  Value root;  // kNull if nothing could be read
  std::vector<ParseError> errors;
  bool ok() const { return errors.empty(); }
};

// `base` is added to every offset: the text may be a part of a larger file.
// YAML 1.2 core; anchors and aliases are resolved but bounded (no "billion
// laughs": at most 100,000 nodes, depth 100; over it an error names the limit).
Parsed ParseYaml(std::string_view text, Offset base = 0);

struct JsonOptions {
  bool comments = false;  // `//` and `/* */`, and trailing commas
  std::uint32_t max_depth = 200;
};
Parsed ParseJson(std::string_view text, const JsonOptions& options = {}, Offset base = 0);

}  // namespace whyspec::data
