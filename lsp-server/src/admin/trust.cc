// account list, erase person|account|call, audit.
#include <ostream>

#include "admin/commands.h"
#include "base/date.h"
#include "base/strings.h"
#include "http/views.h"

namespace whyspec::admin {
namespace {

int ShowErased(const Work& work, const Result<team::Erased>& erased) {
  if (!erased) return Fail(work.io, erased.error());
  work.io.out << "Erased: " << Plural(erased->calls.size(), "call");
  if (erased->accounts > 0)
    work.io.out << ", " << Plural(static_cast<std::size_t>(erased->accounts), "account");
  work.io.out << ".\n";
  for (const std::string& call : erased->calls) work.io.out << "  call " << Printable(call) << '\n';
  for (const std::string& spec : erased->specs) {
    work.io.out << "  spec " << Printable(spec) << " cited it: its quote must go from the repository too\n";
  }
  return erased->calls.empty() && erased->accounts == 0 ? 1 : 0;
}

}  // namespace

int AccountList(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  const auto accounts = (*service)->ListAccounts(Administrator());
  if (!accounts) return Fail(work.io, accounts.error());
  for (const team::Service::AccountView& view : *accounts) {
    if (work.arguments.json) {
      work.io.out << http::Dump(http::AccountJson(view)) << '\n';
    } else {
      work.io.out << Printable(view.account.id) << "  " << Printable(view.account.name) << "  "
                  << calls::Name(view.account.lifecycle) << "  "
                  << Plural(static_cast<std::size_t>(view.calls), "call") << '\n';
    }
  }
  return 0;
}

int EraseAccount(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  return ShowErased(work,
                    (*service)->EraseAccount(Administrator(), work.arguments.subject, work.arguments.reason));
}

int ErasePerson(const Work& work) {
  const Arguments& arguments = work.arguments;
  if (arguments.email.empty() && arguments.phone.empty() &&
      (arguments.name.empty() || arguments.account.empty())) {
    return Fail(work.io, "Say who: --email, --phone, or --name together with --account.");
  }
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  const team::Person person{.email = arguments.email,
                            .phone = arguments.phone,
                            .name = arguments.name,
                            .account = arguments.account};
  return ShowErased(work, (*service)->ErasePerson(Administrator(), person, arguments.reason));
}

int EraseCall(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  return ShowErased(work,
                    (*service)->EraseCall(Administrator(), work.arguments.subject, work.arguments.reason));
}

int Audit(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  team::AuditFilter filter;
  filter.object = work.arguments.object;
  filter.owner = work.arguments.owner;
  filter.actor = work.arguments.actor;
  filter.limit = static_cast<std::size_t>(work.arguments.limit);
  const auto entries = (*service)->Audit(Administrator(), filter);
  if (!entries) return Fail(work.io, entries.error());
  for (const team::AuditEntry& entry : *entries) {
    if (work.arguments.json) {
      work.io.out << http::Dump(http::AuditJson(entry)) << '\n';
      continue;
    }
    work.io.out << FormatInstant(entry.at_ms) << "  " << Printable(entry.actor) << " ("
                << Printable(entry.role) << ")  " << Printable(entry.action) << "  "
                << Printable(entry.object);
    if (!entry.level.empty()) work.io.out << "  " << Printable(entry.level);
    if (!entry.reason.empty()) work.io.out << "  " << Printable(entry.reason);
    work.io.out << '\n';
  }
  return 0;
}

}  // namespace whyspec::admin
