// ParseJson on nlohmann-json's event interface, which says nothing about positions: an
// iterator that counts what the lexer has taken tells where each token ends.

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "data/value.h"

namespace whyspec::data {
namespace {

using Json = nlohmann::json;

// Reads a text and keeps telling how far the reader has come.
struct CountingIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** seen = nullptr;

  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    ++at;
    if (seen != nullptr) *seen = at;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at == b.at; }
};

bool IsNumberChar(char c) {
  return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
}

class TreeBuilder {
 public:
  using number_integer_t = Json::number_integer_t;
  using number_unsigned_t = Json::number_unsigned_t;
  using number_float_t = Json::number_float_t;
  using string_t = Json::string_t;
  using binary_t = Json::binary_t;

  TreeBuilder(std::string_view text, Offset base, std::uint32_t max_depth, Parsed* out)
      : text_(text), base_(base), max_depth_(max_depth), out_(out), seen_(text.data()) {}

  const char** seen() { return &seen_; }

  bool null() { return Word(Kind::kNull); }
  bool boolean(bool) { return Word(Kind::kBool); }
  bool number_integer(number_integer_t) { return Number(); }
  bool number_unsigned(number_unsigned_t) { return Number(); }
  bool number_float(number_float_t, const string_t&) { return Number(); }
  bool string(string_t& text) {
    const Offset begin = TokenStart();
    Value value;
    value.kind = Kind::kString;
    value.text = std::move(text);
    value.range = {begin, Seen()};
    return Place(std::move(value));
  }
  bool binary(binary_t&) { return false; }  // never made from text

  bool start_object(std::size_t) { return Open(Kind::kMap); }
  bool start_array(std::size_t) { return Open(Kind::kList); }
  bool end_object() { return Close(); }
  bool end_array() { return Close(); }
  bool key(string_t& text) {
    const Offset begin = TokenStart();
    keys_.push_back({std::move(text), {begin, Seen()}});
    cursor_ = Seen();
    return true;
  }

  bool parse_error(std::size_t position, const std::string& last_token, const Json::exception& error) {
    const auto size = static_cast<Offset>(text_.size());
    Offset end = static_cast<Offset>(std::min<std::size_t>(position, size));
    // The lexer's last token ends where it stopped; control characters in it are told as <U+0000>.
    Offset begin = end;
    if (begin > 0) --begin;
    const std::string_view what = error.what();
    const bool ended = what.find("unexpected end of input") != std::string_view::npos;
    std::string message;
    if (ended) {
      begin = end = LastByte();
      message =
          open_.empty()
              ? "The file holds no JSON value."
              : "The file stops before it is complete: a closing } or ] or a quotation mark is missing.";
    } else if (what.find("ill-formed UTF-8") != std::string_view::npos) {
      message = "A text here is not UTF-8. Save the file with UTF-8 encoding.";
    } else {
      begin = std::max(cursor_, end > last_token.size() ? end - static_cast<Offset>(last_token.size()) : 0);
      begin = std::min(begin, end > 0 ? end - 1 : 0);
      // The lexer's token may hold the separator before the byte that is wrong.
      while (begin + 1 < end && (text_[begin] == ',' || text_[begin] == ':' || IsAsciiSpace(text_[begin])))
        ++begin;
      message =
          StrCat("\"", Printable(Shorten(Trim(Cut(text_, {begin, end})), 30)), "\" is not expected here");
      const auto wanted = [&](std::string_view token) {
        return what.find(StrCat("; expected ", token)) != std::string_view::npos;
      };
      if (wanted("','") || wanted("'}'") || wanted("']'") || wanted("end of input")) {
        message += open_.empty() ? "; the value already ended." : "; a comma is probably missing before it.";
      } else if (what.find("object key") != std::string_view::npos) {
        message += "; a name between \"quotation marks\" must come.";
      } else if (what.find("expected ':'") != std::string_view::npos ||
                 what.find("object separator") != std::string_view::npos) {
        message += "; a colon must come after the name.";
      } else {
        message += "; a value must come: \"text\", a number, true, false, null, [ or {.";
      }
    }
    Fail({begin, end}, std::move(message));
    return false;
  }

  // What was complete when the text broke still counts.
  void Finish() {
    // A name whose value never came belongs to nothing: every other waits for an open value.
    std::size_t awaited = 0;
    for (std::size_t i = 1; i < open_.size(); ++i) awaited += open_[i - 1].kind == Kind::kMap ? 1 : 0;
    while (keys_.size() > awaited) keys_.pop_back();
    while (!open_.empty()) {
      open_.back().range.end = static_cast<Offset>(text_.size());
      CloseTop();
    }
  }

 private:
  Offset Seen() const { return static_cast<Offset>(seen_ - text_.data()); }

  Offset LastByte() const {
    const auto size = static_cast<Offset>(text_.size());
    const std::string_view trimmed = Trim(text_);
    if (trimmed.empty()) return size;
    return static_cast<Offset>(trimmed.data() + trimmed.size() - text_.data());
  }

  // First byte of the token whose end was just seen: behind the last one come only blanks and
  // separators (comments were blanked out before).
  Offset TokenStart() const {
    Offset at = cursor_;
    while (at < text_.size() && (IsAsciiSpace(text_[at]) || text_[at] == ',' || text_[at] == ':')) ++at;
    return at;
  }

  bool Word(Kind kind) {
    Value value;
    value.kind = kind;
    value.range = {TokenStart(), Seen()};
    value.text = std::string(Cut(text_, value.range));
    if (kind == Kind::kNull) value.text.clear();
    return Place(std::move(value));
  }

  bool Number() {
    Value value;
    value.kind = Kind::kNumber;
    const Offset begin = TokenStart();
    Offset end = begin;
    while (end < text_.size() && IsNumberChar(text_[end])) ++end;  // the lexer reads one byte further
    value.range = {begin, end};
    value.text = std::string(Cut(text_, value.range));
    return Place(std::move(value));
  }

  bool Open(Kind kind) {
    if (open_.size() >= max_depth_) {
      Fail({Seen() - 1, Seen()},
           StrCat("Values are nested more than ", max_depth_, " deep here; nothing below is read."));
      return false;
    }
    Value value;
    value.kind = kind;
    value.range.begin = TokenStart();
    cursor_ = Seen();
    open_.push_back(std::move(value));
    return true;
  }

  bool Close() {
    open_.back().range.end = Seen();
    CloseTop();
    return true;
  }

  void CloseTop() {
    Value value = std::move(open_.back());
    open_.pop_back();
    const Offset end = value.range.end;
    Place(std::move(value));
    cursor_ = end;
  }

  bool Place(Value value) {
    cursor_ = value.range.end;
    value.range.begin += base_;
    value.range.end += base_;
    if (open_.empty()) {
      out_->root = std::move(value);
    } else if (open_.back().kind == Kind::kList) {
      open_.back().items.push_back(std::move(value));
    } else {
      Key key = std::move(keys_.back());
      keys_.pop_back();
      open_.back().members.push_back(
          {std::move(key.text), {key.range.begin + base_, key.range.end + base_}, std::move(value)});
    }
    return true;
  }

  void Fail(TextRange range, std::string message) {
    out_->errors.push_back({std::move(message), {range.begin + base_, range.end + base_}});
  }

  struct Key {
    std::string text;
    TextRange range;
  };

  std::string_view text_;
  Offset base_;
  std::uint32_t max_depth_;
  Parsed* out_;
  const char* seen_;
  Offset cursor_ = 0;  // end of the last token told
  std::vector<Value> open_;
  std::vector<Key> keys_;
};

// Blanks out comments and trailing commas, byte for byte, so that positions stay.
std::string Blanked(std::string_view text) {
  std::string out(text);
  std::size_t comma = std::string::npos;  // a comma with nothing but blanks behind it so far
  for (std::size_t i = 0; i < out.size(); ++i) {
    const char c = out[i];
    if (c == '"') {
      comma = std::string::npos;
      for (++i; i < out.size() && out[i] != '"'; ++i) {
        if (out[i] == '\\') ++i;
      }
    } else if (c == '/' && i + 1 < out.size() && (out[i + 1] == '/' || out[i + 1] == '*')) {
      const bool line = out[i + 1] == '/';
      std::size_t end = line ? out.find_first_of("\r\n", i) : out.find("*/", i + 2);
      end = end == std::string::npos ? out.size() : (line ? end : end + 2);
      for (; i < end; ++i) {
        if (out[i] != '\n' && out[i] != '\r') out[i] = ' ';
      }
      --i;
    } else if (c == ',') {
      comma = i;
    } else if ((c == '}' || c == ']') && comma != std::string::npos) {
      out[comma] = ' ';
      comma = std::string::npos;
    } else if (!IsAsciiSpace(c)) {
      comma = std::string::npos;
    }
  }
  return out;
}

}  // namespace

Parsed ParseJson(std::string_view text, const JsonOptions& options, Offset base) {
  Parsed out;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    text.remove_prefix(3);
    base += 3;
  }
  std::string blanked;
  if (options.comments) {
    blanked = Blanked(text);
    text = blanked;
  }
  TreeBuilder builder(text, base, options.max_depth, &out);
  const CountingIterator first{text.data(), builder.seen()};
  const CountingIterator last{text.data() + text.size(), nullptr};
  Json::sax_parse(first, last, &builder, Json::input_format_t::json, /*strict=*/true,
                  /*ignore_comments=*/false);
  builder.Finish();
  return out;
}

}  // namespace whyspec::data
