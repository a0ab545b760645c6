#include <catch2/catch.hpp>

#include "sample_log.h"

namespace whyspec::evidence {
namespace {

using markdown::Document;

TEST_CASE("Links to calls in every spelling") {
  const std::string text =
      "See [P1](call:acme#t=10,20), <call:acme>, [path](../calls/bolt.vtt#t=5), [ref][1] and "
      "![image](call:x).\n"
      "[other](https://example.com/call:x) [text](other.md#t=5) [up](CALL:Acme%202#turn=2) "
      "`[code](call:y)`\n\n"
      "| a | [in a table](<../calls/with space.vtt?plain=1#turn=1>) |\n\n[1]: call:ref#t=7:40 \"title\"\n";
  const Document document = Document::Parse(text);
  const auto citations = FindCitations(document, SpecOptions());
  std::vector<std::string> seen;
  for (const Citation& citation : citations) {
    seen.push_back(citation.target + " | " + citation.written_target + " | " +
                   std::string(Cut(text, citation.anchor_range)) + " | " + FormatAnchor(citation.anchor) +
                   (citation.by_path ? " path" : ""));
    CHECK(Cut(text, citation.range) == Cut(text, document.links()[citation.link].range));
  }
  CHECK(seen == std::vector<std::string>{
                    "acme | acme | #t=10,20 | #t=10,20",
                    "acme | acme |  | ",
                    "/w/calls/bolt.vtt | ../calls/bolt.vtt | #t=5 | #t=5 path",
                    "ref | ref | #t=7:40 | #t=460",
                    "Acme 2 | Acme%202 | #turn=2 | #turn=2",
                    "/w/calls/with space.vtt | ../calls/with space.vtt | #turn=1 | #turn=1 path",
                });
  CHECK(Cut(text, citations[0].destination_range) == "call:acme#t=10,20");
  CHECK(citations[1].anchor_range.begin == citations[1].destination_range.end);
  CHECK(Cut(text, citations[3].range) == "[ref][1]");
}

TEST_CASE("An entity's # is no anchor") {
  const std::string text = "[a](call:a&#45;b#t=5) [b](call:a&#x2d;b)";
  const auto citations = FindCitations(Document::Parse(text), SpecOptions());
  REQUIRE(citations.size() == 2);
  CHECK(citations[0].target == "a-b");
  CHECK(Cut(text, citations[0].anchor_range) == "#t=5");
  CHECK(citations[1].anchor_range.empty());
}

TEST_CASE("Without a judge of paths only call: links count") {
  const auto citations = FindCitations(Document::Parse("[a](call:a) [b](../calls/b.vtt)"),
                                       CitationOptions{.document_path = "/w/specs/x.md"});
  CHECK(citations.size() == 1);
}

ResolvedCitation ResolveOne(std::string_view link, const calls::CallLog& log) {
  const auto citations = FindCitations(Document::Parse(std::string(link)), SpecOptions());
  REQUIRE(citations.size() == 1);
  return Resolve(citations[0], log);
}

TEST_CASE("Citations are resolved, or it is known why not") {
  const auto log = MakeLog({MakeCall("acme", "acme")}, {}, {{"old", calls::Gone::kErased}});
  const auto good = ResolveOne("[a](call:acme#t=5,15)", *log);
  CHECK(good.state == CitationState::kResolved);
  REQUIRE(good.has_turns);
  CHECK(good.first_turn == 0);
  CHECK(good.last_turn == 1);
  CHECK(good.call->id == "acme");

  const auto whole = ResolveOne("[a](../calls/acme.vtt)", *log);
  CHECK(whole.state == CitationState::kResolved);
  CHECK_FALSE(whole.has_turns);

  for (const char* link : {"[a](call:acme#t=900)", "[a](call:acme#turn=9)", "[a](call:acme#oops)"}) {
    CAPTURE(link);
    const auto bad = ResolveOne(link, *log);
    CHECK(bad.state == CitationState::kUnknownAnchor);
    CHECK(bad.call != nullptr);
  }
  CHECK(ResolveOne("[a](call:nobody)", *log).state == CitationState::kUnknownCall);
  CHECK(ResolveOne("[a](call:)", *log).state == CitationState::kUnknownCall);
  CHECK(ResolveOne("[a](../calls/nobody.vtt)", *log).state == CitationState::kUnknownCall);
  const auto gone = ResolveOne("[a](call:old#t=5)", *log);
  CHECK(gone.state == CitationState::kGone);
  CHECK(gone.gone == calls::Gone::kErased);
}

}  // namespace
}  // namespace whyspec::evidence
