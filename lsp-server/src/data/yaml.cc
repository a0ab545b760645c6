// ParseYaml on yaml-cpp's event interface. Its marks tell where a node starts, never where it
// ends; ends are found in the source here, guided by what the value turned out to be.

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <charconv>
#include <map>
#include <sstream>

#include "base/strings.h"
#include "base/unicode.h"
#include "data/value.h"

namespace whyspec::data {
namespace {

constexpr std::size_t kMostNodes = 100'000;
constexpr std::size_t kDeepest = 100;
constexpr std::size_t kLongestText = 4 * 1024 * 1024;

// Thrown by the builder to stop yaml-cpp, caught in ParseYaml: events have no other way out.
struct Stop {
  std::string message;
  Offset at;
};

bool IsBreak(char c) { return c == '\n' || c == '\r'; }

// YAML 1.2 §10.3.2, core schema.
Kind KindOfPlain(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return Kind::kNull;
  for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
    if (text == word) return Kind::kBool;
  }
  std::string_view digits = text;
  if (digits.front() == '+' || digits.front() == '-') digits.remove_prefix(1);
  // from_chars also takes "inf" and "nan", which are words here.
  if (digits.empty() || !((digits.front() >= '0' && digits.front() <= '9') || digits.front() == '.'))
    return Kind::kString;
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() ? Kind::kNumber : Kind::kString;
}

class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, Offset base, Parsed* out) : text_(text), base_(base), out_(out) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Value value;
    // An empty value has no place of its own; right behind its key's colon is where one would type.
    const Offset at = SkipProperties(At(mark));
    if (Cut(text_, {at, at + 1}) == "~")
      value.range = {at, at + 1};
    else
      value.range = {AfterKey(at), AfterKey(at)};
    Place(std::move(value), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const Offset begin = At(mark);
    Offset end = begin;
    while (end < text_.size() && !IsAsciiSpace(text_[end]) &&
           std::string_view(",]}").find(text_[end]) == std::string_view::npos) {
      ++end;
    }
    const auto target = anchors_.find(anchor);
    Value value;
    if (target != anchors_.end()) {
      value = target->second;
      CountNodes(CountIn(value), begin);
    }
    value.range = {begin, end};
    Place(std::move(value), 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    Value value;
    const Offset begin = SkipProperties(At(mark));
    const char first = begin < text_.size() ? text_[begin] : '\0';
    const bool plain = first != '"' && first != '\'' && first != '|' && first != '>';
    value.kind = plain && (tag == "?" || tag.empty()) ? KindOfPlain(text) : Kind::kString;
    if (value.kind != Kind::kNull) value.text = text;
    value.range = {begin, plain                          ? EndOfPlain(begin, text)
                          : first == '|' || first == '>' ? EndOfBlock(begin)
                                                         : EndOfQuoted(begin)};
    Place(std::move(value), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(mark, anchor, Kind::kList);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(mark, anchor, Kind::kMap);
  }
  void OnMapEnd() override { Close(); }

  // What was complete when the text broke still counts.
  void Finish() {
    nodes_ = 0;  // closing what is open adds no more than the depth; it must not Stop again
    while (!open_.empty()) Close();
  }

 private:
  struct Frame {
    Value value;
    YAML::anchor_t anchor = 0;
    bool has_key = false;
    std::string key;
    TextRange key_range;
  };

  static std::size_t CountIn(const Value& value) {
    std::size_t count = 1;
    for (const Value& item : value.items) count += CountIn(item);
    for (const Member& member : value.members) count += CountIn(member.value);
    return count;
  }

  void CountNodes(std::size_t more, Offset at) {
    nodes_ += more;
    if (nodes_ > kMostNodes)
      throw Stop{StrCat("More than ", kMostNodes, " values; nothing from here on is read."), at};
  }

  Offset At(const YAML::Mark& mark) const {
    return static_cast<Offset>(std::clamp<long>(mark.pos, 0, static_cast<long>(text_.size())));
  }

  Offset SkipBlanks(Offset at) const {
    while (at < text_.size()) {
      if (IsAsciiSpace(text_[at])) {
        ++at;
      } else if (text_[at] == '#' && (at == 0 || IsAsciiSpace(text_[at - 1]))) {
        while (at < text_.size() && !IsBreak(text_[at])) ++at;
      } else {
        break;
      }
    }
    return at;
  }

  // Past "&anchor" and "!tag" before a node.
  Offset SkipProperties(Offset at) const {
    while (at < text_.size() && (text_[at] == '&' || text_[at] == '!')) {
      while (at < text_.size() && !IsAsciiSpace(text_[at])) ++at;
      at = SkipBlanks(at);
    }
    return at;
  }

  Offset AfterKey(Offset fallback) const {
    if (open_.empty() || !open_.back().has_key) return fallback;
    Offset at = open_.back().key_range.end - base_;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
    if (at < text_.size() && text_[at] == ':') ++at;
    return std::min<Offset>(at, static_cast<Offset>(text_.size()));
  }

  // yaml-cpp takes a quotation mark that is never closed as closed at the end of the text.
  Offset EndOfQuoted(Offset begin) {
    const char quote = text_[begin];
    for (Offset at = begin + 1; at < text_.size(); ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        if (quote != '\'' || at + 1 >= text_.size() || text_[at + 1] != '\'') return at + 1;
        ++at;
      }
    }
    out_->errors.push_back(
        {"The quotation mark that opens here is never closed.", {begin + base_, begin + 1 + base_}});
    return static_cast<Offset>(text_.size());
  }

  // A plain scalar may run over lines, folded to single blanks: walk both together.
  Offset EndOfPlain(Offset at, std::string_view decoded) const {
    Offset end = at;
    for (const char c : decoded) {
      if (c == ' ' || c == '\n') {
        while (at < text_.size() && IsAsciiSpace(text_[at])) ++at;
        continue;
      }
      if (at >= text_.size() || text_[at] != c) break;
      end = ++at;
    }
    return end;
  }

  // A block scalar ends with the last line that is indented deeper than what holds it.
  Offset EndOfBlock(Offset begin) const {
    Offset line = begin;
    while (line > 0 && !IsBreak(text_[line - 1])) --line;
    Offset indent = line;
    while (indent < text_.size() && (text_[indent] == ' ' || text_[indent] == '-')) ++indent;
    const Offset key_indent = open_.empty() || !open_.back().has_key
                                  ? indent - line
                                  : ColumnOf(open_.back().key_range.begin - base_);
    Offset at = begin;
    while (at < text_.size() && !IsBreak(text_[at])) ++at;
    Offset end = at;
    while (at < text_.size()) {
      while (at < text_.size() && IsBreak(text_[at])) ++at;
      Offset first = at;
      while (first < text_.size() && text_[first] == ' ') ++first;
      Offset stop = first;
      while (stop < text_.size() && !IsBreak(text_[stop])) ++stop;
      if (first == stop) {
        at = stop;
        continue;
      }
      if (first - at <= key_indent && !open_.empty()) break;
      end = at = stop;
    }
    return end;
  }

  Offset ColumnOf(Offset at) const {
    Offset line = at;
    while (line > 0 && !IsBreak(text_[line - 1])) --line;
    return at - line;
  }

  void Open(const YAML::Mark& mark, YAML::anchor_t anchor, Kind kind) {
    const Offset begin = SkipProperties(At(mark));
    if (open_.size() >= kDeepest)
      throw Stop{StrCat("Values are nested more than ", kDeepest, " deep here; nothing below is read."),
                 begin};
    Frame frame;
    frame.value.kind = kind;
    frame.value.range = {begin, begin};
    frame.anchor = anchor;
    open_.push_back(std::move(frame));
  }

  void Close() {
    Frame frame = std::move(open_.back());
    open_.pop_back();
    Value& value = frame.value;
    const Offset last =
        value.members.empty()
            ? (value.items.empty() ? value.range.begin : value.items.back().range.end - base_)
            : std::max(value.members.back().value.range.end, value.members.back().key_range.end) - base_;
    const char first = value.range.begin < text_.size() ? text_[value.range.begin] : '\0';
    value.range.end = std::max(value.range.begin, last);
    if (first == '[' || first == '{') {
      Offset at = std::max(last, value.range.begin + 1);
      while (at < text_.size() && (at = SkipBlanks(at)) < text_.size() && text_[at] == ',') ++at;
      if (at < text_.size() && (text_[at] == ']' || text_[at] == '}')) ++at;
      value.range.end = std::min<Offset>(at, static_cast<Offset>(text_.size()));
    }
    Place(std::move(value), frame.anchor);
  }

  void Place(Value value, YAML::anchor_t anchor) {
    CountNodes(1, value.range.begin);
    value.range.begin += base_;
    value.range.end += base_;
    if (anchor != 0) anchors_[anchor] = value;
    if (open_.empty()) {
      out_->root = std::move(value);
      return;
    }
    Frame& frame = open_.back();
    if (frame.value.kind == Kind::kList) {
      frame.value.items.push_back(std::move(value));
    } else if (!frame.has_key) {
      frame.has_key = true;
      frame.key_range = value.range;
      if (value.kind == Kind::kList || value.kind == Kind::kMap) {
        out_->errors.push_back({"A key must be a word, not a list or a group of keys.", value.range});
      }
      // "null:" and "~:" are keys as spelt.
      frame.key = value.kind == Kind::kNull
                      ? std::string(Cut(text_, {value.range.begin - base_, value.range.end - base_}))
                      : value.text;
    } else {
      frame.value.members.push_back({std::move(frame.key), frame.key_range, std::move(value)});
      frame.has_key = false;
    }
  }

  std::string_view text_;
  Offset base_;
  Parsed* out_;
  std::vector<Frame> open_;
  std::map<YAML::anchor_t, Value> anchors_;
  std::size_t nodes_ = 0;
};

// Notices that a second document exists.
class Nothing final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override { position = mark.pos; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
  }
  void OnMapEnd() override {}
  int position = 0;
};

// yaml-cpp's words for a person who has never heard of a scanner.
// `line` includes its indentation.
std::string Explain(std::string_view message, std::string_view line) {
  const auto says = [&](std::string_view part) { return message.find(part) != std::string_view::npos; };
  if (line.find('\t') != std::string_view::npos && Trim(line.substr(0, line.find('\t'))).empty()) {
    return "This line is indented with a tab; use blanks.";
  }
  if (says("illegal map value"))
    return "The colon here is not expected: put a text that holds \": \" between quotation marks.";
  if (says("end of map not found") || says("end of sequence not found")) {
    return "The lines before do not fit together: check that this line is indented like its neighbours.";
  }
  if (says("flow not found") || says("illegal flow end")) return "A closing ] or } is missing or too many.";
  if (says("indentation")) return "This line is not indented like its neighbours.";
  if (says("illegal EOF in scalar") || says("illegal document indicator in scalar"))
    return "A quotation mark is never closed.";
  if (says("unknown token") || says("illegal character"))
    return "A text that starts with a special character must stand between quotation marks.";
  return StrCat("This is not valid YAML (", message, ").");
}

TextRange LineAt(std::string_view text, Offset at) {
  at = std::min<Offset>(at, static_cast<Offset>(text.size()));
  while (at > 0 && (at == text.size() || IsAsciiSpace(text[at])))
    --at;  // an error at the end belongs to the last words
  Offset begin = at;
  while (begin > 0 && !IsBreak(text[begin - 1])) --begin;
  while (begin < at && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
  Offset end = at;
  while (end < text.size() && !IsBreak(text[end])) ++end;
  return {begin, end};
}

Offset IndentStart(std::string_view text, Offset at) {
  while (at > 0 && !IsBreak(text[at - 1])) --at;
  return at;
}

// Same length, so that positions stay; yaml-cpp stops at NUL and at 0x04 as if the text ended.
std::string Cleaned(std::string_view text, Offset base, Parsed* out) {
  std::string clean(text);
  bool told = false;
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const auto byte = static_cast<unsigned char>(clean[i]);
    if (byte == '\r' && (i + 1 == clean.size() || clean[i + 1] != '\n')) {
      clean[i] = '\n';
    } else if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) {
      clean[i] = '?';
      const auto at = static_cast<Offset>(i) + base;
      if (!told) out->errors.push_back({"A control character stands here; remove it.", {at, at + 1}});
      told = true;
    }
  }
  return clean;
}

}  // namespace

Parsed ParseYaml(std::string_view text, Offset base) {
  Parsed out;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    text.remove_prefix(3);
    base += 3;
  }
  if (text.size() > kLongestText) {
    out.errors.push_back(
        {StrCat("YAML of more than ", kLongestText / 1'048'576, " MB is not read."), {base, base}});
    return out;
  }
  const std::string clean = Cleaned(text, base, &out);
  TreeBuilder builder(clean, base, &out);
  try {
    std::istringstream stream(clean);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    Nothing second;
    if (parser.HandleNextDocument(second)) {
      const TextRange line = LineAt(clean, static_cast<Offset>(second.position));
      const bool marked = Cut(clean, line).substr(0, 3) == "---";
      out.errors.push_back({marked ? "A second document starts here (\"---\"); only the first is read."
                                   : "This line does not fit the lines before it: check its indentation.",
                            {line.begin + base, line.end + base}});
    }
  } catch (const Stop& stop) {
    const TextRange line = LineAt(clean, stop.at);
    out.errors.push_back({stop.message, {line.begin + base, line.end + base}});
  } catch (const YAML::Exception& error) {
    const TextRange line = LineAt(clean, static_cast<Offset>(std::max(0, error.mark.pos)));
    out.errors.push_back({Explain(error.msg, Cut(clean, {IndentStart(clean, line.begin), line.end})),
                          {line.begin + base, line.end + base}});
  }
  builder.Finish();
  return out;
}

}  // namespace whyspec::data
