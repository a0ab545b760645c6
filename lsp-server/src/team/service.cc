#include "team/service.h"

#include <chrono>

#include "team/secrets.h"
#include "team/service_state.h"

namespace whyspec::team {
namespace {

class RealClock : public Clock {
 public:
  std::int64_t NowMs() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
};

}  // namespace

const Clock& SystemClock() {
  static const RealClock clock;
  return clock;
}

Service::Service(std::unique_ptr<State> state) : state_(std::move(state)) {}
Service::~Service() { Stop(); }

Result<std::shared_ptr<Service>> Service::Open(Options options) {
  if (options.database == nullptr || options.clock == nullptr) {
    return Error{ErrorCode::kInvalid, "The team's log needs a database."};
  }
  auto state = std::make_unique<State>(std::move(options));
  const Status keys = state->database->Write([&](sql::Session& session) -> Status {
    for (const auto& [name, key] :
         {std::pair(kPseudonymKey, &state->pseudonym_key), std::pair(kCallIdKey, &state->call_id_key)}) {
      auto made = LogKey(session, name);
      if (!made.ok()) return made.error();
      *key = *std::move(made);
    }
    const auto made = LogKey(session, kTombstoneKey);
    if (!made.ok()) return made.error();
    return Done{};
  });
  if (!keys.ok()) return keys.error();
  return std::shared_ptr<Service>(new Service(std::move(state)));
}

Result<Caller> Service::Authenticate(std::string_view token) {
  return state_->people.Authenticate(token, state_->Now());
}

sql::Database& Service::database() { return *state_->database; }
CallStore& Service::call_store() { return state_->calls; }
Deliveries& Service::deliveries() { return state_->deliveries; }
Subscriptions& Service::subscriptions() { return state_->subscriptions; }
const Clock& Service::clock() const { return *state_->options.clock; }
void Service::Say(std::string_view line) const { state_->options.log(line); }

void Service::Stop() {
  state_->calls.Stop();
  state_->trail.Stop();
}

}  // namespace whyspec::team
