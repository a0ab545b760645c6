#include "markdown/cmark_tree.h"

#include <cmark.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

namespace whyspec::markdown::internal {
namespace {

// Hands out memory from large pieces and takes all of it back at once. Blocks freed
// on the way are used again while they are warm in the cache: cmark makes and drops
// many small ones. Its allocator interface has no context argument, hence one arena
// a thread.
class Arena {
 public:
  void* Allocate(std::size_t size) {
    const std::size_t room = RoomFor(size);
    const std::size_t cell = room / kAlign;
    if (cell < kCells && free_[cell] != nullptr) {
      void* const block = free_[cell];
      std::memcpy(&free_[cell], block, sizeof(void*));
      return block;
    }
    if (room + kHeader > left_) Refill(room + kHeader);
    char* const block = at_ + kHeader;
    at_ += room + kHeader;
    left_ -= room + kHeader;
    std::memcpy(block - kHeader, &room, sizeof(room));
    last_ = block;
    return block;
  }

  void* Resize(void* old, std::size_t size) {
    if (old == nullptr) return Allocate(size);
    const std::size_t old_room = RoomOf(old);
    const std::size_t room = RoomFor(size);
    if (room <= old_room) return old;
    if (old == last_ && room - old_room <= left_) {  // the newest block can grow where it is
      at_ += room - old_room;
      left_ -= room - old_room;
      std::memcpy(static_cast<char*>(old) - kHeader, &room, sizeof(room));
      return old;
    }
    void* const fresh = Allocate(size);
    std::memcpy(fresh, old, old_room);
    Free(old);
    return fresh;
  }

  void Free(void* block) {
    if (block == nullptr) return;
    const std::size_t cell = RoomOf(block) / kAlign;
    if (cell >= kCells) return;
    std::memcpy(block, &free_[cell], sizeof(void*));
    free_[cell] = block;
  }

  // Keeps the largest piece that is not huge for the next text, so that checking
  // many files, or one again at each keystroke, does not ask the system for memory.
  void Clear() {
    while (!pieces_.empty() && pieces_.back().size > kMaxKept) pieces_.pop_back();
    if (pieces_.size() > 1) pieces_.erase(pieces_.begin(), pieces_.end() - 1);
    last_ = nullptr;
    free_.fill(nullptr);
    at_ = pieces_.empty() ? nullptr : pieces_[0].memory.get();
    left_ = pieces_.empty() ? 0 : pieces_[0].size;
  }

  bool in_use = false;

 private:
  static constexpr std::size_t kAlign = alignof(void*);        // cmark keeps nothing wider
  static constexpr std::size_t kHeader = sizeof(std::size_t);  // the block's room
  static constexpr std::size_t kCells = 64;                    // blocks of up to 504 bytes are used again
  static constexpr std::size_t kFirstPiece = std::size_t{1} << 20;
  static constexpr std::size_t kMaxKept = std::size_t{8} << 20;

  struct Piece {
    std::unique_ptr<char[]> memory;
    std::size_t size = 0;
  };

  static std::size_t RoomFor(std::size_t size) {
    return (std::max(size, sizeof(void*)) + kAlign - 1) & ~(kAlign - 1);
  }
  static std::size_t RoomOf(void* block) {
    std::size_t room = 0;
    std::memcpy(&room, static_cast<char*>(block) - kHeader, sizeof(room));
    return room;
  }

  void Refill(std::size_t need) {
    const std::size_t wanted = pieces_.empty() ? kFirstPiece : pieces_.back().size * 2;
    const std::size_t limit = std::size_t{64} << 20;
    const std::size_t size = std::max(need, std::min(wanted, limit));
    pieces_.push_back({std::unique_ptr<char[]>(new char[size]), size});
    at_ = pieces_.back().memory.get();
    left_ = size;
  }

  std::vector<Piece> pieces_;
  std::array<void*, kCells> free_{};
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

void ArenaFree(void* block) noexcept { ThreadArena().Free(block); }

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
