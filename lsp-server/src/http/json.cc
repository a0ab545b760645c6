#include "http/json.h"

#include <algorithm>
#include <set>

#include "base/strings.h"

namespace whyspec::http {
namespace {

std::string Pointed(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

// Brackets open at once, at most; text in quotation marks is passed over. The parser itself
// needs no such limit, but whoever walks the value does.
bool IsDeeperThan(std::string_view text, std::size_t max_depth) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > max_depth) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

Error Invalid(std::string message) {
  return Error{.code = ErrorCode::kInvalid, .message = std::move(message)};
}

Error NotJson(std::string_view text, std::size_t wrong_at) {
  if (text.empty()) return Invalid("The request has no body. Send a JSON object.");
  const std::string_view before = text.substr(0, std::min(text.size(), wrong_at));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n');
  const std::size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1);
  return Invalid(StrCat("The body is not JSON: line ", line, ", column ", column,
                        " cannot be read. Check for a missing quote, comma or bracket."));
}

}  // namespace

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string ListOf(const std::vector<std::string>& items, std::string_view next) {
  std::size_t size = 64 + next.size();
  for (const std::string& item : items) size += item.size() + 1;
  std::string out;
  out.reserve(size);
  out += "{\"items\":[";
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    out += items[i];
  }
  out += "],\"next\":";
  out += next.empty() ? "null" : Dump(Json(next));
  out += '}';
  return out;
}

std::string WithMembers(std::string object, const Json& more) {
  while (!object.empty() && object.back() != '}') object.pop_back();
  if (more.empty() || object.empty()) return object;
  object.pop_back();
  if (object.find_first_not_of(" \n\t", 1) != std::string::npos) object += ',';
  object.append(Dump(more), 1);
  return object;
}

Result<Json> ParseJsonBody(std::string_view text, std::size_t max_depth) {
  if (IsDeeperThan(text, max_depth)) {
    return Invalid(StrCat("The JSON is nested more than ", max_depth, " levels deep. Send it flatter."));
  }
  // A key that comes twice: two readers could take different ones.
  std::vector<std::set<std::string>> keys;
  std::string twice;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
    const auto level = static_cast<std::size_t>(depth);
    if (event == Json::parse_event_t::object_start) {
      if (keys.size() <= level) keys.resize(level + 1);
      keys[level].clear();
    } else if (event == Json::parse_event_t::key && level > 0 && level <= keys.size() && twice.empty()) {
      if (!keys[level - 1].insert(parsed.get<std::string>()).second) twice = parsed.get<std::string>();
    }
    return true;
  };
  try {
    Json root = Json::parse(text.begin(), text.end(), watch);
    if (!twice.empty()) {
      return Invalid(StrCat("The key \"", Shorten(Printable(twice), 40),
                            "\" is there twice in one object. Keep one of them."));
    }
    return root;
  } catch (const Json::parse_error& error) {
    return NotJson(text, error.byte > 0 ? error.byte - 1 : 0);
  } catch (const Json::exception&) {
    return NotJson(text, 0);
  }
}

ObjectReader::ObjectReader(const Json& object, std::string pointer, std::vector<Problem::Place>& errors)
    : object_(object), pointer_(std::move(pointer)), errors_(errors) {
  if (!object_.is_object()) errors_.push_back({pointer_, "This must be an object: {…}."});
}

const Json* ObjectReader::Take(std::string_view key) {
  seen_.emplace_back(key);
  if (!object_.is_object()) return nullptr;
  const auto found = object_.find(std::string(key));
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

bool ObjectReader::Has(std::string_view key) {
  seen_.emplace_back(key);
  return object_.is_object() && object_.contains(std::string(key));
}

bool ObjectReader::IsNull(std::string_view key) {
  return Has(key) && object_.find(std::string(key))->is_null();
}

void ObjectReader::Wrong(std::string_view key, std::string detail) {
  errors_.push_back({StrCat(pointer_, "/", Pointed(key)), std::move(detail)});
}

std::string ObjectReader::Text(std::string_view key, std::size_t max_bytes) {
  const Json* value = Take(key);
  if (value == nullptr) return {};
  if (!value->is_string()) {
    Wrong(key, "This must be text.");
    return {};
  }
  const auto& text = value->get_ref<const std::string&>();
  if (text.size() > max_bytes) {
    Wrong(key, StrCat("This text is longer than ", max_bytes, " bytes. Shorten it."));
    return {};
  }
  return text;
}

std::string ObjectReader::Required(std::string_view key, std::size_t max_bytes) {
  const std::size_t before = errors_.size();
  std::string text = Text(key, max_bytes);
  if (text.empty() && errors_.size() == before) Wrong(key, "This is needed and is missing or empty.");
  return text;
}

std::optional<std::int64_t> ObjectReader::Integer(std::string_view key, std::int64_t least,
                                                  std::int64_t most) {
  const Json* value = Take(key);
  if (value == nullptr) return std::nullopt;
  const bool fits =
      value->is_number_integer() &&
      (!value->is_number_unsigned() || value->get<std::uint64_t>() <= static_cast<std::uint64_t>(most));
  if (!fits || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most) {
    Wrong(key, StrCat("This must be a whole number from ", least, " to ", most, "."));
    return std::nullopt;
  }
  return value->get<std::int64_t>();
}

bool ObjectReader::Bool(std::string_view key) {
  const Json* value = Take(key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) Wrong(key, "This must be true or false.");
  return value->is_boolean() && value->get<bool>();
}

std::vector<std::string> ObjectReader::Texts(std::string_view key, std::size_t most, std::size_t max_bytes) {
  std::vector<std::string> texts;
  const Json* value = Take(key);
  if (value == nullptr) return texts;
  const bool fits = value->is_array() && value->size() <= most &&
                    std::all_of(value->begin(), value->end(), [max_bytes](const Json& item) {
                      return item.is_string() && item.get_ref<const std::string&>().size() <= max_bytes;
                    });
  if (!fits) {
    Wrong(key, StrCat("This must be a list of at most ", most, " texts of at most ", max_bytes, " bytes."));
    return texts;
  }
  for (const Json& item : *value) texts.push_back(item.get<std::string>());
  return texts;
}

std::vector<ObjectReader::Item> ObjectReader::Objects(std::string_view key, std::size_t most) {
  std::vector<Item> items;
  const Json* value = Take(key);
  if (value == nullptr) return items;
  if (!value->is_array() || value->size() > most) {
    Wrong(key, StrCat("This must be a list of at most ", most, " objects."));
    return items;
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    items.push_back({&(*value)[i], StrCat(pointer_, "/", Pointed(key), "/", i)});
  }
  return items;
}

std::optional<ObjectReader::Item> ObjectReader::Object(std::string_view key) {
  const Json* value = Take(key);
  if (value == nullptr) return std::nullopt;
  return Item{value, StrCat(pointer_, "/", Pointed(key))};
}

void ObjectReader::Finish() {
  if (!object_.is_object()) return;
  for (const auto& [key, value] : object_.items()) {
    if (std::find(seen_.begin(), seen_.end(), key) == seen_.end()) {
      Wrong(key, StrCat("The API does not know \"", Shorten(Printable(key), 40),
                        "\" here. Check the spelling, or leave it out."));
    }
  }
}

}  // namespace whyspec::http
