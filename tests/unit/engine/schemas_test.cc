// The schemas in schemas/ and the table in docs/configuration.md come from the tables in
// the program. UPDATE_GOLDEN=1 rewrites them.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/read_call.h"
#include "engine/config.h"
#include "rules/spec.h"
#include "support/memory_file_system.h"

namespace whyspec::engine {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

fs::path Source() { return fs::path(WHYSPEC_SOURCE_DIR); }

// Holds the file equal to `expected`, or makes it so.
void HoldEqual(const fs::path& path, const std::string& expected) {
  INFO(path.filename().string()
       << " differs from the program: run with UPDATE_GOLDEN=1 and look at the change");
  if (std::getenv("UPDATE_GOLDEN") != nullptr && ReadText(path) != expected) {
    std::ofstream(path, std::ios::binary) << expected;
  }
  CHECK(ReadText(path) == expected);
}

const data::Schema* const kSchemas[] = {&kConfigSchema, &calls::kCallSchema, &calls::kAccountsSchema,
                                        &rules::kSpecFrontMatterSchema};

// What a standard validator says of `value`; "" if it fits.
std::string Validate(const data::Schema& schema, const json& value) {
  const json parsed = json::parse(data::ToJsonSchema(schema));
  valijson::Schema validator_schema;
  valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(parsed), validator_schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(validator_schema, valijson::adapters::NlohmannJsonAdapter(value), &results))
    return "";
  std::string said;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const std::string& step : error.context) said += step;
    said += StrCat(": ", error.description, "\n");
  }
  return said;
}

TEST_CASE("the schemas in schemas/ are those of the program") {
  for (const data::Schema* schema : kSchemas) {
    HoldEqual(Source() / "schemas" / std::string(schema->id), data::ToJsonSchema(*schema));
  }
}

TEST_CASE("the table of keys in the guide is that of the program") {
  constexpr std::string_view kBegin = "<!-- keys: begin -->\n";
  constexpr std::string_view kEnd = "<!-- keys: end -->";
  const fs::path path = Source() / "lsp-server" / "docs" / "configuration.md";
  const std::string guide = ReadText(path);
  const std::size_t begin = guide.find(kBegin);
  const std::size_t end = guide.find(kEnd);
  REQUIRE(begin != std::string::npos);
  REQUIRE(end != std::string::npos);
  HoldEqual(path, StrCat(guide.substr(0, begin + kBegin.size()), "\n", Trim(data::ToMarkdown(kConfigSchema)),
                         "\n\n", guide.substr(end)));
}

TEST_CASE("the default of each key in the table is what the program does") {
  const rules::EvidenceGoals goals;
  for (const data::Field& field : kConfigSchema.fields) {
    if (field.default_text.empty()) continue;
    INFO(field.key);
    const json value = json::parse(field.default_text);
    if (field.key == "specs")
      CHECK(value == json(std::vector<std::string>(std::begin(kDefaultSpecs), std::end(kDefaultSpecs))));
    if (field.key == "calls")
      CHECK(value == json(std::vector<std::string>(std::begin(kDefaultCalls), std::end(kDefaultCalls))));
    if (field.key == "profile") CHECK(value == Config().profile_name);
    if (field.key == "failOn") CHECK(value == rules::Name(Config().fail_on));
    test::MemoryFileSystem files;
    files.Put("/whyspec.json", StrCat("{\"", field.key, "\": ", field.default_text, "}"));
    ConfigLoader loader(files);
    CHECK(loader.FromFile("/whyspec.json").problems.empty());
    CHECK(loader.FromFile("/whyspec.json").config->hash ==
          ConfigLoader(files).ForDirectory("/x", "/x").config->hash);
  }
  CHECK(goals.prospects == 2);
  CHECK(goals.customers == 1);
}

// Every ```jsonc block of a guide.
std::vector<std::string> ConfigExamples(const std::string& guide) {
  std::vector<std::string> examples;
  constexpr std::string_view kFence = "\n```jsonc\n";
  for (std::size_t at = guide.find(kFence); at != std::string::npos; at = guide.find(kFence, at + 1)) {
    const std::size_t begin = at + kFence.size();
    examples.push_back(guide.substr(begin, guide.find("\n```", begin) + 1 - begin));
  }
  return examples;
}

TEST_CASE("every config in the guides loads without a problem and fits the schema") {
  std::size_t count = 0;
  std::vector<fs::path> guides{Source() / "README.md"};
  for (const auto& entry : fs::recursive_directory_iterator(Source() / "lsp-server" / "docs")) {
    if (entry.path().extension() == ".md") guides.push_back(entry.path());
  }
  for (const fs::path& guide : guides) {
    for (const std::string& example : ConfigExamples(ReadText(guide))) {
      INFO(guide.filename().string() << ":\n" << example);
      ++count;
      test::MemoryFileSystem files;
      files.Put("/team/whyspec.json", "{}");
      files.Put("/team/app/whyspec.json", example);
      ConfigLoader loader(files);
      const LoadedConfig& loaded = loader.FromFile("/team/app/whyspec.json");
      std::string said;
      for (const ConfigProblem& problem : loaded.problems) said += problem.message + "\n";
      CHECK(said == "");
      const std::string bare = std::regex_replace(example, std::regex("(^|\\s)//[^\n]*"), "");
      const json value = json::parse(std::regex_replace(bare, std::regex(",(\\s*[}\\]])"), "$1"));
      CHECK(Validate(kConfigSchema, value) == "");
    }
  }
  CHECK(count >= 5);
}

TEST_CASE("a standard validator takes what is right and refuses what is wrong") {
  struct Row {
    const data::Schema& schema;
    const char* value;
    bool fits;
  };
  const Row rows[] = {
      {kConfigSchema, R"({})", true},
      {kConfigSchema,
       R"({"$schema": "x", "extends": ["a.json"], "profile": "kep", "specs": "a/**", "failOn": "hint"})",
       true},
      {kConfigSchema,
       R"({"rules": {"evidence/stale": ["warning", {"maxAgeDays": 3}], "quote/*": "off", "a/b": "default"}})",
       true},
      {kConfigSchema,
       R"({"profiles": {"ours": {"sections": [{"id": "a", "role": "why", "required": false}]}}})", true},
      {kConfigSchema, R"({"profil": "kep"})", false},
      {kConfigSchema, R"({"failOn": "loud"})", false},
      {kConfigSchema, R"({"rules": {"evidence/stale": "loud"}})", false},
      {kConfigSchema, R"({"rules": []})", false},
      {kConfigSchema, R"({"evidence": {"prospects": []}})", false},
      {kConfigSchema, R"({"profiles": {"ours": {"sections": [{"role": "why"}]}}})", false},
      {kConfigSchema, R"([])", false},
      {calls::kCallSchema,
       R"({"id": "acme-2026-01-13", "type": "discovery", "transcript": {"turns": [{"text": "Yes."}]}})",
       true},
      {calls::kCallSchema, R"({"notes": "Met at the fair.", "unknown_to_us": {"kept": true}})", true},
      {calls::kCallSchema, R"({"type": "dinner"})", false},
      {calls::kCallSchema, R"({"participants": "Jane"})", false},
      {rules::kSpecFrontMatterSchema,
       R"({"id": "FEAT-1", "status": "draft", "personas": ["ops lead"], "jira": "OPS-1"})", true},
      {rules::kSpecFrontMatterSchema,
       R"({"waivers": [{"rule": "evidence/stale", "reason": "r", "until": "2026-06-30"}]})", true},
      {rules::kSpecFrontMatterSchema, R"({"status": "almost"})", false},
      {rules::kSpecFrontMatterSchema, R"({"waivers": "all"})", false},
  };
  for (const Row& row : rows) {
    INFO(row.schema.id << " " << row.value);
    const std::string said = Validate(row.schema, json::parse(row.value));
    INFO(said);
    CHECK(said.empty() == row.fits);
    // Our own check says the same.
    const std::vector<data::Problem> own = data::Check(data::ParseJson(row.value).root, row.schema);
    if (row.fits) CHECK(own.empty());
  }
}

}  // namespace
}  // namespace whyspec::engine
