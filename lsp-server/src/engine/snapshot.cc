#include "engine/snapshot.h"

#include <utility>

#include "base/hash.h"
#include "base/strings.h"
#include "base/uri.h"
#include "base/version.h"
#include "calls/memory_call_log.h"
#include "calls/read_call.h"

namespace whyspec::engine {
namespace {

// A spec alone: rules about the team are reported as skipped.
class NoTeam final : public rules::TeamView {
 public:
  bool available() const override { return false; }
  std::vector<Place> SpecsWithId(std::string_view) const override { return {}; }
  std::vector<Place> CallsWithId(std::string_view) const override { return {}; }
};

std::shared_ptr<const calls::CallLog> NoLog() {
  static const std::shared_ptr<const calls::CallLog> none =
      calls::MemoryCallLog::Create({.available = false});
  return none;
}

bool IsCallPath(std::string_view path, const void* context) {
  const auto& input = *static_cast<const SnapshotInput*>(context);
  if (input.call_places != nullptr)
    return input.call_places->IsCall(path) || input.log->FindByPath(path) != nullptr;
  return calls::IsCallFileName(path) &&
         MatchesAny(input.config->calls, RelativePath(path, input.config->root));
}

std::shared_ptr<const rules::Profile> ChooseProfile(const SnapshotInput& input,
                                                    std::string_view in_front_matter) {
  const std::string_view names[] = {input.profile_override, in_front_matter, input.config->profile_name};
  for (const std::string_view name : names) {
    if (name.empty()) continue;
    if (auto profile = input.config->FindProfile(name)) return profile;
  }
  return input.config->FindProfile("default");
}

}  // namespace

std::uint64_t InputHash(const SnapshotInput& input, std::string_view text) {
  return Hash64(
      StrCat(Version(), "\n", FormatDate(input.today), "\n", input.config->hash, "\n", input.log->revision(),
             "\n", input.log->available() ? "log" : "no log", "\n", input.team_revision, "\n",
             input.team->available() ? "team" : "no team", "\n", input.profile_override, "\n", input.path),
      Hash64(text));
}

Snapshot BuildSnapshot(SnapshotInput input) {
  const markdown::Document document = markdown::Document::Parse(std::move(input.text));
  return BuildSnapshot(std::move(input), document);
}

Snapshot BuildSnapshot(SnapshotInput input, const markdown::Document& document) {
  if (input.config == nullptr) {
    static const auto defaults = std::make_shared<const Config>();
    input.config = defaults;
  }
  if (input.log == nullptr) input.log = NoLog();
  if (input.team == nullptr) {
    static const auto alone = std::make_shared<const NoTeam>();
    input.team = alone;
  }
  Snapshot snapshot;
  snapshot.input_hash = InputHash(input, document.text());
  snapshot.spec = std::make_shared<const rules::Spec>(rules::BuildSpec({
      .path = input.path,
      .document = document,
      .profile = ChooseProfile(input, rules::ReadSpecMeta(document).profile),
      .citations = {.document_path = input.path, .is_call_path = &IsCallPath, .context = &input},
      .log = input.log.get(),
      .verifier = input.verifier.get(),
  }));
  snapshot.config = std::move(input.config);
  snapshot.log = std::move(input.log);
  snapshot.team = std::move(input.team);
  snapshot.today = input.today;
  return snapshot;
}

}  // namespace whyspec::engine
