// The evidence report in its formats, one file each. Words of specs and calls are data in
// all of them: printable on a terminal, escaped in HTML.
#pragma once

#include <ostream>
#include <string>

#include "cli/context.h"
#include "cli/style.h"
#include "features/report.h"

namespace whyspec::cli {

// How a spec is named for the reader of a report.
struct HealthPaths {
  const Context* context;
  std::string folder;  // absolute; where the report will lie: links start from there
};

void PrintHealthText(const features::Report& report, const HealthPaths& paths, const Style& style,
                     std::ostream& out);
// schemas/report.schema.json
void PrintHealthJson(const features::Report& report, const HealthPaths& paths, std::ostream& out);
// One file that needs nothing else, and runs nothing.
void PrintHealthHtml(const features::Report& report, const HealthPaths& paths, std::ostream& out);

}  // namespace whyspec::cli
