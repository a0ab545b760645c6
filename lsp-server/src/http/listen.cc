// cpp-httplib 0.11 (Debian 12) parses requests and writes answers; everything around that is
// done here, because that version
// - ends its accept loop on a connection that was aborted while it waited, queues five
//   connections only, and answers 500 to descriptors over 1023: so we accept ourselves, and it
//   never sees a descriptor;
// - reads header lines of any length, and bodies sent in chunks past its own limit: so every
//   read goes through Socket, which has a deadline and a budget;
// - splits multipart bodies by a search that gets slow with large files, unpacks gzip without
//   a limit, and cuts answers by Range: so it is not told of these headers.
#include "http/listen.h"

#include <httplib.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "base/ascii.h"
#include "base/host.h"
#include "base/strings.h"
#include "http/finish.h"
#include "http/problem.h"
#include "http/socket.h"

namespace whyspec::http {
namespace {

constexpr std::size_t kMostHeaderBytes = 32UL * 1024;
constexpr std::size_t kMostHeaders = 100;
constexpr int kBacklog = 1024;
constexpr std::size_t kRequestsOfConnection = 10'000;
constexpr auto kIdleThread = std::chrono::seconds(20);

// A request's bytes for httplib, and what we learn of it on the way.
class Wire : public httplib::Stream {
 public:
  explicit Wire(Socket& socket) : socket_(socket) {}
  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t size) override { return socket_.Read(to, size); }
  ssize_t write(const char* from, size_t size) override {
    const ssize_t written = socket_.Write(from, size);
    if (written < 0) broken = true;
    return written;
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = socket_.remote_address();
    port = socket_.remote_port();
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  // Only compared with FD_SETSIZE, which poll() does not know.
  socket_t socket() const override { return 0; }

  Socket& socket_;
  bool broken = false;
};

// What httplib tells of the request before it reads the body.
struct Head {
  Headers headers;
  bool seen = false;
  int refused = 0;  // status
  std::string why;
  bool has_body = false;
  bool is_chunked = false;
  std::uint64_t length = 0;
  bool body_read = false;
  bool close = false;
};

bool ReadLength(std::string_view text, std::uint64_t& length) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  return error == std::errc() && end == text.data() + text.size();
}

void Refuse(Head& head, int status, std::string why) {
  if (head.refused != 0) return;
  head.refused = status;
  head.why = std::move(why);
  head.close = true;
}

// Two readers of one request (a proxy and we) must agree where it ends (RFC 9112 §6.3).
void ReadFraming(Head& head) {
  const Headers& headers = head.headers;
  const std::size_t lengths = headers.Count("Content-Length");
  const std::size_t encodings = headers.Count("Transfer-Encoding");
  if (lengths > 1 || encodings > 1 || (lengths > 0 && encodings > 0)) {
    return Refuse(head, 400, "The request says in two ways how long it is.");
  }
  if (lengths == 1) {
    if (!ReadLength(headers.Get("Content-Length"), head.length)) {
      return Refuse(head, 400, "The Content-Length of the request is no number.");
    }
    head.has_body = head.length > 0;
  }
  if (encodings == 1) {
    if (!EqualIgnoringCase(headers.Get("Transfer-Encoding"), "chunked")) {
      return Refuse(head, 501, "This server knows the transfer encoding \"chunked\" alone.");
    }
    head.has_body = head.is_chunked = true;
  }
  if (headers.Count("Host") != 1) Refuse(head, 400, "The request must have one Host header.");
}

// Threads as connections need them, up to a number; idle ones end.
class Crew {
 public:
  explicit Crew(std::size_t most) : most_(most) {}
  ~Crew() { Finish(); }

  // False: everybody is at work.
  bool Give(std::function<void()> work) {
    const std::lock_guard lock(mutex_);
    if (idle_ <= queue_.size()) {
      if (running_ + 1 > most_) return false;
      ++running_;
      try {
        std::thread([this] { Work(); }).detach();
      } catch (const std::system_error&) {
        --running_;
        return false;
      }
      ++idle_;  // it will take this work
    }
    queue_.push_back(std::move(work));
    wake_.notify_one();
    return true;
  }

  // Returns when all work that was given is done.
  void Finish() {
    std::unique_lock lock(mutex_);
    finishing_ = true;
    wake_.notify_all();
    done_.wait(lock, [this] { return running_ == 0; });
  }

 private:
  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      const bool has_work = wake_.wait_for(lock, kIdleThread, [this] {
        return finishing_ || !queue_.empty();
      }) && !queue_.empty();
      if (!has_work) break;
      auto work = std::move(queue_.front());
      queue_.pop_front();
      --idle_;
      lock.unlock();
      work();
      work = nullptr;
      lock.lock();
      ++idle_;
    }
    --idle_;
    --running_;
    // Under the lock: the crew may be gone as soon as it is let go.
    if (running_ == 0) done_.notify_all();
  }

  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable wake_, done_;
  std::deque<std::function<void()>> queue_;
  std::size_t running_ = 0;  // threads
  std::size_t idle_ = 0;     // of them, waiting or about to
  bool finishing_ = false;
};

int OpenSocket(const ListenOptions& options, Error& error) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  std::string host = options.host;
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const std::string where = StrCat(Printable(options.host), ":", options.port);
  if (getaddrinfo(host.c_str(), std::to_string(options.port).c_str(), &hints, &found) != 0 ||
      found == nullptr) {
    error = {.code = ErrorCode::kUnreadable,
             .message = StrCat("\"", where, "\" is no address of this machine. Check --listen.")};
    return -1;
  }
  int descriptor = -1;
  int why = 0;
  for (const addrinfo* address = found; address != nullptr && descriptor < 0; address = address->ai_next) {
    descriptor =
        socket(address->ai_family, address->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address->ai_protocol);
    if (descriptor < 0) continue;
    const int on = 1;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(descriptor, address->ai_addr, address->ai_addrlen) != 0 || listen(descriptor, kBacklog) != 0) {
      why = errno;
      close(descriptor);
      descriptor = -1;
    }
  }
  freeaddrinfo(found);
  if (descriptor < 0) {
    error = {.code = ErrorCode::kUnreadable,
             .message = why == EADDRINUSE ? StrCat("Another program listens on ", where,
                                                   " already. Stop it, or choose another port with --listen.")
                        : why == EACCES   ? StrCat("This user may not listen on ", where,
                                                   ". Choose a port over 1023 with --listen.")
                                          : StrCat("Nobody can listen on ", where, " here. Check --listen.")};
  }
  return descriptor;
}

}  // namespace

struct Listener::State : private httplib::Server {
  State(App& app_, ListenOptions options_)
      : app(app_), options(std::move(options_)), crew(options.connections) {
    set_error_handler([](const httplib::Request&, httplib::Response& response) {
      // What httplib refuses by itself: a request line or headers it cannot read, or not in time.
      if (!response.body.empty()) return;
      const bool is_slow = current_socket() != nullptr && current_socket()->timed_out();
      const Response problem =
          response.status == 414 ? ProblemResponse(414, "The address of the request is too long.")
          : is_slow              ? ProblemResponse(408, "The headers of the request did not come in time.")
                                 : ProblemResponse(400, "The request is no HTTP that can be read.");
      response.status = problem.status;
      response.set_content(problem.body, "application/problem+json");
    });
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      if (head().refused == 0 && head().has_body)
        return HandlerResponse::Unhandled;  // a content reader takes it
      Answer(request, response, nullptr);
      return HandlerResponse::Handled;
    });
    const auto with_body = [this](const httplib::Request& request, httplib::Response& response,
                                  const httplib::ContentReader& reader) {
      Answer(request, response, &reader);
    };
    // Whatever the path: routing is ours.
    constexpr const char* kAny = R"([\s\S]*)";
    Post(kAny, with_body);
    Put(kAny, with_body);
    Patch(kAny, with_body);
    Delete(kAny, with_body);
    set_keep_alive_timeout(options.idle_ms / 1000);
  }

  ~State() override {
    if (listening >= 0) close(listening);
    if (wake >= 0) close(wake);
  }

  bool stopping() const { return stop; }

  void Run() {
    svr_sock_ = listening;
    while (!stop) {
      pollfd wait[2] = {{.fd = listening, .events = POLLIN, .revents = 0},
                        {.fd = wake, .events = POLLIN, .revents = 0}};
      const int ready = poll(wait, 2, 1000);
      if (ready <= 0 || stop) continue;
      const int accepted = accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) {
        // No descriptors left: wait for one to be given back instead of turning in circles.
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
          poll(&wait[1], 1, 20);
        }
        continue;
      }
      Take(accepted);
    }
    // Nobody new; who waits for changes is sent home; what is being answered is finished.
    close(listening);
    listening = -1;
    svr_sock_ = INVALID_SOCKET;
    app.Stop();
    crew.Finish();
  }

  void Take(int accepted) {
    const std::shared_ptr<TlsContext> certificate = Certificate();
    // The Socket closes it, whatever happens.
    auto socket = std::make_shared<Socket>(accepted, certificate);
    const std::string address = socket->remote_address();
    {
      const std::lock_guard lock(mutex);
      std::size_t& count = by_address[address];
      if (!options.trust_proxy && count >= options.connections_of_address) {
        ++app.metrics().refused_connections;
        return;
      }
      ++count;
    }
    ++app.metrics().connections;
    const bool given = crew.Give([this, socket, address]() mutable {
      Serve(*socket);
      socket.reset();
      Leave(address);
    });
    if (given) return;
    ++app.metrics().refused_connections;
    // One short write that cannot block for long: its buffer is empty.
    constexpr std::string_view kBusy =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: "
        "0\r\n\r\n";
    if (certificate == nullptr) send(accepted, kBusy.data(), kBusy.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    Leave(address);
  }

  void Leave(const std::string& address) {
    --app.metrics().connections;
    const std::lock_guard lock(mutex);
    const auto found = by_address.find(address);
    if (found != by_address.end() && --found->second == 0) by_address.erase(found);
  }

  void Serve(Socket& socket) {
    if (!socket.Handshake()) return;
    Wire wire(socket);
    for (std::size_t i = 0; i < kRequestsOfConnection && !stop; ++i) {
      // The first request of a new connection must come soon, the next ones may take their time.
      if (!socket.WaitForRequest(i == 0 ? options.header_ms : options.idle_ms, [this] { return stopping(); }))
        return;
      socket.Allow(options.header_ms, kMostHeaderBytes);
      Head& now = head();
      now = {};
      current_socket() = &socket;
      bool asked_to_close = false;
      const bool ok = process_request(wire, stop || i + 1 == kRequestsOfConnection, asked_to_close,
                                      [this, &socket](httplib::Request& request) { Begin(socket, request); });
      current_socket() = nullptr;
      if (!now.seen && socket.over_budget()) {
        Refuse431(wire);
        return;
      }
      const bool unread = now.has_body && !now.body_read;
      if (unread || now.close) socket.Linger();
      if (!ok || wire.broken || asked_to_close || now.close || unread || !now.seen) return;
    }
  }

  static void Refuse431(Wire& wire) {
    const Response problem =
        ProblemResponse(431, "The headers of the request are too large: 32 KB is the most.");
    wire.write_format(
        "HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Type: application/problem+json\r\n"
        "Connection: close\r\nContent-Length: %zu\r\n\r\n",
        problem.body.size());
    wire.write(problem.body.data(), problem.body.size());
    wire.socket_.Linger();
  }

  // After the headers, before the body.
  void Begin(Socket& socket, httplib::Request& request) {
    Head& now = head();
    now.seen = true;
    for (const auto& [name, value] : request.headers) {
      if (name == "REMOTE_ADDR" || name == "REMOTE_PORT" || name == "LOCAL_ADDR" || name == "LOCAL_PORT")
        continue;
      now.headers.Add(name, value);
    }
    if (now.headers.fields().size() > kMostHeaders)
      Refuse(now, 431, "The request has more than 100 headers.");
    ReadFraming(now);
    // httplib reads a body for these alone; one of another method would be taken for the next request.
    const bool takes_body = request.method == "POST" || request.method == "PUT" ||
                            request.method == "PATCH" || request.method == "DELETE";
    if (now.has_body && !takes_body) Refuse(now, 400, "A request of this method has no body.");
    if (now.refused != 0) now.has_body = false;
    // Not told of what we do ourselves.
    for (const char* name : {"Content-Type", "Content-Encoding", "Accept-Encoding", "Range", "If-Range"}) {
      request.headers.erase(name);
    }
    request.ranges.clear();
    socket.AllowAtPace(0);
  }

  void Answer(const httplib::Request& from, httplib::Response& to, const httplib::ContentReader* reader) {
    Head& now = head();
    Socket& socket = *current_socket();
    if (now.refused != 0) {
      const Response problem = ProblemResponse(now.refused, now.why);
      to.status = problem.status;
      to.set_content(problem.body, "application/problem+json");
      to.set_header("Connection", "close");
      return;
    }
    Request request;
    request.method = from.method;
    request.target = from.target;
    request.headers = now.headers;
    request.address = socket.remote_address();
    request.secure = socket.is_tls();
    if (options.trust_proxy) ReadForwarded(request);
    if (reader != nullptr) {
      request.read_body = [&now, &socket, reader](std::size_t limit) {
        return ReadBody(now, socket, *reader, limit);
      };
    }
    Response response = app.Handle(std::move(request));
    const bool unread = now.has_body && !now.body_read;
    now.close = now.close || response.close || unread || stop;
    Send(std::move(response), now.close, to);
  }

  static Result<std::string> ReadBody(Head& now, Socket& socket, const httplib::ContentReader& reader,
                                      std::size_t limit) {
    const Error too_large{.code = ErrorCode::kTooLarge, .message = TooLargeText(limit)};
    if (!now.is_chunked && now.length > limit) return too_large;
    // Chunks bring their own lines; a body of many one-byte chunks is not worth reading.
    socket.AllowAtPace(now.is_chunked ? limit + limit / 2 + 64UL * 1024
                                      : static_cast<std::size_t>(now.length));
    std::string body;
    if (!now.is_chunked) body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(now.length, 1 << 20)));
    bool over = false;
    const bool ok = reader([&](const char* bytes, std::size_t size) {
      over = over || body.size() + size > limit;
      if (!over) body.append(bytes, size);
      return !over;
    });
    if (over || socket.over_budget()) return too_large;
    if (!ok || (!now.is_chunked && body.size() != now.length)) {
      if (socket.timed_out()) {
        return Error{.code = ErrorCode::kCancelled,
                     .message =
                         "The rest of the request did not come in time. Nothing was changed. Send it "
                         "again, over a faster connection."};
      }
      return Error{.code = ErrorCode::kInvalid,
                   .message = "The request broke off before its end. Nothing was changed. Send it again."};
    }
    now.body_read = true;
    return body;
  }

  // The nearest proxy is ours; what it adds last is true, what stands before anybody may have written.
  static void ReadForwarded(Request& request) {
    const auto chain = ListItems(request.headers.Get("X-Forwarded-For"));
    if (!chain.empty() && IsAddress(chain.back())) request.address = std::string(chain.back());
    request.secure = EqualIgnoringCase(request.headers.Get("X-Forwarded-Proto"), "https");
  }

  static void Send(Response response, bool close, httplib::Response& to) {
    to.status = response.status;
    std::string type;
    for (const auto& [name, value] : response.headers.fields()) {
      if (EqualIgnoringCase(name, "Content-Type")) {
        type = value;
      } else {
        to.headers.emplace(name, value);
      }
    }
    if (close) to.set_header("Connection", "close");
    if (response.stream) {
      to.set_chunked_content_provider(
          type, [stream = std::move(response.stream)](std::size_t, httplib::DataSink& sink) {
            bool reading = true;
            stream([&sink, &reading](std::string_view bytes) {
              reading = reading && sink.write(bytes.data(), bytes.size());
              return reading;
            });
            if (reading) sink.done();
            return reading;
          });
      return;
    }
    if (!type.empty()) to.headers.emplace("Content-Type", type);
    to.body = std::move(response.body);
  }

  std::shared_ptr<TlsContext> Certificate() {
    const std::lock_guard lock(mutex);
    return tls;
  }

  // One request a thread at a time.
  static Head& head() {
    thread_local Head value;
    return value;
  }
  static Socket*& current_socket() {
    thread_local Socket* value = nullptr;
    return value;
  }

  App& app;
  const ListenOptions options;
  int listening = -1;
  int wake = -1;
  int port = 0;
  std::atomic<bool> stop{false};
  std::mutex mutex;
  std::map<std::string, std::size_t> by_address;
  std::shared_ptr<TlsContext> tls;
  Crew crew;
};

Listener::Listener(std::unique_ptr<State> state) : state_(std::move(state)) {}
Listener::~Listener() { Stop(); }

Result<std::unique_ptr<Listener>> Listener::Open(App& app, ListenOptions options) {
  auto state = std::make_unique<State>(app, std::move(options));
  if (!state->options.tls_certificate.empty()) {
    auto tls = TlsContext::Load(state->options.tls_certificate, state->options.tls_key);
    if (!tls) return tls.error();
    state->tls = std::move(*tls);
  }
  Error error;
  state->listening = OpenSocket(state->options, error);
  if (state->listening < 0) return error;
  state->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  getsockname(state->listening, reinterpret_cast<sockaddr*>(&address), &length);
  state->port = ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&address)->sin6_port
                                                    : reinterpret_cast<sockaddr_in*>(&address)->sin_port);
  return std::unique_ptr<Listener>(new Listener(std::move(state)));
}

int Listener::port() const { return state_->port; }

std::string Listener::url() const {
  const std::string& host = state_->options.host;
  const bool bare_v6 = host.find(':') != std::string::npos && !host.starts_with('[');
  return StrCat(state_->tls != nullptr ? "https://" : "http://", bare_v6 ? StrCat("[", host, "]") : host, ":",
                port());
}

void Listener::Run() { state_->Run(); }

void Listener::Stop() {
  state_->stop = true;
  const std::uint64_t one = 1;
  const ssize_t written = write(state_->wake, &one, sizeof one);
  static_cast<void>(written);  // full means that it was woken already
}

Status Listener::ReloadCertificate() {
  if (state_->options.tls_certificate.empty()) return Done{};
  auto tls = TlsContext::Load(state_->options.tls_certificate, state_->options.tls_key);
  if (!tls) return tls.error();
  const std::lock_guard lock(state_->mutex);
  state_->tls = std::move(*tls);
  return Done{};
}

}  // namespace whyspec::http
