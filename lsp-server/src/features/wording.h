// Words that lenses, hints and hovers show, in the spec's language: French for French
// specs, English for all others. Plain text, no Markdown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "calls/call.h"
#include "rules/language.h"

namespace whyspec::features {

// Either spelling, by language.
std::string_view Say(rules::Language language, std::string_view english, std::string_view french);

enum class Noun { kProspect, kCustomer, kAccount, kCall, kSpec, kCitation, kTurn, kPerson };
// "2 prospects", "1 client"; French takes the singular for 0, English the plural.
std::string Counted(std::size_t count, Noun noun, rules::Language language);

// "today", "12 days ago", "il y a 3 mois"; a day to come is given as a date.
std::string Ago(Date then, Date today, rules::Language language);
// "13 Jan 2026", "13 janv. 2026".
std::string DayText(Date date, rules::Language language);
// "€180k", "180 k€"; rounded to what a glance needs. `currency` is ISO 4217 or free.
std::string MoneyText(double amount, std::string_view currency, rules::Language language);
// "7:40", "1:02:03". Negative times count as 0:00.
std::string ClockText(std::int64_t ms);

// "discovery", "découverte"; empty for kOther.
std::string_view TypeText(calls::CallType type, rules::Language language);
// "prospect", "client"; empty for kUnknown.
std::string_view LifecycleText(calls::Lifecycle lifecycle, rules::Language language);

}  // namespace whyspec::features
