// A real PostgreSQL server of the test's own: in a temporary folder, on a Unix socket only, as an
// unprivileged user, and gone with the test program.
//
// Needs Debian's package postgresql. Where it is missing tests fail, so that nobody believes they
// ran, unless WHYSPEC_NO_POSTGRES is set: then they say that they are left out.
#pragma once

#include <sys/types.h>

#include <string>

namespace whyspec::test {

class PostgresServer {
 public:
  // The one of this program, started by the first who asks; nullptr if there is none here.
  static PostgresServer* Shared();
  // Another one; `durable`: what it commits survives a crash of the machine (slower).
  explicit PostgresServer(bool durable = false);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  static bool IsInstalled();

  bool ok() const { return pid_ > 0; }
  // "postgresql://…" of a database; "postgres" is there from the start.
  std::string Url(const std::string& database) const;
  // Folder with its files.
  std::string DataFolder() const { return folder_ + "/data"; }

  void Start();
  // All its processes at once, as if the machine had stopped.
  void Kill();
  void Stop();

 private:
  void Wait(int signal);

  std::string folder_;
  bool durable_;
  pid_t pid_ = -1;
};

}  // namespace whyspec::test
