#include <catch2/catch.hpp>

#include "reading.h"

namespace whyspec::calls {
namespace {

using StringList = std::vector<std::string>;

TEST_CASE("All spellings of a speaker in a Markdown call") {
  const std::string bytes =
      "---\nid: acme-1\naccount: acme\n---\n\n# Discovery\n\n**Jane Roe** [00:07:40]: We type it *twice*.\n\n"
      "[00:07:45] Jane Roe: Every day.\n\nJane Roe (07:50): All of us.\n\nbare text, nobody's\n\n"
      "**Bob Low:** I see.\n\n<!-- a comment -->\n\n[07:55] only a time\n";
  const ReadCallResult result = Read("/c/x.md", bytes);
  CHECK(result.format == "markdown");
  CHECK(Messages(result) == StringList{});
  CHECK(Lines(result) == StringList{"Jane Roe> We type it twice.", "Jane Roe> Every day.",
                                    "Jane Roe> All of us.", "> bare text, nobody's", "Bob Low> I see.",
                                    "> only a time"});
  const Call& call = *result.call;
  CHECK(call.id == "acme-1");
  CHECK(Cut(bytes, call.id_source) == "acme-1");
  CHECK(Cut(bytes, call.account_source) == "acme");
  CHECK(call.turns[0].start_ms == 460'000);
  CHECK(call.turns[5].start_ms == 475'000);
  CHECK(Cut(bytes, call.turns[0].source) == "**Jane Roe** [00:07:40]: We type it *twice*.");
  CHECK(Cut(bytes, call.turns[4].source) == "**Bob Low:** I see.");
}

TEST_CASE("Lines of one paragraph that name a speaker are turns of their own") {
  const std::string bytes = "**Jane** [0:01]: one\n**Bob** [0:02]: two\ntoo\n";
  const ReadCallResult result = Read("/c/x.md", bytes);
  CHECK(Lines(result) == StringList{"Jane> one", "Bob> two too"});
  CHECK(Cut(bytes, result.call->turns[0].source) == "**Jane** [0:01]: one");
  CHECK(Cut(bytes, result.call->turns[1].source) == "**Bob** [0:02]: two\ntoo");
}

TEST_CASE("A plain name in a Markdown call counts if it repeats or is known") {
  CHECK(Lines(Read("/c/x.md", "Jane: one\n\nNote: two\n\nJane: three\n")) ==
        StringList{"Jane> one", "> Note: two", "Jane> three"});
  CHECK(Lines(Read("/c/x.md", "---\nparticipants: [{id: p1, name: Jane}]\n---\nJane: one\n")) ==
        StringList{"Jane> one"});
}

TEST_CASE("In a Markdown call too, words behind a doubtful name are nobody's") {
  CHECK(Lines(Read("/c/x.md", "**Jane** [0:01]: one\nBob Low: two\nthree\n")) ==
        StringList{"Jane> one", "> Bob Low: two three"});
}

TEST_CASE("Lists, quotes and headings are no obstacle") {
  const std::string bytes =
      "## Part 1\n\n> **Jane** [0:01]: one\n> more\n\n- **Bob** [0:02]: two\n- three\n\n    four\n";
  const ReadCallResult result = Read("/c/x.md", bytes);
  CHECK(Lines(result) == StringList{"Jane> one more", "Bob> two", "> three", "> four"});
  CHECK(Cut(bytes, result.call->turns[0].source) == "**Jane** [0:01]: one\n> more");
}

TEST_CASE("Words in code spans are words") {
  CHECK(Lines(Read(
            "/c/x.md",
            "**Jane** [0:01]: we run `export` twice, *`all`* day\n\n`alone`\n\nfirst ``a`b`` <b>c</b>\n")) ==
        StringList{"Jane> we run export twice, all day", "> alone", "> first a`b c"});
}

TEST_CASE("A rule right below a turn loses no words") {
  CHECK(Lines(Read("/c/x.md", "**Jane** [0:01]: one\n---\n**Bob** [0:02]: two\n")) ==
        StringList{"Jane> one", "Bob> two"});
}

TEST_CASE("Front matter that is no YAML is a problem; the transcript still counts") {
  const ReadCallResult result = Read("/c/x.md", "---\nid: [a\n---\n**Jane** [0:01]: one\n");
  CHECK_FALSE(result.problems.empty());
  CHECK(Lines(result) == StringList{"Jane> one"});
  CHECK(result.call->id == "x");
}

TEST_CASE("Front matter that never ends says so") {
  const std::string bytes = "---\naccount: acme\n\nhello\n";
  CHECK(Places(Read("/c/x.md", bytes), bytes) == StringList{"---"});
  CHECK(Read("/c/x.md", "---\n\nhello\n").problems.empty());
  CHECK(Read("/c/x.md", "---\nJane: hello\n").problems.empty());
}

TEST_CASE("CRLF and BOM keep ranges exact") {
  const std::string bytes = "\xEF\xBB\xBF---\r\nid: a1\r\n---\r\n\r\n**Jane** [0:01]: one\r\ntwo\r\n";
  const ReadCallResult result = Read("/c/x.md", bytes);
  CHECK(Lines(result) == StringList{"Jane> one two"});
  CHECK(Cut(bytes, result.call->id_source) == "a1");
  CHECK(Cut(bytes, result.call->turns[0].source) == "**Jane** [0:01]: one\r\ntwo");
}

}  // namespace
}  // namespace whyspec::calls
