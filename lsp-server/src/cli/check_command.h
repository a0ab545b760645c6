// `whyspec check`, with the source of changes handed in, so that tests can watch.
#pragma once

#include <functional>
#include <memory>

#include "cli/arguments.h"
#include "cli/context.h"
#include "cli/watch.h"

namespace whyspec::cli {

using MakeChangeSource =
    std::function<Result<std::unique_ptr<ChangeSource>>(const std::vector<std::string>& folders)>;

int RunCheck(const Context& context, const CheckOptions& options, const MakeChangeSource& watch);

}  // namespace whyspec::cli
