#include "calls/importers/html_text.h"

#include <algorithm>

#include "base/unicode.h"
#include "calls/importers/visible_text.h"

namespace whyspec::calls {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string TagName(std::string_view inside) {
  std::string name;
  for (const char c : inside.substr(0, 20)) {
    if (!IsLetter(c) && !(c >= '0' && c <= '9')) break;
    name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return name;
}

bool BreaksLine(std::string_view tag) {
  static constexpr std::string_view kBlocks[] = {
      "p",  "div",     "br",     "tr", "table", "ul", "ol", "h1",  "h2", "h3",         "h4",      "h5",
      "h6", "section", "header", "hr", "dl",    "dt", "dd", "pre", "li", "blockquote", "article", "footer"};
  return std::find(std::begin(kBlocks), std::end(kBlocks), tag) != std::end(kBlocks);
}

class Reader {
 public:
  explicit Reader(std::string_view html) : html_(html) {}

  std::string Read() {
    for (std::size_t at = 0; at < html_.size();) {
      if (html_[at] == '&') {
        AppendCharacterReference(html_, at, line_);
      } else if (html_[at] == '<' && at >= no_tag_before_) {
        at = Tag(at);
      } else {
        const char c = html_[at++];
        if (c == '\n' && !has_tags_) {
          Break();
        } else {
          line_ += c;
        }
      }
    }
    Break();
    return std::move(out_);
  }

 private:
  std::size_t Tag(std::size_t at) {
    std::string_view rest = html_.substr(at);
    if (rest.starts_with("<!--")) {
      const std::size_t end = rest.find("-->");
      return end == std::string_view::npos ? html_.size() : at + end + 3;
    }
    const bool closing = rest.size() > 1 && rest[1] == '/';
    const std::size_t name_at = closing ? 2 : 1;
    if (rest.size() <= name_at || !(IsLetter(rest[name_at]) || rest[name_at] == '!')) {
      line_ += '<';  // "< 3 days" is what somebody wrote
      return at + 1;
    }
    const std::size_t close = rest.find('>');
    if (close == std::string_view::npos) {
      no_tag_before_ = html_.size();
      line_ += '<';
      return at + 1;
    }
    has_tags_ = true;
    const std::string tag = TagName(rest.substr(name_at, close - name_at));
    if (!closing && (tag == "script" || tag == "style")) return SkipTo(at + close + 1, tag);
    if (BreaksLine(tag)) Break();
    if (tag == "li" && !closing) line_ += "- ";
    if (tag == "td" || tag == "th") line_ += ' ';
    return at + close + 1;
  }

  std::size_t SkipTo(std::size_t at, const std::string& tag) const {
    while (true) {
      at = html_.find("</", at);
      if (at == std::string_view::npos) return html_.size();
      if (TagName(html_.substr(at + 2, 20)) == tag) {
        const std::size_t close = html_.find('>', at);
        return close == std::string_view::npos ? html_.size() : close + 1;
      }
      at += 2;
    }
  }

  void Break() {
    const std::string words = Tidy(line_);
    line_.clear();
    if (words.empty() || words == "-") return;
    if (!out_.empty()) out_ += '\n';
    out_ += words;
  }

  std::string_view html_;
  std::string out_;
  std::string line_;
  std::size_t no_tag_before_ = 0;  // no ">" closes a "<" that stands before here
  bool has_tags_ = false;          // then a line feed is a blank, as in a browser
};

}  // namespace

std::string HtmlToText(std::string_view html) { return Reader(html).Read(); }

}  // namespace whyspec::calls
