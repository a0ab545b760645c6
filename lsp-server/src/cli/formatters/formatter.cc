#include "cli/formatters/formatter.h"

namespace whyspec::cli {

std::unique_ptr<Formatter> MakeFormatter(std::string_view name, std::ostream* out, const Style& style) {
  if (name == "json") return MakeJsonFormatter(out);
  if (name == "sarif") return MakeSarifFormatter(out);
  if (name == "github") return MakeGithubFormatter(out);
  if (name == "gitlab") return MakeGitlabFormatter(out);
  if (name == "junit") return MakeJunitFormatter(out);
  return MakeTextFormatter(out, style);
}

}  // namespace whyspec::cli
