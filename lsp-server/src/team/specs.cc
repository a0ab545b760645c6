#include "team/specs.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/strings.h"

namespace whyspec::team {
namespace {

using sql::Row;
using sql::Session;
using sql::Value;

constexpr std::string_view kColumns =
    "SELECT id, repository, path, title, status, owner, language, errors, warnings, version, published_ms, "
    "published_by FROM specs";

Value Optional(const std::optional<std::uint32_t>& number) {
  if (number) return static_cast<std::int64_t>(*number);
  return std::monostate();
}

std::optional<std::uint32_t> Turn(const Row& row, std::size_t at) {
  if (row.IsNull(at)) return std::nullopt;
  return static_cast<std::uint32_t>(row.Integer(at));
}

TeamSpec HeadOf(const Row& row) {
  TeamSpec spec;
  spec.spec.id = row.Text(0);
  spec.spec.repository = row.Text(1);
  spec.spec.path = row.Text(2);
  spec.spec.title = row.Text(3);
  spec.spec.status = row.Text(4);
  spec.spec.owner = row.Text(5);
  spec.spec.language = row.Text(6);
  spec.spec.errors = row.Integer(7);
  spec.spec.warnings = row.Integer(8);
  spec.version = row.Integer(9);
  spec.published_ms = row.Integer(10);
  spec.published_by = row.Text(11);
  return spec;
}

Status ReadParts(Session& session, std::map<std::string, TeamSpec*, std::less<>>& specs,
                 std::string_view where, const sql::Values& values) {
  const auto sections = session.Query(StrCat("SELECT spec_id, role, title, markdown FROM spec_sections",
                                             where, " ORDER BY spec_id, position"),
                                      values);
  if (!sections.ok()) return sections.error();
  for (const Row& row : *sections) {
    const auto found = specs.find(row.Text(0));
    if (found == specs.end()) continue;
    found->second->spec.sections.push_back(
        {.role = row.Text(1), .title = row.Text(2), .markdown = row.Text(3)});
  }
  const auto citations = session.Query(StrCat("SELECT spec_id, call_id, first_turn, last_turn, anchor, "
                                              "quote, verdict, stance FROM spec_citations",
                                              where, " ORDER BY spec_id, position"),
                                       values);
  if (!citations.ok()) return citations.error();
  for (const Row& row : *citations) {
    const auto found = specs.find(row.Text(0));
    if (found == specs.end()) continue;
    found->second->spec.citations.push_back({.call = row.Text(1),
                                             .first_turn = Turn(row, 2),
                                             .last_turn = Turn(row, 3),
                                             .anchor = row.Text(4),
                                             .quote = row.Text(5),
                                             .verdict = row.Text(6),
                                             .stance = ParseStance(row.Text(7)).value_or(Stance::kSupports)});
  }
  return Done{};
}

// Specs in order of id that `where` chooses, whole.
Result<std::vector<TeamSpec>> ReadSpecs(Session& session, std::string_view where_head,
                                        std::string_view where_parts, const sql::Values& values) {
  const auto rows = session.Query(StrCat(kColumns, where_head, " ORDER BY id"), values);
  if (!rows.ok()) return rows.error();
  std::vector<TeamSpec> specs;
  specs.reserve(rows->size());
  for (const Row& row : *rows) specs.push_back(HeadOf(row));
  if (specs.empty()) return specs;
  std::map<std::string, TeamSpec*, std::less<>> by_id;
  for (TeamSpec& spec : specs) by_id.emplace(spec.spec.id, &spec);
  const Status parts = ReadParts(session, by_id, where_parts, values);
  if (!parts.ok()) return parts.error();
  return specs;
}

Status RemoveParts(Session& session, const std::string& id) {
  for (const std::string_view table : {"spec_sections", "spec_citations"}) {
    const auto ran = session.Run(StrCat("DELETE FROM ", table, " WHERE spec_id = $1"), {id});
    if (!ran.ok()) return ran.error();
  }
  return Done{};
}

Status WriteParts(Session& session, const SpecRecord& spec) {
  const Status removed = RemoveParts(session, spec.id);
  if (!removed.ok()) return removed;
  std::int64_t position = 0;
  for (const SpecSection& section : spec.sections) {
    const auto ran = session.Run(
        "INSERT INTO spec_sections (spec_id, position, role, title, markdown) VALUES ($1, $2, $3, $4, $5)",
        {spec.id, position++, section.role, section.title, section.markdown});
    if (!ran.ok()) return ran.error();
  }
  position = 0;
  for (const SpecCitation& citation : spec.citations) {
    const auto ran = session.Run(
        "INSERT INTO spec_citations (spec_id, position, call_id, first_turn, last_turn, anchor, quote, "
        "verdict, stance) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        {spec.id, position++, citation.call, Optional(citation.first_turn), Optional(citation.last_turn),
         citation.anchor, citation.quote, citation.verdict, std::string(Name(citation.stance))});
    if (!ran.ok()) return ran.error();
  }
  return Done{};
}

Status WriteHead(Session& session, const TeamSpec& spec) {
  const SpecRecord& record = spec.spec;
  const auto ran = session.Run(
      "INSERT INTO specs (id, repository, path, title, status, owner, language, errors, warnings, version, "
      "published_ms, published_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) "
      "ON CONFLICT (id) DO UPDATE SET repository = excluded.repository, path = excluded.path, title = "
      "excluded.title, "
      "status = excluded.status, owner = excluded.owner, language = excluded.language, errors = "
      "excluded.errors, "
      "warnings = excluded.warnings, version = excluded.version, published_ms = excluded.published_ms, "
      "published_by = excluded.published_by",
      {record.id, record.repository, record.path, record.title, record.status, record.owner, record.language,
       record.errors, record.warnings, spec.version, spec.published_ms, spec.published_by});
  if (!ran.ok()) return ran.error();
  return Done{};
}

bool IsSpecId(std::string_view id) {
  return !id.empty() && id.size() <= 200 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
}

Status Keepable(const SpecRecord& spec) {
  if (!IsSpecId(spec.id)) {
    return Error{
        ErrorCode::kInvalid,
        "A published spec needs an id of small letters, digits, dots, hyphens and underscores, such as "
        "\"feat-12\"."};
  }
  std::size_t bytes = spec.repository.size() + spec.path.size() + spec.title.size() + spec.status.size() +
                      spec.owner.size() + spec.language.size();
  for (const SpecSection& section : spec.sections) {
    bytes += section.role.size() + section.title.size() + section.markdown.size();
  }
  for (const SpecCitation& citation : spec.citations) {
    bytes += citation.call.size() + citation.anchor.size() + citation.quote.size() + citation.verdict.size();
    if (citation.first_turn && citation.last_turn && *citation.first_turn > *citation.last_turn) {
      return Error{ErrorCode::kInvalid,
                   "A citation ends before it begins: its first turn comes after its last."};
    }
    if (citation.first_turn.has_value() != citation.last_turn.has_value()) {
      return Error{ErrorCode::kInvalid, "A citation needs both its first and its last turn, or neither."};
    }
  }
  if (spec.sections.size() > kMostSections || spec.citations.size() > kMostCitations ||
      bytes > kMostSpecBytes) {
    return Error{ErrorCode::kTooLarge,
                 StrCat("The spec is too large to publish: at most ", kMostSections, " sections, ",
                        kMostCitations, " citations and 2 MiB of text.")};
  }
  return Done{};
}

auto Tie(const SpecSection& section) { return std::tie(section.role, section.title, section.markdown); }
auto Tie(const SpecCitation& citation) {
  return std::tie(citation.call, citation.first_turn, citation.last_turn, citation.anchor, citation.quote,
                  citation.verdict, citation.stance);
}
auto Tie(const SpecRecord& spec) {
  return std::tie(spec.id, spec.repository, spec.path, spec.title, spec.status, spec.owner, spec.language,
                  spec.errors, spec.warnings);
}

bool Same(const SpecRecord& a, const SpecRecord& b) {
  const auto same = [](const auto& x, const auto& y) { return Tie(x) == Tie(y); };
  return Tie(a) == Tie(b) &&
         std::equal(a.sections.begin(), a.sections.end(), b.sections.begin(), b.sections.end(), same) &&
         std::equal(a.citations.begin(), a.citations.end(), b.citations.begin(), b.citations.end(), same);
}

}  // namespace

std::string_view Name(Stance stance) {
  switch (stance) {
    case Stance::kSupports:
      return "supports";
    case Stance::kContradicts:
      return "contradicts";
    case Stance::kNuance:
      return "nuance";
  }
  return "";
}
std::optional<Stance> ParseStance(std::string_view text) {
  for (const Stance stance : {Stance::kSupports, Stance::kContradicts, Stance::kNuance}) {
    if (Name(stance) == text) return stance;
  }
  return std::nullopt;
}

Result<SpecStore::PutResult> SpecStore::Put(Session& session, const SpecRecord& spec, std::string_view by,
                                            const Precondition& precondition, std::int64_t now_ms) {
  const Status keepable = Keepable(spec);
  if (!keepable.ok()) return keepable.error();
  const auto before = Find(session, spec.id);
  if (!before.ok()) return before.error();
  const std::optional<TeamSpec>& known = *before;
  if (known && (known->spec.repository != spec.repository || known->spec.path != spec.path)) {
    return Error{ErrorCode::kConflict,
                 StrCat("The id \xE2\x80\x9C", spec.id, "\xE2\x80\x9D belongs to another spec (",
                        Printable(known->spec.path),
                        "). Give this one another id, or remove the other from the team's log first.")};
  }
  if ((precondition.absent && known) ||
      (precondition.version && (!known || known->version != *precondition.version))) {
    return Error{ErrorCode::kConflict, "Somebody else published this spec meanwhile. Read it again first."};
  }
  if (known && Same(known->spec, spec)) {
    return PutResult{.version = known->version, .created = false, .changed = false};
  }
  PutResult result{.created = !known};
  if (known && known->spec.status != spec.status) result.status_before = known->spec.status;
  const auto version = calls_.Announce(session, ChangeKind::kSpecPut, spec.id, now_ms);
  if (!version.ok()) return version.error();
  result.version = *version;
  const Status head = WriteHead(
      session, {.spec = spec, .version = *version, .published_ms = now_ms, .published_by = std::string(by)});
  if (!head.ok()) return head.error();
  const Status parts = WriteParts(session, spec);
  if (!parts.ok()) return parts.error();
  return result;
}

Status SpecStore::Rewrite(Session& session, const SpecRecord& spec, std::int64_t now_ms) {
  const auto version = calls_.Announce(session, ChangeKind::kSpecPut, spec.id, now_ms);
  if (!version.ok()) return version.error();
  const auto ran =
      session.Run("UPDATE specs SET version = $1, title = $2 WHERE id = $3", {*version, spec.title, spec.id});
  if (!ran.ok()) return ran.error();
  return WriteParts(session, spec);
}

Result<bool> SpecStore::Remove(Session& session, std::string_view id, std::int64_t now_ms) {
  const std::string key(id);
  const auto ran = session.Run("DELETE FROM specs WHERE id = $1", {key});
  if (!ran.ok()) return ran.error();
  if (*ran == 0) return false;
  const Status removed = RemoveParts(session, key);
  if (!removed.ok()) return removed.error();
  const auto version = calls_.Announce(session, ChangeKind::kSpecRemoved, id, now_ms);
  if (!version.ok()) return version.error();
  return true;
}

Result<std::optional<TeamSpec>> SpecStore::Find(Session& session, std::string_view id) {
  auto specs = ReadSpecs(session, " WHERE id = $1", " WHERE spec_id = $1", {std::string(id)});
  if (!specs.ok()) return specs.error();
  if (specs->empty()) return std::optional<TeamSpec>();
  return std::optional<TeamSpec>(std::move(specs->front()));
}

Result<std::vector<TeamSpec>> SpecStore::All(Session& session) { return ReadSpecs(session, "", "", {}); }

Result<TeamSpec> SpecStore::Find(std::string_view id) {
  std::optional<TeamSpec> spec;
  const Status read = database_.Read([&](Session& session) -> Status {
    auto found = Find(session, id);
    if (!found.ok()) return found.error();
    spec = *std::move(found);
    return Done{};
  });
  if (!read.ok()) return read.error();
  if (!spec) {
    return Error{ErrorCode::kNotFound,
                 StrCat("No spec \xE2\x80\x9C", Printable(id), "\xE2\x80\x9D was published here.")};
  }
  return *std::move(spec);
}

Result<std::vector<TeamSpec>> SpecStore::List() {
  std::vector<TeamSpec> specs;
  const Status read = database_.Read([&](Session& session) -> Status {
    auto all = All(session);
    if (!all.ok()) return all.error();
    specs = *std::move(all);
    return Done{};
  });
  if (!read.ok()) return read.error();
  return specs;
}

Result<std::vector<TeamSpec>> SpecStore::Citing(std::string_view call) {
  std::vector<TeamSpec> specs;
  const Status read = database_.Read([&](Session& session) -> Status {
    auto all = ReadSpecs(session, " WHERE id IN (SELECT spec_id FROM spec_citations WHERE call_id = $1)",
                         " WHERE spec_id IN (SELECT spec_id FROM spec_citations WHERE call_id = $1)",
                         {std::string(call)});
    if (!all.ok()) return all.error();
    specs = *std::move(all);
    return Done{};
  });
  if (!read.ok()) return read.error();
  return specs;
}

Result<std::map<std::string, std::set<std::string>>> SpecStore::CallsOf(const std::set<std::string>& specs) {
  std::map<std::string, std::set<std::string>> calls;
  const Status read = database_.Read([&](Session& session) -> Status {
    calls.clear();
    for (const std::string& spec : specs) {
      const auto rows =
          session.Query("SELECT DISTINCT call_id FROM spec_citations WHERE spec_id = $1", {spec});
      if (!rows.ok()) return rows.error();
      for (const Row& row : *rows) calls[spec].insert(row.Text(0));
    }
    return Done{};
  });
  if (!read.ok()) return read.error();
  return calls;
}

Result<std::vector<SpecStore::Cited>> SpecStore::CitedOf(const std::vector<std::string>& calls) {
  constexpr std::string_view kCited =
      "SELECT s.id, s.title, s.status, c.call_id, c.first_turn, c.last_turn FROM spec_citations c JOIN specs "
      "s ON s.id "
      "= c.spec_id";
  constexpr std::size_t kAtOnce = 200;
  std::vector<Cited> cited;
  const Status read = database_.Read([&](Session& session) -> Status {
    cited.clear();
    for (std::size_t first = 0; first == 0 || first < calls.size(); first += kAtOnce) {
      sql::Values values;
      std::string where;
      for (std::size_t i = first; i < std::min(calls.size(), first + kAtOnce); ++i) {
        values.emplace_back(calls[i]);
        where += StrCat(where.empty() ? " WHERE c.call_id IN ($" : ", $", values.size());
      }
      if (!where.empty()) where += ")";
      const auto rows = session.Query(StrCat(kCited, where, " ORDER BY s.id, c.position"), values);
      if (!rows.ok()) return rows.error();
      for (const Row& row : *rows) {
        cited.push_back({.spec = row.Text(0),
                         .title = row.Text(1),
                         .status = row.Text(2),
                         .call = row.Text(3),
                         .first_turn = Turn(row, 4),
                         .last_turn = Turn(row, 5)});
      }
    }
    return Done{};
  });
  if (!read.ok()) return read.error();
  return cited;
}

}  // namespace whyspec::team
