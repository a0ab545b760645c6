// AccountView, Overview (JSON and CSV).
#include <charconv>
#include <cmath>
#include <iterator>

#include "base/date.h"
#include "base/strings.h"
#include "http/views.h"

namespace whyspec::http {
namespace {

// A cell of a CSV (RFC 4180). A spreadsheet runs what begins like a formula, also after blanks
// and quotes are gone: such a cell gets a leading apostrophe, which spreadsheets show as text.
std::string Cell(std::string_view text) {
  std::string out = "\"";
  const std::size_t first = text.find_first_not_of(" \t\r\n\"'");
  const bool is_formula = (first != std::string_view::npos &&
                           std::string_view("=+-@").find(text[first]) != std::string_view::npos) ||
                          text.starts_with('\t') || text.starts_with('\r') || text.starts_with('\n') ||
                          // Full-width forms of the same signs (＝＋－＠), which some spreadsheets take too.
                          text.find("\xef\xbc\x9d") != std::string_view::npos ||
                          text.find("\xef\xbc\x8b") != std::string_view::npos ||
                          text.find("\xef\xbc\x8d") != std::string_view::npos ||
                          text.find("\xef\xbc\xa0") != std::string_view::npos;
  if (is_formula) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c == '\r' || c == '\n' || c == '\t' || c == '\0' ? ' ' : c;
  }
  out += '"';
  return out;
}

std::string Share(double value) {
  char digits[40];
  return {std::begin(digits),
          std::to_chars(std::begin(digits), std::end(digits), std::round(value * 1000) / 1000).ptr};
}

}  // namespace

Json AccountJson(const team::Service::AccountView& view) {
  const calls::Account& account = view.account;
  return {{"account",
           {{"id", account.id},
            {"name", account.name},
            {"alias", account.alias},
            {"aliases", account.aliases},
            {"parent", account.parent},
            {"lifecycle", calls::Name(account.lifecycle)},
            {"segment", account.segment},
            {"country", account.country},
            {"owner", account.owner},
            {"visibility", account.visibility ? Json(calls::Name(*account.visibility)) : Json(nullptr)}}},
          {"level", team::Name(view.level)},
          {"version", view.version},
          {"calls", view.calls}};
}

Json OverviewJson(const team::OverviewView& view) {
  Json specs = Json::array();
  for (const team::OverviewView::Spec& spec : view.specs) {
    Json json = {{"id", spec.id},
                 {"title", spec.title},
                 {"status", spec.status},
                 {"accounts", spec.accounts},
                 {"prospects", spec.prospects},
                 {"customers", spec.customers},
                 {"citations", spec.citations},
                 {"quotes", spec.quotes},
                 {"verified", spec.verified}};
    if (spec.newest) json["newest"] = FormatDate(*spec.newest);
    json["arr_at_stake"] = spec.arr_at_stake;
    json["by_account"] = Json::object();
    for (const auto& [label, count] : spec.by_account) json["by_account"][label] = count;
    json["concentration"] = spec.concentration;
    json["errors"] = spec.errors;
    json["warnings"] = spec.warnings;
    specs.push_back(std::move(json));
  }
  return {{"specs", std::move(specs)},
          {"calls", view.calls},
          {"cited_calls", view.cited_calls},
          {"accounts", view.accounts}};
}

std::string OverviewCsv(const team::OverviewView& view) {
  // The byte order mark tells a spreadsheet that this is UTF-8.
  std::string out =
      "\xef\xbb\xbfspec,title,status,accounts,prospects,customers,citations,verified,newest,arr_at_stake,"
      "concentration,errors,warnings,by_account\r\n";
  for (const team::OverviewView::Spec& spec : view.specs) {
    std::vector<std::string> by_account;
    for (const auto& [label, count] : spec.by_account) by_account.push_back(StrCat(label, ": ", count));
    const std::vector<std::string> cells = {Cell(spec.id),
                                            Cell(spec.title),
                                            Cell(spec.status),
                                            std::to_string(spec.accounts),
                                            std::to_string(spec.prospects),
                                            std::to_string(spec.customers),
                                            std::to_string(spec.citations),
                                            std::to_string(spec.verified),
                                            spec.newest ? FormatDate(*spec.newest) : std::string(),
                                            Cell(spec.arr_at_stake),
                                            Share(spec.concentration),
                                            std::to_string(spec.errors),
                                            std::to_string(spec.warnings),
                                            Cell(Join(by_account, "; "))};
    out += Join(cells, ",");
    out += "\r\n";
  }
  return out;
}

}  // namespace whyspec::http
