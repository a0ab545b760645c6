// Any quote against any transcript: a call of turns cut at line feeds, the quote behind
// the first form feed. Verdicts keep their promises whatever the bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "evidence/verify_quote.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace whyspec;
  if (size == 0) return 0;
  std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t cut = bytes.find('\f');
  const std::string_view quote = cut == std::string_view::npos ? bytes : bytes.substr(cut + 1);
  std::string_view said = bytes.substr(0, cut);
  auto call = std::make_shared<calls::Call>();
  call->language = (data[0] & 1U) != 0 ? "fr" : "en";
  while (!said.empty()) {
    const std::size_t line = said.find('\n');
    calls::Turn turn;
    turn.speaker = said[0] % 3 == 0 ? "" : said[0] % 3 == 1 ? "p1" : "p2";
    turn.start_ms = static_cast<std::int64_t>(call->turns.size()) * 5000;
    turn.text = std::string(said.substr(0, line));
    call->turns.push_back(std::move(turn));
    if (line == std::string_view::npos) break;
    said.remove_prefix(line + 1);
  }
  const evidence::Transcript transcript(call, {{"Globex", "globe ex", "Globecks"}});
  evidence::VerifyOptions options;
  if ((data[0] & 2U) != 0) options.first_turn = data[0] >> 2U;
  const evidence::Verification one = evidence::Verify(quote, transcript, options);
  Require(one.score >= 0 && one.score <= 1);
  if (one.verdict != evidence::Verdict::kNotFound) {
    Require(one.first_turn <= one.last_turn && one.last_turn < call->turns.size());
    Require(one.occurrences > 0);
  }
  for (const evidence::Change& change : one.changes) {
    Require(change.quoted.begin <= change.quoted.end && change.quoted.end <= quote.size());
    Require(change.turn < call->turns.size());
    Require(change.said.begin <= change.said.end && change.said.end <= call->turns[change.turn].text.size());
    if (evidence::IsVerified(one.verdict)) Require(change.kind <= evidence::ChangeKind::kInterruption);
  }
  Require(evidence::Explain(one).empty() == (one.verdict == evidence::Verdict::kExact));
  std::size_t at = 0;
  for (const evidence::Restoration& edit : evidence::Restore(one, quote)) {
    Require(edit.quoted.begin >= at && edit.quoted.end <= quote.size());
    at = edit.quoted.end;
  }
  (void)evidence::SaidWords(transcript, one, quote);
  return 0;
}
