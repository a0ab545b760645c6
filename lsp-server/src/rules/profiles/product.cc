// Templates of product teams. Where one has no place for the customer's words, Whyspec
// adds it: that is what these teams come for.
#include "rules/profile_data.h"

namespace whyspec::rules {
namespace {

ProfileSection CustomerEvidence(std::vector<std::string> synonyms = {}) {
  return {.id = "evidence",
          .role = Role::kEvidence,
          .heading = "Customer evidence",
          .synonyms = std::move(synonyms),
          .prompt =
              "What did customers and prospects say or do? Quote them, and link each quote to the moment in "
              "the call."};
}

}  // namespace

Profile SpecKitProfile() {
  return {.name = "spec-kit",
          .description = "GitHub Spec Kit feature specification, with why and customer evidence added.",
          .language = "en",
          .sections = {{.id = "why",
                        .role = Role::kWhy,
                        .heading = "Why",
                        .synonyms = {},
                        .prompt = "Which problem, for whom, and what does it cost them and us today?"},
                       CustomerEvidence(),
                       {.id = "scenarios",
                        .role = Role::kUsage,
                        .heading = "User Scenarios & Testing",
                        .synonyms = {"User scenarios", "Primary user story", "Acceptance scenarios"},
                        .prompt = "The journeys of users in order of importance, each of value on its own."},
                       {.id = "requirements",
                        .role = Role::kOther,
                        .heading = "Requirements",
                        .synonyms = {"Functional requirements"},
                        .prompt = "What the system must do, one testable line each."},
                       {.id = "success",
                        .role = Role::kUsage,
                        .heading = "Success Criteria",
                        .synonyms = {"Measurable outcomes", "Success metrics", "Success measures",
                                     "How will we measure success"},
                        .prompt = "Measurable outcomes: who, how many, by when."}},
          .detail_headings = {"Requirements", "Key Entities"}};
}

Profile ShapeUpProfile() {
  return {
      .name = "shape-up",
      .description = "Shape Up pitch, with customer evidence and expected usage added.",
      .language = "en",
      .sections = {{.id = "problem",
                    .role = Role::kWhy,
                    .heading = "Problem",
                    .synonyms = {},
                    .prompt = "One specific story of how things fail today, and what that costs."},
                   CustomerEvidence(),
                   {.id = "usage",
                    .role = Role::kUsage,
                    .heading = "Expected usage",
                    .synonyms = {"Baseline"},
                    .prompt = "Who will use it, how often, and what number tells us that it worked?"},
                   {.id = "appetite",
                    .role = Role::kOther,
                    .heading = "Appetite",
                    .synonyms = {"Our appetite", "Time budget"},
                    .prompt = "How much time it is worth."},
                   {.id = "solution",
                    .role = Role::kOther,
                    .heading = "Solution",
                    .synonyms = {"The solution", "Proposed solution", "Solution sketch", "Elements"},
                    .prompt = "The core elements, easy to see at once."},
                   {.id = "rabbit-holes",
                    .role = Role::kOther,
                    .heading = "Rabbit holes",
                    .synonyms = {"Rabbit hole", "Risks", "Risks and rabbit holes"},
                    .prompt = "Details that could eat the time, and how to avoid them."},
                   {.id = "no-gos",
                    .role = Role::kOther,
                    .heading = "No-gos",
                    .synonyms = {"No-go", "No gos", "No go's", "Out of bounds", "Out of scope", "Non-goals"},
                    .prompt = "What is left out on purpose."}},
      .detail_headings = {"Solution"}};
}

Profile PrFaqProfile() {
  return {
      .name = "pr-faq",
      .description =
          "Press release and FAQ, with customer evidence and expected usage added. Its customer quote "
          "is made up and is no evidence.",
      .language = "en",
      .sections = {{.id = "summary",
                    .role = Role::kOther,
                    .heading = "Summary",
                    .synonyms = {"Press release", "Introduction", "Summary paragraph"},
                    .prompt = "The product and its benefit, as if it were launched today."},
                   {.id = "problem",
                    .role = Role::kWhy,
                    .heading = "Problem",
                    .synonyms = {"The problem", "Problem paragraph", "Customer problem"},
                    .prompt = "The problem, through the customer's eyes."},
                   {.id = "evidence",
                    .role = Role::kEvidence,
                    .heading = "Customer evidence",
                    .synonyms = {"Evidence", "Evidences", "The evidence", "Supporting evidence",
                                 "Client evidence", "Evidence & insights", "Customer feedback",
                                 "Customer research", "User research", "Voice of the customer",
                                 "What we heard", "What customers say", "Preuves client", "Preuves clients",
                                 "Preuves", "Retours clients", "Kundenbelege", "Evidencia de clientes"},
                    .only_these = true,
                    .prompt =
                        "What did real customers say or do? Link each quote to the moment in the call."},
                   {.id = "solution",
                    .role = Role::kOther,
                    .heading = "Solution",
                    .synonyms = {"The solution", "Solution paragraph", "How it works"},
                    .prompt = "How the product solves it, simply."},
                   {.id = "usage",
                    .role = Role::kUsage,
                    .heading = "Expected usage",
                    .synonyms = {"Customer experience", "Getting started"},
                    .prompt = "Who will use it, how often, and what number tells us that it worked?"},
                   {.id = "external-faq",
                    .role = Role::kOther,
                    .heading = "External FAQ",
                    .synonyms = {"Customer FAQ", "Public FAQ", "External FAQs", "Customer FAQs", "FAQ",
                                 "FAQs", "Frequently asked questions"},
                    .prompt = "What customers and the press will ask."},
                   {.id = "internal-faq",
                    .role = Role::kOther,
                    .heading = "Internal FAQ",
                    .synonyms = {"Internal FAQs", "Stakeholder FAQ", "Stakeholder FAQs", "Business FAQ"},
                    .prompt = "What colleagues will ask: cost, risk, how we know."}},
      .detail_headings = {}};
}

Profile YienPrdProfile() {
  return {.name = "yien-prd",
          .description =
              "Product requirements in the order problem, approach, solution, launch (after Kevin Yien).",
          .language = "en",
          .sections =
              {{.id = "problem",
                .role = Role::kWhy,
                .heading = "Problem Alignment",
                .synonyms = {"The problem", "Problem", "Why does this matter to our customers and business"},
                .prompt =
                    "The problem in a sentence or two. Why does it matter to customers and to the business?"},
               CustomerEvidence({"What evidence or insights do you have to support this",
                                 "Evidence or insights", "Supporting insights"}),
               {.id = "approach",
                .role = Role::kOther,
                .heading = "High Level Approach",
                .synonyms = {"High-level approach", "Approach"},
                .prompt = "The shape of the solution, enough to imagine it."},
               {.id = "usage",
                .role = Role::kUsage,
                .heading = "Goals",
                .synonyms = {"Goals & success", "Goals and success metrics", "Goal", "Success", "Narrative",
                             "Expected usage"},
                .prompt = "Who will do what, how often, and which number will tell us by when."},
               {.id = "solution",
                .role = Role::kOther,
                .heading = "Solution Alignment",
                .synonyms = {"Solution", "Key features", "Key flows"},
                .prompt = "Key features and key flows."},
               {.id = "launch",
                .role = Role::kOther,
                .heading = "Launch Readiness",
                .synonyms = {"Launch plan", "Launch", "Key milestones", "Launch checklist"},
                .required = false,
                .prompt = "Milestones and who must be ready."}},
          .detail_headings = {"High Level Approach", "Solution Alignment"}};
}

}  // namespace whyspec::rules
