#include "rules/heading_index.h"

#include <catch2/catch.hpp>

#include "rules/spec.h"

namespace whyspec::rules {
namespace {

const Profile& Default() { return *FindBuiltinProfile("default"); }

std::string Meaning(std::string_view heading, const Profile& profile = Default()) {
  const ProfileSection* section = MatchHeading(heading, profile);
  return section == nullptr ? "" : section->id;
}

TEST_CASE("headings are known in four languages") {
  for (std::string_view heading : {"Why",
                                   "Why now",
                                   "Motivation",
                                   "Problem statement",
                                   "Background",
                                   "Context",
                                   "Rationale",
                                   "Business case",
                                   "Opportunity",
                                   "Purpose",
                                   "What problem are we solving and why?",
                                   "Pourquoi",
                                   "Contexte métier",
                                   "Problématique",
                                   "Enjeux",
                                   "Raison d'être",
                                   "Objectifs",
                                   "Besoin",
                                   "Valeur métier",
                                   "Ce que ça nous apporte",
                                   "Warum",
                                   "Hintergrund",
                                   "Ausgangslage",
                                   "Problemstellung",
                                   "Ziel",
                                   "Nutzen",
                                   "Por qué",
                                   "Antecedentes",
                                   "Justificación",
                                   "Objetivo"}) {
    INFO(heading);
    CHECK(Meaning(heading) == "why");
  }
  for (std::string_view heading : {"Evidence",
                                   "Customer evidence",
                                   "Evidence & insights",
                                   "Voice of the customer",
                                   "User research",
                                   "Insights",
                                   "What we heard",
                                   "How do we know?",
                                   "Preuves client",
                                   "Preuves clients",
                                   "Retours terrain",
                                   "Verbatims",
                                   "Ce que disent les clients",
                                   "Éléments de preuve",
                                   "Kundenbelege",
                                   "Nachweise",
                                   "Kundenstimmen",
                                   "Evidencia de clientes",
                                   "Voz del cliente",
                                   "Hallazgos"}) {
    INFO(heading);
    CHECK(Meaning(heading) == "evidence");
  }
  for (std::string_view heading : {"Expected usage",
                                   "Usage",
                                   "How it will be used",
                                   "Use cases",
                                   "User stories",
                                   "Success metrics",
                                   "How will we measure success?",
                                   "Impact",
                                   "Rollout",
                                   "Usage attendu",
                                   "Ce qu'on compte en faire",
                                   "Cas d’usage",
                                   "Parcours",
                                   "Critères de succès",
                                   "Mesure du succès",
                                   "Erwartete Nutzung",
                                   "Anwendungsfälle",
                                   "Erfolgskriterien",
                                   "Uso esperado",
                                   "Casos de uso",
                                   "Criterios de éxito"}) {
    INFO(heading);
    CHECK(Meaning(heading) == "usage");
  }
}

TEST_CASE("numbering, emoji, case, accents, notes and punctuation do not matter") {
  for (std::string_view heading : {"1. Why",
                                   "1.2 WHY",
                                   "IV. Why",
                                   "a) Why",
                                   "Section 3: Why",
                                   "Part 2 - Why",
                                   "🎯 Why",
                                   "Why:",
                                   "Why ?",
                                   "Why (mandatory)",
                                   "Why (optional) [draft]",
                                   "Why optional",
                                   "  why  ",
                                   "“Why”",
                                   "Why: the month-end story",
                                   "Why - a story",
                                   "Why / Motivation",
                                   "Problem & opportunity",
                                   "POURQUOI (obligatoire)",
                                   "Étape 1 : pourquoi"}) {
    INFO(heading);
    CHECK(Meaning(heading) == "why");
  }
}

TEST_CASE("other headings mean nothing") {
  for (std::string_view heading :
       {"", "Rationale and alternatives", "Table of contents", "Why not use SQL", "API", "Non-goals", "Risks",
        "2026", "🎯", "Contents", "Alternatives and rationale"}) {
    INFO(heading);
    CHECK(Meaning(heading).empty());
  }
}

TEST_CASE("a heading may mean two sections") {
  const HeadingIndex index(Default());
  const std::vector<HeadingMeaning> meanings = index.Meanings("Why, and customer evidence");
  REQUIRE(meanings.size() == 2);
  CHECK(meanings[0].section->id == "why");
  CHECK(meanings[1].section->id == "evidence");
}

TEST_CASE("a slip is near, another word is not") {
  const auto near = [](std::string_view heading) -> std::string {
    const ProfileSection* section = nullptr;
    CHECK(MatchHeading(heading, Default(), &section) == nullptr);
    return section == nullptr ? "" : section->id;
  };
  CHECK(near("Wy") == "why");
  CHECK(near("Evidances") == "evidence");
  CHECK(near("Motivaton") == "why");
  CHECK(near("Expeced usage") == "usage");
  CHECK(near("Customer evidnce (optional)") == "evidence");
  CHECK(near("Mitigation").empty());
  CHECK(near("Contents").empty());
  CHECK(near("Isolation").empty());
  CHECK(near("Image").empty());
  CHECK(near("Search").empty());
}

TEST_CASE("detail headings are known, and a profile adds its own") {
  CHECK(IsDetailHeading("3. Requirements *(mandatory)*", Default()));
  CHECK(IsDetailHeading("Spécifications fonctionnelles", Default()));
  CHECK(IsDetailHeading("Anforderungen", Default()));
  CHECK_FALSE(IsDetailHeading("Why", Default()));
  Profile own = Default();
  own.detail_headings = {"Screens"};
  CHECK(IsDetailHeading("Screens", own));
}

TEST_CASE("a profile's own synonyms come first; only_these shuts the built-in ones out") {
  Profile own = Default();
  own.sections[0].synonyms = {"Pain"};
  CHECK(Meaning("The pain", own).empty());
  CHECK(Meaning("Pain", own) == "why");
  CHECK(Meaning("Motivation", own) == "why");
  own.sections[0].only_these = true;
  CHECK(Meaning("Motivation", own).empty());
  CHECK(Meaning("Why", own) == "why");
}

TEST_CASE("the profiles know the headings of their templates, old ones too") {
  const Profile& kep = *FindBuiltinProfile("kep");
  CHECK(Meaning("Motivation", kep) == "motivation");
  CHECK(Meaning("Background and Motivations", kep) == "motivation");
  CHECK(Meaning("User Stories (Optional)", kep) == "usage");
  CHECK(Meaning("Proposal for VolumeGroupSnapshot", kep) == "proposal");
  const Profile& swift = *FindBuiltinProfile("swift-evolution");
  CHECK(Meaning("Introduction, Motivation", swift) == "introduction");
  CHECK(Meaning("Detail Design", swift) == "design");
  CHECK(Meaning("Summary of changes", swift) == "introduction");
  const Profile& rust = *FindBuiltinProfile("rust-rfc");
  CHECK(Meaning("Reference-level explanation", rust) == "design");
  CHECK(Meaning("Rationale and alternatives", rust).empty());
  const Profile& kit = *FindBuiltinProfile("spec-kit");
  CHECK(Meaning("User Scenarios & Testing *(mandatory)*", kit) == "scenarios");
  CHECK(Meaning("Success Criteria *(mandatory)*", kit) == "success");
  const Profile& pr_faq = *FindBuiltinProfile("pr-faq");
  CHECK(Meaning("Customer quote", pr_faq).empty());
}

TEST_CASE("hostile headings take no time and no harm") {
  const std::string opening(50000, '(');
  CHECK(Meaning(opening).empty());
  std::string commas;
  for (int i = 0; i < 20000; ++i) commas += "why, ";
  CHECK(Meaning(commas) == "why");
  CHECK(Meaning("\xff\xfe\xf0") == "");
}

}  // namespace
}  // namespace whyspec::rules
