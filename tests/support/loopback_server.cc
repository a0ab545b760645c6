#include "support/loopback_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <csignal>
#include <cstring>
#include <stdexcept>

namespace whyspec::test {
namespace {

int Listen(int& port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(fd, 64) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("cannot listen");
  }
  port = ntohs(address.sin_port);
  return fd;
}

int ConnectTo(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

// A connection in the clear or over TLS.
class Wire {
 public:
  Wire(int fd, SSL_CTX* tls) : fd_(fd) {
    if (tls == nullptr) return;
    ssl_ = SSL_new(tls);
    SSL_set_fd(ssl_, fd);
    if (SSL_accept(ssl_) != 1) failed_ = true;
  }
  ~Wire() {
    if (ssl_ == nullptr) return;
    if (!failed_) SSL_shutdown(ssl_);
    SSL_free(ssl_);
    ERR_clear_error();
  }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  bool failed() const { return failed_; }
  // "" at the end.
  std::string Read() {
    char bytes[65536];
    const long count =
        ssl_ != nullptr ? SSL_read(ssl_, bytes, sizeof bytes) : ::recv(fd_, bytes, sizeof bytes, 0);
    return count > 0 ? std::string(bytes, static_cast<std::size_t>(count)) : std::string();
  }
  bool Write(std::string_view bytes) {
    while (!bytes.empty()) {
      const long count = ssl_ != nullptr ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                                         : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

 private:
  int fd_;
  SSL* ssl_ = nullptr;
  bool failed_ = false;
};

std::string Lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// One request out of `bytes`; reads more as needed. False at the end.
bool ReadRequest(Wire& wire, std::string& bytes, LoopbackRequest& request) {
  std::size_t head = 0;
  while ((head = bytes.find("\r\n\r\n")) == std::string::npos) {
    const std::string more = wire.Read();
    if (more.empty()) return false;
    bytes += more;
  }
  std::string text = bytes.substr(0, head + 2);
  bytes.erase(0, head + 4);
  std::size_t line_end = text.find("\r\n");
  const std::string line = text.substr(0, line_end);
  request.method = line.substr(0, line.find(' '));
  request.target = line.substr(line.find(' ') + 1, line.rfind(' ') - line.find(' ') - 1);
  for (std::size_t at = line_end + 2; at < text.size();) {
    line_end = text.find("\r\n", at);
    const std::string field = text.substr(at, line_end - at);
    const std::size_t colon = field.find(": ");
    if (colon != std::string::npos) request.headers[Lower(field.substr(0, colon))] = field.substr(colon + 2);
    at = line_end + 2;
  }
  const auto length = request.headers.find("content-length");
  const std::size_t size = length == request.headers.end() ? 0 : std::stoul(length->second);
  while (bytes.size() < size) {
    const std::string more = wire.Read();
    if (more.empty()) return false;
    bytes += more;
  }
  request.body = bytes.substr(0, size);
  bytes.erase(0, size);
  return true;
}

std::string PemOf(const std::function<void(BIO*)>& write) {
  BIO* memory = BIO_new(BIO_s_mem());
  write(memory);
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(memory);
  return text;
}

}  // namespace

LoopbackIdentity LoopbackIdentity::Make(const std::string& name, bool expired) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 7);
  constexpr long kDay = 86400;
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3 * kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), expired ? -kDay : kDay);
  X509_set_pubkey(certificate, key);
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const bool number = name.find_first_not_of("0123456789.") == std::string::npos;
  const std::string names = (number ? "IP:" : "DNS:") + name;
  for (const auto& [extension, value] :
       {std::pair<int, std::string>(NID_subject_alt_name, names),
        std::pair<int, std::string>(NID_basic_constraints, "critical,CA:TRUE")}) {
    X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, &context, extension, value.c_str());
    X509_add_ext(certificate, made, -1);
    X509_EXTENSION_free(made);
  }
  X509_sign(certificate, key, EVP_sha256());
  LoopbackIdentity identity;
  identity.certificate_pem = PemOf([&](BIO* out) { PEM_write_bio_X509(out, certificate); });
  identity.key_pem =
      PemOf([&](BIO* out) { PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
  X509_free(certificate);
  EVP_PKEY_free(key);
  return identity;
}

LoopbackServer::LoopbackServer(Handler handler, std::optional<LoopbackIdentity> identity)
    : handler_(std::move(handler)) {
  if (identity) {
    tls_ = SSL_CTX_new(TLS_server_method());
    BIO* memory = BIO_new_mem_buf(identity->certificate_pem.data(), -1);
    X509* certificate = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
    BIO_free(memory);
    memory = BIO_new_mem_buf(identity->key_pem.data(), -1);
    EVP_PKEY* key = PEM_read_bio_PrivateKey(memory, nullptr, nullptr, nullptr);
    BIO_free(memory);
    SSL_CTX_use_certificate(tls_, certificate);
    SSL_CTX_use_PrivateKey(tls_, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  // OpenSSL writes to a connection that is gone as if nobody minded a signal.
  std::signal(SIGPIPE, SIG_IGN);
  listener_ = Listen(port_);
  acceptor_ = std::thread([this] { Accept(); });
}

LoopbackServer::~LoopbackServer() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(listener_);
  if (tls_ != nullptr) SSL_CTX_free(tls_);
}

std::string LoopbackServer::url() const {
  return (tls_ != nullptr ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_);
}

std::vector<LoopbackRequest> LoopbackServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void LoopbackServer::WaitForRequests(std::size_t count) const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return requests_.size() >= count; });
}

std::size_t LoopbackServer::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

void LoopbackServer::CutConnections() {
  const std::lock_guard lock(mutex_);
  for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
}

void LoopbackServer::Accept() {
  while (true) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const std::lock_guard lock(mutex_);
    if (stopped_ || fd < 0) {
      if (fd >= 0) ::close(fd);
      if (stopped_) return;
      continue;
    }
    ++connections_;
    open_.insert(fd);
    threads_.emplace_back([this, fd] { Serve(fd); });
  }
}

void LoopbackServer::Serve(int fd) {
  {
    Wire wire(fd, tls_);
    std::string bytes;
    LoopbackRequest request;
    while (!wire.failed() && ReadRequest(wire, bytes, request)) {
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      changed_.notify_all();
      const LoopbackReply reply = handler_(request);
      if (reply.silent) {
        while (!wire.Read().empty()) {
        }
        break;
      }
      std::string text;
      if (reply.raw) {
        text = *reply.raw;
      } else {
        text = "HTTP/1.1 " + std::to_string(reply.status) + " Said\r\n";
        for (const auto& [name, value] : reply.headers) text += name + ": " + value + "\r\n";
        text += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n" + reply.body;
      }
      if (!wire.Write(text) || reply.close) break;
      request = {};
    }
  }
  const std::lock_guard lock(mutex_);
  open_.erase(fd);
  ::shutdown(fd, SHUT_RDWR);
  ::close(fd);
}

LoopbackProxy::LoopbackProxy(int to_port, int status) : to_port_(to_port), status_(status) {
  listener_ = Listen(port_);
  acceptor_ = std::thread([this] { Accept(); });
}

LoopbackProxy::~LoopbackProxy() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  ::close(listener_);
}

std::vector<std::string> LoopbackProxy::heads() const {
  const std::lock_guard lock(mutex_);
  return heads_;
}

void LoopbackProxy::Accept() {
  while (true) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const std::lock_guard lock(mutex_);
    if (stopped_ || fd < 0) {
      if (fd >= 0) ::close(fd);
      if (stopped_) return;
      continue;
    }
    open_.insert(fd);
    threads_.emplace_back([this, fd] { Serve(fd); });
  }
}

void LoopbackProxy::Serve(int fd) {
  std::string head;
  char bytes[65536];
  while (head.find("\r\n\r\n") == std::string::npos) {
    const long count = ::recv(fd, bytes, 1, 0);
    if (count <= 0) break;
    head.append(bytes, static_cast<std::size_t>(count));
  }
  const std::string answer = "HTTP/1.1 " + std::to_string(status_) + " Proxy\r\n\r\n";
  (void)!::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
  const int to = status_ == 200 ? ConnectTo(to_port_) : -1;
  {
    const std::lock_guard lock(mutex_);
    heads_.push_back(head);
    if (to >= 0) open_.insert(to);
  }
  while (to >= 0) {
    pollfd both[] = {{.fd = fd, .events = POLLIN, .revents = 0}, {.fd = to, .events = POLLIN, .revents = 0}};
    if (::poll(both, 2, -1) < 0) break;
    bool ended = false;
    for (int i = 0; i < 2; ++i) {
      if (both[i].revents == 0) continue;
      const long count = ::recv(both[i].fd, bytes, sizeof bytes, 0);
      if (count <= 0 ||
          ::send(both[1 - i].fd, bytes, static_cast<std::size_t>(count), MSG_NOSIGNAL) != count) {
        ended = true;
      }
    }
    if (ended) break;
  }
  const std::lock_guard lock(mutex_);
  for (const int one : {fd, to}) {
    if (one < 0) continue;
    open_.erase(one);
    ::shutdown(one, SHUT_RDWR);
    ::close(one);
  }
}

std::string GzipForTest(const std::string& bytes) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;
  if (deflateInit2(&stream, 9, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string packed(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace whyspec::test
