// The built-in profiles, one file each family of templates: profiles/*.cc.
#pragma once

#include "rules/profile.h"

namespace whyspec::rules {

Profile DefaultProfile();
Profile SpecKitProfile();
Profile KepProfile();
Profile RustRfcProfile();
Profile SwiftEvolutionProfile();
Profile ShapeUpProfile();
Profile PrFaqProfile();
Profile YienPrdProfile();

}  // namespace whyspec::rules
