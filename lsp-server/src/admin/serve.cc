// serve: everything that runs in one process.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <ostream>
#include <thread>

#include "admin/commands.h"
#include "base/date.h"
#include "base/host.h"
#include "base/strings.h"
#include "base/version.h"
#include "http/app.h"
#include "http/json.h"
#include "http/listen.h"
#include "team/webhooks/vendor_api.h"
#include "team/webhooks/worker.h"

namespace whyspec::admin {
namespace {

constexpr auto kJobEvery = std::chrono::hours(1);

// Whole lines, also from many threads.
void WriteLine(std::string_view line) {
  const std::string text = StrCat(line, '\n');
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t count = write(STDERR_FILENO, text.data() + written, text.size() - written);
    if (count <= 0) return;  // nobody reads our log: no reason to stop serving
    written += static_cast<std::size_t>(count);
  }
}

void LogMessage(std::string_view message) {
  WriteLine(http::Dump(http::Json{{"at", FormatInstant(team::SystemClock().NowMs())}, {"message", message}}));
}

// Tells systemd, if it started us and wants to know (sd_notify).
void Notify(std::string_view state) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  if (path == nullptr || (path[0] != '/' && path[0] != '@')) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (std::strlen(path) >= sizeof address.sun_path) return;
  std::strcpy(address.sun_path, path);
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
  const int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return;
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
  sendto(descriptor, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address),
         length);
  close(descriptor);
}

// Signals come to one thread, which may take its time and any lock.
class Signals {
 public:
  // Before any other thread is made: they inherit what is blocked.
  Signals() {
    // A write past a limit on the size of files (ulimit -f) fails, as on a full disk, instead of
    // ending the process.
    std::signal(SIGXFSZ, SIG_IGN);
    sigemptyset(&set_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR2}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, &before_);
  }
  ~Signals() {
    Stop();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  // Before the listener goes.
  void Stop() {
    if (!thread_.joinable()) return;
    done_ = true;
    pthread_kill(thread_.native_handle(), SIGUSR2);
    thread_.join();
  }
  void Start(http::Listener& listener) {
    thread_ = std::thread([this, &listener] {
      int signal = 0;
      while (!done_ && sigwait(&set_, &signal) == 0) {
        if (signal == SIGHUP) {
          const Status read = listener.ReloadCertificate();
          LogMessage(read ? std::string_view("The certificate was read again.") : read.error().message);
        } else if (signal != SIGUSR2) {
          LogMessage("Stopping: what is being answered is finished.");
          Notify("STOPPING=1");
          listener.Stop();
        }
      }
    });
  }

 private:
  sigset_t set_{};
  sigset_t before_{};
  std::atomic<bool> done_{false};
  std::thread thread_;
};

// Retention and the like, now and every hour.
class Jobs {
 public:
  explicit Jobs(team::Service& service)
      : thread_([this, &service] {
          std::unique_lock lock(mutex_);
          while (!stop_) {
            lock.unlock();
            if (const Status done = service.RunJobs(); !done) LogMessage(done.error().message);
            lock.lock();
            wake_.wait_for(lock, kJobEvery, [this] { return stop_; });
          }
        }) {}
  ~Jobs() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  std::thread thread_;
};

http::AppOptions AppOptionsOf(const Settings& settings, std::shared_ptr<team::Service> service) {
  http::AppOptions options;
  options.service = std::move(service);
  options.public_url = settings.public_url;
  // A certificate of our own says HTTPS even if nobody said under which name.
  if (options.public_url.empty() && !settings.tls_cert.empty()) {
    options.public_url = StrCat("https://", settings.listen_host, ":", settings.listen_port);
  }
  options.allowed_hosts = settings.allowed_hosts;
  options.metrics_without_token = settings.metrics_on_loopback;
  options.limits.json_bytes = static_cast<std::size_t>(settings.json_mb) << 20;
  options.limits.upload_bytes = static_cast<std::size_t>(settings.upload_mb) << 20;
  options.limits.followers = settings.followers;
  options.limits.token_per_second = static_cast<double>(settings.requests_per_second);
  options.limits.token_burst = options.limits.token_per_second * 4;
  options.limits.address_per_second = static_cast<double>(settings.address_requests_per_second);
  options.limits.address_burst = options.limits.address_per_second * 4;
  options.webhooks = settings.secrets;
  if (settings.access_log) options.access_log = WriteLine;
  return options;
}

}  // namespace

int Serve(const Work& work) {
  const Settings& settings = work.settings;
  if (!IsLoopbackHost(settings.listen_host) && settings.tls_cert.empty() && !settings.trust_proxy &&
      !settings.allow_plain_http) {
    return Fail(work.io,
                StrCat("Others can reach ", Printable(settings.listen_host),
                       ", and without TLS everybody on the way reads tokens and calls. Give --tls-cert and "
                       "--tls-key, or --trust-proxy if a proxy in front has them, or --allow-plain-http."));
  }
  Signals signals;
  auto service = OpenService(settings, work.io);
  if (!service) return Fail(work.io, service.error());

  const auto fetcher = team::webhooks::MakeFetcher(settings.vendors);
  const auto poster = team::webhooks::MakePoster();
  team::webhooks::Worker worker(**service, *fetcher, *poster);

  http::AppOptions app_options = AppOptionsOf(settings, *service);
  app_options.wake_worker = [&worker] { worker.Wake(); };
  http::App app(std::move(app_options));

  http::ListenOptions listen;
  listen.host = settings.listen_host;
  listen.port = settings.listen_port;
  listen.tls_certificate = settings.tls_cert;
  listen.tls_key = settings.tls_key;
  listen.trust_proxy = settings.trust_proxy;
  listen.connections = static_cast<std::size_t>(settings.connections);
  listen.connections_of_address = static_cast<std::size_t>(settings.connections_of_address);
  auto listener = http::Listener::Open(app, listen);
  if (!listener) return Fail(work.io, listener.error());

  worker.Start();
  {
    const Jobs jobs(**service);
    signals.Start(**listener);
    // For people and scripts: the port may have been chosen by the system.
    work.io.out << "Whyspec server " << Version() << " listens on " << (*listener)->url() << std::endl;
    Notify("READY=1");
    (*listener)->Run();
    signals.Stop();
  }
  worker.Stop();
  (*service)->Stop();
  return 0;
}

}  // namespace whyspec::admin
