#include <catch2/catch.hpp>
#include <chrono>

#include "sample_log.h"

namespace whyspec::evidence {
namespace {

using markdown::Document;
using StringList = std::vector<std::string>;

// "first words … -> target" for each quote.
StringList Pairs(const std::string& text) {
  const auto log = MakeLog({});
  const Document document = Document::Parse(text);
  const SpecEvidence evidence = Gather(document, *log);
  StringList pairs;
  for (const SpecQuote& quote : evidence.quotes) {
    const std::string& words = document.quotes()[quote.quote].text;
    pairs.push_back(words.substr(0, words.find(' ')) + " -> " +
                    (quote.citation ? evidence.citations[*quote.citation].citation.target : "none"));
  }
  return pairs;
}

TEST_CASE("A block quote finds its citation in itself or right after it") {
  CHECK(Pairs("> one two three four five [P1](call:a)\n") == StringList{"one -> a"});
  CHECK(Pairs("> one two three four five\n>\n> \xE2\x80\x94 [P1](call:a)\n") == StringList{"one -> a"});
  CHECK(Pairs("> one two three four five\n\n\xE2\x80\x94 Jane, [P1](call:a), in January\n") ==
        StringList{"one -> a"});
  CHECK(Pairs("> one two three four five\n\n([P1](call:a), [P2](call:b))\n") == StringList{"one -> a"});
  CHECK(Pairs("> one two three four five\n\nSource: [P1](call:a)\n") == StringList{"one -> a"});
  CHECK(Pairs("> one two three four five\n\n- [P1](call:a)\n") == StringList{"one -> a"});
  CHECK(Pairs("> one two three four five\n\n- [P1](call:a)\n- [P2](call:b)\n") == StringList{"one -> none"});
  CHECK(Pairs("> one two three four five\n\nAnother one, [P1](call:a), says so.\n") ==
        StringList{"one -> none"});
  CHECK(Pairs("> one two three four five\n\n# Heading\n\n[P1](call:a)\n") == StringList{"one -> none"});
  CHECK(Pairs("- > one two three four five\n\n[P1](call:a)\n") == StringList{"one -> none"});
  CHECK(Pairs("- > one two three four five\n\n  [P1](call:a)\n") == StringList{"one -> a"});
}

TEST_CASE("A short block quote is a quote only with a citation") {
  CHECK(Pairs("> Twice a day. [P1](call:a)\n") == StringList{"Twice -> a"});
  CHECK(Pairs("> Twice a day.\n").empty());
}

TEST_CASE("Boxes for the reader are no quotes") {
  CHECK(Pairs("> [!NOTE]\n> one two three four five six\n").empty());
  CHECK(Pairs("> **Note:** one two three four five six\n").empty());
  CHECK(Pairs("> Status: one two three four five six\n").empty());
}

TEST_CASE("An inline quote takes the nearest citation after it in its block") {
  CHECK(Pairs("He said \"one two three four five\" ([P1](call:a)) and [P2](call:b).") ==
        StringList{"one -> a"});
  CHECK(Pairs("\"one two three four five\", he said. Really. [P1](call:a)") == StringList{"one -> a"});
  CHECK(Pairs("[\"one two three four five\"](call:a) and [P2](call:b)") == StringList{"one -> a"});
  CHECK(Pairs("\"one two three four five\"\n\n[P1](call:a)\n") == StringList{"one -> a"});
  CHECK(Pairs("\"one two three four five\" and then some\n\n[P1](call:a)\n") == StringList{"one -> none"});
  CHECK(Pairs("\"one two\" [P1](call:a)").empty());
}

TEST_CASE("Else the one before it in the same sentence") {
  CHECK(Pairs("[P1](call:a) told us \"one two three four five\".") == StringList{"one -> a"});
  CHECK(Pairs("[P1](call:a) told us. Then: \"one two three four five\".") == StringList{"one -> none"});
  CHECK(Pairs("[P1](call:a), M. Roe: \"one two three four five\".") == StringList{"one -> a"});
}

TEST_CASE("Two quotes share a citation only within one sentence") {
  CHECK(Pairs("\"one two three four five\" and \"six two three four five\" ([P1](call:a)).") ==
        StringList{"one -> a", "six -> a"});
  CHECK(Pairs("\"one two three four five\". Then \"six two three four five\" ([P1](call:a)).") ==
        StringList{"one -> none", "six -> a"});
  CHECK(Pairs("\"one two three four five\" [P1](call:a). \"six two three four five\" [P2](call:b).") ==
        StringList{"one -> a", "six -> b"});
}

TEST_CASE("In a table a quote looks in its own row") {
  CHECK(Pairs("| quote | call |\n|---|---|\n| \"one two three four five\" | none |\n| \"six two three four "
              "five\" | "
              "[P1](call:a) |\n") == StringList{"one -> none", "six -> a"});
}

TEST_CASE("Quotation marks inside a block quote are part of it") {
  CHECK(Pairs("> My boss said \"one two three four five\" and left. [P1](call:a)\n") ==
        StringList{"My -> a"});
}

TEST_CASE("Citations of a range are those that lie in it") {
  const std::string text = "[a](call:a)\n\n[b](call:b)\n\n[c](call:c)\n";
  const SpecEvidence evidence = Gather(Document::Parse(text), *MakeLog({}));
  CHECK(evidence.CitationsIn({0, 24}) == std::vector<std::size_t>{0, 1});
  CHECK(evidence.CitationsIn({13, 24}) == std::vector<std::size_t>{1});
  CHECK(evidence.CitationsIn({13, 20}).empty());
  CHECK(evidence.CitationsIn({0, static_cast<Offset>(text.size())}).size() == 3);
}

Tally CountOf(const std::string& text, const calls::CallLog& log) {
  return Count(Gather(Document::Parse(text), log), log);
}

TEST_CASE("Accounts are counted by group, calls once, lifecycles as of the newest call") {
  std::vector<calls::Call> list = {
      MakeCall("a1", "acme-fr", "2026-01-10"), MakeCall("a2", "Acme DE", "2026-02-10"),
      MakeCall("b1", "bolt", "2025-12-01"), MakeCall("c1", "Cole", ""), MakeCall("n1", "", "2026-03-01")};
  list[0].lifecycle = calls::Lifecycle::kProspect;
  list[1].lifecycle = calls::Lifecycle::kCustomer;
  list[2].lifecycle = calls::Lifecycle::kProspect;
  const auto log =
      MakeLog(std::move(list), {calls::Account{.id = "acme-fr", .parent = "acme"},
                                calls::Account{.id = "acme-de", .name = "Acme DE", .parent = "acme"},
                                calls::Account{.id = "cole", .lifecycle = calls::Lifecycle::kProspect}});
  const Tally tally = CountOf(
      "[1](call:a1#t=5) [2](call:a1#t=15) [3](call:a2) [4](call:b1) [5](call:c1) [6](call:n1) [7](call:nope) "
      "[8](call:b1#t=999)",
      *log);
  CHECK(tally.citations == 6);
  CHECK(tally.calls == 5);
  CHECK(tally.accounts == 3);
  CHECK(tally.prospects == 2);  // bolt, and cole by accounts.yaml
  CHECK(tally.customers == 1);  // acme: the newer of its calls was as customer
  CHECK(tally.citations_by_account ==
        std::map<std::string, std::size_t>{{"acme", 3}, {"bolt", 1}, {"cole", 1}});
  CHECK(tally.newest == ParseDate("2026-03-01"));
  CHECK(tally.oldest == ParseDate("2025-12-01"));
  CHECK(tally.open_amount.empty());
}

TEST_CASE("Counts of some citations only") {
  const auto log = MakeLog({MakeCall("a", "acme"), MakeCall("b", "bolt")});
  const SpecEvidence evidence = Gather(Document::Parse("[1](call:a) [2](call:b)"), *log);
  CHECK(Count(evidence, *log, {1}).citations_by_account.count("bolt") == 1);
  CHECK(Count(evidence, *log, {1}).accounts == 1);
  CHECK(Count(evidence, *log, {}).calls == 0);
  CHECK(Count(evidence, *log, {77}).calls == 0);
}

TEST_CASE("Open money: each sale once, by currency, at its newest, closed ones out") {
  const auto deal = [](std::string id, std::string_view day, calls::Opportunity opportunity) {
    calls::Call call = MakeCall(std::move(id), "acme", day);
    call.opportunity = std::move(opportunity);
    return call;
  };
  const auto log =
      MakeLog({deal("a", "2026-01-01", {.id = "o1", .stage = "Proposal", .amount = 100, .currency = "EUR"}),
               deal("b", "2026-02-01", {.id = "o1", .stage = "Negotiation", .amount = 80, .currency = "EUR"}),
               deal("c", "2026-01-01", {.id = "o2", .stage = "Closing", .amount = 5, .currency = "USD"}),
               deal("d", "2026-01-01", {.id = "o3", .stage = "Gagn\xC3\xA9", .amount = 9, .currency = "EUR"}),
               deal("e", "2026-01-01", {.id = "o4", .stage = "Closed Lost", .amount = 9, .currency = "EUR"}),
               deal("f", "2026-01-01", {.id = "o5", .stage = "Demo", .currency = "EUR"}),
               deal("g", "2026-01-01", {.id = "o6", .stage = "Demo", .amount = 7, .currency = "EUR"}),
               deal("h", "2026-02-01", {.id = "o6", .stage = "Perdu", .amount = 7, .currency = "EUR"})});
  const Tally tally = CountOf(
      "[1](call:a) [1](call:b) [1](call:c) [1](call:d) [1](call:e) [1](call:f) [1](call:g) [1](call:h)",
      *log);
  CHECK(tally.open_amount == std::map<std::string, double>{{"EUR", 80.0}, {"USD", 5.0}});
}

TEST_CASE("A hundred thousand citations of a hundred thousand turns take linear time") {
  const auto log = MakeLog({MakeCall("a", "acme", "", 100'000)});
  const auto time = [&](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
      text += "\"one two three four five " + std::to_string(i) + "\" [P](call:a#t=" + std::to_string(i * 10) +
              ")\n";
      if (i % 50 == 0) text += "\n";
    }
    const Document document = Document::Parse(text);
    const auto begin = std::chrono::steady_clock::now();
    const SpecEvidence evidence = Gather(document, *log);
    CHECK(evidence.citations.size() == static_cast<std::size_t>(count));
    CHECK(evidence.citations.back().first_turn == static_cast<std::uint32_t>(count - 1));
    CHECK(evidence.quotes.size() == static_cast<std::size_t>(count));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  const double small = time(12'500);
  const double large = time(100'000);
  CHECK(large < 40 * small + 0.5);  // 8 times the work; quadratic would be 64 times
}

}  // namespace
}  // namespace whyspec::evidence
