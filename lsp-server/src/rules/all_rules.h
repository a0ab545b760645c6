// Every rule object, each defined in src/rules/<group>/<name>.cc; in the order of the
// registry.
#pragma once

#include "rules/rule.h"

namespace whyspec::rules {

// section
extern const Rule kSectionMissingWhy;
extern const Rule kSectionMissingEvidence;
extern const Rule kSectionMissingUsage;
extern const Rule kSectionMissing;
extern const Rule kSectionEmpty;
extern const Rule kSectionThin;
extern const Rule kSectionOrder;
extern const Rule kSectionDuplicate;
extern const Rule kSectionRepeats;

// why
extern const Rule kWhyAuthorityOnly;
extern const Rule kWhyNoBeneficiary;
extern const Rule kWhySolutionFirst;
extern const Rule kWhyUnmeasured;

// evidence
extern const Rule kEvidenceNone;
extern const Rule kEvidenceUncitedClaim;
extern const Rule kEvidenceWeaselCount;
extern const Rule kEvidenceCountMismatch;
extern const Rule kEvidenceSingleAccount;
extern const Rule kEvidenceReplication;
extern const Rule kEvidenceConcentration;
extern const Rule kEvidencePersonaMismatch;
extern const Rule kEvidenceOneChannel;
extern const Rule kEvidenceStale;
extern const Rule kEvidenceInternalSpeaker;
extern const Rule kEvidenceUnattributed;
extern const Rule kEvidenceNotesCited;
extern const Rule kEvidenceSecondHand;
extern const Rule kEvidenceHypothetical;
extern const Rule kEvidenceCompliment;
extern const Rule kEvidenceGeneric;
extern const Rule kEvidenceFeatureRequest;
extern const Rule kEvidenceLeadingQuestion;
extern const Rule kEvidencePrimed;
extern const Rule kEvidenceNoCommitment;
extern const Rule kEvidenceContradicted;
extern const Rule kEvidenceLostAccount;
extern const Rule kEvidenceLowConfidence;

// citation
extern const Rule kCitationUnknownCall;
extern const Rule kCitationUnknownAnchor;
extern const Rule kCitationMoved;
extern const Rule kCitationGone;
extern const Rule kCitationWholeCall;

// quote
extern const Rule kQuoteUnsourced;
extern const Rule kQuoteReworded;
extern const Rule kQuoteAltered;
extern const Rule kQuoteNotFound;
extern const Rule kQuoteWrongSpeaker;
extern const Rule kQuoteInvented;
extern const Rule kQuoteLongOmission;

// usage
extern const Rule kUsageNoActor;
extern const Rule kUsageNoFrequency;
extern const Rule kUsageNoNumber;
extern const Rule kUsageNoDate;
extern const Rule kUsageUnfalsifiable;
extern const Rule kUsageAdjective;
extern const Rule kUsageOverdue;

// privacy
extern const Rule kPrivacyEmail;
extern const Rule kPrivacyPhone;
extern const Rule kPrivacyIban;
extern const Rule kPrivacyNationalId;
extern const Rule kPrivacyPersonName;
extern const Rule kPrivacyAccountName;
extern const Rule kPrivacyHealth;
extern const Rule kPrivacyRawTranscript;
extern const Rule kPrivacyConsent;
extern const Rule kPrivacyRetention;
extern const Rule kPrivacySignedUrl;

// meta
extern const Rule kMetaFrontMatter;
extern const Rule kMetaDuplicateId;
extern const Rule kMetaStatusWithErrors;
extern const Rule kMetaWaiver;
extern const Rule kMetaUnlinkedAsk;

}  // namespace whyspec::rules
