// whyspec calls list
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/date.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "cli/calls_project.h"
#include "cli/commands.h"

namespace whyspec::cli {
namespace {

struct Row {
  calls::CallSummary call;
  std::string account;  // as shown
  std::size_t cited_by = 0;
};

std::string AccountOf(const calls::CallSummary& call, const calls::CallLog& log) {
  const std::shared_ptr<const calls::Account> account =
      call.account.empty() ? nullptr : log.FindAccount(call.account);
  return account != nullptr && !account->name.empty() ? account->name : call.account;
}

std::size_t CitedBy(engine::Workspace& workspace, const std::string& id) {
  std::set<std::string> specs;
  for (const engine::Workspace::CitedBy& cited : workspace.SpecsCiting(id)) specs.insert(cited.path);
  return specs.size();
}

std::string Spaced(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

void PrintTable(std::ostream& out, const std::vector<Row>& rows, const Style& style) {
  constexpr std::size_t kWidest = 32;
  std::vector<std::vector<std::string>> table = {
      {"CALL", "DATE", "ACCOUNT", "TYPE", "LIFECYCLE", "TURNS", "CITED BY"}};
  for (const Row& row : rows) {
    const calls::CallSummary& call = row.call;
    table.push_back({OneLine(call.id),
                     call.started_at_ms ? FormatDate(DateOfInstant(*call.started_at_ms)) : "",
                     OneLine(Shorten(row.account, kWidest)),
                     call.type == calls::CallType::kOther ? "" : Spaced(Name(call.type)),
                     call.lifecycle == calls::Lifecycle::kUnknown ? "" : Spaced(Name(call.lifecycle)),
                     std::to_string(call.turn_count), row.cited_by == 0 ? "" : Plural(row.cited_by, "spec")});
  }
  std::vector<std::size_t> widths(table[0].size(), 0);
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], TextWidth(row[i]));
  }
  constexpr std::size_t kTurns = 5;  // numbers stand at the right
  for (std::size_t r = 0; r < table.size(); ++r) {
    std::string line;
    for (std::size_t i = 0; i < table[r].size(); ++i) {
      const std::string blanks(widths[i] - TextWidth(table[r][i]), ' ');
      const bool last = i + 1 == table[r].size();
      line += i == kTurns ? blanks + table[r][i] : table[r][i] + (last ? "" : blanks);
      if (!last) line += "  ";
    }
    while (line.ends_with(' ')) line.pop_back();
    out << (r == 0 ? style.Paint(Ink::kDim, line) : line) << '\n';
  }
}

void PrintJson(std::ostream& out, const std::vector<Row>& rows, const Context& context) {
  nlohmann::ordered_json json;
  json["version"] = 1;
  json["calls"] = nlohmann::ordered_json::array();
  for (const Row& row : rows) {
    nlohmann::ordered_json call;
    call["id"] = row.call.id;
    if (!row.call.title.empty()) call["title"] = row.call.title;
    if (row.call.started_at_ms) call["started_at"] = FormatInstant(*row.call.started_at_ms);
    if (!row.account.empty()) call["account"] = row.account;
    call["type"] = Name(row.call.type);
    call["lifecycle"] = Name(row.call.lifecycle);
    call["turns"] = row.call.turn_count;
    call["cited_by"] = row.cited_by;
    if (!row.call.path.empty()) call["path"] = context.Shown(row.call.path);
    json["calls"].push_back(std::move(call));
  }
  out << json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace

int RunCallsList(const Context& context, const CallsOptions& options) {
  const Result<CallsProject> project = OpenCalls(context, options.calls);
  if (!project.ok()) return context.Fail(project.error().message);
  const calls::CallLog& log = *project->log;
  const std::string root = options.account.empty() ? "" : log.RootAccount(options.account);
  std::vector<calls::CallSummary> calls = log.List();
  if (!root.empty()) {
    calls.erase(std::remove_if(calls.begin(), calls.end(),
                               [&](const calls::CallSummary& call) {
                                 return call.account.empty() || log.RootAccount(call.account) != root;
                               }),
                calls.end());
    if (calls.empty()) {
      return context.Fail(StrCat("No call is logged with the account \"", Printable(options.account),
                                 "\": `whyspec calls list` shows them all."));
    }
  }
  // The newest first: that is what people look for. Undated ones last, by id.
  std::stable_sort(calls.begin(), calls.end(), [](const calls::CallSummary& a, const calls::CallSummary& b) {
    return a.started_at_ms.value_or(INT64_MIN) > b.started_at_ms.value_or(INT64_MIN);
  });
  const std::size_t all = calls.size();
  if (options.limit > 0 && calls.size() > static_cast<std::size_t>(options.limit)) {
    calls.resize(static_cast<std::size_t>(options.limit));
  }
  std::vector<Row> rows;
  for (calls::CallSummary& call : calls) {
    Row row{.call = std::move(call), .account = "", .cited_by = 0};
    row.account = AccountOf(row.call, log);
    row.cited_by = CitedBy(*project->workspace, row.call.id);
    rows.push_back(std::move(row));
  }
  if (options.format == "json") {
    PrintJson(context.out(), rows, context);
    return kClean;
  }
  if (rows.empty()) {
    context.Note("No call is logged yet: `whyspec calls import FILE` takes exports of recorders and CRMs.");
    return kClean;
  }
  PrintTable(context.out(), rows, StyleFor(context, options.color));
  if (rows.size() < all) context.Note(StrCat("These are ", rows.size(), " of ", all, " calls."));
  return kClean;
}

}  // namespace whyspec::cli
