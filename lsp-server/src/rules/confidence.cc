#include "rules/confidence.h"

#include <algorithm>
#include <set>
#include <string>

#include "rules/cited_call.h"

namespace whyspec::rules {
namespace {

constexpr std::size_t kPatternAccounts = 4;
constexpr std::size_t kStudyAccounts = 20;

constexpr std::array<std::string_view, kEvidenceClasses> kNames = {
    "hearsay", "opinion", "anecdote", "pattern", "study", "fact", "commitment"};

// Accounts by what their cited words are worth.
struct Heard {
  bool hearsay = false;
  std::set<std::string> opinion, lived, fact, commitment;
};

Heard Listen(const Spec& spec, const calls::CallLog& log) {
  Heard heard;
  std::vector<std::string> accounts(spec.evidence.citations.size());
  std::vector<bool> judged(spec.evidence.citations.size(), false);
  for (std::size_t i = 0; i < spec.evidence.citations.size(); ++i) {
    const evidence::ResolvedCitation& resolved = spec.evidence.citations[i];
    if (resolved.state != evidence::CitationState::kResolved) continue;
    const calls::Call& call = *resolved.call;
    accounts[i] = call.account.empty() ? "call " + call.id : log.RootAccount(call.account);
  }
  for (const CitedPassage& passage : spec.cited_words) {
    const std::string& account = accounts[passage.citation];
    if (account.empty()) continue;
    judged[passage.citation] = true;
    const Judgement& judgement = passage.judgement;
    (judgement.IsWeak() ? heard.opinion : heard.lived).insert(account);
    if (judgement.fact) heard.fact.insert(account);
    if (judgement.commitment) heard.commitment.insert(account);
  }
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (judged[i] || accounts[i].empty()) continue;
    const evidence::ResolvedCitation& resolved = spec.evidence.citations[i];
    const Speakers speakers = SpeakersOf(resolved);
    if (speakers.external > 0) {
      // A chapter of a call, or a language without cue lists: taken at its word.
      heard.lived.insert(accounts[i]);
    } else if (speakers.unattributed > 0 || (!resolved.has_turns && !resolved.call->turns.empty())) {
      heard.opinion.insert(accounts[i]);
    } else {
      heard.hearsay = true;
    }
  }
  return heard;
}

}  // namespace

std::string_view Name(EvidenceClass kind) { return kNames[static_cast<std::size_t>(kind)]; }

double ConfidenceTable::Threshold(SpecStatus status) const {
  switch (status) {
    case SpecStatus::kDraft:
      return draft;
    case SpecStatus::kReview:
      return review;
    case SpecStatus::kReady:
      return ready;
    case SpecStatus::kCommitted:
    case SpecStatus::kShipped:
      return committed;
    case SpecStatus::kDeclined:
    case SpecStatus::kSuperseded:
      return 0;
  }
  return 0;
}

Confidence ConfidenceOf(const Spec& spec, const calls::CallLog& log, const ConfidenceTable& table) {
  const Heard heard = Listen(spec, log);
  Confidence confidence;
  const auto add = [&](EvidenceClass kind, std::size_t accounts) {
    confidence.lines.push_back({.kind = kind, .accounts = accounts, .points = table.PointsOf(kind)});
    confidence.score += table.PointsOf(kind);
  };
  if (heard.hearsay) add(EvidenceClass::kHearsay, 0);
  if (!heard.opinion.empty()) add(EvidenceClass::kOpinion, heard.opinion.size());
  if (!heard.lived.empty()) {
    const std::size_t accounts = heard.lived.size();
    add(accounts >= kStudyAccounts     ? EvidenceClass::kStudy
        : accounts >= kPatternAccounts ? EvidenceClass::kPattern
                                       : EvidenceClass::kAnecdote,
        accounts);
  }
  if (!heard.fact.empty()) add(EvidenceClass::kFact, heard.fact.size());
  if (!heard.commitment.empty()) add(EvidenceClass::kCommitment, heard.commitment.size());
  return confidence;
}

}  // namespace whyspec::rules
