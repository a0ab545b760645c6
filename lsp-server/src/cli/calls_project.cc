#include "cli/calls_project.h"

#include <algorithm>

#include "base/date.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "base/uri.h"
#include "cli/file_batch.h"
#include "cli/progress.h"
#include "cli/project.h"
#include "cli/team_log.h"
#include "evidence/citation.h"

namespace whyspec::cli {
namespace {

// Around marked words while a line is wrapped: no columns wide, and in no printable text.
constexpr char kMarkBegin = '\x01';
constexpr char kMarkEnd = '\x02';
constexpr std::string_view kDot = " \xC2\xB7 ";

std::string Readable(std::string_view word) {
  std::string out(word);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

// The text of a turn as one line, its marked words between marks, cut to what matters.
std::string MarkedText(const calls::Turn& turn, std::uint32_t number, const Passage& passage) {
  std::string_view text = turn.text;
  std::size_t begin = 0;
  std::size_t end = text.size();
  bool cut_before = false;
  bool cut_after = false;
  if (passage.most_code_points > 0 && CountCodePoints(text) > passage.most_code_points) {
    const auto first = std::find_if(passage.marks.begin(), passage.marks.end(),
                                    [number](const Marked& mark) { return mark.turn == number; });
    const std::size_t at =
        first == passage.marks.end() ? 0 : std::min<std::size_t>(first->range.begin, text.size());
    const std::size_t before = passage.most_code_points / 4;
    if (at > before) {
      begin = text.find(' ', at - before);
      begin = begin == std::string_view::npos || begin > at ? at : begin + 1;
      cut_before = begin > 0;
    }
    if (text.size() - begin > passage.most_code_points) {
      end = text.rfind(' ', begin + passage.most_code_points);
      if (end == std::string_view::npos || end <= begin)
        end = text.find(' ', begin + passage.most_code_points);
      if (end == std::string_view::npos) end = text.size();
      cut_after = end < text.size();
    }
  }
  std::string out = cut_before ? "\xE2\x80\xA6 " : "";
  std::size_t at = begin;
  for (const Marked& mark : passage.marks) {
    if (mark.turn != number || mark.range.begin < at || mark.range.end > end || mark.range.empty()) continue;
    out += OneLine(text.substr(at, mark.range.begin - at));
    out += kMarkBegin;
    out += OneLine(Cut(text, mark.range));
    out += kMarkEnd;
    at = mark.range.end;
  }
  out += OneLine(text.substr(at, end - at));
  if (cut_after) out += " \xE2\x80\xA6";
  return out;
}

std::string PaintMarks(const std::string& text, const Style& style, bool dim) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = text.find(kMarkBegin, at);
    const std::string_view plain = std::string_view(text).substr(at, std::min(begin, text.size()) - at);
    out += style.Paint(dim ? Ink::kDim : Ink::kPlain, plain);
    if (begin == std::string::npos) break;
    const std::size_t end = std::min(text.find(kMarkEnd, begin), text.size());
    out += style.Paint(Ink::kBold, std::string_view(text).substr(begin + 1, end - begin - 1));
    at = std::min(end + 1, text.size());
  }
  return out;
}

}  // namespace

Status RecoverImport(const Context& context, const std::string& folder) {
  const Result<FileBatch::Recovered> recovered = FileBatch::Recover(*context.files, folder);
  if (!recovered.ok()) return recovered.error();
  if (*recovered == FileBatch::Recovered::kFinished) {
    context.Note("An import that was interrupted has been finished.");
  } else if (*recovered == FileBatch::Recovered::kUndone) {
    context.Note("An import that was interrupted has been taken back; run it again.");
  }
  return Done{};
}

Result<CallsProject> OpenCalls(const Context& context, const std::string& calls_directory) {
  Result<std::unique_ptr<engine::Workspace>> opened = OpenProject(context, {.calls = calls_directory});
  if (!opened.ok()) return opened.error();
  CallsProject project;
  project.workspace = std::move(opened.value());
  const std::string root = FindRoot(*context.files, context.directory);
  const std::shared_ptr<const engine::Config> config = project.workspace->ConfigFor(JoinPath(root, "x.md"));
  const std::string folder = calls_directory.empty()
                                 ? DefaultFolder(context, config->root, config->calls, "calls")
                                 : context.Absolute(calls_directory);
  if (Status recovered = RecoverImport(context, folder); !recovered.ok()) return recovered.error();
  {
    Progress progress(context);
    project.workspace->Scan([&](std::size_t files) { progress.Show("Reading files", files, 0); });
  }
  (void)JoinTeamLog(context, *project.workspace);
  project.log = project.workspace->Log();
  if (!project.log->available()) {
    return Error{ErrorCode::kNotFound,
                 StrCat("There are no logged calls here: no folder ", Printable(context.Shown(folder)),
                        ". Name one with --calls DIR, or make it with `whyspec calls import FILE`.")};
  }
  for (const engine::FileProblem& problem : project.workspace->Problems()) {
    const bool of_a_call = project.workspace->KindOf(problem.path) != engine::FileKind::kSpec;
    if (of_a_call && problem.severity == rules::Severity::kError) {
      context.Note(StrCat(context.Shown(problem.path), ": ", problem.message));
    }
  }
  return project;
}

Result<std::shared_ptr<const calls::Call>> FindCall(const Context& context, const calls::CallLog& log,
                                                    const std::string& reference) {
  if (std::shared_ptr<const calls::Call> call = log.Find(reference)) return call;
  std::string written = reference;
  if (written.starts_with("call:")) {
    written.erase(0, 5);
    if (std::shared_ptr<const calls::Call> call = log.Find(written)) return call;
  }
  if (std::shared_ptr<const calls::Call> call = log.FindByPath(context.Absolute(reference))) return call;
  if (log.WhyGone(written) != calls::Gone::kNo) {
    return Error{ErrorCode::kNotFound,
                 StrCat("The call ", Printable(written),
                        " may not be read any more: it was erased, withdrawn or embargoed.")};
  }
  const std::vector<calls::CallSummary> calls = log.List();
  std::vector<std::string_view> ids;
  ids.reserve(calls.size());
  for (const calls::CallSummary& call : calls) ids.push_back(call.id);
  const std::optional<std::string_view> closest = Closest(written, ids);
  return Error{ErrorCode::kNotFound, StrCat("No call is logged as \"", Printable(Shorten(written, 80)), "\".",
                                            closest ? StrCat(" Did you mean ", *closest, "?") : "",
                                            " `whyspec calls list` has them all.")};
}

std::string ClockOf(std::int64_t ms) {
  const std::int64_t seconds = std::max<std::int64_t>(0, ms) / 1000;
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const std::string tail = StrCat(two(seconds / 60 % 60), ":", two(seconds % 60));
  return seconds < 3600 ? tail : StrCat(seconds / 3600, ":", tail);
}

std::string SpeakerOf(const calls::Call& call, const calls::Turn& turn) {
  if (turn.speaker.empty()) return "speaker unknown";
  const calls::Participant* who = call.FindParticipant(turn.speaker);
  if (who == nullptr) return OneLine(turn.speaker);
  std::string out = OneLine(who->name.empty() ? who->id : who->name);
  if (who->affiliation == calls::Affiliation::kInternal) out += " (us)";
  const std::string role = who->persona.empty() ? who->title : Readable(who->persona);
  if (!role.empty()) out += StrCat(", ", OneLine(role));
  return out;
}

std::string HeadOf(const calls::Call& call, const calls::CallLog& log) {
  std::vector<std::string> parts;
  const std::shared_ptr<const calls::Account> account =
      call.account.empty() ? nullptr : log.FindAccount(call.account);
  if (account != nullptr && !account->name.empty()) {
    parts.push_back(OneLine(account->name));
  } else if (!call.account.empty()) {
    parts.push_back(OneLine(call.account));
  }
  if (!call.title.empty()) parts.push_back(OneLine(Shorten(call.title, 60)));
  if (call.started_at_ms) parts.push_back(FormatDate(DateOfInstant(*call.started_at_ms)));
  if (call.type != calls::CallType::kOther) parts.push_back(Readable(Name(call.type)));
  if (call.lifecycle != calls::Lifecycle::kUnknown) parts.push_back(Readable(Name(call.lifecycle)));
  if (parts.empty()) parts.push_back(OneLine(call.id));
  return Join(parts, kDot);
}

std::string CitationOf(const calls::Call& call, std::uint32_t first_turn, std::uint32_t last_turn) {
  return StrCat("call:", call.id, evidence::FormatAnchor(evidence::AnchorFor(call, first_turn, last_turn)));
}

void PrintPassage(std::ostream& out, const calls::Call& call, const Passage& passage, const Style& style) {
  bool has_clock = false;
  bool has_hours = false;
  const auto last = std::min<std::size_t>(passage.last_turn + std::size_t{1}, call.turns.size());
  for (std::size_t i = passage.first_turn; i < last; ++i) {
    if (!call.turns[i].start_ms) continue;
    has_clock = true;
    has_hours = has_hours || *call.turns[i].start_ms >= 3'600'000;
  }
  const std::size_t clock_width = has_clock ? (has_hours ? 7U : 5U) : 0U;
  const std::size_t indent = 2 + (clock_width > 0 ? clock_width + 2 : 0);
  for (std::size_t i = passage.first_turn; i < last; ++i) {
    const calls::Turn& turn = call.turns[i];
    const auto number = static_cast<std::uint32_t>(i);
    const bool around = number < passage.first_cited || number > passage.last_cited;
    std::string line = "  ";
    if (clock_width > 0) {
      const std::string clock = turn.start_ms ? ClockOf(*turn.start_ms) : "";
      line += std::string(clock_width - std::min(clock_width, clock.size()), ' ');
      line += style.Paint(Ink::kGutter, clock);
      line += "  ";
    }
    const std::string speaker = StrCat(SpeakerOf(call, turn), ":");
    line += style.Paint(around ? Ink::kDim : Ink::kBold, speaker);
    line += ' ';
    const std::string text =
        Wrap(MarkedText(turn, number, passage), indent + TextWidth(speaker) + 1, indent, style.width);
    out << line << PaintMarks(text, style, around) << '\n';
  }
}

}  // namespace whyspec::cli
