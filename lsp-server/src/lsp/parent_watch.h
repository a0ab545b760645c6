// Ends the server when the editor that started it dies without a word: LSP 3.17
// "initialize", processId.
#pragma once

#include <cstdint>
#include <functional>
#include <thread>

#include "lsp/fd_io.h"

namespace whyspec::lsp {

class ParentWatch {
 public:
  // `died` is called at most once, on another thread.
  explicit ParentWatch(std::function<void()> died) : died_(std::move(died)) {}
  ~ParentWatch();

  // Call once. A process that is not there when the watch begins is not watched: the
  // client that just spoke is alive, so it lives in another process namespace (a
  // container), and the end of its stream tells when it goes.
  void Watch(std::int32_t process_id);

 private:
  std::function<void()> died_;
  WakeUp stop_;
  std::thread thread_;
};

}  // namespace whyspec::lsp
