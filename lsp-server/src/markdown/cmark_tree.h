// cmark's tree of one text, in memory that is given back in one piece: cmark makes
// a node for every word or two, and freeing them one by one costs as much as parsing.
#pragma once

#include <string_view>

struct cmark_node;

namespace whyspec::markdown::internal {

// One live tree a thread: a second one on the same thread while the first lives is
// a mistake of the caller (and stops the program in debug builds).
class CmarkTree {
 public:
  explicit CmarkTree(std::string_view bytes);
  ~CmarkTree();
  CmarkTree(const CmarkTree&) = delete;
  CmarkTree& operator=(const CmarkTree&) = delete;

  cmark_node* root() const { return root_; }

 private:
  cmark_node* root_ = nullptr;
};

}  // namespace whyspec::markdown::internal
