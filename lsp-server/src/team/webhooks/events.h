// What a webhook that was let in asks for: an event with a key of its own (duplicates are
// dropped by it), and how to get the call it tells of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "calls/read_export.h"
#include "team/webhooks/signature.h"

namespace whyspec::team::webhooks {

// Answer at once with this (Zoom's endpoint.url_validation).
struct Reply {
  std::string json;
};
// The body holds the call itself (a signed one only).
struct TakeCalls {
  std::vector<calls::ExportFile> files;
};
// Something to fetch from the vendor's API by this id.
struct Fetch {
  std::string id;
};
// The vendor erased it: we do as well.
struct EraseCall {
  std::string system, id;
};
// Nothing that concerns us (another event type).
struct Ignore {};

struct Event {
  std::string key;  // of the delivery or the event: the vendor's id, else a hash of the body
  std::variant<Ignore, Reply, TakeCalls, Fetch, EraseCall> what;
};
// Cannot fail: what is no event of this vendor is kIgnore. Several events in one body (HubSpot) are several.
std::vector<Event> ReadEvents(Vendor vendor, const Incoming& incoming, const Secrets& secrets,
                              bool is_signed);

// The vendor's API, as configured: base URL, token. Fetches what ReadExport understands.
class Fetcher {
 public:
  virtual ~Fetcher() = default;
  virtual Result<std::vector<calls::ExportFile>> FetchCall(Vendor vendor, std::string_view id) = 0;
};

// Standard Webhooks (standardwebhooks.com): headers of what we send.
std::string SignStandard(std::string_view secret, std::string_view id, std::int64_t timestamp_s,
                         std::string_view body);

}  // namespace whyspec::team::webhooks
