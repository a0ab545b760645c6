// What the usage sections and the front matter say, gathered once for the usage rules:
// who, how often, how many, by when.
#pragma once

#include "rules/rule.h"

namespace whyspec::rules {

struct Expectation {
  const SectionText* text = nullptr;  // where findings go: the fullest; nullptr if there is nothing to judge
  bool actor = false;
  bool frequency = false;
  bool number = false;
  bool date = false;
};

// All usage sections together: who may stand in "Usage" and how many in "Success
// criteria". No text if the profile asks for no usage, or its section is missing or
// empty; other rules say that.
Expectation ReadExpectation(const RuleContext& context);

}  // namespace whyspec::rules
