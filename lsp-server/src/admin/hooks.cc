// hook add|list|remove.
#include <ostream>

#include "admin/commands.h"
#include "base/strings.h"
#include "http/views.h"

namespace whyspec::admin {

int HookAdd(const Work& work) {
  for (const std::string& event : work.arguments.events) {
    if (event != "spec.status_changed" && event != "call.erased") {
      return Fail(work.io, "--event must be spec.status_changed or call.erased.");
    }
  }
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  team::Subscription hook;
  hook.url = work.arguments.subject;
  hook.events = work.arguments.events;
  hook.owner = work.arguments.owner;
  const auto added = (*service)->AddHook(Administrator(), hook);
  if (!added) return Fail(work.io, added.error());
  work.io.out << added->secret << '\n';
  work.io.err << "Subscription " << added->id
              << ". The secret signs what is sent there (Standard Webhooks); it is shown this once.\n";
  return 0;
}

int HookList(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  const auto hooks = (*service)->ListHooks(Administrator());
  if (!hooks) return Fail(work.io, hooks.error());
  for (const team::Subscription& hook : *hooks) {
    if (work.arguments.json) {
      work.io.out << http::Dump(http::HookJson(hook, false)) << '\n';
    } else {
      work.io.out << hook.id << "  " << Printable(hook.url) << "  "
                  << (hook.events.empty() ? std::string("all events") : Join(hook.events, ", "));
      if (!hook.owner.empty()) work.io.out << "  of " << Printable(hook.owner);
      work.io.out << '\n';
    }
  }
  return 0;
}

int HookRemove(const Work& work) {
  const auto service = OpenService(work.settings, work.io);
  if (!service) return Fail(work.io, service.error());
  const Status removed = (*service)->RemoveHook(Administrator(), work.arguments.subject);
  return removed ? 0 : Fail(work.io, removed.error());
}

}  // namespace whyspec::admin
