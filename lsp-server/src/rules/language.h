// The languages with cue lists and heading synonyms, and a guess for a piece of prose.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace whyspec::rules {

enum class Language : std::uint8_t { kEnglish, kFrench, kGerman, kSpanish };
inline constexpr int kLanguageCount = 4;

std::string_view Code(Language language);                       // "en" "fr" "de" "es"
std::optional<Language> ParseLanguage(std::string_view bcp47);  // "fr-CA" -> French
// By counting function words; nullopt when the text is too short or undecided.
std::optional<Language> GuessLanguage(std::string_view folded_text);

}  // namespace whyspec::rules
