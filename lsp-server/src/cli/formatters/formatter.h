// Writes the results of `check` as they come, one file after the other, so that no
// format needs all of them in memory. One implementation a format, one file each.
#pragma once

#include <memory>
#include <ostream>
#include <string_view>
#include <vector>

#include "cli/report.h"
#include "cli/style.h"

namespace whyspec::cli {

class Formatter {
 public:
  virtual ~Formatter() = default;
  // Problems of configs, calls and accounts, known before any spec is checked.
  virtual void Begin(const std::vector<ReportedProblem>& problems) = 0;
  // In byte order of paths.
  virtual void File(const FileReport& file) = 0;
  // A spec that could not be checked, in its place between the others.
  virtual void Failure(const ReportedProblem& problem) = 0;
  virtual void End(const RunEnd& end) = 0;
};

std::unique_ptr<Formatter> MakeTextFormatter(std::ostream* out, const Style& style);
std::unique_ptr<Formatter> MakeJsonFormatter(std::ostream* out);
std::unique_ptr<Formatter> MakeSarifFormatter(std::ostream* out);
std::unique_ptr<Formatter> MakeGithubFormatter(std::ostream* out);
std::unique_ptr<Formatter> MakeGitlabFormatter(std::ostream* out);
std::unique_ptr<Formatter> MakeJunitFormatter(std::ostream* out);

// REQUIRES: `name` is one of kFormats (arguments.h).
std::unique_ptr<Formatter> MakeFormatter(std::string_view name, std::ostream* out, const Style& style);

}  // namespace whyspec::cli
