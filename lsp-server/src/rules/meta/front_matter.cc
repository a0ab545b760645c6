// Front matter that is not YAML, a value its key cannot have, a key written twice, or a
// slip in a key. Keys nobody knows are the team's own and stay; what a waiver lacks is
// meta/waiver's business.
#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/all_rules.h"

namespace whyspec::rules {
namespace {

// One letter away (or only capitals): nothing else can be meant.
bool IsObvious(std::string_view written, std::string_view suggestion) {
  return EditDistance(Fold(written), suggestion) <= 1;
}

void AddProblem(const Spec& spec, const data::Problem& problem, FindingSink& sink) {
  std::string message = StrCat("Front matter: ", problem.message);
  if (problem.kind == data::Problem::Kind::kUnknownKey || problem.kind == data::Problem::Kind::kNotInEnum) {
    message += " As it is written it has no effect.";
  }
  Finding& finding = sink.Add(problem.range, std::move(message));
  if (problem.suggestion.empty()) return;
  const std::string_view written = Cut(spec.text(), problem.range);
  finding.fixes.push_back({.title = StrCat("Write “", problem.suggestion, "”"),
                           .edits = {{problem.range, problem.suggestion}},
                           .automatic = IsObvious(written, problem.suggestion)});
}

// Where front matter begins that never ends: "---" and a key of ours below it. Without
// such a key the line is a rule across the page.
std::optional<TextRange> OpenFrontMatter(std::string_view text) {
  const Offset begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::size_t end = text.find_first_of("\r\n", begin);
  if (end == std::string_view::npos || Trim(text.substr(begin, end - begin)) != "---") return std::nullopt;
  const std::size_t next = text.find_first_not_of("\r\n", end);
  if (next == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(next, text.find_first_of("\r\n", next) - next);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view key = line.substr(0, colon);
  const auto& fields = kSpecFrontMatterSchema.fields;
  if (std::none_of(fields.begin(), fields.end(),
                   [key](const data::Field& field) { return field.key == key; })) {
    return std::nullopt;
  }
  return TextRange{begin, begin + 3};
}

void Check(const RuleContext& context, FindingSink& sink) {
  const Spec& spec = context.spec;
  const markdown::FrontMatter* front = spec.document.front_matter();
  if (front == nullptr) {
    if (const std::optional<TextRange> open = OpenFrontMatter(spec.text())) {
      sink.Add(*open,
               "The front matter begins here but never ends, so status, personas and waivers in it do not "
               "count. Put a line with --- alone below the last key.");
    }
    return;
  }
  for (const data::ParseError& error : front->yaml.errors) {
    sink.Add(
        error.range.empty() ? front->range : error.range,
        StrCat("The front matter is not valid YAML, so status, personas and waivers in it do not count: ",
               error.message));
  }
  const data::Value& root = front->yaml.root;
  if (!root.is(data::Kind::kMap)) {
    if (!root.is(data::Kind::kNull) && front->yaml.ok()) {
      sink.Add(root.range, StrCat("Front matter is a group of keys, as “status: draft”, and this is ",
                                  data::KindName(root.kind), ": nothing in it counts."));
    }
    return;
  }
  for (const data::Problem& problem : data::Check(root, kSpecFrontMatterSchema)) {
    if (problem.kind != data::Problem::Kind::kMissingKey) AddProblem(spec, problem, sink);
  }
}

}  // namespace

const Rule kMetaFrontMatter{
    .info =
        {.id = "meta/front-matter",
         .summary = "Front matter that is not YAML, breaks its schema, or has a slip in a key.",
         .why =
             "Status, size, personas and waivers decide which rules hold. A slip in one of them changes the "
             "verdict without a word. Keys of your own are kept and never reported.",
         .severity = Severity::kWarning,
         .needs = Needs::kDoc,
         .fix = "Corrects the key or value.",
         .failing = R"(---
staus: ready
---
# Monthly export
)",
         .passing = R"(---
status: ready
jira: OPS-12
---
# Monthly export
)"},
    .check = &Check};

}  // namespace whyspec::rules
