// What an event asks for, as it waits in the queue. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "team/webhooks/events.h"

namespace whyspec::team::webhooks {

// JSON; nullopt if there is nothing to do.
std::optional<std::string> WriteWork(const Event& event);
// nullopt for what WriteWork() did not make.
std::optional<Event> ReadWork(std::string_view text);

}  // namespace whyspec::team::webhooks
