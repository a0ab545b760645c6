// The door for webhooks: checks, reads, queues durably, answers at once. The work itself
// is done by worker.h.
#pragma once

#include <map>
#include <string>

#include "team/service.h"
#include "team/webhooks/events.h"
#include "team/webhooks/signature.h"

namespace whyspec::team::webhooks {

struct Answer {
  int status = 200;  // 200 taken (or known, or of no interest) · 401 · 404 not set up · 400 · 503
  std::string json;  // "{}" or what the vendor asked to be told
};
// Nothing of the body is read before its sender is known; what is answered with 200 is in the
// database. The answer never says why a signature was refused; `service`'s log does.
Answer Receive(Service& service, const std::map<Vendor, Secrets>& secrets, Vendor vendor,
               const Incoming& incoming, std::int64_t now_ms);

}  // namespace whyspec::team::webhooks
