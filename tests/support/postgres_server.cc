#include "support/postgres_server.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

namespace whyspec::test {
namespace {

namespace fs = std::filesystem;

// The newest of Debian's versions side by side; "" if there is none.
std::string Programs() {
  std::string newest;
  int best = 0;
  std::error_code error;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", error)) {
    const int number = std::atoi(version.path().filename().c_str());
    if (number > best && fs::exists(version.path() / "bin/postgres")) {
      best = number;
      newest = version.path() / "bin";
    }
  }
  return newest;
}

// PostgreSQL refuses to run as root.
const passwd* User() {
  if (::geteuid() != 0) return nullptr;
  const passwd* user = ::getpwnam("postgres");
  return user == nullptr ? ::getpwnam("nobody") : user;
}

pid_t Run(const std::vector<std::string>& command, const std::string& output) {
  std::vector<char*> arguments;
  for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
  arguments.push_back(nullptr);
  const passwd* user = User();
  const pid_t child = ::fork();
  if (child != 0) return child;
  if (user != nullptr && (::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) ::_exit(126);
  // Dies with this program, however that ends.
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  const int log = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(log, 1);
  ::dup2(log, 2);
  // Nothing the environment says about another server.
  for (const char* name : {"PGDATA", "PGPORT", "PGHOST", "PGUSER", "PGDATABASE", "PGOPTIONS"})
    ::unsetenv(name);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace

bool PostgresServer::IsInstalled() { return !Programs().empty(); }

PostgresServer* PostgresServer::Shared() {
  static const std::unique_ptr<PostgresServer> server =
      IsInstalled() ? std::make_unique<PostgresServer>() : nullptr;
  return server != nullptr && server->ok() ? server.get() : nullptr;
}

PostgresServer::PostgresServer(bool durable) : durable_(durable) {
  const char* parent = std::getenv("TMPDIR");
  std::string pattern = std::string(parent == nullptr ? "/tmp" : parent) + "/whyspec-postgres-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) return;
  folder_ = pattern;
  if (const passwd* user = User()) {
    if (::chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) return;
  }
  const pid_t initdb = Run({Programs() + "/initdb", "-D", DataFolder(), "-A", "trust", "-U", "whyspec",
                            "--no-sync", "--locale=C.UTF-8", "-E", "UTF8"},
                           folder_ + "/initdb.log");
  int status = 0;
  ::waitpid(initdb, &status, 0);
  if (status == 0) Start();
}

PostgresServer::~PostgresServer() {
  Kill();
  std::error_code error;
  if (!folder_.empty()) fs::remove_all(folder_, error);
}

std::string PostgresServer::Url(const std::string& database) const {
  return "postgresql://whyspec@/" + database + "?host=" + folder_;
}

void PostgresServer::Start() {
  if (pid_ > 0) return;
  std::vector<std::string> command = {
      Programs() + "/postgres", "-D", DataFolder(),         "-k", folder_, "-c", "listen_addresses=", "-c",
      "max_connections=80",     "-c", "shared_buffers=32MB"};
  if (!durable_) command.insert(command.end(), {"-c", "fsync=off", "-c", "full_page_writes=off"});
  pid_ = Run(command, folder_ + "/server.log");
  // It listens before it answers; clients wait for the rest.
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string socket_path = folder_ + "/.s.PGSQL.5432";
  std::memcpy(address.sun_path, socket_path.c_str(),
              std::min(socket_path.size(), sizeof(address.sun_path) - 1));
  for (int i = 0; i < 3000; ++i) {
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool listens = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    ::close(probe);
    if (listens) return;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) break;  // it gave up
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  pid_ = -1;
}

void PostgresServer::Wait(int signal) {
  if (pid_ <= 0) return;
  ::kill(pid_, signal);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void PostgresServer::Kill() { Wait(SIGQUIT); }
void PostgresServer::Stop() { Wait(SIGINT); }

}  // namespace whyspec::test
