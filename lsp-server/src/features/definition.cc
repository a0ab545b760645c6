#include "features/definition.h"

#include <algorithm>
#include <utility>

#include "data/value.h"
#include "features/citing.h"
#include "features/link_target.h"
#include "features/speaker_name.h"
#include "features/spots.h"

namespace whyspec::features {
namespace {

using markdown::Document;

Definition ToFile(TextRange origin, std::string path) {
  return {.origin = origin, .target = {.path = std::move(path), .range = {}}, .selection = {}};
}

Definition To(TextRange origin, std::string path, TextRange range) {
  return {.origin = origin, .target = {.path = std::move(path), .range = range}, .selection = range};
}

std::optional<Definition> FromCitation(const rules::Spec& spec, std::size_t index, TextRange origin) {
  const evidence::ResolvedCitation& citation = spec.evidence.citations[index];
  if (citation.call == nullptr || citation.call->path.empty()) return std::nullopt;
  if (citation.state == evidence::CitationState::kGone) return std::nullopt;
  const calls::Call& call = *citation.call;
  Definition out = ToFile(origin, call.path);
  if (!citation.has_turns || citation.last_turn >= call.turns.size()) return out;
  TextRange passage = call.turns[citation.first_turn].source;
  out.selection = passage;
  for (std::uint32_t i = citation.first_turn; i <= citation.last_turn; ++i) {
    const TextRange source = call.turns[i].source;
    if (source.empty()) continue;
    passage = {std::min(passage.begin, source.begin), std::max(passage.end, source.end)};
  }
  out.target.range = passage;
  return out;
}

std::optional<Definition> FromLink(const rules::Spec& spec, World& world, const markdown::Link& link) {
  const auto target = TargetOf(link.destination, spec.path);
  if (!target) return std::nullopt;
  Definition out = ToFile(link.range, target->path);
  if (target->fragment.empty()) return out;
  std::optional<Document> document;
  if (target->path == spec.path) {
    document = spec.document;
  } else if (const auto snapshot = world.SnapshotOf(target->path)) {
    document = snapshot->spec->document;
  }
  if (!document) return out;
  const auto heading = FindHeading(*document, target->fragment);
  if (!heading) return out;
  out.target.range = document->headings()[*heading].range;
  out.selection = document->headings()[*heading].text_range;
  return out;
}

// The definition a reference link uses, where the cursor is on the reference.
std::optional<Definition> FromReference(const Document& document, const markdown::Link& link, Offset at,
                                        bool cites) {
  if (link.kind != markdown::LinkKind::kReference) return std::nullopt;
  // On the text of a citation a reader wants the call; on "[ref]" the definition.
  if (cites && at <= link.text_range.end) return std::nullopt;
  for (const markdown::LinkDefinition& definition : document.definitions()) {
    if (definition.destination_range != link.destination_range) continue;
    return Definition{.origin = link.range,
                      .target = {.path = {}, .range = definition.range},
                      .selection = definition.label_range};
  }
  return std::nullopt;
}

// The entry of a participant whom the side-car names.
std::vector<Definition> InSidecar(const CallDocument& call, World& world, const calls::Participant& who,
                                  TextRange origin) {
  const std::string& path = call.call->sidecar_path;
  const auto text = path.empty() ? std::nullopt : world.TextOf(path);
  if (!text) return {};
  const data::Parsed yaml = data::ParseYaml(*text);
  const data::Value* people = yaml.root.Find("participants");
  if (people == nullptr) return {};
  for (const data::Value& person : people->items) {
    const data::Value* name = person.Find("name");
    const data::Value* id = person.Find("id");
    if (name != nullptr && !who.name.empty() && name->text == who.name)
      return {To(origin, path, name->range)};
    if (id != nullptr && id->text == who.id) return {To(origin, path, id->range)};
  }
  return {};
}

std::vector<Definition> FromFrontMatter(const engine::Snapshot& snapshot, World& world, Offset at) {
  const rules::Spec& spec = *snapshot.spec;
  const auto spot = FrontMatterAt(spec.document.front_matter(), at);
  if (!spot || spot->on_key || spot->value == nullptr || spot->value->text.empty()) return {};
  if (spot->path != "see_also" && spot->path != "supersedes" && spot->path != "superseded_by") return {};
  std::vector<Definition> out;
  if (snapshot.team != nullptr) {
    for (const rules::TeamView::Place& place : snapshot.team->SpecsWithId(spot->value->text)) {
      out.push_back(To(spot->value->range, place.path, place.range));
    }
  }
  if (!out.empty()) return out;
  const auto target = TargetOf(spot->value->text, spec.path);
  if (target && world.KindOf(target->path) == engine::FileKind::kSpec) {
    out.push_back(ToFile(spot->value->range, target->path));
  }
  return out;
}

}  // namespace

std::vector<Definition> DefinitionAt(const engine::Snapshot& snapshot, World& world, Offset at) {
  const rules::Spec& spec = *snapshot.spec;
  std::vector<Definition> found = FromFrontMatter(snapshot, world, at);
  if (!found.empty()) return found;
  const auto links = spec.document.links();
  const auto citation = CitationAt(spec, at);
  const auto link = LinkAt(spec.document, at);
  if (link) {
    if (auto definition = FromReference(spec.document, links[*link], at, citation.has_value())) {
      definition->target.path = spec.path;
      return {*definition};
    }
  }
  std::optional<Definition> target;
  if (citation) {
    const evidence::Citation& where = spec.evidence.citations[*citation].citation;
    target = FromCitation(spec, *citation, where.range.Touches(at) ? where.range : where.destination_range);
  } else if (link) {
    target = FromLink(spec, world, links[*link]);
  } else if (const auto quote = QuoteAt(spec, at)) {
    target = FromCitation(spec, quote->citation, quote->quote);
  }
  if (!target) return {};
  return {*target};
}

std::vector<Definition> DefinitionAt(const CallDocument& call, World& world, Offset at) {
  if (call.call == nullptr) return {};
  const TextRange account = Within(call.call->account_source, call.text.size());
  if (!account.empty() && account.Touches(at)) {
    const auto found = world.Log()->FindAccount(call.call->account);
    if (found == nullptr || found->path.empty()) return {};
    return {To(account, found->path, found->source)};
  }
  const auto turn = TurnAt(*call.call, at);
  if (!turn) return {};
  const TextRange name = SpeakerNameIn(call, *turn);
  const calls::Participant* who = call.call->FindParticipant(call.call->turns[*turn].speaker);
  if (name.empty() || !name.Touches(at) || who == nullptr) return {};
  // A transcript names people by the way; where there is a side-car, it introduces them.
  std::vector<Definition> introduced = InSidecar(call, world, *who, name);
  if (!introduced.empty()) return introduced;
  const TextRange source = Within(who->source, call.text.size());
  if (source.empty()) return {};
  return {To(name, call.path, source)};
}

std::vector<Definition> DefinitionAt(const AccountsDocument& accounts, World& world, Offset at) {
  const auto parent = ParentReferenceAt(accounts, at);
  if (!parent) return {};
  const auto found = world.Log()->FindAccount(parent->text);
  if (found == nullptr || found->path.empty()) return {};
  return {To(parent->range, found->path, found->source)};
}

}  // namespace whyspec::features
