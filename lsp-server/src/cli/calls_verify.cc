// whyspec calls verify
#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "cli/calls_batch.h"
#include "cli/calls_project.h"
#include "cli/commands.h"
#include "evidence/verify_quote.h"

namespace whyspec::cli {
namespace {

using evidence::Change;
using evidence::ChangeKind;
using evidence::Verdict;
using evidence::Verification;

struct Answer {
  std::shared_ptr<const calls::Call> call;  // nullptr: no call has it
  Verification verification;
};

bool HasPassage(const Answer& answer) {
  const Verification& found = answer.verification;
  return answer.call != nullptr && (found.verdict != Verdict::kNotFound || found.score > 0) &&
         found.first_turn < answer.call->turns.size();
}

// `call` nullptr: any call.
Answer Check(evidence::Verifier& verifier, const calls::CallLog& log,
             const std::shared_ptr<const calls::Call>& call, const std::string& quote) {
  if (call != nullptr) return {call, verifier.Verify(quote, call, log)};
  std::vector<evidence::Verifier::Found> found = verifier.FindQuote(quote, log, 1);
  if (found.empty()) return {};
  return {std::move(found.front().call), std::move(found.front().verification)};
}

void Fill(const Answer& answer, bool name_call, nlohmann::ordered_json& out) {
  const Verification& found = answer.verification;
  out["verdict"] = Name(found.verdict);
  out["score"] = found.score;
  if (name_call) {
    out["call"] =
        answer.call != nullptr ? nlohmann::ordered_json(answer.call->id) : nlohmann::ordered_json(nullptr);
  }
  if (HasPassage(answer)) {
    const std::vector<calls::Turn>& turns = answer.call->turns;
    const std::size_t last = std::min<std::size_t>(found.last_turn, turns.size() - 1);
    out["turns"] = {found.first_turn, last};
    if (turns[found.first_turn].start_ms) out["start_ms"] = *turns[found.first_turn].start_ms;
    if (turns[last].end_ms) out["end_ms"] = *turns[last].end_ms;
  }
  const std::string difference = Explain(found);
  if (!difference.empty()) out["difference"] = difference;
}

std::string AnswerBatch(evidence::Verifier& verifier, const calls::CallLog& log, const nlohmann::json& query,
                        nlohmann::ordered_json& answer) {
  std::string error;
  const std::string quote = TextMember(query, "quote", true, error);
  const std::string id = TextMember(query, "call", false, error);
  if (!error.empty()) return error;
  std::shared_ptr<const calls::Call> call;
  if (!id.empty()) {
    call = log.Find(id);
    if (call == nullptr) return StrCat("No call is logged as \"", Printable(Shorten(id, 80)), "\".");
  }
  Fill(Check(verifier, log, call, quote), call == nullptr, answer);
  return "";
}

std::string_view Sentence(Verdict verdict) {
  switch (verdict) {
    case Verdict::kExact:
      return "Said word for word.";
    case Verdict::kEdited:
      return "Said so; the quote only tidies it up.";
    case Verdict::kReworded:
      return "Said in other words: not verified.";
    case Verdict::kAltered:
      return "The passage is there, but it says something else: not verified.";
    case Verdict::kNotFound:
      return "Not found: nobody said this.";
  }
  return "";
}

Ink InkOfVerdict(Verdict verdict) {
  switch (verdict) {
    case Verdict::kExact:
    case Verdict::kEdited:
      return Ink::kAdded;
    case Verdict::kReworded:
      return Ink::kWarning;
    case Verdict::kAltered:
    case Verdict::kNotFound:
      return Ink::kError;
  }
  return Ink::kError;
}

// The quote with the words that differ between signs a reader of plain text sees too.
std::string MarkedQuote(const std::string& quote, const Verification& found, const Style& style) {
  std::string out;
  std::size_t at = 0;
  for (const Change& change : found.changes) {
    const bool honest = change.kind <= ChangeKind::kInterruption;
    if (honest || change.quoted.empty() || change.quoted.begin < at || change.quoted.end > quote.size())
      continue;
    out += OneLine(std::string_view(quote).substr(at, change.quoted.begin - at));
    out += style.Paint(Ink::kRemoved, StrCat("{", OneLine(Cut(quote, change.quoted)), "}"));
    at = change.quoted.end;
  }
  out += OneLine(std::string_view(quote).substr(at));
  return out;
}

void Print(const Context& context, const Answer& answer, const std::string& quote, const calls::CallLog& log,
           const Style& style) {
  std::ostream& out = context.out();
  const Verification& found = answer.verification;
  out << style.Paint(InkOfVerdict(found.verdict), Sentence(found.verdict)) << '\n';
  if (found.is_short) out << "The quote is under five words, so it may have been said by chance.\n";
  if (found.occurrences > 1)
    out << "These words come up " << found.occurrences << " times; this is the best place.\n";
  if (!HasPassage(answer)) return;
  if (!IsVerified(found.verdict)) {
    const std::string difference = Explain(found);
    if (!difference.empty()) out << "Difference: " << OneLine(difference) << '\n';
    out << "\n  Quoted: " << MarkedQuote(quote, found, style) << '\n';
    const evidence::Transcript transcript(answer.call, evidence::NamesOf(log));
    const std::string said = SaidWords(transcript, found, quote);
    if (!said.empty()) {
      const std::string label = "  Said:   ";
      out << label << Wrap(OneLine(said), label.size(), label.size(), style.width) << '\n';
    }
  }
  const calls::Call& call = *answer.call;
  out << '\n' << style.Paint(Ink::kInfo, HeadOf(call, log)) << '\n';
  Passage passage{.first_turn = found.first_turn,
                  .last_turn = found.last_turn,
                  .first_cited = found.first_turn,
                  .last_cited = found.last_turn,
                  .marks = {},
                  .most_code_points = 600};
  for (const Change& change : found.changes) {
    const bool honest = change.kind <= ChangeKind::kInterruption;
    if (!honest && !change.said.empty() && change.turn < call.turns.size() &&
        change.said.end <= call.turns[change.turn].text.size()) {
      passage.marks.push_back({change.turn, change.said});
    }
  }
  std::sort(passage.marks.begin(), passage.marks.end(), [](const Marked& a, const Marked& b) {
    return a.turn != b.turn ? a.turn < b.turn : a.range.begin < b.range.begin;
  });
  PrintPassage(out, call, passage, style);
  out << "  " << style.Paint(Ink::kDim, CitationOf(call, found.first_turn, found.last_turn)) << '\n';
}

}  // namespace

int RunCallsVerify(const Context& context, const CallsOptions& options) {
  const Result<CallsProject> project = OpenCalls(context, options.calls);
  if (!project.ok()) return context.Fail(project.error().message);
  const calls::CallLog& log = *project->log;
  evidence::Verifier verifier;
  if (options.batch) {
    return RunBatch(context, [&](const nlohmann::json& query, nlohmann::ordered_json& answer) {
      return AnswerBatch(verifier, log, query, answer);
    });
  }
  const std::string& quote = options.words.back();
  const std::string reference = options.words.size() == 2 ? options.words.front() : "-";
  std::shared_ptr<const calls::Call> call;
  if (reference != "-") {
    const auto found = FindCall(context, log, reference.substr(0, reference.find('#')));
    if (!found.ok()) return context.Fail(found.error().message);
    call = found.value();
  }
  if (CountWords(quote) == 0)
    return context.Fail("The quote has no words: put what was said between quotation marks.");
  const Answer answer = Check(verifier, log, call, quote);
  const bool verified = IsVerified(answer.verification.verdict);
  if (options.format == "json") {
    nlohmann::ordered_json out;
    out["version"] = 1;
    out["quote"] = quote;
    Fill(answer, true, out);
    out["verified"] = verified;
    if (HasPassage(answer)) {
      const Verification& found = answer.verification;
      out["citation"] = CitationOf(*answer.call, found.first_turn, found.last_turn);
      out["said"] = SaidWords(evidence::Transcript(answer.call, evidence::NamesOf(log)), found, quote);
      out["occurrences"] = found.occurrences;
    }
    context.out() << out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
  } else {
    Print(context, answer, quote, log, StyleFor(context, options.color));
  }
  return verified ? kClean : kFindings;
}

}  // namespace whyspec::cli
