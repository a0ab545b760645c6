#include "sync/token.h"

#include "base/strings.h"

namespace whyspec::sync {

bool LooksLikeToken(std::string_view token) { return token.starts_with(kTokenStart); }

Result<std::string> TokenFromEnvironment(const Url& url, std::string_view variable,
                                         const Environment& environment) {
  const std::string name(variable.empty() ? kTokenVariable : variable);
  std::string token = environment(name.c_str());
  if (token.empty()) {
    return Error{ErrorCode::kForbidden,
                 StrCat("The call log at ", Printable(url.Text()),
                        " asks who you are. Put your token into the environment variable ", name,
                        "; whoever runs the call log gives you one.")};
  }
  if (!LooksLikeToken(token)) {
    return Error{ErrorCode::kForbidden, StrCat("What the environment variable ", name,
                                               " holds is no token of a Whyspec call log (these begin with ",
                                               kTokenStart, "), so it was not sent.")};
  }
  return token;
}

}  // namespace whyspec::sync
