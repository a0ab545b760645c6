#include "calls/update_call.h"

#include <algorithm>

#include "base/unicode.h"
#include "calls/importers/encoding.h"
#include "calls/importers/record_values.h"
#include "calls/read_call.h"
#include "calls/write_call.h"
#include "data/value.h"
#include "markdown/document.h"

namespace whyspec::calls {
namespace {

class Merger {
 public:
  Merger(const Call& imported, Call& call, std::vector<std::string>& kept)
      : from_(imported), call_(call), kept_(kept) {}

  void Merge() {
    if (call_.id != from_.id) kept_.emplace_back("id");
    KeepOrTake("account", from_.account, call_.account);
    KeepOrTake("owner", from_.owner, call_.owner);
    KeepOrTake("source_channel", from_.source_channel, call_.source_channel);
    if (call_.type == CallType::kOther) call_.type = from_.type;
    if (call_.lifecycle == Lifecycle::kUnknown) call_.lifecycle = from_.lifecycle;
    if (call_.visibility != from_.visibility && call_.visibility) kept_.emplace_back("visibility");
    if (!call_.visibility) call_.visibility = from_.visibility;
    if (call_.consent != Consent::kUnknown && call_.consent != from_.consent) kept_.emplace_back("consent");
    if (call_.consent == Consent::kUnknown) call_.consent = from_.consent;
    Take(from_.title, call_.title);
    Take(from_.started_at_ms, call_.started_at_ms);
    Take(from_.duration_ms, call_.duration_ms);
    Take(from_.language, call_.language);
    Take(from_.source.url, call_.source.url);
    Take(from_.notes, call_.notes);
    MergeOpportunity();
    for (const Participant& person : from_.participants) MergePerson(person);
    for (const std::string& tag : from_.tags) {
      if (std::find(call_.tags.begin(), call_.tags.end(), tag) == call_.tags.end()) call_.tags.push_back(tag);
    }
    if (call_.phases.empty()) call_.phases = from_.phases;
    MergeTranscript();
  }

 private:
  template <typename Value>
  static void Take(const std::optional<Value>& from, std::optional<Value>& into) {
    if (from) into = from;
  }
  static void Take(const std::string& from, std::string& into) {
    if (!from.empty()) into = from;
  }
  void KeepOrTake(std::string_view key, const std::string& from, std::string& into) {
    if (into.empty()) {
      into = from;
    } else if (!from.empty() && from != into) {
      kept_.emplace_back(key);
    }
  }

  void MergeOpportunity() {
    const Opportunity& from = from_.opportunity;
    Opportunity& into = call_.opportunity;
    Take(from.id, into.id);
    Take(from.stage, into.stage);
    Take(from.amount, into.amount);
    Take(from.currency, into.currency);
    Take(from.arr, into.arr);
    Take(from.probability, into.probability);
  }

  void MergePerson(const Participant& person) {
    const auto found = std::find_if(call_.participants.begin(), call_.participants.end(),
                                    [&](const Participant& known) { return known.id == person.id; });
    if (found == call_.participants.end()) {
      call_.participants.push_back(person);
      return;
    }
    Take(person.name, found->name);
    Take(person.email, found->email);
    if (found->affiliation == Affiliation::kUnknown) found->affiliation = person.affiliation;
    if (found->persona.empty()) found->persona = person.persona;
    if (found->title.empty()) found->title = person.title;
  }

  void MergeTranscript() {
    if (!from_.turns.empty()) {
      call_.turns = from_.turns;
      call_.transcript_status = from_.transcript_status;
    } else if (from_.transcript_status == TranscriptStatus::kGone) {
      // Deleted where it came from: nobody may keep the words.
      call_.turns.clear();
      call_.transcript_status = TranscriptStatus::kGone;
    } else if (call_.turns.empty() && from_.transcript_status != TranscriptStatus::kNone) {
      call_.transcript_status = from_.transcript_status;
    }
  }

  const Call& from_;
  Call& call_;
  std::vector<std::string>& kept_;
};

bool KeyOf(const data::Value* source, SourceKey& key) {
  if (source == nullptr || !source->is(data::Kind::kMap)) return false;
  ReadText(*source, "system", key.system);
  ReadText(*source, "id", key.id);
  return !key.system.empty() && !key.id.empty();
}

}  // namespace

CallUpdate UpdateCall(const Call& imported, std::string_view path, std::string_view existing) {
  CallUpdate update;
  const ReadCallResult read = ReadCall({.path = std::string(path), .bytes = existing});
  if (!read.call || read.format != "json") return update;
  update.readable = true;
  const DecodedText decoded = DecodedText::Decode(existing);
  const data::Parsed record = data::ParseJson(decoded.text());
  Call merged = *read.call;
  Merger(imported, merged, update.kept).Merge();
  update.id = merged.id;
  update.bytes = WriteCall(merged, &record.root);
  update.changed = update.bytes != WriteCall(*read.call, &record.root);
  if (!update.changed) update.bytes = std::string(existing);
  return update;
}

bool ReadSourceKey(std::string_view bytes, SourceKey& key) {
  if (const auto front_matter = markdown::FindFrontMatter(bytes)) {
    const data::Parsed yaml = data::ParseYaml(Cut(bytes, front_matter->inner));
    return KeyOf(yaml.root.Find("source"), key);
  }
  // In our records `source` is a small object near the top.
  constexpr std::string_view kName = "\"source\"";
  for (std::size_t at = bytes.find(kName); at != std::string_view::npos; at = bytes.find(kName, at + 1)) {
    const std::string_view rest = Trim(bytes.substr(at + kName.size()));
    if (!rest.starts_with(':') || !Trim(rest.substr(1)).starts_with('{')) continue;
    const std::size_t end = rest.find('}');
    if (end == std::string_view::npos) return false;
    const data::Parsed parsed = data::ParseJson(Trim(rest.substr(1, end)));
    if (KeyOf(&parsed.root, key)) return true;
    break;
  }
  const data::Parsed whole = data::ParseJson(bytes);
  return KeyOf(whole.root.Find("source"), key);
}

}  // namespace whyspec::calls
