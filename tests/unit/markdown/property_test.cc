// Generated Markdown that knows where each of its nodes is: containers, inlines,
// entities, escapes and line ends are put together at random from a seed, each node
// noted as it is written, and then compared with what Document finds.
#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "markdown/document.h"
#include "support/markdown_invariants.h"

namespace whyspec::markdown {
namespace {

struct NotedLink {
  TextRange range;
  TextRange destination;  // empty for a reference
  std::string decoded;
  LinkKind kind;
  bool image;
};
struct NotedHeading {
  TextRange range;
  std::string text;
  int level;
};

// What a generated text holds, in order.
struct Notes {
  std::vector<NotedLink> links;
  std::vector<TextRange> code;  // spans
  std::vector<TextRange> comments;
  std::vector<NotedHeading> headings;
  std::vector<std::string> prose;  // of each paragraph and heading
  std::vector<TextRange> definitions;
};

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {
    static constexpr std::string_view kEndings[] = {"\n", "\r\n", "\r"};
    ending_ = kEndings[Pick(3)];
    if (Chance(20)) out_ += "\xEF\xBB\xBF";
    if (Chance(20)) out_ += "---" + ending_ + "title: x # y" + ending_ + "---" + ending_;
  }

  const std::string& text() const { return out_; }
  const Notes& notes() const { return notes_; }

  void Write(int blocks) {
    for (int i = 0; i < blocks; ++i) Block(0);
    if (Chance(50)) {
      out_ += Prefix();
      Definition("ref");
    } else {
      out_ += Prefix();
      out_ += "[ref]:";
      notes_.definitions.push_back({Here() - 6, 0});
      NewLine();
      out_ += "<call:acme#t=1>";
      notes_.definitions.back().end = Here();
    }
    if (Chance(50)) out_ += ending_;
  }

 private:
  std::uint32_t Pick(std::uint32_t n) {
    return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(random_);
  }
  bool Chance(std::uint32_t percent) { return Pick(100) < percent; }
  Offset Here() const { return static_cast<Offset>(out_.size()); }

  // What every line inside the open containers begins with.
  std::string Prefix() const {
    std::string prefix;
    for (const std::string& part : prefixes_) prefix += part;
    return prefix;
  }
  void NewLine() {
    out_ += ending_;
    out_ += Prefix();
  }
  // A blank line keeps block quotes open and needs no indentation in lists.
  void BlankLine() {
    out_ += ending_;
    std::string prefix = Prefix();
    while (!prefix.empty() && prefix.back() == ' ' && Chance(50)) prefix.pop_back();
    out_ += prefix;
    out_ += ending_;
  }

  // The prefix stands already on the current line.
  void Block(int depth) {
    if (out_.empty() || out_.ends_with("\xEF\xBB\xBF") || out_.ends_with(ending_)) out_ += Prefix();
    switch (depth < 4 ? Pick(9) : Pick(6)) {
      case 0:
        Heading();
        break;
      case 1:
        Fence();
        break;
      case 2:
        CommentBlock();
        break;
      case 6:
        Quote(depth);
        return;
      case 7:
        Item(depth, Chance(50) ? "- " : Chance(50) ? "*   " : "+\t");
        return;
      case 8:
        Item(depth, Chance(50) ? "1. " : "23)  ");
        return;
      default:
        Paragraph();
        break;
    }
    BlankLine();
  }

  void Quote(int depth) {
    out_ += "> ";
    prefixes_.emplace_back("> ");
    Inside(depth);
  }

  void Item(int depth, std::string marker) {
    // A tab's width depends on the column, so it is used at the margin only.
    if (marker.back() == '\t' && !prefixes_.empty()) marker = "+ ";
    out_ += marker;
    prefixes_.emplace_back(marker.back() == '\t' ? "    " : std::string(marker.size(), ' '));
    Inside(depth);
  }

  void Inside(int depth) {
    const int children = 1 + static_cast<int>(Pick(3));
    for (int i = 0; i < children; ++i) {
      if (i > 0) out_ += Prefix();
      Block(depth + 1);
    }
    prefixes_.pop_back();
    // A comment at the margin keeps what follows out of this list or quote.
    out_ += Prefix();
    CommentBlock();
    BlankLine();
  }

  void Heading() {
    const int level = 1 + static_cast<int>(Pick(6));
    const Offset begin = Here();
    out_ += std::string(static_cast<std::size_t>(level), '#') + std::string(1 + Pick(3), ' ');
    prose_.clear();
    shown_.clear();
    Words();
    if (Chance(40)) Inline(false);
    if (Chance(40)) out_ += " ##";
    notes_.headings.push_back({{begin, Here()}, shown_, level});
    notes_.prose.push_back(prose_);
  }

  void Fence() {
    const std::string fence = Chance(50) ? "```" : "~~~~";
    out_ += fence + (Chance(30) ? "json" : "");
    const auto lines = Pick(3);
    for (std::uint32_t i = 0; i < lines; ++i) {
      NewLine();
      out_ += "[no](link) # \"no quote\" <!-- no -->";
    }
    NewLine();
    out_ += fence;
  }

  void CommentBlock() {
    const Offset begin = Here();
    out_ += "<!-- block";
    if (Chance(30)) {
      NewLine();
      out_ += "of two";
    }
    out_ += " -->";
    notes_.comments.push_back({begin, Here()});
  }

  void Paragraph() {
    prose_.clear();
    shown_.clear();
    Words();
    const auto pieces = Pick(6);
    for (std::uint32_t i = 0; i < pieces; ++i) {
      if (Chance(25)) {
        SoftBreak();
        Words();
      }
      Inline(true);
      Words();
    }
    notes_.prose.push_back(prose_);
  }

  void SoftBreak() {
    if (Chance(20)) out_ += Chance(50) ? "\\" : "  ";
    out_ += ending_;
    // Half the time inside quotes the line is lazy.
    const bool lazy = !prefixes_.empty() && Chance(40);
    if (!lazy) out_ += Prefix();
    if (Chance(20)) out_ += "   ";
    Show("\n");
  }

  void Show(std::string_view words) {
    prose_ += words;
    shown_ += words;
  }

  void Words() {
    static constexpr std::string_view kWords[] = {"orders",
                                                  "are",
                                                  "retyped",
                                                  "twice",
                                                  "\xC3\xA9t\xC3\xA9",
                                                  "\xF0\x9F\x98\x80",
                                                  "\xE6\xBC\xA2\xE5\xAD\x97",
                                                  "a_b",
                                                  "5",
                                                  "half."};
    const auto count = 1 + Pick(3);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::string_view word = kWords[Pick(10)];
      if (i > 0) {
        out_ += ' ';
        Show(" ");
      }
      out_ += word;
      Show(word);
    }
  }

  void Written(std::string_view source, std::string_view shown) {
    out_ += source;
    Show(shown);
  }

  void Inline(bool may_break) {
    Written(" ", " ");
    switch (Pick(11)) {
      case 0:
        Written("\\*x\\_", "*x_");
        break;
      case 1:
        Written("&amp;&eacute;&#42;&#x2A;", "&\xC3\xA9**");
        break;
      case 2:
        Written("&nosuch; & &#;", "&nosuch; & &#;");
        break;
      case 3:
        out_ += "**";
        Words();
        if (Chance(50)) {
          out_ += " _";
          Show(" ");
          Words();
          out_ += "_";
        }
        out_ += "**";
        break;
      case 4:
        Code(may_break);
        break;
      case 5:
        Comment(may_break);
        break;
      case 6:
        Autolink();
        break;
      case 7:
        Reference();
        break;
      case 8:
        Image();
        break;
      default:
        InlineLink(may_break);
        break;
    }
    Written(" ", " ");
  }

  void Code(bool may_break) {
    const Offset begin = Here();
    out_ += "`` a ` [x](y) &amp; \\";
    if (may_break && Chance(30)) NewLine();
    out_ += "b ``";
    notes_.code.push_back({begin, Here()});
    prose_ += ' ';
    shown_ += "a ` [x](y) &amp; \\b";
  }

  void Comment(bool may_break) {
    const Offset begin = Here();
    out_ += "<!-- in";
    if (may_break && Chance(30)) NewLine();
    out_ += "line -->";
    notes_.comments.push_back({begin, Here()});
    prose_ += ' ';
  }

  void Autolink() {
    const Offset begin = Here();
    out_ += "<call:acme#t=460.23>";
    notes_.links.push_back(
        {{begin, Here()}, {begin + 1, Here() - 1}, "call:acme#t=460.23", LinkKind::kAutolink, false});
    Show("call:acme#t=460.23");
  }

  void Reference() {
    const Offset begin = Here();
    const std::size_t index = notes_.links.size();
    notes_.links.push_back({{begin, begin}, {}, "call:acme#t=1", LinkKind::kReference, false});
    if (Chance(50)) {
      out_ += '[';
      Words();
      out_ += Chance(50) ? "][REF]" : "][ ref ]";
    } else {
      Written("[", "");
      Written("ref", "ref");
      out_ += Chance(50) ? "]" : "][]";
    }
    notes_.links[index].range.end = Here();
  }

  void Image() {
    const Offset begin = Here();
    out_ += "![";
    const std::size_t index = notes_.links.size();
    notes_.links.push_back({{begin, begin}, {}, "a.png", LinkKind::kInline, true});
    Words();
    out_ += "](";
    notes_.links[index].destination = {Here(), Here() + 5};
    out_ += "a.png)";
    notes_.links[index].range.end = Here();
  }

  void InlineLink(bool may_break) {
    const Offset begin = Here();
    out_ += '[';
    const std::size_t index = notes_.links.size();
    notes_.links.push_back({{begin, begin}, {}, {}, LinkKind::kInline, false});
    Words();
    if (may_break && Chance(20)) SoftBreak();
    if (Chance(30)) {
      out_ += " \\] *";
      Show(" ] ");
      Words();
      out_ += '*';
    }
    out_ += "](";
    if (may_break && Chance(20)) NewLine();
    struct Spelling {
      std::string_view open, written, close, decoded;
    };
    static constexpr Spelling kSpellings[] = {
        {"", "call:acme#t=1,2", "", "call:acme#t=1,2"},
        {"", "../calls/a_(b).vtt#t=00:07:40", "", "../calls/a_(b).vtt#t=00:07:40"},
        {"<", "two words.md", ">", "two words.md"},
        {"", "a\\)b&amp;c", "", "a)b&c"},
        {"", "", "", ""},
    };
    const Spelling& spelling = kSpellings[Pick(5)];
    out_ += spelling.open;
    notes_.links[index].destination = {Here(), Here() + static_cast<Offset>(spelling.written.size())};
    notes_.links[index].decoded = spelling.decoded;
    out_ += spelling.written;
    out_ += spelling.close;
    if (!spelling.written.empty() && Chance(40)) {
      if (may_break && Chance(30))
        NewLine();
      else
        out_ += ' ';
      out_ += Chance(50) ? "\"ti \\\" tle\"" : Chance(50) ? "'ti\"tle'" : "(title)";
    }
    out_ += ')';
    notes_.links[index].range.end = Here();
  }

  void Definition(std::string_view label) {
    const Offset begin = Here();
    out_ += '[';
    out_ += label;
    out_ += "]: call:acme#t=1";
    notes_.definitions.push_back({begin, Here()});
  }

  std::mt19937 random_;
  std::string ending_;
  std::string out_;
  std::vector<std::string> prefixes_;
  Notes notes_;
  std::string prose_;  // of the paragraph being written
  std::string shown_;  // its words, code included
};

std::string OneBlank(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

TEST_CASE("Generated Markdown is found where it was written") {
  constexpr std::uint32_t kTexts = 1500;
  for (std::uint32_t seed = 1; seed <= kTexts; ++seed) {
    Generator generator(seed);
    generator.Write(1 + static_cast<int>(seed % 7));
    const std::string& text = generator.text();
    const Notes& notes = generator.notes();
    const Document document = Document::Parse(text);
    INFO("seed " << seed << "\n" << text);
    const auto problems = testing::MarkdownProblems(text);
    if (!problems.empty()) FAIL(problems.front());

    REQUIRE(document.links().size() == notes.links.size());
    for (std::size_t i = 0; i < notes.links.size(); ++i) {
      const Link& link = document.links()[i];
      const NotedLink& noted = notes.links[i];
      REQUIRE(link.range == noted.range);
      REQUIRE(link.destination == noted.decoded);
      REQUIRE(link.kind == noted.kind);
      REQUIRE(link.image == noted.image);
      if (noted.kind != LinkKind::kReference) REQUIRE(link.destination_range == noted.destination);
    }
    REQUIRE(document.comments().size() == notes.comments.size());
    for (std::size_t i = 0; i < notes.comments.size(); ++i)
      REQUIRE(document.comments()[i].range == notes.comments[i]);
    REQUIRE(document.definitions().size() == notes.definitions.size());
    for (std::size_t i = 0; i < notes.definitions.size(); ++i)
      REQUIRE(document.definitions()[i].range == notes.definitions[i]);
    REQUIRE(document.headings().size() == notes.headings.size());
    for (std::size_t i = 0; i < notes.headings.size(); ++i) {
      REQUIRE(document.headings()[i].range == notes.headings[i].range);
      REQUIRE(document.headings()[i].level == notes.headings[i].level);
      REQUIRE(document.headings()[i].text == OneBlank(notes.headings[i].text));
    }
    for (const TextRange& code : notes.code) {
      REQUIRE(document.InCode(code.begin));
      REQUIRE(document.InCode(code.end - 1));
      REQUIRE_FALSE(document.InCode(code.end));
    }
    std::vector<std::string> prose;
    for (Index block = 0; block < document.blocks().size(); ++block) {
      const BlockKind kind = document.blocks()[block].kind;
      if (kind == BlockKind::kParagraph || kind == BlockKind::kHeading)
        prose.push_back(OneBlank(document.ProseOf(block).text));
    }
    REQUIRE(prose.size() == notes.prose.size());
    for (std::size_t i = 0; i < prose.size(); ++i) REQUIRE(prose[i] == OneBlank(notes.prose[i]));
  }
}

// Pieces of syntax in any order: mostly nonsense, which is what people type half-way.
TEST_CASE("Random pieces of syntax keep every invariant") {
  static constexpr std::string_view kPieces[] = {"> ",
                                                 "- ",
                                                 "1. ",
                                                 "    ",
                                                 "\t",
                                                 "\n",
                                                 "\n",
                                                 "\n\n",
                                                 "\r\n",
                                                 "\r",
                                                 "```",
                                                 "~~~",
                                                 "`",
                                                 "``",
                                                 "*",
                                                 "**",
                                                 "_",
                                                 "[",
                                                 "]",
                                                 "(",
                                                 ")",
                                                 "](",
                                                 "][",
                                                 "![",
                                                 "<",
                                                 ">",
                                                 "<!--",
                                                 "-->",
                                                 "&amp;",
                                                 "&acE;",
                                                 "\\",
                                                 "\\\"",
                                                 "[a]: b",
                                                 "[a]",
                                                 "\"",
                                                 "===",
                                                 "---",
                                                 "# ",
                                                 "<a@b.c>",
                                                 "<br>",
                                                 "<div>",
                                                 "\xE2\x80\x9C",
                                                 "\xE2\x80\x9D",
                                                 "\xC2\xAB\xC2\xA0",
                                                 "\xC2\xA0\xC2\xBB",
                                                 "|",
                                                 "|-|",
                                                 "  \n",
                                                 "'",
                                                 ": ",
                                                 "word",
                                                 "word ",
                                                 std::string_view("\0", 1),
                                                 "\xFF",
                                                 "\xEF\xBB\xBF",
                                                 "<?x?>",
                                                 "<![CDATA[",
                                                 "]]>",
                                                 "\x0B",
                                                 "\x0C",
                                                 "**b**",
                                                 "[x](y)"};
  constexpr std::uint32_t kTexts = 20000;
  std::mt19937 random(20261122);
  for (std::uint32_t i = 0; i < kTexts; ++i) {
    std::string text;
    const auto pieces = 1 + random() % 40;
    for (std::uint32_t n = 0; n < pieces; ++n) text += kPieces[random() % std::size(kPieces)];
    const auto problems = testing::MarkdownProblems(text);
    if (problems.empty()) continue;
    INFO("text " << i << "\n" << text);
    FAIL(problems.front());
  }
}

}  // namespace
}  // namespace whyspec::markdown
