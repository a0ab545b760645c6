// schemas/report.schema.json

#include "base/uri.h"
#include "cli/formatters/health.h"
#include "cli/formatters/health_words.h"
#include "cli/formatters/json_util.h"

namespace whyspec::cli {
namespace {

using features::Report;
using features::SpecReport;

void AddDay(Json& json, const char* key, const std::optional<Date>& day) {
  if (day) json[key] = FormatDate(*day);
}

void AddText(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

Json ToJson(const evidence::Tally& tally) {
  Json out = {{"calls", tally.calls},
              {"accounts", tally.accounts},
              {"prospects", tally.prospects},
              {"customers", tally.customers},
              {"citations", tally.citations}};
  AddDay(out, "newest", tally.newest);
  AddDay(out, "oldest", tally.oldest);
  Json open = Json::object();
  for (const auto& [currency, amount] : tally.open_amount) open[currency] = amount;
  out["open"] = std::move(open);
  return out;
}

Json Concentration(const std::string& account, std::size_t percent) {
  return {{"account", account}, {"percent", percent}};
}

Json ToJson(const Report& report, const SpecReport& spec, const HealthPaths& paths) {
  Json accounts = Json::array();
  for (const SpecReport::Backer& backer : spec.backers) {
    accounts.push_back({{"account", report.accounts[backer.account].label}, {"citations", backer.citations}});
  }
  Json out = {{"path", paths.context->Shown(spec.path)}, {"title", spec.title}, {"status", spec.status}};
  AddText(out, "owner", spec.owner);
  out["closed"] = spec.closed;
  out["standing"] = features::NameOfStanding(spec.state);
  out["sections"] = {{"why", features::Name(spec.sections[0])},
                     {"evidence", features::Name(spec.sections[1])},
                     {"usage", features::Name(spec.sections[2])}};
  out["claims"] = {
      {"cited", spec.claims_cited}, {"weak", spec.claims_weak}, {"missing", spec.claims_missing}};
  out["quotes"] = {{"verified", spec.quotes_verified},
                   {"unverified", spec.quotes_unverified},
                   {"unsourced", spec.quotes_unsourced}};
  out["evidence"] = ToJson(spec.tally);
  out["accounts"] = std::move(accounts);
  if (!spec.heaviest.empty()) out["concentration"] = Concentration(spec.heaviest, spec.heaviest_percent);
  out["findings"] = {
      {"errors", spec.errors}, {"warnings", spec.warnings}, {"infos", spec.infos}, {"hints", spec.hints}};
  return out;
}

Json ToJson(const features::UncitedCall& call, const HealthPaths& paths) {
  Json out = Json::object();
  AddText(out, "id", call.id);
  if (!call.path.empty()) out["path"] = paths.context->Shown(call.path);
  AddText(out, "title", call.title);
  AddText(out, "account", call.account);
  AddText(out, "type", call.type);
  AddDay(out, "day", call.day);
  out["turns"] = call.turns;
  return out;
}

Json ToJson(const features::UnlinkedAsk& ask) {
  Json voices = Json::array();
  for (const features::AskVoice& voice : ask.voices) {
    Json json = {{"words", voice.words}, {"who", voice.who}, {"account", voice.account}};
    AddText(json, "lifecycle", voice.lifecycle);
    AddDay(json, "day", voice.day);
    AddText(json, "citation", voice.citation);
    voices.push_back(std::move(json));
  }
  return {{"rule", "meta/unlinked-ask"},
          {"topic", ask.topic},
          {"accounts", ask.accounts},
          {"calls", ask.calls},
          {"voices", std::move(voices)}};
}

}  // namespace

void PrintHealthJson(const Report& report, const HealthPaths& paths, std::ostream& out) {
  const HealthWords words(report);
  Json specs = Json::array();
  for (const SpecReport& spec : report.specs) specs.push_back(ToJson(report, spec, paths));
  Json accounts = Json::array();
  for (const features::ReportAccount& account : report.accounts) {
    Json json = {{"account", account.label}};
    AddText(json, "lifecycle", account.lifecycle);
    json["specs"] = account.specs;
    json["citations"] = account.citations;
    AddDay(json, "newest", account.newest);
    accounts.push_back(std::move(json));
  }
  Json uncited = Json::array();
  for (const features::UncitedCall& call : report.uncited) uncited.push_back(ToJson(call, paths));
  Json asks = Json::array();
  for (const features::UnlinkedAsk& ask : report.asks.asks) asks.push_back(ToJson(ask));
  Json summary = {{"specs", report.specs.size()},
                  {"solid", report.solid},
                  {"weak", report.weak},
                  {"incomplete", report.incomplete},
                  {"closed", report.closed},
                  {"claims", {{"cited", report.claims_cited}, {"all", report.claims}}},
                  {"quotes", {{"verified", report.quotes_verified}, {"all", report.quotes}}},
                  {"evidence", ToJson(report.tally)},
                  {"freshness",
                   {{"within90Days", report.freshness.within_90_days},
                    {"within180Days", report.freshness.within_180_days},
                    {"older", report.freshness.older},
                    {"none", report.freshness.none}}}};
  if (!report.heaviest.empty()) {
    summary["concentration"] = Concentration(report.heaviest, report.heaviest_percent);
  }
  const Json all = {{"version", 1},
                    {"today", FormatDate(report.today)},
                    {"language", rules::Code(report.language)},
                    {"verdict", words.Verdict()},
                    {"summary", std::move(summary)},
                    {"specs", std::move(specs)},
                    {"accounts", std::move(accounts)},
                    {"calls",
                     {{"logged", report.has_calls},
                      {"all", report.calls},
                      {"cited", report.calls_cited},
                      {"uncited", std::move(uncited)}}},
                    {"asks",
                     {{"lookedFor", report.asks_looked_for},
                      {"callsLeftOut", report.asks.calls_left_out},
                      {"unlinked", std::move(asks)}}}};
  out << all.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace whyspec::cli
