// Spelling in files <-> enumerators.
#include <array>
#include <cstddef>

#include "calls/call.h"
#include "calls/call_log.h"

namespace whyspec::calls {
namespace {

// spelling[i] is the spelling of the enumerator with value i.
constexpr std::array<std::string_view, 7> kCallTypes = {"other",     "discovery", "demo",       "follow_up",
                                                        "interview", "check_in",  "negotiation"};
constexpr std::array<std::string_view, 5> kLifecycles = {"unknown", "prospect", "customer", "former",
                                                         "partner"};
constexpr std::array<std::string_view, 3> kAffiliations = {"unknown", "internal", "external"};
constexpr std::array<std::string_view, 5> kConsents = {"unknown", "informed", "consented", "refused",
                                                       "withdrawn"};
constexpr std::array<std::string_view, 4> kVisibilities = {"aggregate", "alias", "named", "transcript"};
constexpr std::array<std::string_view, 5> kStatuses = {"none", "processing", "ready", "failed", "gone"};
constexpr std::array<std::string_view, 4> kGone = {"", "erased", "withdrawn", "embargoed"};

template <typename Enum, std::size_t kSize>
std::string_view Spell(const std::array<std::string_view, kSize>& spellings, Enum value) {
  const auto at = static_cast<std::size_t>(value);
  return at < kSize ? spellings[at] : std::string_view();
}

template <typename Enum, std::size_t kSize>
std::optional<Enum> Parse(const std::array<std::string_view, kSize>& spellings, std::string_view text) {
  for (std::size_t i = 0; i < kSize; ++i) {
    if (spellings[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view Name(CallType value) { return Spell(kCallTypes, value); }
std::string_view Name(Lifecycle value) { return Spell(kLifecycles, value); }
std::string_view Name(Affiliation value) { return Spell(kAffiliations, value); }
std::string_view Name(Consent value) { return Spell(kConsents, value); }
std::string_view Name(Visibility value) { return Spell(kVisibilities, value); }
std::string_view Name(TranscriptStatus value) { return Spell(kStatuses, value); }
std::string_view Name(Gone value) { return Spell(kGone, value); }

std::optional<CallType> ParseCallType(std::string_view text) { return Parse<CallType>(kCallTypes, text); }
std::optional<Lifecycle> ParseLifecycle(std::string_view text) { return Parse<Lifecycle>(kLifecycles, text); }
std::optional<Affiliation> ParseAffiliation(std::string_view text) {
  return Parse<Affiliation>(kAffiliations, text);
}
std::optional<Consent> ParseConsent(std::string_view text) { return Parse<Consent>(kConsents, text); }
std::optional<Visibility> ParseVisibility(std::string_view text) {
  return Parse<Visibility>(kVisibilities, text);
}
std::optional<TranscriptStatus> ParseTranscriptStatus(std::string_view text) {
  return Parse<TranscriptStatus>(kStatuses, text);
}
std::optional<Gone> ParseGone(std::string_view text) { return Parse<Gone>(kGone, text); }

}  // namespace whyspec::calls
