// Every rule object, each defined in src/rules/<group>/<name>.cc; in the order of the
// registry.
#pragma once

#include "rules/rule.h"

namespace whyspec::rules {

// section

// why

// evidence
extern const Rule kEvidenceNone;

// citation

// quote

// usage

// privacy

// meta

}  // namespace whyspec::rules
