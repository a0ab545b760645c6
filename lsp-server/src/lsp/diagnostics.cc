#include "lsp/diagnostics.h"

#include "base/hash.h"
#include "base/strings.h"

namespace whyspec::lsp {
namespace {

// LSP 3.17 DiagnosticSeverity.
int SeverityNumber(rules::Severity severity) {
  switch (severity) {
    case rules::Severity::kError:
      return 1;
    case rules::Severity::kWarning:
      return 2;
    case rules::Severity::kInfo:
      return 3;
    case rules::Severity::kHint:
    case rules::Severity::kOff:
      return 4;
  }
  return 4;
}

constexpr int kTagUnnecessary = 1;

Json RangeJson(Session& session, const std::string& path, TextRange range) {
  const TextPositions* positions = session.PositionsOf(path);
  return ToJson(positions == nullptr ? Range{} : positions->ToRange(range));
}

void AddCode(Session& session, std::string_view rule, Json* out) {
  if (rule.empty()) return;
  (*out)["code"] = rule;
  if (!session.caps.code_description) return;
  if (const std::string& href = session.rule_pages.UriOf(rule); !href.empty()) {
    (*out)["codeDescription"] = {{"href", href}};
  }
}

Json ProblemJson(Session& session, const engine::FileProblem& problem) {
  Json out = {{"range", RangeJson(session, problem.path, problem.range)},
              {"severity", SeverityNumber(problem.severity)},
              {"source", "whyspec"},
              {"message", problem.message}};
  AddCode(session, problem.rule, &out);
  return out;
}

}  // namespace

Json DiagnosticJson(Session& session, const std::string& path, const rules::Finding& finding) {
  Json out = {{"range", RangeJson(session, path, finding.range)},
              {"severity", SeverityNumber(finding.severity)},
              {"source", "whyspec"},
              {"message", finding.message}};
  AddCode(session, finding.rule, &out);
  if (finding.unnecessary && session.caps.diagnostic_tags) out["tags"] = {kTagUnnecessary};
  if (session.caps.related_information && !finding.related.empty()) {
    Json related = Json::array();
    for (const rules::Related& place : finding.related) {
      const std::string& target = place.path.empty() ? path : place.path;
      // A call of the team's log has no file to show: what it says stands where the finding is.
      const TextRange range = place.path.empty() && place.range.empty() ? finding.range : place.range;
      related.push_back(
          {{"location",
            {{"uri", session.documents.UriOf(target)}, {"range", RangeJson(session, target, range)}}},
           {"message", place.message}});
    }
    out["relatedInformation"] = std::move(related);
  }
  if (session.caps.diagnostic_data && !finding.fixes.empty()) out["data"] = {{"fixable", true}};
  return out;
}

DocumentReport::DocumentReport(Session& session, const std::string& path) : session_(session) {
  std::uint64_t hash = 0;
  if (session.documents.FindByPath(path) == nullptr) unparsed_ = session.ClosedSpec(path);
  if (unparsed_) {
    subject_.path = path;
    hash = engine::InputHash(*unparsed_, unparsed_->text);
  } else {
    subject_ = session.SubjectAt(path);
    if (subject_.spec) hash = subject_.spec->input_hash;
  }
  const auto problems = session.ProblemsOf(path);
  relevant_ = unparsed_ || subject_ || !problems.empty();
  silent_ = !session.settings().diagnostics || (subject_.open != nullptr && subject_.open->out_of_sync);
  for (const engine::FileProblem& problem : problems) {
    hash = Hash64(problem.message, hash);
    hash = Hash64(
        StrCat(problem.range.begin, "-", problem.range.end, problem.rule, SeverityNumber(problem.severity)),
        hash);
  }
  // Places are counted in lines and columns of the text: where it moved, so did they.
  if (!problems.empty() && subject_.open != nullptr) hash = Hash64(subject_.open->text->text, hash);
  result_id_ = silent_ ? "off" : HashHex(hash);
}

const Subject& DocumentReport::subject() {
  if (unparsed_) {
    subject_.spec = engine::BuildSnapshot(*std::move(unparsed_));
    unparsed_.reset();
  }
  return subject_;
}

Json DocumentReport::Items() {
  Json items = Json::array();
  if (silent_) return items;
  for (const engine::FileProblem& problem : session_.ProblemsOf(subject_.path)) {
    items.push_back(ProblemJson(session_, problem));
  }
  if (subject().spec) {
    const Findings findings = session_.FindingsOf(*subject_.spec);
    for (const rules::Finding& finding : findings->findings) {
      items.push_back(DiagnosticJson(session_, subject_.path, finding));
    }
  }
  return items;
}

Json ReportJson(DocumentReport& report, std::string_view previous_id) {
  if (report.result_id() == previous_id) return {{"kind", "unchanged"}, {"resultId", report.result_id()}};
  return {{"kind", "full"}, {"resultId", report.result_id()}, {"items", report.Items()}};
}

std::vector<std::string> RelatedDocuments(Session& session, const Subject& subject) {
  std::set<std::string> paths;
  if (subject.spec) {
    for (const evidence::ResolvedCitation& cited : subject.spec->spec->evidence.citations) {
      if (cited.call == nullptr) continue;
      // Of the calls a spec cites, those with something wrong in the file itself.
      for (const std::string& path : {cited.call->path, cited.call->sidecar_path}) {
        if (!path.empty() && !session.ProblemsOf(path).empty()) paths.insert(path);
      }
    }
  } else if (subject.call && subject.call->call != nullptr) {
    for (const auto& cited_by : session.workspace().SpecsCiting(subject.call->call->id)) {
      paths.insert(cited_by.path);
      if (paths.size() > kMaxRelated) break;
    }
  }
  paths.erase(subject.path);
  std::vector<std::string> related(paths.begin(), paths.end());
  if (related.size() > kMaxRelated) related.resize(kMaxRelated);
  return related;
}

}  // namespace whyspec::lsp
