// The WebVTT cue text parser (§6.4): tags and character references to visible words.
#include "base/unicode.h"
#include "calls/importers/visible_text.h"
#include "calls/importers/webvtt.h"

namespace whyspec::calls::webvtt {
namespace {

// The nodes that text may lie in; only a voice says anything about the words.
enum class Node : std::uint8_t { kClass, kItalics, kBold, kUnderline, kRuby, kRubyText, kVoice, kLanguage };

bool NodeOf(std::string_view tag, Node& node) {
  struct Tag {
    std::string_view name;
    Node node;
  };
  static constexpr Tag kTags[] = {{"c", Node::kClass},     {"i", Node::kItalics},    {"b", Node::kBold},
                                  {"u", Node::kUnderline}, {"ruby", Node::kRuby},    {"rt", Node::kRubyText},
                                  {"v", Node::kVoice},     {"lang", Node::kLanguage}};
  for (const Tag& known : kTags) {
    if (known.name != tag) continue;
    node = known.node;
    return true;
  }
  return false;
}

struct Token {
  enum class Kind : std::uint8_t { kStart, kEnd, kTimestamp };
  Kind kind = Kind::kStart;
  std::string_view tag;
  std::string annotation;
  bool closed = false;  // ended by ">", not by the end of the cue
};

bool EndsName(char c) { return c == '\t' || c == '\n' || c == '\f' || c == ' ' || c == '.' || c == '>'; }

// The tag at text[at] == '<'; moves past it.
Token ReadTag(std::string_view text, std::size_t& at) {
  Token token;
  ++at;
  const auto has = [&] { return at < text.size(); };
  if (has() && (text[at] == '/' || (text[at] >= '0' && text[at] <= '9'))) {
    token.kind = text[at] == '/' ? Token::Kind::kEnd : Token::Kind::kTimestamp;
    if (token.kind == Token::Kind::kEnd) ++at;
    const std::size_t begin = at;
    const std::size_t close = text.find('>', at);
    token.closed = close != std::string_view::npos;
    token.tag = text.substr(begin, token.closed ? close - begin : std::string_view::npos);
    at = token.closed ? close + 1 : text.size();
    return token;
  }
  const std::size_t begin = at;
  while (has() && !EndsName(text[at])) ++at;
  token.tag = text.substr(begin, at - begin);
  while (has() && text[at] == '.') {  // classes say nothing about the words
    ++at;
    while (has() && !EndsName(text[at])) ++at;
  }
  while (has() && text[at] != '>') {
    if (text[at] == '&') {
      AppendCharacterReference(text, at, token.annotation);
    } else {
      token.annotation += text[at++];
    }
  }
  token.closed = has();
  if (has()) ++at;
  token.annotation = Tidy(token.annotation);
  return token;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  CueText Read() {
    std::string words;
    for (std::size_t at = 0; at < text_.size();) {
      if (text_[at] == '&') {
        AppendCharacterReference(text_, at, words);
      } else if (text_[at] == '<') {
        Flush(words);
        const Token token = ReadTag(text_, at);
        if (!token.closed) result_.open_tag = true;
        Apply(token);
      } else {
        words += text_[at++];
      }
    }
    Flush(words);
    return std::move(result_);
  }

 private:
  void Apply(const Token& token) {
    Node node{};
    if (token.kind == Token::Kind::kTimestamp || !NodeOf(token.tag, node)) return;
    if (token.kind == Token::Kind::kStart) {
      if (node == Node::kRubyText && (open_.empty() || open_.back() != Node::kRuby)) return;
      open_.push_back(node);
      if (node == Node::kVoice) {
        voices_.push_back(token.annotation);
        apart_ = true;
      }
      return;
    }
    if (open_.empty()) return;
    if (open_.back() == node) {
      Close();
    } else if (node == Node::kRuby && open_.back() == Node::kRubyText) {
      Close();  // "</ruby>" closes its open <rt> too
      Close();
    }
  }

  void Close() {
    if (open_.back() == Node::kVoice) voices_.pop_back();
    open_.pop_back();
  }

  void Flush(std::string& words) {
    if (words.empty()) return;
    std::string_view voice;
    if (!voices_.empty()) voice = voices_.back();
    std::vector<Span>& spans = result_.spans;
    if (Trim(words).empty() && (spans.empty() || spans.back().voice != voice)) {
      apart_ = true;
    } else {
      if (spans.empty() || spans.back().voice != voice) {
        spans.push_back(Span{.voice = std::string(voice)});
      } else if (apart_) {
        spans.back().text += '\n';  // "<v A>one</v><v A>two": two words
      }
      spans.back().text += words;
      apart_ = false;
    }
    words.clear();
  }

  std::string_view text_;
  CueText result_;
  std::vector<Node> open_;
  std::vector<std::string> voices_;
  bool apart_ = false;  // what comes is not the same word as what was
};

}  // namespace

CueText ReadCueText(std::string_view cue_text) { return Reader(cue_text).Read(); }

}  // namespace whyspec::calls::webvtt
