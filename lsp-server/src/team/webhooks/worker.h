// Works off the queue of deliveries: calls that came in are fetched and logged, our own
// webhooks are sent. Several workers, also of several processes, share one queue.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "team/service.h"
#include "team/webhooks/events.h"

namespace whyspec::team::webhooks {

// Sends one HTTP POST. `status` of the answer, or an error if there was none.
class Poster {
 public:
  virtual ~Poster() = default;
  virtual Result<int> Post(const std::string& url,
                           const std::vector<std::pair<std::string, std::string>>& headers,
                           const std::string& body) = 0;
};
// Over HTTPS, certificates checked; plain HTTP to loopback only. Ten seconds at most; follows no redirect.
std::unique_ptr<Poster> MakePoster();

class Worker {
 public:
  Worker(Service& service, Fetcher& fetcher, Poster& poster);
  ~Worker();

  // One delivery that is due, of either direction. False: none was. Errors are of the database.
  Result<bool> Step(std::int64_t now_ms);

  // The same on a thread of its own, looking every quarter of a second and at once after Wake().
  void Start();
  void Wake();
  // Returns when what it is at is done.
  void Stop();

 private:
  Status TakeIn(const Delivery& delivery);
  Status SendOut(const Delivery& delivery, std::int64_t now_ms);

  Service& service_;
  Fetcher& fetcher_;
  Poster& poster_;
  struct Thread;
  std::unique_ptr<Thread> thread_;
};

}  // namespace whyspec::team::webhooks
