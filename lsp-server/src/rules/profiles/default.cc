#include "rules/profile_data.h"

namespace whyspec::rules {

// Headings and prompts follow the spec's language (TemplateOf); the English ones stand
// here so that messages and own profiles that extend this one have them.
Profile DefaultProfile() {
  return {
      .name = "default",
      .description = "Why, customer evidence and expected usage before the detail.",
      .language = "",
      .sections =
          {{.id = "why", .role = Role::kWhy, .heading = "Why", .synonyms = {}, .prompt = {}},
           {.id = "evidence",
            .role = Role::kEvidence,
            .heading = "Customer evidence",
            .synonyms = {},
            .prompt = {}},
           {.id = "usage", .role = Role::kUsage, .heading = "Expected usage", .synonyms = {}, .prompt = {}}},
      .detail_headings = {}};
}

}  // namespace whyspec::rules
