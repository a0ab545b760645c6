// Specs: published with what they cite, read with what their reader may know.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "evidence/verify_quote.h"
#include "team/service_state.h"
#include "team/spoken_words.h"

namespace whyspec::team {
namespace {

using calls::Call;
using sql::Session;

// What is cited of each call; a change of it changes what readers of excerpts see.
using Ranges = std::map<std::string, std::set<std::pair<std::int64_t, std::int64_t>>>;
Ranges RangesOf(const SpecRecord& spec) {
  Ranges out;
  for (const SpecCitation& citation : spec.citations) {
    const bool turns = citation.first_turn && citation.last_turn;
    out[citation.call].insert(
        turns ? std::pair<std::int64_t, std::int64_t>(*citation.first_turn, *citation.last_turn)
              : std::pair<std::int64_t, std::int64_t>(-1, -1));
  }
  return out;
}

calls::Gone GoneBy(Withheld withheld) {
  switch (withheld) {
    case Withheld::kNo:
    case Withheld::kByOwner:
      return calls::Gone::kNo;
    case Withheld::kEmbargo:
      return calls::Gone::kEmbargoed;
    case Withheld::kConsent:
    case Withheld::kRetention:
      return calls::Gone::kWithdrawn;
  }
  return calls::Gone::kNo;
}

// A spec's texts without what its reader may not know of the calls it cites.
class SpecCutter {
 public:
  explicit SpecCutter(const Sight& sight) : sight_(sight) {}

  void Cites(const Call& call, Level level) {
    if (!seen_.insert(call.id).second) return;
    if (level < Level::kNamed) {
      names_.push_back(NamesOf(call, *sight_.log, *sight_.pseudonyms));
      ids_.push_back(call.id);
    }
    if (level < Level::kAlias) words_.Add(call);
  }

  void Cut(std::string& text) const {
    if (!words_.empty()) {
      bool changed = false;
      text = words_.Strike(text, changed);
    }
    if (names_.empty()) return;
    // Ids stay: links lead by them.
    std::string out;
    std::size_t copied = 0;
    while (copied < text.size()) {
      std::size_t at = std::string::npos;
      std::size_t length = 0;
      for (const std::string& id : ids_) {
        const std::size_t found = text.find(StrCat("call:", id), copied);
        if (found < at) {
          at = found;
          length = id.size() + 5;
        }
      }
      const std::size_t end = std::min(at, text.size());
      std::string piece = text.substr(copied, end - copied);
      for (const calls::Redaction& names : names_) piece = names.Apply(piece);
      out += piece;
      if (at == std::string::npos) break;
      out.append(text, at, length);
      copied = at + length;
    }
    text = std::move(out);
  }

 private:
  const Sight& sight_;
  std::set<std::string> seen_;
  std::vector<std::string> ids_;
  std::vector<calls::Redaction> names_;
  SpokenWords words_;
};

}  // namespace

Result<SpecStore::PutResult> Service::PublishSpec(const Caller& caller, SpecRecord spec,
                                                  const Precondition& precondition) {
  if (!May(caller.role, Action::kPublishSpecs)) return Forbidden("publish specs");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  const Ranges cites = RangesOf(spec);
  std::map<std::string, std::string> owners;
  const auto own = [&](const std::string& id) {
    if (owners.count(id) != 0) return;
    const auto call = state_->calls.Find(id);
    owners[id] = call.ok() ? FactsOf(*call->call, *sight->log).owner : "";
  };
  for (const auto& [id, ranges] : cites) own(id);
  const auto known = state_->specs.Find(spec.id);
  if (known.ok()) {
    for (const auto& [id, ranges] : RangesOf(known->spec)) own(id);
  }
  const std::string by = caller.person.empty() ? caller.token_id : caller.person;
  SpecStore::PutResult result;
  const Status written = state_->database->Write([&](Session& session) -> Status {
    const auto before = SpecStore::Find(session, spec.id);
    if (!before.ok()) return before.error();
    auto put = state_->specs.Put(session, spec, by, precondition, state_->Now());
    if (!put.ok()) return put.error();
    result = *put;
    if (!result.changed) return Done{};
    const Ranges cited = *before ? RangesOf((*before)->spec) : Ranges();
    std::set<std::string> touched;
    const auto note = [&](std::string_view action, const std::string& call) {
      const auto owner = owners.find(call);
      return Append(session,
                    state_->Entry(caller, action, StrCat("call:", call),
                                  owner == owners.end() ? "" : owner->second, StrCat("spec:", spec.id)));
    };
    for (const auto& [call, ranges] : cites) {
      const auto was = cited.find(call);
      if (was != cited.end() && was->second == ranges) continue;
      touched.insert(call);
      if (was != cited.end()) continue;
      const Status noted = note("link", call);
      if (!noted.ok()) return noted;
    }
    for (const auto& [call, ranges] : cited) {
      if (cites.count(call) != 0) continue;
      touched.insert(call);
      const Status noted = note("unlink", call);
      if (!noted.ok()) return noted;
    }
    const Status announced = state_->AnnounceAccess(session, {touched.begin(), touched.end()});
    if (!announced.ok()) return announced;
    if (!result.status_before) return Done{};
    return state_->Tell(session, "spec.status_changed",
                        StrCat("spec.status_changed:", spec.id, ":", result.version),
                        [&](std::string_view of) {
                          std::vector<std::string> theirs;
                          for (const auto& [call, ranges] : cites) {
                            if (of.empty() || Fold(owners[call]) == Fold(of)) theirs.push_back(call);
                          }
                          if (!of.empty() && theirs.empty()) return std::string();
                          nlohmann::json data = {{"spec", spec.id},
                                                 {"status", spec.status},
                                                 {"status_before", *result.status_before},
                                                 {"calls", theirs}};
                          // A title may name others' customers.
                          if (theirs.size() == cites.size()) data["title"] = spec.title;
                          return data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
                        });
  });
  if (!written.ok()) return written.error();
  return result;
}

Status Service::RemoveSpec(const Caller& caller, std::string_view id) {
  if (!May(caller.role, Action::kPublishSpecs)) return Forbidden("take specs out of the team's log");
  const auto known = state_->specs.Find(id);
  if (!known.ok()) return known.error();
  return state_->database->Write([&](Session& session) -> Status {
    const auto removed = state_->specs.Remove(session, id, state_->Now());
    if (!removed.ok()) return removed.error();
    std::vector<std::string> touched;
    for (const auto& [call, ranges] : RangesOf(known->spec)) touched.push_back(call);
    const Status announced = state_->AnnounceAccess(session, touched);
    if (!announced.ok()) return announced;
    return Append(session, state_->Entry(caller, "unlink", StrCat("spec:", id)));
  });
}

Result<Service::SpecView> Service::ReadSpec(const Caller& caller, std::string_view id) {
  if (!May(caller.role, Action::kReadSpecs)) return Forbidden("read specs");
  const auto sight = state_->LookAs(caller);
  if (!sight.ok()) return sight.error();
  auto found = state_->specs.Find(id);
  if (!found.ok()) return found.error();
  SpecView view{.spec = *std::move(found)};
  SpecRecord& spec = view.spec.spec;
  std::vector<std::string> ids;
  for (const auto& [call, ranges] : RangesOf(spec)) ids.push_back(call);
  std::vector<SpecStore::Cited> all_cited;
  if (!ids.empty()) {
    auto cited = state_->specs.CitedOf(ids);
    if (!cited.ok()) return cited.error();
    all_cited = *std::move(cited);
  }
  std::map<std::string, std::optional<TeamCall>> calls;
  SpecCutter cutter(*sight);
  for (const std::string& call : ids) {
    auto living = state_->FindLiving(call);
    if (living.ok()) {
      cutter.Cites(*living->call, sight->Of(*living->call).level);
      calls[call] = *std::move(living);
    } else if (living.error().code == ErrorCode::kGone) {
      calls[call] = std::nullopt;
    } else if (living.error().code != ErrorCode::kNotFound) {
      return living.error();
    }
  }
  std::set<std::string> noted_calls;
  for (std::size_t i = 0; i < spec.citations.size(); ++i) {
    SpecCitation& citation = spec.citations[i];
    SpecView::Cited cited{.citation = i};
    const auto known = calls.find(citation.call);
    if (known == calls.end()) {
      // Never heard of: what the spec says is all there is.
      citation.verdict.clear();
    } else if (!known->second) {
      cited.gone = calls::Gone::kErased;
      citation.quote.clear();
      citation.verdict.clear();
    } else {
      const TeamCall& team_call = *known->second;
      const Call& call = *team_call.call;
      const Access access = sight->Of(call);
      cited.gone = GoneBy(access.withheld);
      cited.account_label = sight->Show(call, access, {}).account_label;
      if (cited.gone == calls::Gone::kNo && !citation.quote.empty()) {
        const evidence::Verification now = state_->verifier.Verify(
            citation.quote, team_call.call, *sight->log,
            {.language = spec.language, .first_turn = citation.first_turn, .last_turn = citation.last_turn});
        cited.verdict = std::string(evidence::Name(now.verdict));
      }
      if (citation.first_turn && citation.last_turn && access.level >= Level::kAlias) {
        const std::uint32_t last = std::min(*citation.last_turn, *citation.first_turn + kMostCitedTurns - 1);
        auto excerpt = State::ExcerptOf(*sight, team_call, *citation.first_turn, last, all_cited);
        if (excerpt.ok()) {
          if (noted_calls.insert(call.id).second) {
            const Status noted = state_->NoteView(*sight, "view", call, excerpt->disclosed);
            if (!noted.ok()) return noted.error();
          }
          cited.excerpt = *std::move(excerpt);
        }
      }
      if (access.level < Level::kAlias) citation.quote.clear();
    }
    cutter.Cut(citation.quote);
    view.cited.push_back(std::move(cited));
  }
  cutter.Cut(spec.title);
  cutter.Cut(spec.path);
  for (SpecSection& section : spec.sections) {
    cutter.Cut(section.title);
    cutter.Cut(section.markdown);
  }
  return view;
}

Result<std::vector<TeamSpec>> Service::ListSpecs(const Caller& caller) {
  if (!May(caller.role, Action::kReadSpecs)) return Forbidden("read specs");
  const auto sight = state_->LookAs(caller, true);
  if (!sight.ok()) return sight.error();
  auto specs = state_->specs.List();
  if (!specs.ok()) return specs;
  std::map<std::string, std::shared_ptr<const Call>> calls;
  for (TeamSpec& spec : *specs) {
    SpecCutter cutter(*sight);
    for (SpecCitation& citation : spec.spec.citations) {
      citation.quote.clear();
      const auto [known, is_new] = calls.try_emplace(citation.call);
      if (is_new) known->second = sight->log->Find(citation.call);
      if (known->second != nullptr) cutter.Cites(*known->second, sight->Of(*known->second).level);
    }
    spec.spec.sections.clear();
    cutter.Cut(spec.spec.title);
    cutter.Cut(spec.spec.path);
  }
  return specs;
}

}  // namespace whyspec::team
