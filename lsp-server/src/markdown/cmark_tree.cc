#include "markdown/cmark_tree.h"

#include <cmark.h>

#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace whyspec::markdown::internal {
namespace {

// Hands out memory from large pieces and takes all of it back at once. cmark's
// allocator interface has no context argument, hence one arena a thread.
class Arena {
 public:
  void* Allocate(std::size_t size) {
    const std::size_t need = kHeader + ((size + kAlign - 1) & ~(kAlign - 1));
    if (need > left_) Refill(need);
    char* const block = at_;
    at_ += need;
    left_ -= need;
    std::memcpy(block, &size, sizeof(size));
    last_ = block + kHeader;
    return last_;
  }

  void* Resize(void* old, std::size_t size) {
    if (old == nullptr) return Allocate(size);
    std::size_t old_size = 0;
    std::memcpy(&old_size, static_cast<char*>(old) - kHeader, sizeof(old_size));
    if (size <= old_size) return old;
    if (old == last_) {  // the newest block can grow where it is
      const std::size_t old_room = (old_size + kAlign - 1) & ~(kAlign - 1);
      const std::size_t room = (size + kAlign - 1) & ~(kAlign - 1);
      if (room - old_room <= left_) {
        at_ += room - old_room;
        left_ -= room - old_room;
        std::memcpy(static_cast<char*>(old) - kHeader, &size, sizeof(size));
        return old;
      }
    }
    void* const fresh = Allocate(size);
    std::memcpy(fresh, old, old_size);
    return fresh;
  }

  // Keeps the largest piece that is not huge for the next text, so that checking
  // many files, or one again at each keystroke, does not ask the system for memory.
  void Clear() {
    while (!pieces_.empty() && pieces_.back().size > kMaxKept) pieces_.pop_back();
    if (pieces_.size() > 1) pieces_.erase(pieces_.begin(), pieces_.end() - 1);
    last_ = nullptr;
    at_ = pieces_.empty() ? nullptr : pieces_[0].memory.get();
    left_ = pieces_.empty() ? 0 : pieces_[0].size;
  }

  bool in_use = false;

 private:
  static constexpr std::size_t kAlign = 16;
  static constexpr std::size_t kHeader = 16;  // the block's size, padded to keep the alignment
  static constexpr std::size_t kFirstPiece = std::size_t{1} << 20;
  static constexpr std::size_t kMaxKept = std::size_t{8} << 20;

  struct Piece {
    std::unique_ptr<char[]> memory;
    std::size_t size = 0;
  };

  void Refill(std::size_t need) {
    const std::size_t wanted = pieces_.empty() ? kFirstPiece : pieces_.back().size * 2;
    const std::size_t limit = std::size_t{64} << 20;
    const std::size_t size = std::max(need, std::min(wanted, limit));
    pieces_.push_back({std::unique_ptr<char[]>(new char[size]), size});
    at_ = pieces_.back().memory.get();
    left_ = size;
  }

  std::vector<Piece> pieces_;
  char* at_ = nullptr;
  std::size_t left_ = 0;
  void* last_ = nullptr;
};

Arena& ThreadArena() {
  thread_local Arena arena;
  return arena;
}

// cmark is C: an exception must not pass through it, and it does not survive a null.
void* Checked(void* memory) {
  if (memory == nullptr) std::abort();
  return memory;
}

void* ArenaCalloc(std::size_t count, std::size_t size) noexcept {
  void* const memory = Checked(ThreadArena().Allocate(count * size));
  return std::memset(memory, 0, count * size);
}

void* ArenaRealloc(void* old, std::size_t size) noexcept { return Checked(ThreadArena().Resize(old, size)); }

void ArenaFree(void* /*block*/) noexcept {}

}  // namespace

CmarkTree::CmarkTree(std::string_view bytes) {
  assert(!ThreadArena().in_use);
  ThreadArena().in_use = true;
  static cmark_mem memory{ArenaCalloc, ArenaRealloc, ArenaFree};
  cmark_parser* const parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
  cmark_parser_feed(parser, bytes.data(), bytes.size());
  root_ = cmark_parser_finish(parser);
  cmark_parser_free(parser);
}

CmarkTree::~CmarkTree() {
  ThreadArena().Clear();
  ThreadArena().in_use = false;
}

}  // namespace whyspec::markdown::internal
