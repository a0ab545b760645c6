// whyspec calls show
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/date.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "calls/write_call.h"
#include "cli/calls_project.h"
#include "cli/commands.h"
#include "evidence/citation.h"

namespace whyspec::cli {
namespace {

constexpr std::uint32_t kTurnsAround = 2;

std::string Duration(std::int64_t ms) {
  const std::int64_t minutes = (ms + 30'000) / 60'000;
  if (minutes < 1) return "under a minute";
  if (minutes < 60) return Plural(static_cast<std::size_t>(minutes), "minute");
  const std::int64_t rest = minutes % 60;
  return StrCat(Plural(static_cast<std::size_t>(minutes / 60), "hour"),
                rest > 0 ? StrCat(" ", Plural(static_cast<std::size_t>(rest), "minute")) : "");
}

void PrintField(std::ostream& out, std::string_view name, const std::string& value, const Style& style) {
  if (value.empty()) return;
  constexpr std::size_t kColumn = 14;
  const std::string label = StrCat(name, std::string(kColumn - std::min(kColumn, name.size()), ' '));
  out << style.Paint(Ink::kDim, label) << Wrap(OneLine(value), kColumn, kColumn, style.width) << '\n';
}

std::string PeopleOf(const calls::Call& call, calls::Affiliation side) {
  std::vector<std::string> people;
  for (const calls::Participant& person : call.participants) {
    if (person.affiliation != side) continue;
    std::string name = person.name.empty() ? (person.email.empty() ? person.id : person.email) : person.name;
    if (!person.title.empty()) name += StrCat(" (", person.title, ")");
    people.push_back(std::move(name));
  }
  return Join(people, ", ");
}

std::string TranscriptOf(const calls::Call& call) {
  switch (call.transcript_status) {
    case calls::TranscriptStatus::kNone:
      return call.notes.empty() ? "none" : "none; notes only";
    case calls::TranscriptStatus::kProcessing:
      return "still being made";
    case calls::TranscriptStatus::kReady:
      return Plural(call.turns.size(), "turn");
    case calls::TranscriptStatus::kFailed:
      return "failed where it was recorded";
    case calls::TranscriptStatus::kGone:
      return "deleted where it was recorded";
  }
  return "";
}

std::string OpportunityOf(const calls::Opportunity& deal) {
  std::vector<std::string> parts;
  if (!deal.stage.empty()) parts.push_back(deal.stage);
  if (deal.amount) {
    const auto amount = static_cast<std::int64_t>(*deal.amount);
    parts.push_back(StrCat(amount, deal.currency.empty() ? "" : " ", deal.currency));
  }
  if (deal.probability) parts.push_back(StrCat(static_cast<int>(*deal.probability * 100 + 0.5), " %"));
  return Join(parts, ", ");
}

void PrintHead(std::ostream& out, const calls::Call& call, CallsProject& project, const Style& style) {
  out << style.Paint(Ink::kBold, OneLine(call.title.empty() ? call.id : call.title)) << '\n';
  if (!call.title.empty()) PrintField(out, "Id", call.id, style);
  const std::shared_ptr<const calls::Account> account =
      call.account.empty() ? nullptr : project.log->FindAccount(call.account);
  PrintField(out, "Account", account != nullptr && !account->name.empty() ? account->name : call.account,
             style);
  if (call.started_at_ms) {
    PrintField(out, "Date",
               StrCat(FormatInstant(*call.started_at_ms),
                      call.duration_ms ? StrCat(", ", Duration(*call.duration_ms)) : ""),
               style);
  } else if (call.duration_ms) {
    PrintField(out, "Length", Duration(*call.duration_ms), style);
  }
  if (call.type != calls::CallType::kOther) PrintField(out, "Type", std::string(Name(call.type)), style);
  if (call.lifecycle != calls::Lifecycle::kUnknown) {
    PrintField(out, "Lifecycle", std::string(Name(call.lifecycle)), style);
  }
  PrintField(out, "Opportunity", OpportunityOf(call.opportunity), style);
  PrintField(out, "Owner", call.owner, style);
  PrintField(out, "They", PeopleOf(call, calls::Affiliation::kExternal), style);
  PrintField(out, "We", PeopleOf(call, calls::Affiliation::kInternal), style);
  PrintField(out, "Also", PeopleOf(call, calls::Affiliation::kUnknown), style);
  if (call.visibility) PrintField(out, "Visibility", std::string(Name(*call.visibility)), style);
  if (call.consent != calls::Consent::kUnknown)
    PrintField(out, "Consent", std::string(Name(call.consent)), style);
  PrintField(out, "Transcript", TranscriptOf(call), style);
  std::set<std::string> specs;
  for (const engine::Workspace::CitedBy& cited : project.workspace->SpecsCiting(call.id))
    specs.insert(cited.path);
  if (!specs.empty()) PrintField(out, "Cited by", Plural(specs.size(), "spec"), style);
  PrintField(out, "Tags", Join(call.tags, ", "), style);
  if (!call.notes.empty()) {
    out << '\n' << style.Paint(Ink::kDim, "Notes (never the customer's own words)") << '\n';
    std::string_view rest = call.notes;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      out << "  " << Wrap(OneLine(rest.substr(0, end)), 2, 2, style.width) << '\n';
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

}  // namespace

int RunCallsShow(const Context& context, const CallsOptions& options) {
  Result<CallsProject> project = OpenCalls(context, options.calls);
  if (!project.ok()) return context.Fail(project.error().message);
  const std::size_t hash = options.reference.find('#');
  const std::string reference = options.reference.substr(0, hash);
  const auto found = FindCall(context, *project->log, reference);
  if (!found.ok()) return context.Fail(found.error().message);
  const calls::Call& call = *found.value();
  Passage passage;
  const auto last_turn = call.turns.empty() ? 0U : static_cast<std::uint32_t>(call.turns.size() - 1);
  bool excerpt = false;
  if (hash != std::string::npos) {
    const evidence::Anchor anchor = evidence::ParseAnchor(options.reference.substr(hash + 1));
    std::optional<evidence::TurnSpan> span;
    if (anchor.kind == evidence::AnchorKind::kTurns && anchor.first_turn <= anchor.last_turn &&
        anchor.last_turn < call.turns.size()) {
      span = evidence::TurnSpan{anchor.first_turn, anchor.last_turn};
    } else if (anchor.kind == evidence::AnchorKind::kTime) {
      span = evidence::TurnsAt(call, anchor);
    }
    if (!span) {
      const std::string bounds =
          call.turns.empty() ? "It has no transcript."
          : call.has_times() && call.EndMs()
              ? StrCat("It has ", Plural(call.turns.size(), "turn"), ", up to ", ClockOf(*call.EndMs()), ".")
              : StrCat("It has turns 1 to ", call.turns.size(), " and no times.");
      return context.Fail(StrCat("\"", Printable(options.reference.substr(hash)),
                                 "\" is no place in the call ", call.id, ". ", bounds,
                                 " Write #t=07:40 or #turn=12-14."));
    }
    excerpt = true;
    passage = {.first_turn = span->first > kTurnsAround ? span->first - kTurnsAround : 0,
               .last_turn = std::min(last_turn, span->last + kTurnsAround),
               .first_cited = span->first,
               .last_cited = span->last,
               .marks = {},
               .most_code_points = 0};
  } else {
    passage.last_turn = passage.last_cited = last_turn;
    if (options.limit > 0 && static_cast<std::uint32_t>(options.limit) <= last_turn) {
      passage.last_turn = passage.last_cited = static_cast<std::uint32_t>(options.limit) - 1;
    }
  }
  std::ostream& out = context.out();
  if (options.format == "json") {
    if (!excerpt) {
      out << calls::WriteCall(call);
      return kClean;
    }
    calls::Call part = call;
    part.turns.assign(call.turns.begin() + passage.first_turn, call.turns.begin() + passage.last_turn + 1);
    nlohmann::ordered_json json = nlohmann::ordered_json::parse(calls::WriteCall(part), nullptr, false);
    json["excerpt"] = {{"turns", {passage.first_cited, passage.last_cited}}, {"from", passage.first_turn}};
    out << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    return kClean;
  }
  const Style style = StyleFor(context, options.color);
  if (excerpt) {
    out << style.Paint(Ink::kInfo, HeadOf(call, *project->log)) << '\n';
  } else {
    PrintHead(out, call, project.value(), style);
    if (!call.turns.empty()) out << '\n';
  }
  if (!call.turns.empty()) PrintPassage(out, call, passage, style);
  if (excerpt) {
    out << "  " << style.Paint(Ink::kDim, CitationOf(call, passage.first_cited, passage.last_cited)) << '\n';
  } else if (!call.turns.empty() && passage.last_turn < last_turn) {
    context.Note(StrCat("These are the first ", passage.last_turn + 1, " of ", call.turns.size(), " turns."));
  }
  return kClean;
}

}  // namespace whyspec::cli
