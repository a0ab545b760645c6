// whyspec calls search
#include <algorithm>
#include <iomanip>
#include <sstream>

#include "base/strings.h"
#include "base/unicode.h"
#include "cli/calls_batch.h"
#include "cli/calls_project.h"
#include "cli/commands.h"
#include "evidence/search.h"

namespace whyspec::cli {
namespace {

constexpr std::size_t kDefaultResults = 5;        // on a screen
constexpr std::size_t kDefaultBatchResults = 10;  // for a program

std::string WordsOf(const calls::Call& call, std::uint32_t first, std::uint32_t last) {
  std::string text;
  for (std::size_t i = first; i <= last && i < call.turns.size(); ++i) {
    if (!text.empty()) text += '\n';
    text += call.turns[i].text;
  }
  return text;
}

// The members of DESIGN.md "Batch", and for the human reader's formats what else helps.
nlohmann::ordered_json ResultOf(const evidence::Excerpt& excerpt) {
  const calls::Call& call = *excerpt.call;
  nlohmann::ordered_json out;
  out["call"] = call.id;
  out["turns"] = {excerpt.first_turn, excerpt.last_turn};
  const calls::Turn& first = call.turns[excerpt.first_turn];
  const calls::Turn& last = call.turns[excerpt.last_turn];
  if (first.start_ms) out["start_ms"] = *first.start_ms;
  if (last.end_ms) {
    out["end_ms"] = *last.end_ms;
  } else if (last.start_ms && excerpt.last_turn + std::size_t{1} < call.turns.size()) {
    const std::optional<std::int64_t> next = call.turns[excerpt.last_turn + std::size_t{1}].start_ms;
    if (next && *next >= *last.start_ms) out["end_ms"] = *next;
  }
  const calls::Turn& best = call.turns[excerpt.best_turn];
  if (!best.speaker.empty()) {
    const calls::Participant* who = call.FindParticipant(best.speaker);
    out["speaker"] = who != nullptr && !who->name.empty() ? who->name : best.speaker;
  }
  out["text"] = WordsOf(call, excerpt.first_turn, excerpt.last_turn);
  out["score"] = excerpt.score;
  return out;
}

std::vector<evidence::Excerpt> Find(const calls::CallLog& log, const std::string& text,
                                    const std::string& call, std::size_t limit) {
  return evidence::Search(log, {.text = text, .call = call, .language = "", .limit = limit});
}

std::string AnswerBatch(const calls::CallLog& log, const CallsOptions& options, const nlohmann::json& query,
                        nlohmann::ordered_json& answer) {
  std::string error;
  const std::string text = TextMember(query, "query", true, error);
  std::string call = TextMember(query, "call", false, error);
  if (!error.empty()) return error;
  if (call.empty()) call = options.call;
  std::size_t limit = options.limit > 0 ? static_cast<std::size_t>(options.limit) : kDefaultBatchResults;
  if (const auto given = query.find("limit"); given != query.end() && !given->is_null()) {
    constexpr int kMost = 1000;
    if (!given->is_number_integer() || *given < 1 || *given > kMost) {
      return StrCat("\"limit\" must be a number from 1 to ", kMost, ".");
    }
    limit = given->get<std::size_t>();
  }
  if (!call.empty() && log.Find(call) == nullptr) {
    return StrCat("No call is logged as \"", Printable(Shorten(call, 80)), "\".");
  }
  answer["results"] = nlohmann::ordered_json::array();
  for (const evidence::Excerpt& excerpt : Find(log, text, call, limit))
    answer["results"].push_back(ResultOf(excerpt));
  return "";
}

void PrintResult(std::ostream& out, std::size_t number, const evidence::Excerpt& excerpt,
                 const calls::CallLog& log, const Style& style) {
  const calls::Call& call = *excerpt.call;
  const std::string counter = StrCat(number, ". ");
  out << style.Paint(Ink::kDim, counter) << style.Paint(Ink::kInfo, HeadOf(call, log)) << '\n';
  Passage passage{.first_turn = excerpt.first_turn,
                  .last_turn = excerpt.last_turn,
                  .first_cited = excerpt.first_turn,
                  .last_cited = excerpt.last_turn,
                  .marks = {},
                  .most_code_points = 600};
  for (const evidence::WordHit& hit : excerpt.words) passage.marks.push_back({hit.turn, hit.range});
  PrintPassage(out, call, passage, style);
  out << "  " << style.Paint(Ink::kDim, CitationOf(call, excerpt.best_turn, excerpt.best_turn)) << "\n\n";
}

}  // namespace

int RunCallsSearch(const Context& context, const CallsOptions& options) {
  const Result<CallsProject> project = OpenCalls(context, options.calls);
  if (!project.ok()) return context.Fail(project.error().message);
  const calls::CallLog& log = *project->log;
  std::string only;
  if (!options.call.empty()) {
    const auto call = FindCall(context, log, options.call);
    if (!call.ok()) return context.Fail(call.error().message);
    only = call.value()->id;
  }
  if (options.batch) {
    CallsOptions narrowed = options;
    narrowed.call = only;
    return RunBatch(context, [&](const nlohmann::json& query, nlohmann::ordered_json& answer) {
      return AnswerBatch(log, narrowed, query, answer);
    });
  }
  const std::string text = Join(options.words, " ");
  const std::size_t limit = options.limit > 0 ? static_cast<std::size_t>(options.limit) : kDefaultResults;
  const std::vector<evidence::Excerpt> excerpts = Find(log, text, only, limit);
  if (options.format == "json") {
    nlohmann::ordered_json out;
    out["version"] = 1;
    out["query"] = text;
    out["results"] = nlohmann::ordered_json::array();
    for (const evidence::Excerpt& excerpt : excerpts) {
      nlohmann::ordered_json result = ResultOf(excerpt);
      result["citation"] = CitationOf(*excerpt.call, excerpt.best_turn, excerpt.best_turn);
      out["results"].push_back(std::move(result));
    }
    context.out() << out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    return kClean;
  }
  const Style style = StyleFor(context, options.color);
  std::size_t number = 0;
  for (const evidence::Excerpt& excerpt : excerpts) PrintResult(context.out(), ++number, excerpt, log, style);
  if (excerpts.empty()) {
    context.Note("Nothing like that was said in the logged calls. Try fewer or other words.");
  }
  return kClean;
}

}  // namespace whyspec::cli
