// SpecRecord, SpecSummary, SpecView, AskAnswer, Verification.
#include "base/date.h"
#include "evidence/verify_quote.h"
#include "http/views.h"

namespace whyspec::http {
namespace {

Json CitationJson(const team::SpecCitation& citation) {
  Json json = {{"call", citation.call}, {"anchor", citation.anchor}};
  if (citation.first_turn) {
    json["turns"] = {*citation.first_turn, citation.last_turn.value_or(*citation.first_turn)};
  }
  json["quote"] = citation.quote;
  json["verdict"] = citation.verdict;
  json["stance"] = team::Name(citation.stance);
  return json;
}

Json HeadJson(const team::SpecRecord& spec) {
  return {{"id", spec.id},
          {"repository", spec.repository},
          {"path", spec.path},
          {"title", spec.title},
          {"status", spec.status},
          {"owner", spec.owner},
          {"language", spec.language}};
}

void AddPublished(const team::TeamSpec& spec, Json& json) {
  json["version"] = spec.version;
  json["published_at"] = FormatInstant(spec.published_ms);
  json["published_by"] = spec.published_by;
}

}  // namespace

Json SpecRecordJson(const team::SpecRecord& spec) {
  Json json = HeadJson(spec);
  json["sections"] = Json::array();
  for (const team::SpecSection& section : spec.sections) {
    json["sections"].push_back(
        {{"role", section.role}, {"title", section.title}, {"markdown", section.markdown}});
  }
  json["citations"] = Json::array();
  for (const team::SpecCitation& citation : spec.citations)
    json["citations"].push_back(CitationJson(citation));
  json["errors"] = spec.errors;
  json["warnings"] = spec.warnings;
  return json;
}

Json SpecSummaryJson(const team::TeamSpec& spec) {
  Json json = HeadJson(spec.spec);
  json["citations"] = spec.spec.citations.size();
  json["errors"] = spec.spec.errors;
  json["warnings"] = spec.spec.warnings;
  AddPublished(spec, json);
  return json;
}

Json SpecJson(const team::Service::SpecView& view) {
  Json json = SpecRecordJson(view.spec.spec);
  AddPublished(view.spec, json);
  Json& citations = json["citations"];
  for (const team::Service::SpecView::Cited& cited : view.cited) {
    if (cited.citation >= citations.size()) continue;
    Json& citation = citations[cited.citation];
    if (cited.excerpt) {
      citation["excerpt"] = ExcerptJson(*cited.excerpt, false);
    }
    citation["gone"] = calls::Name(cited.gone);
    citation["account_label"] = cited.account_label;
    citation["verdict_now"] = cited.verdict;
  }
  return json;
}

Json AskJson(const team::AskAnswer& ask) {
  Json json = {{"account", ask.account}, {"account_label", ask.excerpt.disclosed.account_label}};
  if (!ask.spec.empty()) {
    json["spec"] = ask.spec;
    json["spec_title"] = ask.spec_title;
    json["status"] = ask.status;
  }
  json["excerpt"] = ExcerptJson(ask.excerpt, false);
  return json;
}

Json VerificationJson(const team::VerifyAnswer& answer) {
  const evidence::Verification& verification = answer.verification;
  Json json = {{"verdict", evidence::Name(verification.verdict)}, {"score", verification.score}};
  if (!answer.call.empty()) {
    json["call"] = answer.call;
    if (verification.verdict != evidence::Verdict::kNotFound || verification.score > 0) {
      json["turns"] = {verification.first_turn, verification.last_turn};
      if (answer.start_ms) json["start_ms"] = *answer.start_ms;
      if (answer.end_ms) json["end_ms"] = *answer.end_ms;
    }
  }
  if (!answer.difference.empty()) json["difference"] = answer.difference;
  return json;
}

}  // namespace whyspec::http
