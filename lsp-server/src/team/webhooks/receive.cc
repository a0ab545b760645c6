#include "team/webhooks/receive.h"

#include "base/strings.h"
#include "team/webhooks/work.h"

namespace whyspec::team::webhooks {

Answer Receive(Service& service, const std::map<Vendor, Secrets>& secrets, Vendor vendor,
               const Incoming& incoming, std::int64_t now_ms) {
  const auto configured = secrets.find(vendor);
  const Secrets& shared = configured == secrets.end() ? Secrets{} : configured->second;
  const Verdict verdict = Check(vendor, incoming, shared, now_ms);
  if (verdict.refusal != Refusal::kNone) {
    service.Say(StrCat("A webhook of ", Name(vendor), " was refused: ", Explain(verdict.refusal), "."));
    return {.status = verdict.refusal == Refusal::kNotConfigured ? 404 : 401, .json = "{}"};
  }
  std::string reply = "{}";
  std::vector<Delivery> deliveries;
  for (const Event& event : ReadEvents(vendor, incoming, shared, verdict.is_signed)) {
    if (const auto* said = std::get_if<Reply>(&event.what)) reply = said->json;
    std::optional<std::string> work = WriteWork(event);
    if (!work) continue;
    deliveries.push_back({.direction = Direction::kIn,
                          .kind = std::string(Name(vendor)),
                          .key = event.key,
                          .body = std::move(*work),
                          .at_ms = now_ms});
  }
  if (deliveries.empty()) return {.json = std::move(reply)};
  const Status queued = service.database().Write([&](sql::Session& session) -> Status {
    for (const Delivery& delivery : deliveries) {
      const Result<bool> taken = service.deliveries().Enqueue(session, delivery);
      if (!taken) return taken.error();
    }
    return Done{};
  });
  if (!queued.ok()) {
    service.Say(StrCat("A webhook of ", Name(vendor), " could not be kept: ", queued.error().message));
    // The vendor sends it again.
    return {.status = 503, .json = "{}"};
  }
  return {.json = std::move(reply)};
}

}  // namespace whyspec::team::webhooks
