// One function a command; each returns the exit status.
#pragma once

#include "cli/arguments.h"
#include "cli/context.h"

namespace whyspec::cli {

int RunCheck(const Context& context, const CheckOptions& options);
int RunRules(const Context& context, const RulesOptions& options);
int RunNew(const Context& context, const NewOptions& options);
int RunDoctor(const Context& context, const DoctorOptions& options);
int RunReport(const Context& context, const ReportOptions& options);
int RunCallsImport(const Context& context, const CallsOptions& options);
int RunCallsList(const Context& context, const CallsOptions& options);
int RunCallsShow(const Context& context, const CallsOptions& options);
int RunCallsSearch(const Context& context, const CallsOptions& options);
int RunCallsVerify(const Context& context, const CallsOptions& options);
int RunCompletions(const Context& context, const std::string& shell);

}  // namespace whyspec::cli
