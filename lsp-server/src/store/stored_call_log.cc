#include "store/stored_call_log.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "store/call_database.h"

namespace whyspec::store {

using calls::CallNumber;
using calls::Posting;

// --- CallTable ---

CallTable::CallTable(std::vector<StoredCallPtr> calls) : calls_(std::move(calls)), by_id_(calls_.size()) {
  for (std::uint32_t i = 0; i < by_id_.size(); ++i) by_id_[i] = i;
  std::sort(by_id_.begin(), by_id_.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int order = calls_[a]->summary.id.compare(calls_[b]->summary.id);
    return order != 0 ? order < 0 : a < b;
  });
  for (std::uint32_t i = 0; i < calls_.size(); ++i) {
    if (!calls_[i]->sidecar_path.empty()) by_sidecar_.emplace(calls_[i]->sidecar_path, i);
  }
  const StoredCall* before = nullptr;
  for (const std::uint32_t at : by_id_) {
    const StoredCall& call = *calls_[at];
    if (before != nullptr && before->summary.id == call.summary.id) continue;
    before = &call;
    block_count_ += call.block_count;
    if (call.words != nullptr) {
      held_.push_back(calls_[at]);
    } else {
      blocks_.push_back({.first = call.first_block, .count = call.block_count, .row = call.row, .at = at});
    }
  }
  std::sort(blocks_.begin(), blocks_.end(), [](const Blocks& a, const Blocks& b) { return a.row < b.row; });
}

std::pair<const std::uint32_t*, const std::uint32_t*> CallTable::WithId(std::string_view id) const {
  struct ById {
    const CallTable& table;
    bool operator()(std::uint32_t at, std::string_view wanted) const { return table.Id(at) < wanted; }
    bool operator()(std::string_view wanted, std::uint32_t at) const { return wanted < table.Id(at); }
  };
  const auto [first, last] = std::equal_range(by_id_.begin(), by_id_.end(), id, ById{*this});
  return {by_id_.data() + (first - by_id_.begin()), by_id_.data() + (last - by_id_.begin())};
}

const StoredCall* CallTable::WithPath(std::string_view path) const {
  const auto found = std::lower_bound(
      calls_.begin(), calls_.end(), path,
      [](const StoredCallPtr& call, std::string_view wanted) { return call->summary.path < wanted; });
  if (found != calls_.end() && (*found)->summary.path == path && !path.empty()) return found->get();
  const auto by_sidecar = by_sidecar_.find(path);
  return by_sidecar == by_sidecar_.end() ? nullptr : calls_[by_sidecar->second].get();
}

// --- the words ---

// Numbers of calls are their rows; those in no database come after all rows.
class StoredCallLog::Words final : public calls::TextIndex {
 public:
  explicit Words(const StoredCallLog& log) : log_(log), table_(*log.contents_.table) {
    held_ = table_.held();
    held_.erase(std::remove_if(held_.begin(), held_.end(),
                               [&](const StoredCallPtr& call) { return log.IsHidden(*call); }),
                held_.end());
    held_.insert(held_.end(), log.contents_.held.begin(), log.contents_.held.end());
    call_count_ = table_.blocks().size() + held_.size();
    block_count_ = table_.block_count();
    for (const std::string& path : log.contents_.hidden) {
      const StoredCall* call = table_.WithPath(path);
      if (call == nullptr || call->summary.path != path) continue;
      block_count_ -= std::min<std::size_t>(block_count_, call->block_count);
      if (call->words != nullptr) continue;
      hidden_.push_back(call);
      call_count_ -= std::min<std::size_t>(call_count_, 1);
    }
    for (const StoredCallPtr& call : log.contents_.held) block_count_ += call->block_count;
  }

  std::size_t call_count() const override { return call_count_; }
  std::size_t block_count() const override { return block_count_; }

  std::size_t Frequency(std::string_view term) const override {
    std::size_t count = log_.contents_.database ? log_.contents_.database->Frequency(term) : 0;
    for (const StoredCall* call : hidden_) {
      ForEachStored(*call, term, [&](std::uint32_t) { return count > 0 && count-- > 0; });
    }
    for (const StoredCallPtr& call : held_) count += call->words->BlocksWith(term).size();
    return count;
  }

  void ForEach(std::string_view term, const std::function<bool(Posting)>& visit) const override {
    bool go_on = true;
    if (log_.contents_.database && !table_.blocks().empty()) {
      auto at = table_.blocks().begin();
      const auto end = table_.blocks().end();
      log_.contents_.database->ForEachBlock(
          term, at->first, (end - 1)->first + (end - 1)->count, [&](std::uint64_t block) {
            while (at != end && at->first + at->count <= block) {
              // Most often the next call; for a rare word far ahead.
              if (++at == end || at->first + at->count > block) break;
              at =
                  std::upper_bound(at, end, block, [](std::uint64_t wanted, const CallTable::Blocks& blocks) {
                    return wanted < blocks.first + blocks.count;
                  });
            }
            if (at == end) return false;
            if (block < at->first || IsHiddenRow(*at)) return true;  // of a call that is not in this log
            go_on = visit({.call = at->row, .block = static_cast<std::uint32_t>(block - at->first)});
            return go_on;
          });
    }
    for (std::size_t i = 0; go_on && i < held_.size(); ++i) {
      for (const std::uint32_t block : held_[i]->words->BlocksWith(term)) {
        go_on = visit({.call = NumberOfHeld(i), .block = block});
        if (!go_on) break;
      }
    }
  }

  void ForEachIn(CallNumber number, std::string_view term,
                 const std::function<bool(Posting)>& visit) const override {
    const auto each = [&](std::uint32_t block) { return visit({.call = number, .block = block}); };
    if (const StoredCall* held = Held(number)) {
      for (const std::uint32_t block : held->words->BlocksWith(term)) {
        if (!each(block)) return;
      }
    } else if (const StoredCall* stored = Stored(number)) {
      ForEachStored(*stored, term, each);
    }
  }

  std::string IdOf(CallNumber number) const override {
    const StoredCall* call = Held(number);
    if (call == nullptr) call = Stored(number);
    return call == nullptr ? std::string() : call->summary.id;
  }

 private:
  static constexpr CallNumber kFirstHeld = 0x8000'0000;

  static CallNumber NumberOfHeld(std::size_t i) { return kFirstHeld + static_cast<CallNumber>(i); }
  const StoredCall* Held(CallNumber number) const {
    return number >= kFirstHeld && number - kFirstHeld < held_.size() ? held_[number - kFirstHeld].get()
                                                                      : nullptr;
  }
  const StoredCall* Stored(CallNumber row) const {
    const auto& blocks = table_.blocks();
    const auto found =
        std::lower_bound(blocks.begin(), blocks.end(), row,
                         [](const CallTable::Blocks& a, CallNumber wanted) { return a.row < wanted; });
    return found != blocks.end() && found->row == row ? table_.calls()[found->at].get() : nullptr;
  }
  bool IsHiddenRow(const CallTable::Blocks& blocks) const {
    return std::any_of(hidden_.begin(), hidden_.end(),
                       [&](const StoredCall* call) { return call->row == blocks.row; });
  }
  void ForEachStored(const StoredCall& call, std::string_view term,
                     const std::function<bool(std::uint32_t)>& visit) const {
    if (call.block_count == 0) return;
    log_.contents_.database->ForEachBlock(
        term, call.first_block, call.first_block + call.block_count - 1,
        [&](std::uint64_t block) { return visit(static_cast<std::uint32_t>(block - call.first_block)); });
  }

  const StoredCallLog& log_;
  const CallTable& table_;
  std::vector<StoredCallPtr> held_;
  std::vector<const StoredCall*> hidden_;  // stored calls that an open file stands for
  std::size_t call_count_ = 0;
  std::size_t block_count_ = 0;
};

// --- StoredCallLog ---

std::shared_ptr<const calls::CallLog> StoredCallLog::Create(Contents contents) {
  return std::shared_ptr<const calls::CallLog>(new StoredCallLog(std::move(contents)));
}

StoredCallLog::StoredCallLog(Contents contents)
    : contents_(std::move(contents)), words_(std::make_unique<const Words>(*this)) {}
StoredCallLog::~StoredCallLog() = default;

const calls::TextIndex* StoredCallLog::text_index() const { return words_.get(); }

bool StoredCallLog::IsHidden(const StoredCall& call) const {
  return !contents_.hidden.empty() &&
         std::binary_search(contents_.hidden.begin(), contents_.hidden.end(), call.summary.path);
}

std::vector<const StoredCall*> StoredCallLog::WithId(std::string_view id) const {
  std::vector<const StoredCall*> found;
  const auto [first, last] = contents_.table->WithId(id);
  for (const std::uint32_t* at = first; at != last; ++at) {
    const StoredCall* call = contents_.table->calls()[*at].get();
    if (!IsHidden(*call)) found.push_back(call);
  }
  bool merged = false;
  for (const StoredCallPtr& call : contents_.held) {
    if (call->summary.id != id) continue;
    found.push_back(call.get());
    merged = true;
  }
  if (merged) {
    std::sort(found.begin(), found.end(),
              [](const StoredCall* a, const StoredCall* b) { return a->summary.path < b->summary.path; });
  }
  return found;
}

std::shared_ptr<const calls::Call> StoredCallLog::WordsOf(const StoredCall& call) const {
  if (call.words != nullptr) return call.words->call();
  std::shared_ptr<const calls::Call> words =
      contents_.database ? contents_.database->Words(call.row) : nullptr;
  if (words == nullptr && contents_.recover) words = contents_.recover(call);
  return words;
}

std::shared_ptr<const calls::Call> StoredCallLog::Find(std::string_view id) const {
  const std::vector<const StoredCall*> found = WithId(id);
  return found.empty() ? nullptr : WordsOf(*found.front());
}

std::shared_ptr<const calls::Call> StoredCallLog::FindByPath(std::string_view path) const {
  for (const StoredCallPtr& call : contents_.held) {
    if (call->summary.path == path || (!path.empty() && call->sidecar_path == path)) return WordsOf(*call);
  }
  const StoredCall* call = contents_.table->WithPath(path);
  return call == nullptr || IsHidden(*call) ? nullptr : WordsOf(*call);
}

calls::Gone StoredCallLog::WhyGone(std::string_view id) const {
  for (const StoredCall* call : WithId(id)) {
    const calls::Gone gone = store::WhyGone(*call, contents_.today);
    if (gone != calls::Gone::kNo) return gone;
  }
  return calls::Gone::kNo;
}

std::vector<calls::CallSummary> StoredCallLog::List() const {
  std::vector<const StoredCall*> all;
  all.reserve(contents_.table->calls().size() + contents_.held.size());
  for (const std::uint32_t at : contents_.table->by_id()) {
    const StoredCall* call = contents_.table->calls()[at].get();
    if (!IsHidden(*call)) all.push_back(call);
  }
  if (!contents_.held.empty()) {
    for (const StoredCallPtr& call : contents_.held) all.push_back(call.get());
    std::sort(all.begin(), all.end(), [](const StoredCall* a, const StoredCall* b) {
      return std::tie(a->summary.id, a->summary.path) < std::tie(b->summary.id, b->summary.path);
    });
  }
  std::vector<calls::CallSummary> list;
  list.reserve(all.size());
  for (const StoredCall* call : all) {
    if (list.empty() || list.back().id != call->summary.id) list.push_back(call->summary);
  }
  return list;
}

std::shared_ptr<const calls::Account> StoredCallLog::FindAccount(std::string_view reference) const {
  return contents_.accounts->FindAccount(reference);
}

std::vector<std::shared_ptr<const calls::Account>> StoredCallLog::Accounts() const {
  return contents_.accounts->Accounts();
}

}  // namespace whyspec::store
