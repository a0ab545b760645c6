#include "store/stored_call.h"

#include <utility>

#include "base/strings.h"
#include "evidence/terms.h"

namespace whyspec::store {
namespace {

constexpr std::string_view kFile = "file:";
constexpr std::int64_t kSettled = 2'000'000'000;

}  // namespace

const std::vector<std::uint32_t>& HeldWords::BlocksWith(std::string_view term) const {
  std::call_once(indexed_, [this] {
    evidence::BlockTerms blocks(*call_);
    for (std::uint32_t block = 0; block < blocks.block_count(); ++block) {
      for (const std::string_view found : blocks.Of(block)) {
        auto at = blocks_.find(found);
        if (at == blocks_.end()) at = blocks_.emplace(std::string(found), std::vector<std::uint32_t>()).first;
        at->second.push_back(block);
      }
    }
  });
  static const std::vector<std::uint32_t> none;
  const auto found = blocks_.find(term);
  return found == blocks_.end() ? none : found->second;
}

StoredCall OutlineOf(const calls::Call& call) {
  return {.summary = calls::Summarise(call),
          .sidecar_path = call.sidecar_path,
          .id_source = call.id_source,
          .consent = call.consent,
          .transcript_status = call.transcript_status,
          .embargo_until = call.embargo_until};
}

StoredCallPtr HoldInMemory(std::shared_ptr<const calls::Call> call) {
  auto held = std::make_shared<StoredCall>(OutlineOf(*call));
  held->block_count =
      static_cast<std::uint32_t>((call->turns.size() + calls::kTurnsPerBlock - 1) / calls::kTurnsPerBlock);
  held->words = std::make_shared<const HeldWords>(std::move(call));
  return held;
}

calls::Gone WhyGone(const StoredCall& call, Date today) {
  if (call.consent == calls::Consent::kWithdrawn) return calls::Gone::kWithdrawn;
  if (call.transcript_status == calls::TranscriptStatus::kGone) return calls::Gone::kErased;
  if (call.embargo_until.empty()) return calls::Gone::kNo;
  const std::optional<Date> embargo = ParseDate(call.embargo_until);
  return embargo && today < *embargo ? calls::Gone::kEmbargoed : calls::Gone::kNo;
}

std::string FileEntryName(std::string_view absolute_path) { return StrCat(kFile, absolute_path); }

std::string SourceEntryName(std::string_view system, std::string_view id) {
  // The length keeps "a" + "b:c" and "a:b" + "c" apart.
  return StrCat("source:", system.size(), ":", system, ":", id);
}

std::string_view FileOfEntry(std::string_view name) {
  return name.starts_with(kFile) ? name.substr(kFile.size()) : std::string_view();
}

bool IsSettled(const FileStamp& stamp, std::int64_t read_ns) {
  return stamp.modified_ns <= read_ns - kSettled;
}

}  // namespace whyspec::store
