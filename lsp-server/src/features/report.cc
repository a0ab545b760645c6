#include "features/report.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/strings.h"
#include "features/account_names.h"
#include "features/markdown_escape.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using evidence::CitationState;
using evidence::ResolvedCitation;
using rules::Language;
using rules::Severity;

constexpr std::string_view kUnsourced = "quote/unsourced";

Presence PresenceOf(const SpecEvidenceView::Section& section) {
  if (!section.body) return section.state == State::kMissing ? Presence::kMissing : Presence::kNotAsked;
  switch (section.state) {
    case State::kMissing:
      return Presence::kEmpty;
    case State::kWeak:
      return Presence::kWeak;
    case State::kOk:
      break;
  }
  return Presence::kPresent;
}

// What counts and names need of a call, without its words.
std::shared_ptr<const calls::Call> HeadOf(const calls::Call& call) {
  auto head = std::make_shared<calls::Call>();
  head->id = call.id;
  head->account = call.account;
  head->started_at_ms = call.started_at_ms;
  head->lifecycle = call.lifecycle;
  head->opportunity = call.opportunity;
  head->visibility = call.visibility;
  return head;
}

void CountQuotes(const SpecDocument& spec, SpecReport& out) {
  for (const evidence::SpecQuote& quote : spec.snapshot.spec->evidence.quotes) {
    if (!quote.citation) continue;
    const bool verified = quote.verification && evidence::IsVerified(quote.verification->verdict);
    ++(verified ? out.quotes_verified : out.quotes_unverified);
  }
  for (const rules::Finding& finding : spec.findings) {
    out.quotes_unsourced += static_cast<std::size_t>(finding.rule == kUnsourced);
    out.infos += static_cast<std::size_t>(finding.severity == Severity::kInfo);
    out.hints += static_cast<std::size_t>(finding.severity == Severity::kHint);
  }
}

// The account that carries most of the citations, and how much; by its least visible
// label, since the sum speaks of all of its calls.
std::pair<std::string, std::size_t> HeaviestOf(const std::vector<ResolvedCitation>& citations,
                                               const evidence::Tally& tally, const calls::CallLog& log,
                                               const AccountNames& names) {
  const auto most = std::max_element(tally.citations_by_account.begin(), tally.citations_by_account.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == tally.citations_by_account.end() || tally.citations == 0) return {};
  const calls::Call* least = nullptr;
  for (const ResolvedCitation& citation : citations) {
    if (citation.state != CitationState::kResolved || citation.call == nullptr) continue;
    const calls::Call& call = *citation.call;
    if (call.account.empty() || log.RootAccount(call.account) != most->first) continue;
    if (least == nullptr || names.LevelOf(call) < names.LevelOf(*least)) least = &call;
  }
  if (least == nullptr) return {};
  return {names.Of(*least), (most->second * 100 + tally.citations / 2) / tally.citations};
}

class Matrix {
 public:
  Matrix(const calls::CallLog& log, Language language)
      : log_(log), language_(language), names_(log, language) {}

  const AccountNames& names() const { return names_; }

  void Add(const SpecFacts& spec, SpecReport& report) {
    std::map<Key, std::size_t> counts;
    for (const ResolvedCitation& citation : spec.citations) {
      if (citation.state != CitationState::kResolved || citation.call == nullptr) continue;
      const calls::Call& call = *citation.call;
      if (call.account.empty()) continue;
      Key key{log_.RootAccount(call.account), names_.Of(call)};
      Column& column = columns_[key];
      const std::int64_t when = call.started_at_ms.value_or(INT64_MIN);
      if (column.account.label.empty() || when > column.newest_ms) {
        column.account.label = key.second;
        column.account.lifecycle = LifecycleText(call.lifecycle, language_);
        column.newest_ms = when;
        if (call.started_at_ms) column.account.newest = DateOfInstant(*call.started_at_ms);
      }
      ++column.account.citations;
      ++counts[std::move(key)];
    }
    for (auto& [key, count] : counts) {
      ++columns_[key].account.specs;
      backers_[&report].emplace_back(key, count);
    }
  }

  // After all specs were added; `specs` have not moved since.
  std::vector<ReportAccount> Finish(std::vector<SpecReport>& specs) {
    std::vector<std::pair<Key, ReportAccount>> list;
    for (auto& [key, column] : columns_) list.emplace_back(key, std::move(column.account));
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return std::tuple(b.second.specs, b.second.citations, a.second.label) <
             std::tuple(a.second.specs, a.second.citations, b.second.label);
    });
    // Two that may not be named look alike: they are told apart by a number.
    std::map<std::string, std::size_t> same;
    for (const auto& [key, account] : list) ++same[account.label];
    std::map<std::string, std::size_t> numbers;
    std::map<Key, std::size_t> at;
    std::vector<ReportAccount> out;
    for (auto& [key, account] : list) {
      at[key] = out.size();
      if (same[account.label] > 1) account.label = StrCat(account.label, " ", ++numbers[account.label]);
      out.push_back(std::move(account));
    }
    for (SpecReport& spec : specs) {
      for (const auto& [key, count] : backers_[&spec]) {
        spec.backers.push_back({.account = at.at(key), .citations = count});
      }
      std::sort(spec.backers.begin(), spec.backers.end(), [](const auto& a, const auto& b) {
        return std::tuple(b.citations, a.account) < std::tuple(a.citations, b.account);
      });
    }
    return out;
  }

 private:
  using Key = std::pair<std::string, std::string>;  // root account, label
  struct Column {
    ReportAccount account;
    std::int64_t newest_ms = INT64_MIN;
  };
  const calls::CallLog& log_;
  Language language_;
  AccountNames names_;
  std::map<Key, Column> columns_;
  std::map<const SpecReport*, std::vector<std::pair<Key, std::size_t>>> backers_;
};

// Whether a spec may cite the call at all (privacy/consent, privacy/retention).
bool MayBeCited(const calls::Call& call, Date today) {
  if (call.consent == calls::Consent::kRefused || call.consent == calls::Consent::kWithdrawn) return false;
  return !call.retention_until || *call.retention_until >= today;
}

void AddCalls(const calls::CallLog& log, const std::set<std::string>& cited, Report& out) {
  const AccountNames names(log, out.language);
  for (const calls::CallSummary& summary : log.List()) {
    if (log.WhyGone(summary.id) != calls::Gone::kNo) continue;
    ++out.calls;
    if (cited.count(summary.id) != 0) {
      ++out.calls_cited;
      continue;
    }
    const auto call = log.Find(summary.id);
    if (call == nullptr || !MayBeCited(*call, out.today)) continue;
    const CallFace face(*call, log, out.language);
    UncitedCall entry{.type = std::string(TypeText(call->type, out.language)),
                      .day = face.Day(),
                      .turns = call->turns.size()};
    entry.account = call->account.empty() ? "" : names.Of(*call);
    if (face.shows_names() && names.LevelOf(*call) >= calls::Visibility::kNamed) {
      entry.id = call->id;
      entry.path = call->path;
      entry.title = PlainLine(face.Title());
    }
    out.uncited.push_back(std::move(entry));
  }
  std::stable_sort(out.uncited.begin(), out.uncited.end(),
                   [](const UncitedCall& a, const UncitedCall& b) { return b.day < a.day; });
}

Language LanguageOf(const std::vector<SpecFacts>& specs) {
  const auto french = static_cast<std::size_t>(std::count_if(
      specs.begin(), specs.end(), [](const SpecFacts& spec) { return spec.language == Language::kFrench; }));
  return french * 2 > specs.size() ? Language::kFrench : Language::kEnglish;
}

void CountFreshness(const SpecReport& spec, Date today, Freshness& out) {
  if (!spec.tally.newest) {
    ++out.none;
    return;
  }
  const std::int64_t days = DaysBetween(*spec.tally.newest, today);
  ++(days <= 90 ? out.within_90_days : days <= 180 ? out.within_180_days : out.older);
}

void CountSpec(const SpecReport& spec, Report& out) {
  if (spec.closed) {
    ++out.closed;
    return;
  }
  ++(spec.state == State::kOk ? out.solid : spec.state == State::kWeak ? out.weak : out.incomplete);
  out.claims_cited += spec.claims_cited;
  out.claims += spec.claims_cited + spec.claims_weak + spec.claims_missing;
  out.quotes_verified += spec.quotes_verified;
  out.quotes += spec.quotes_verified + spec.quotes_unverified + spec.quotes_unsourced;
  CountFreshness(spec, out.today, out.freshness);
}

}  // namespace

std::string_view Name(Presence presence) {
  switch (presence) {
    case Presence::kPresent:
      return "present";
    case Presence::kWeak:
      return "weak";
    case Presence::kEmpty:
      return "empty";
    case Presence::kMissing:
      return "missing";
    case Presence::kNotAsked:
      break;
  }
  return "not_asked";
}

std::string_view NameOfStanding(State state) {
  switch (state) {
    case State::kOk:
      return "solid";
    case State::kWeak:
      return "weak";
    case State::kMissing:
      break;
  }
  return "incomplete";
}

SpecFacts FactsOf(const SpecDocument& spec) {
  const rules::Spec& parsed = *spec.snapshot.spec;
  SpecEvidenceView view = ViewEvidence(spec);
  SpecFacts out;
  out.language = parsed.language;
  SpecReport& report = out.report;
  report.path = parsed.path;
  report.title = std::move(view.title);
  report.status = std::move(view.status);
  report.owner = PlainLine(parsed.meta.owner);
  report.closed = parsed.meta.status == rules::SpecStatus::kDeclined ||
                  parsed.meta.status == rules::SpecStatus::kSuperseded;
  report.state = view.state;
  for (std::size_t i = 0; i < report.sections.size() && i < view.sections.size(); ++i) {
    report.sections[i] = PresenceOf(view.sections[i]);
  }
  for (const SpecEvidenceView::Claim& claim : view.claims) {
    if (claim.is_quote) continue;
    ++(claim.state == State::kOk     ? report.claims_cited
       : claim.state == State::kWeak ? report.claims_weak
                                     : report.claims_missing);
  }
  report.errors = view.errors;
  report.warnings = view.warnings;
  report.tally = std::move(view.tally);
  CountQuotes(spec, report);
  AddCited(parsed.evidence, out.cited);
  std::map<std::string, std::shared_ptr<const calls::Call>> heads;
  for (const ResolvedCitation& citation : parsed.evidence.citations) {
    if (citation.call == nullptr) continue;
    auto& head = heads[citation.call->id];
    if (head == nullptr) head = HeadOf(*citation.call);
    ResolvedCitation& kept = out.citations.emplace_back();
    kept.state = citation.state;
    kept.call = head;
  }
  return out;
}

Report MakeReport(std::vector<SpecFacts> specs, const calls::CallLog& log, const ReportOptions& options) {
  Report out;
  out.today = options.today;
  out.language = options.language.value_or(LanguageOf(specs));
  std::stable_sort(specs.begin(), specs.end(), [](const SpecFacts& a, const SpecFacts& b) {
    const auto rank = [](const SpecReport& spec) {
      return std::tuple(spec.closed, -static_cast<int>(spec.state));
    };
    return rank(a.report) < rank(b.report);
  });
  out.specs.reserve(specs.size());
  Matrix matrix(log, out.language);
  CitedByCall cited;
  std::set<std::string> cited_ids;
  evidence::SpecEvidence together;  // of open specs
  for (SpecFacts& spec : specs) {
    SpecReport& report = out.specs.emplace_back(std::move(spec.report));
    matrix.Add(spec, report);
    std::tie(report.heaviest, report.heaviest_percent) =
        HeaviestOf(spec.citations, report.tally, log, matrix.names());
    CountSpec(report, out);
    for (auto& [id, turns] : spec.cited) {
      CitedTurns& all = cited[id];
      all.whole = all.whole || turns.whole;
      all.spans.insert(all.spans.end(), turns.spans.begin(), turns.spans.end());
      cited_ids.insert(id);
    }
    if (report.closed) continue;
    together.citations.insert(together.citations.end(), spec.citations.begin(), spec.citations.end());
  }
  out.accounts = matrix.Finish(out.specs);
  out.tally = evidence::Count(together, log);
  std::tie(out.heaviest, out.heaviest_percent) =
      HeaviestOf(together.citations, out.tally, log, matrix.names());
  out.has_calls = log.available();
  AddCalls(log, cited_ids, out);
  if (options.unlinked_asks && out.has_calls) {
    out.asks_looked_for = true;
    out.asks = FindUnlinkedAsks(log, cited, out.language);
  }
  return out;
}

}  // namespace whyspec::features
