// side_by_side ROUNDS NAME_A 'COMMAND A' NAME_B 'COMMAND B'
//
// Runs two shell commands in turn, A B A B …, and prints how A compares with B: the
// median of the ratios round by round, for wall time, processor time and peak memory.
// Machines are noisy; what two commands did in the same second is comparable.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

struct Sample {
  double wall = 0;    // seconds
  double cpu = 0;     // seconds, user and system
  double memory = 0;  // peak resident KiB of the largest process
};

Sample Run(const std::string& command) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, 1);
    dup2(null, 2);
    execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    std::fprintf(stderr, "This command failed: %s\n", command.c_str());
    std::exit(2);
  }
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss)};
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: side_by_side ROUNDS NAME_A 'COMMAND A' NAME_B 'COMMAND B'\n");
    return 2;
  }
  const int rounds = std::max(1, std::atoi(argv[1]));
  Run(argv[3]);  // warm the page cache for both
  Run(argv[5]);
  std::vector<double> wall;
  std::vector<double> cpu;
  std::vector<double> memory;
  for (int i = 0; i < rounds; ++i) {
    const Sample a = Run(argv[3]);
    const Sample b = Run(argv[5]);
    wall.push_back(a.wall / b.wall);
    cpu.push_back(a.cpu / b.cpu);
    memory.push_back(a.memory / b.memory);
  }
  std::printf("%-28s vs %-28s time x%.2f   processor x%.2f   memory x%.2f   (%d rounds)\n", argv[2], argv[4],
              Median(wall), Median(cpu), Median(memory), rounds);
  return 0;
}
