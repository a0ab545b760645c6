// Quotes looked up in a whole log, and verdicts that follow the names of the log.
#include <catch2/catch.hpp>

#include <string>

#include "calls/memory_call_log.h"
#include "evidence/memory_text_index.h"
#include "evidence/verify_quote.h"

namespace whyspec::evidence {
namespace {

std::shared_ptr<const calls::Call> MakeCall(const std::string& id, const std::string& text,
                                            const char* language = "en") {
  auto call = std::make_shared<calls::Call>();
  call->id = id;
  call->language = language;
  call->turns.push_back({.speaker = "p1", .text = "Good morning, shall we start with the agenda?"});
  call->turns.push_back({.speaker = "p2", .text = text});
  return call;
}

std::shared_ptr<const calls::CallLog> MakeLog(bool with_index, std::uint64_t revision = 1,
                                              std::vector<std::string> aliases = {}) {
  calls::MemoryCallLog::Contents contents;
  contents.revision = revision;
  for (int i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    contents.calls.push_back(
        MakeCall("filler-" + n, "The export of site " + n + " runs every month and somebody checks it."));
  }
  contents.calls.push_back(
      MakeCall("said-here", "We never trusted the attachments that Globex kept in the old portal."));
  contents.calls.push_back(
      MakeCall("dit-ici", "Les pièces jointes disparaissent du portail chaque vendredi soir.", "fr"));
  auto account = std::make_shared<calls::Account>();
  account->id = "globex";
  account->name = "Globex";
  account->aliases = std::move(aliases);
  contents.accounts.push_back(account);
  if (with_index) contents.text_index = MakeMemoryTextIndex(contents.calls);
  return calls::MemoryCallLog::Create(std::move(contents));
}

TEST_CASE("a quote is found in the call that says it") {
  for (const bool with_index : {true, false}) {
    const auto log = MakeLog(with_index);
    Verifier verifier;
    const auto found = verifier.FindQuote("we never trusted the attachments […] in the old portal", *log);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].call->id == "said-here");
    CHECK(found[0].verification.verdict == Verdict::kEdited);
    const auto french = verifier.FindQuote("les pieces jointes disparaissent du portail", *log);
    REQUIRE_FALSE(french.empty());
    CHECK(french[0].call->id == "dit-ici");
    CHECK(verifier.FindQuote("our whole team would cheer in summer", *log).empty());
    // Asked again, the same is answered.
    CHECK(verifier.FindQuote("les pieces jointes disparaissent du portail", *log).size() == french.size());
  }
}

TEST_CASE("a verdict follows the names of the log") {
  Verifier verifier;
  const std::string quote = "the attachments that Globecks kept in the old portal";
  const auto before = MakeLog(true, 1);
  const auto call = before->Find("said-here");
  CHECK_FALSE(IsVerified(verifier.Verify(quote, call, *before).verdict));
  const auto after = MakeLog(true, 2, {"Globecks"});
  CHECK(verifier.Verify(quote, call, *after).verdict == Verdict::kEdited);
}

TEST_CASE("the same transcript is prepared once") {
  Verifier verifier;
  const auto log = MakeLog(false);
  const auto call = log->Find("said-here");
  CHECK(verifier.Prepare(call, *log) == verifier.Prepare(call, *log));
}

}  // namespace
}  // namespace whyspec::evidence
