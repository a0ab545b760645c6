#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#if __has_include(<valijson/validator.hpp>)
#define WHYSPEC_HAS_VALIJSON 1
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#endif

#include "run_cli.h"
#include "sample_report.h"

namespace whyspec::cli {
namespace {

using nlohmann::json;

#ifdef WHYSPEC_HAS_VALIJSON

// "" if the report keeps schemas/check-report.schema.json, else what it breaks.
std::string Breaks(const json& report) {
  std::ifstream in(WHYSPEC_SOURCE_DIR "/schemas/check-report.schema.json");
  const json document = json::parse(in);
  valijson::Schema schema;
  valijson::SchemaParser parser;
  const valijson::adapters::NlohmannJsonAdapter adapter(document);
  parser.populateSchema(adapter, schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter target(report);
  if (validator.validate(schema, target, &results)) return "";
  std::string out;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const std::string& part : error.context) out += part;
    out += ": " + error.description + "\n";
  }
  return out;
}

TEST_CASE("The JSON report keeps its schema") {
  std::ostringstream out;
  test_data::PrintSample(MakeJsonFormatter(&out).get());
  CHECK(Breaks(json::parse(out.str())).empty());
}

TEST_CASE("The schema notices what is wrong") {
  std::ostringstream out;
  test_data::PrintSample(MakeJsonFormatter(&out).get());
  const json good = json::parse(out.str());
  json bad = good;
  bad["files"][0]["findings"][0]["range"]["start"]["line"] = 0;
  CHECK_FALSE(Breaks(bad).empty());
  bad = good;
  bad["files"][0]["findings"][0]["severity"] = "fatal";
  CHECK_FALSE(Breaks(bad).empty());
  bad = good;
  bad["files"][0]["findings"][0].erase("rule");
  CHECK_FALSE(Breaks(bad).empty());
  bad = good;
  bad["version"] = 2;
  CHECK_FALSE(Breaks(bad).empty());
}

TEST_CASE("The report of a real run keeps the schema") {
  test::CliWorld world;
  world.dir.Write("specs/a.md",
                  "# Export\n\nSome words.\n\n> \"We lose two days each month on this export.\"\n");
  world.dir.Write("calls/broken.json", "{");
  const test::CliRun run = world.Run({"check", "--format", "json", "--today", "2026-03-01"});
  CHECK(run.status != 0);
  const json report = json::parse(run.out);
  CHECK(Breaks(report).empty());
  REQUIRE(report["files"].size() == 1);
  CHECK(report["files"][0]["path"] == "specs/a.md");
  CHECK_FALSE(report["files"][0]["findings"].empty());
}

#endif

}  // namespace
}  // namespace whyspec::cli
