#include "evidence/memory_text_index.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "evidence/terms.h"

namespace whyspec::evidence {
namespace {

class MemoryTextIndex : public calls::TextIndex {
 public:
  explicit MemoryTextIndex(const std::vector<std::shared_ptr<const calls::Call>>& calls) {
    std::unordered_set<std::string_view> seen;
    for (const auto& call : calls) {
      if (!seen.insert(call->id).second) continue;
      ids_.push_back(call->id);
      first_block_.push_back(block_count_);
      BlockTerms blocks(*call);
      for (std::uint32_t block = 0; block < blocks.block_count(); ++block, ++block_count_) {
        for (const std::string_view term : blocks.Of(block)) {
          postings_[std::string(term)].push_back(block_count_);
        }
      }
    }
    for (auto& [term, blocks] : postings_) blocks.shrink_to_fit();
  }

  std::size_t call_count() const override { return ids_.size(); }
  std::size_t block_count() const override { return block_count_; }
  std::size_t Frequency(std::string_view term) const override { return BlocksOf(term).size(); }

  void ForEach(std::string_view term, const std::function<bool(calls::Posting)>& visit) const override {
    std::size_t call = 0;
    for (const std::uint32_t block : BlocksOf(term)) {
      while (call + 1 < first_block_.size() && first_block_[call + 1] <= block) ++call;
      if (!visit({static_cast<calls::CallNumber>(call), block - first_block_[call]})) return;
    }
  }

  void ForEachIn(calls::CallNumber call, std::string_view term,
                 const std::function<bool(calls::Posting)>& visit) const override {
    if (call >= ids_.size()) return;
    const std::uint32_t begin = first_block_[call];
    const std::uint32_t end = call + 1 < first_block_.size() ? first_block_[call + 1] : block_count_;
    const std::vector<std::uint32_t>& blocks = BlocksOf(term);
    for (auto at = std::lower_bound(blocks.begin(), blocks.end(), begin); at != blocks.end() && *at < end;
         ++at) {
      if (!visit({call, *at - begin})) return;
    }
  }

  std::string IdOf(calls::CallNumber call) const override { return call < ids_.size() ? ids_[call] : ""; }

 private:
  const std::vector<std::uint32_t>& BlocksOf(std::string_view term) const {
    static const std::vector<std::uint32_t> kNone;
    const auto found = postings_.find(std::string(term));
    return found == postings_.end() ? kNone : found->second;
  }

  std::vector<std::string> ids_;            // by call number
  std::vector<std::uint32_t> first_block_;  // by call number: blocks are numbered through
  std::uint32_t block_count_ = 0;
  std::unordered_map<std::string, std::vector<std::uint32_t>> postings_;
};

}  // namespace

std::shared_ptr<const calls::TextIndex> MakeMemoryTextIndex(
    const std::vector<std::shared_ptr<const calls::Call>>& calls) {
  return std::make_shared<MemoryTextIndex>(calls);
}

}  // namespace whyspec::evidence
