#include "cli/formatters/health_words.h"

#include "base/strings.h"
#include "features/code_lens.h"
#include "features/wording.h"

namespace whyspec::cli {

using features::Presence;
using features::SpecReport;
using features::State;
using rules::Language;

namespace {

std::string JoinParts(std::vector<std::string> parts, std::string_view none) {
  return parts.empty() ? std::string(none) : Join(parts, ", ");
}

}  // namespace

std::string_view HealthWords::Say(std::string_view english, std::string_view french) const {
  return features::Say(language_, english, french);
}

std::string HealthWords::Count(std::size_t count, std::string_view one, std::string_view many,
                               std::string_view un, std::string_view plusieurs) const {
  if (language_ == Language::kFrench) return StrCat(count, " ", count < 2 ? un : plusieurs);
  return StrCat(count, " ", count == 1 ? one : many);
}

std::string HealthWords::Day(Date day) const { return features::DayText(day, language_); }

std::string HealthWords::Status(std::string_view status) const {
  if (language_ != Language::kFrench) return std::string(status);
  static constexpr std::pair<std::string_view, std::string_view> kFrench[] = {
      {"draft", "brouillon"},     {"review", "en relecture"}, {"ready", "prête"},
      {"committed", "engagée"},   {"shipped", "livrée"},      {"declined", "écartée"},
      {"superseded", "remplacée"}};
  for (const auto& [english, french] : kFrench) {
    if (status == english) return std::string(french);
  }
  return std::string(status);
}

std::string HealthWords::Verdict() const {
  const std::size_t judged = report_.specs.size() - report_.closed;
  std::string out;
  if (judged == 0) {
    out = Say("No spec is open: all are declined or superseded.",
              "Aucune spec n'est ouverte : toutes sont écartées ou remplacées.");
  } else if (report_.solid == judged) {
    out = judged == 1
              ? std::string(Say("The one spec is solid.", "La seule spec est solide."))
              : StrCat(Say("All ", "Les "), judged, Say(" specs are solid.", " specs sont toutes solides."));
  } else {
    std::vector<std::string> others;
    if (language_ == Language::kFrench) {
      if (report_.weak > 0)
        others.push_back(StrCat(report_.weak, report_.weak == 1 ? " fragile" : " fragiles"));
      if (report_.incomplete > 0)
        others.push_back(
            StrCat(report_.incomplete, report_.incomplete == 1 ? " incomplète" : " incomplètes"));
      out = StrCat(report_.solid, report_.solid < 2 ? " spec solide sur " : " specs solides sur ", judged,
                   " ; ", JoinWords(others, " et "), ".");
    } else {
      if (report_.weak > 0)
        others.push_back(StrCat(report_.weak, report_.weak == 1 ? " is weak" : " are weak"));
      if (report_.incomplete > 0) {
        others.push_back(
            StrCat(report_.incomplete, report_.incomplete == 1 ? " is incomplete" : " are incomplete"));
      }
      out = StrCat(report_.solid, " of ", Plural(judged, "spec"),
                   report_.solid == 1 ? " is solid; " : " are solid; ", JoinWords(others), ".");
    }
  }
  const std::size_t asks = report_.asks.asks.size();
  if (asks > 0) {
    out += StrCat(" ", Count(asks, "ask", "asks", "demande", "demandes"),
                  Say(" heard from several accounts ", " de plusieurs comptes "),
                  asks == 1 ? Say("is in no spec.", "n'est dans aucune spec.")
                            : Say("are in no spec.", "ne sont dans aucune spec."));
  }
  return out;
}

std::string HealthWords::Figures(const evidence::Tally& tally) const {
  return features::EvidenceSummary(tally, report_.today, language_);
}

std::string HealthWords::About(const features::ReportAccount& account) const {
  std::vector<std::string> parts;
  const std::string& lifecycle = account.lifecycle;
  if (!lifecycle.empty() && account.label.find(lifecycle) == std::string::npos) parts.push_back(lifecycle);
  if (account.newest) parts.push_back(Day(*account.newest));
  return Join(parts, ", ");
}

std::string_view HealthWords::Standing(State state) const {
  switch (state) {
    case State::kOk:
      return Say("solid", "solide");
    case State::kWeak:
      return Say("weak", "fragile");
    case State::kMissing:
      break;
  }
  return Say("incomplete", "incomplète");
}

std::string_view HealthWords::Meaning(State state) const {
  switch (state) {
    case State::kOk:
      return Say("why, evidence and usage are there, and no error or warning stands",
                 "le pourquoi, les preuves et l'usage sont là, sans erreur ni avertissement");
    case State::kWeak:
      return Say(
          "all three are there, but a reader has reason to doubt: errors or warnings stand",
          "les trois sont là, mais il y a de quoi douter : il reste des erreurs ou des avertissements");
    case State::kMissing:
      break;
  }
  return Say("why, evidence or usage is missing or empty",
             "le pourquoi, les preuves ou l'usage manquent ou sont vides");
}

std::string_view HealthWords::Of(Presence presence) const {
  switch (presence) {
    case Presence::kPresent:
      return Say("present", "oui");
    case Presence::kWeak:
      return Say("weak", "à revoir");
    case Presence::kEmpty:
      return Say("empty", "sans contenu");
    case Presence::kMissing:
      return Say("missing", "non");
    case Presence::kNotAsked:
      break;
  }
  return Say("not asked", "non demandé");
}

std::string HealthWords::Claims(const SpecReport& spec) const {
  std::vector<std::string> parts;
  if (spec.claims_cited > 0) parts.push_back(Count(spec.claims_cited, "cited", "cited", "citée", "citées"));
  if (spec.claims_weak > 0) parts.push_back(Count(spec.claims_weak, "weak", "weak", "fragile", "fragiles"));
  if (spec.claims_missing > 0) {
    parts.push_back(
        Count(spec.claims_missing, "without source", "without source", "sans source", "sans source"));
  }
  return JoinParts(std::move(parts), Say("none", "aucune"));
}

std::string HealthWords::Quotes(const SpecReport& spec) const {
  std::vector<std::string> parts;
  if (spec.quotes_verified > 0) {
    parts.push_back(Count(spec.quotes_verified, "verified", "verified", "vérifiée", "vérifiées"));
  }
  if (spec.quotes_unverified > 0) {
    parts.push_back(
        Count(spec.quotes_unverified, "not verified", "not verified", "non vérifiée", "non vérifiées"));
  }
  if (spec.quotes_unsourced > 0) {
    parts.push_back(
        Count(spec.quotes_unsourced, "without source", "without source", "sans source", "sans source"));
  }
  return JoinParts(std::move(parts), Say("none", "aucune"));
}

std::string HealthWords::Findings(const SpecReport& spec) const {
  std::vector<std::string> parts;
  if (spec.errors > 0) parts.push_back(Count(spec.errors, "error", "errors", "erreur", "erreurs"));
  if (spec.warnings > 0) {
    parts.push_back(Count(spec.warnings, "warning", "warnings", "avertissement", "avertissements"));
  }
  if (spec.infos > 0) parts.push_back(Count(spec.infos, "info", "infos", "info", "infos"));
  if (spec.hints > 0) parts.push_back(Count(spec.hints, "hint", "hints", "conseil", "conseils"));
  return JoinParts(std::move(parts), Say("none", "aucun"));
}

std::string HealthWords::Concentration(const std::string& account, std::size_t percent) const {
  if (account.empty()) return "";
  return StrCat(percent, Say("% of citations from ", " % des citations viennent de "), account);
}

std::string HealthWords::FreshnessLine() const {
  const features::Freshness& fresh = report_.freshness;
  std::vector<std::string> parts;
  const auto add = [&](std::size_t count, std::string_view english, std::string_view french) {
    if (count > 0)
      parts.push_back(StrCat(Count(count, "spec", "specs", "spec", "specs"), " ", Say(english, french)));
  };
  add(fresh.within_90_days, "within 90 days", "de moins de 90 jours");
  add(fresh.within_180_days, "within 180 days", "de moins de 180 jours");
  add(fresh.older, "older than 180 days", "de plus de 180 jours");
  add(fresh.none, "without any call", "sans aucun appel");
  return Join(parts, ", ");
}

std::string HealthWords::CallsLine() const {
  if (!report_.has_calls) {
    return std::string(Say("No call is logged here, so no quote could be checked.",
                           "Aucun appel n'est enregistré ici : aucune citation n'a pu être vérifiée."));
  }
  std::string out =
      language_ == Language::kFrench
          ? StrCat(report_.calls_cited, report_.calls_cited < 2 ? " appel cité sur " : " appels cités sur ",
                   report_.calls, ".")
          : StrCat(report_.calls_cited, " of ", Plural(report_.calls, "call"),
                   report_.calls_cited == 1 ? " is cited." : " are cited.");
  return out;
}

std::string HealthWords::AsksLine() const {
  if (!report_.asks_looked_for) {
    return report_.has_calls
               ? std::string(Say("Not looked for: meta/unlinked-ask is off in whyspec.json.",
                                 "Pas cherchées : meta/unlinked-ask est désactivée dans whyspec.json."))
               : "";
  }
  std::string out;
  if (report_.asks.asks.empty()) {
    out = Say("None: no ask was heard in calls of two accounts in almost the same words.",
              "Aucune : aucune demande n'a été entendue chez deux comptes presque dans les mêmes mots.");
  } else {
    out = Say("Heard in calls of two or more accounts, in almost the same words, and cited by no spec.",
              "Entendues chez deux comptes ou plus, presque dans les mêmes mots, et citées par aucune spec.");
  }
  if (report_.asks.calls_left_out > 0) {
    out += StrCat(" ",
                  Say("Only the newest calls were read; left out: ",
                      "Seuls les appels les plus récents ont été lus ; laissés de côté : "),
                  report_.asks.calls_left_out, ".");
  }
  return out;
}

}  // namespace whyspec::cli
