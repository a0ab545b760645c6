#include "rules/registry.h"

#include <algorithm>
#include <vector>

#include "base/unicode.h"
#include "rules/all_rules.h"

namespace whyspec::rules {
namespace {

const Rule* const kAll[] = {
    // section
    &kSectionMissingWhy,
    &kSectionMissingEvidence,
    &kSectionMissingUsage,
    &kSectionMissing,
    &kSectionEmpty,
    &kSectionThin,
    &kSectionOrder,
    &kSectionDuplicate,
    &kSectionRepeats,

    // why
    &kWhyAuthorityOnly,
    &kWhyNoBeneficiary,
    &kWhySolutionFirst,
    &kWhyUnmeasured,

    // evidence
    &kEvidenceNone,
    &kEvidenceUncitedClaim,
    &kEvidenceWeaselCount,
    &kEvidenceCountMismatch,
    &kEvidenceSingleAccount,
    &kEvidenceReplication,
    &kEvidenceConcentration,
    &kEvidencePersonaMismatch,
    &kEvidenceOneChannel,
    &kEvidenceStale,
    &kEvidenceInternalSpeaker,
    &kEvidenceUnattributed,
    &kEvidenceNotesCited,
    &kEvidenceSecondHand,
    &kEvidenceHypothetical,
    &kEvidenceCompliment,
    &kEvidenceGeneric,
    &kEvidenceFeatureRequest,
    &kEvidenceLeadingQuestion,
    &kEvidencePrimed,
    &kEvidenceNoCommitment,
    &kEvidenceContradicted,
    &kEvidenceLostAccount,
    &kEvidenceLowConfidence,

    // citation
    &kCitationUnknownCall,
    &kCitationUnknownAnchor,
    &kCitationMoved,
    &kCitationGone,
    &kCitationWholeCall,

    // quote
    &kQuoteUnsourced,
    &kQuoteReworded,
    &kQuoteAltered,
    &kQuoteNotFound,
    &kQuoteWrongSpeaker,
    &kQuoteInvented,
    &kQuoteLongOmission,

    // usage
    &kUsageNoActor,
    &kUsageNoFrequency,
    &kUsageNoNumber,
    &kUsageNoDate,
    &kUsageUnfalsifiable,
    &kUsageAdjective,
    &kUsageOverdue,

    // privacy
    &kPrivacyEmail,
    &kPrivacyPhone,
    &kPrivacyIban,
    &kPrivacyNationalId,
    &kPrivacyPersonName,
    &kPrivacyAccountName,
    &kPrivacyHealth,
    &kPrivacyRawTranscript,
    &kPrivacyConsent,
    &kPrivacyRetention,
    &kPrivacySignedUrl,

    // meta
    &kMetaFrontMatter,
    &kMetaDuplicateId,
    &kMetaStatusWithErrors,
    &kMetaWaiver,
    &kMetaUnlinkedAsk,
};

}  // namespace

std::span<const Rule* const> AllRules() { return kAll; }

const Rule* FindRule(std::string_view id) {
  const auto found =
      std::find_if(std::begin(kAll), std::end(kAll), [id](const Rule* rule) { return rule->info.id == id; });
  return found == std::end(kAll) ? nullptr : *found;
}

// None has been retired so far.
std::span<const RetiredRule> RetiredRules() { return {}; }

std::string_view ClosestRule(std::string_view id) {
  std::vector<std::string_view> ids;
  for (const Rule* rule : kAll) ids.push_back(rule->info.id);
  return Closest(id, ids).value_or(std::string_view());
}

}  // namespace whyspec::rules
