#include "features/wording.h"

#include <cmath>

#include "base/strings.h"

namespace whyspec::features {
namespace {

using rules::Language;

struct NounForms {
  std::string_view english, english_plural, french, french_plural;
};

constexpr NounForms FormsOf(Noun noun) {
  switch (noun) {
    case Noun::kProspect:
      return {"prospect", "prospects", "prospect", "prospects"};
    case Noun::kCustomer:
      return {"customer", "customers", "client", "clients"};
    case Noun::kAccount:
      return {"account", "accounts", "compte", "comptes"};
    case Noun::kCall:
      return {"call", "calls", "appel", "appels"};
    case Noun::kSpec:
      return {"spec", "specs", "spec", "specs"};
    case Noun::kCitation:
      return {"citation", "citations", "citation", "citations"};
    case Noun::kTurn:
      return {"turn", "turns", "prise de parole", "prises de parole"};
    case Noun::kPerson:
      return {"person", "people", "personne", "personnes"};
  }
  return {};
}

std::string Rounded(double value, bool one_decimal, bool french) {
  const long long tenths = std::llround(value * 10);
  if (!one_decimal || tenths % 10 == 0) return StrCat(std::llround(value));
  return StrCat(tenths / 10, french ? "," : ".", tenths % 10);
}

}  // namespace

std::string_view Say(Language language, std::string_view english, std::string_view french) {
  return language == Language::kFrench ? french : english;
}

std::string Counted(std::size_t count, Noun noun, Language language) {
  const NounForms forms = FormsOf(noun);
  if (language == Language::kFrench) {
    return StrCat(count, " ", count < 2 ? forms.french : forms.french_plural);
  }
  return StrCat(count, " ", count == 1 ? forms.english : forms.english_plural);
}

std::string Ago(Date then, Date today, Language language) {
  const std::int64_t days = DaysBetween(then, today);
  const bool french = language == Language::kFrench;
  if (days < 0) return DayText(then, language);
  if (days == 0) return std::string(Say(language, "today", "aujourd'hui"));
  if (days == 1) return std::string(Say(language, "yesterday", "hier"));
  if (days < 60) return french ? StrCat("il y a ", days, " jours") : StrCat(days, " days ago");
  if (days < 730) {
    const std::int64_t months = days * 12 / 365;
    return french ? StrCat("il y a ", months, " mois") : StrCat(months, " months ago");
  }
  return french ? StrCat("il y a ", days / 365, " ans") : StrCat(days / 365, " years ago");
}

std::string DayText(Date date, Language language) {
  static constexpr std::string_view kEnglish[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  static constexpr std::string_view kFrench[] = {"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                                 "juil.", "août",  "sept.", "oct.", "nov.", "déc."};
  if (date.month < 1 || date.month > 12) return FormatDate(date);
  const auto month = static_cast<std::size_t>(date.month - 1);
  return StrCat(date.day, " ", Say(language, kEnglish[month], kFrench[month]), " ", date.year);
}

std::string MoneyText(double amount, std::string_view currency, Language language) {
  if (!std::isfinite(amount) || amount < 0 || amount > 1e15) return "";
  const bool french = language == Language::kFrench;
  std::string_view sign = currency;
  if (currency == "EUR" || currency.empty()) sign = "€";
  if (currency == "USD") sign = "$";
  if (currency == "GBP") sign = "£";
  // What rounds up to the next unit is written in it: 999,600 is 1M, not 1000k.
  std::string number;
  std::string_view scale;
  if (amount >= 999'500) {
    number = Rounded(amount / 1e6, true, french);
    scale = "M";
  } else if (amount >= 999.5) {
    number = Rounded(amount / 1e3, amount < 9'950, french);
    scale = "k";
  } else {
    number = Rounded(amount, false, french);
  }
  if (french) return StrCat(number, " ", scale, sign);
  const bool symbol = sign == "€" || sign == "$" || sign == "£";
  return symbol ? StrCat(sign, number, scale) : StrCat(number, scale, " ", sign);
}

std::string ClockText(std::int64_t ms) {
  const std::int64_t seconds = ms > 0 ? ms / 1000 : 0;
  const auto two = [](std::int64_t value) { return StrCat(value < 10 ? "0" : "", value); };
  if (seconds < 3600) return StrCat(seconds / 60, ":", two(seconds % 60));
  return StrCat(seconds / 3600, ":", two(seconds / 60 % 60), ":", two(seconds % 60));
}

std::string_view TypeText(calls::CallType type, Language language) {
  switch (type) {
    case calls::CallType::kOther:
      return "";
    case calls::CallType::kDiscovery:
      return Say(language, "discovery", "découverte");
    case calls::CallType::kDemo:
      return Say(language, "demo", "démo");
    case calls::CallType::kFollowUp:
      return Say(language, "follow-up", "suivi");
    case calls::CallType::kInterview:
      return Say(language, "interview", "entretien");
    case calls::CallType::kCheckIn:
      return Say(language, "check-in", "point de suivi");
    case calls::CallType::kNegotiation:
      return Say(language, "negotiation", "négociation");
  }
  return "";
}

std::string_view LifecycleText(calls::Lifecycle lifecycle, Language language) {
  switch (lifecycle) {
    case calls::Lifecycle::kUnknown:
      return "";
    case calls::Lifecycle::kProspect:
      return "prospect";
    case calls::Lifecycle::kCustomer:
      return Say(language, "customer", "client");
    case calls::Lifecycle::kFormer:
      return Say(language, "former customer", "ancien client");
    case calls::Lifecycle::kPartner:
      return Say(language, "partner", "partenaire");
  }
  return "";
}

}  // namespace whyspec::features
