#include "calls/call.h"

#include <algorithm>

#include "base/hash.h"
#include "base/unicode.h"
#include "calls/slug.h"

namespace whyspec::calls {
namespace {

bool IsIdStart(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool IsIdByte(char c) { return IsIdStart(c) || c == '.' || c == '_' || c == '-'; }

}  // namespace

const Participant* Call::FindParticipant(std::string_view participant_id) const {
  if (participant_id.empty()) return nullptr;
  const auto found = std::find_if(participants.begin(), participants.end(),
                                  [&](const Participant& p) { return p.id == participant_id; });
  return found == participants.end() ? nullptr : &*found;
}

bool Call::IsOurs(const Turn& turn) const {
  const Participant* who = turn.speaker.empty() ? nullptr : FindParticipant(turn.speaker);
  return who != nullptr && who->affiliation == Affiliation::kInternal;
}

std::optional<std::int64_t> Call::EndMs() const {
  // The longer of the two: a duration that is too short (a common slip is one in
  // seconds) must not put half of the transcript outside the call.
  std::optional<std::int64_t> end = duration_ms;
  const auto reach = [&end](const std::optional<std::int64_t>& at) {
    if (at && (!end || *at > *end)) end = at;
  };
  for (const Turn& turn : turns) {
    reach(turn.start_ms);
    reach(turn.end_ms);
  }
  return end;
}

bool Call::has_times() const {
  return std::any_of(turns.begin(), turns.end(), [](const Turn& turn) { return turn.start_ms.has_value(); });
}

std::string Slug(std::string_view text) {
  std::string slug;
  for (const char c : Fold(text)) {
    if (IsIdByte(c) && c != '-') {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  std::size_t begin = 0;
  while (begin < slug.size() && !IsIdStart(slug[begin])) ++begin;
  slug.erase(0, begin);
  while (!slug.empty() && !IsIdStart(slug.back())) slug.pop_back();
  return slug;
}

std::string MakeCallId(std::string_view text) {
  std::string id = Slug(text);
  // A name in a script without ASCII letters still gets an id of its own.
  if (id.empty()) id = "call-" + HashHex(Hash64(text)).substr(0, 8);
  return id;
}

bool IsCallId(std::string_view text) {
  return !text.empty() && IsIdStart(text.front()) && std::all_of(text.begin(), text.end(), IsIdByte);
}

}  // namespace whyspec::calls
