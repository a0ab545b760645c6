#include "engine/config.h"

#include <catch2/catch.hpp>

#include "base/strings.h"
#include "support/memory_file_system.h"

namespace whyspec::engine {
namespace {

using test::MemoryFileSystem;
using Files = std::map<std::string, std::string>;

struct Loaded {
  std::shared_ptr<const Config> config;
  std::vector<std::string> messages;  // "part of the file: message"
  std::vector<ConfigProblem> problems;
};

Loaded LoadOne(const MemoryFileSystem& files, const std::string& directory = "/team",
               const std::string& root = "/team") {
  ConfigLoader loader(files);
  const LoadedConfig& loaded = loader.ForDirectory(directory, root);
  Loaded result{.config = loaded.config, .messages = {}, .problems = loaded.problems};
  for (const ConfigProblem& problem : loaded.problems) {
    const std::string text = files.Get(problem.path);
    result.messages.push_back(StrCat(Cut(text, problem.range), ": ", problem.message));
  }
  return result;
}

Loaded LoadText(std::string_view text) {
  return LoadOne(MemoryFileSystem(Files{{"/team/whyspec.json", std::string(text)}}));
}

std::string_view Loudness(const Config& config) { return rules::Name(config.fail_on); }

TEST_CASE("without a config the defaults of the design hold") {
  const Loaded loaded = LoadOne(MemoryFileSystem());
  const Config& config = *loaded.config;
  CHECK(loaded.messages.empty());
  CHECK(config.root == "/team");
  CHECK(config.files.empty());
  CHECK(config.profile_name == "default");
  CHECK(MatchesAny(config.specs, "specs/a/b.md"));
  CHECK(MatchesAny(config.specs, "docs/specs/b.md"));
  CHECK(MatchesAny(config.specs, "lib/x.spec.md"));
  CHECK_FALSE(MatchesAny(config.specs, "lib/x.md"));
  CHECK(MatchesAny(config.calls, "calls/2026/a.vtt"));
  CHECK(config.goals.prospects == 2);
  CHECK(config.goals.customers == 1);
  CHECK(config.fail_on == rules::Severity::kError);
  CHECK_FALSE(config.own_specs);
  CHECK(config.FindProfile("kep") != nullptr);
  CHECK(config.FindProfile("nope") == nullptr);
}

TEST_CASE("every key of a config is read, comments and trailing commas included") {
  const Loaded loaded = LoadText(R"({
    // What we require
    "$schema": "./schemas/config.schema.json",
    "profile": "kep", "specs": ["keps/**/*.md"], "calls": "talks/**", "exclude": ["keps/old/**"],
    "rules": { "evidence/stale": ["hint", { "maxAgeDays": 90 }], "why/solution-first": "off", },
    "evidence": { "prospects": 3, "customers": 0 },
    "confidence": { "points": { "opinion": 0.2, "study": 4 }, "thresholds": { "ready": 0.75 } },
    "personas": ["ops lead"], "segments": ["clinics", "labs"],
    "failOn": "warning",
    "callLog": { "url": "https://calls.example.com", "tokenEnv": "WHYSPEC_TOKEN" }, /* the end */
  })");
  CHECK(loaded.messages == std::vector<std::string>());
  const Config& config = *loaded.config;
  CHECK(config.profile_name == "kep");
  CHECK(config.own_specs);
  CHECK(MatchesAny(config.specs, "keps/a.md"));
  CHECK_FALSE(MatchesAny(config.specs, "specs/a.md"));
  CHECK(MatchesAny(config.calls, "talks/a.vtt"));
  CHECK(MatchesAny(config.exclude, "keps/old/a.md"));
  CHECK(config.rules.at("evidence/stale").severity == rules::Severity::kHint);
  CHECK(config.rules.at("evidence/stale").options.Find("maxAgeDays")->AsInteger() == 90);
  CHECK(config.rules.at("why/solution-first").severity == rules::Severity::kOff);
  CHECK(config.goals.prospects == 3);
  CHECK(config.goals.customers == 0);
  const rules::ConfidenceTable& confidence = config.goals.confidence;
  CHECK(confidence.PointsOf(rules::EvidenceClass::kOpinion) == Approx(0.2));
  CHECK(confidence.PointsOf(rules::EvidenceClass::kStudy) == Approx(4));
  CHECK(confidence.PointsOf(rules::EvidenceClass::kAnecdote) == Approx(0.5));
  CHECK(confidence.ready == Approx(0.75));
  CHECK(confidence.committed == Approx(1));
  CHECK(config.glossary.personas == std::vector<std::string>{"ops lead"});
  CHECK(config.glossary.segments == std::vector<std::string>{"clinics", "labs"});
  CHECK(config.fail_on == rules::Severity::kWarning);
  CHECK(config.call_log.url == "https://calls.example.com");
  CHECK(config.call_log.token_env == "WHYSPEC_TOKEN");
}

TEST_CASE("what is wrong in a config is named at its place, with the nearest that is known") {
  struct Row {
    const char* text;
    const char* place;
    const char* part;
  };
  const Row rows[] = {
      {R"({"profil": "kep"})", "\"profil\"", "Did you mean \"profile\"?"},
      {R"({"zzz": 1})", "\"zzz\"", "no known key"},
      {R"({"profile": "kpe"})", "\"kpe\"", "Did you mean \"kep\"?"},
      {R"({"profile": "something else entirely"})", "\"something else entirely\"",
       "There are default, spec-kit"},
      {R"({"specs": {}})", "{}", "a list of texts"},
      {R"({"specs": ["/specs/**"]})", "\"/specs/**\"", "without the leading /"},
      {R"({"calls": "calls\\**"})", "\"calls\\\\**\"", "separate folders with /"},
      {R"({"exclude": [""]})", "\"\"", "empty"},
      {R"({"rules": []})", "[]", "a group of rule names"},
      {R"({"rules": {"evidence/stal": "off"}})", "\"evidence/stal\"", "Did you mean \"evidence/stale\"?"},
      {R"({"rules": {"evidence": "off"}})", "\"evidence\"", "Did you mean \"evidence/*\"?"},
      {R"({"rules": {"evidense/*": "off"}})", "\"evidense/*\"", "Did you mean \"evidence/*\"?"},
      {R"({"rules": {"qqqqqqqq": "off"}})", "\"qqqqqqqq\"", "`whyspec rules` lists all"},
      {R"({"rules": {"evidence/stale": "warn"}})", "\"warn\"", "Did you mean \"warning\"?"},
      {R"({"rules": {"evidence/stale": "eror"}})", "\"eror\"", "Did you mean \"error\"?"},
      {R"({"rules": {"evidence/stale": true}})", "true", "Did you mean \"default\"?"},
      {R"({"rules": {"evidence/stale": 2}})", "2", "Did you mean \"error\"?"},
      {R"({"rules": {"evidence/stale": {}}})", "{}", "takes a severity"},
      {R"({"rules": {"evidence/stale": []}})", "[]", "takes a severity"},
      {R"({"rules": {"evidence/stale": ["error", 5]}})", "5", "between { and }"},
      {R"({"rules": {"evidence/stale": ["error", {"maxAgeDay": 5}]}})", "\"maxAgeDay\"",
       "Did you mean \"maxAgeDays\"?"},
      {R"({"rules": {"evidence/stale": ["error", {"maxAgeDays": "x"}]}})", "\"x\"",
       "a whole number, 0 or more"},
      {R"({"rules": {"evidence/stale": ["error", {"maxAgeDays": -1}]}})", "-1", "a whole number, 0 or more"},
      {R"({"rules": {"evidence/none": ["error", {"a": 1}]}})", "\"a\"", "has no options"},
      {R"({"rules": {"evidence/*": ["error", {"a": 1}]}})", "{\"a\": 1}", "Options belong to one rule"},
      {R"({"evidence": {"prospects": -1}})", "-1", "a whole number from 0"},
      {R"({"evidence": {"prospects": "many"}})", "\"many\"", "a whole number"},
      {R"({"evidence": {"prospect": 1}})", "\"prospect\"", "Did you mean \"prospects\"?"},
      {R"({"confidence": {"points": {"opinon": 1}}})", "\"opinon\"", "Did you mean \"opinion\"?"},
      {R"({"confidence": {"points": {"fact": -1}}})", "-1", "a number of points from 0"},
      {R"({"confidence": {"points": {"fact": 1e300}}})", "1e300", "a number of points from 0"},
      {R"({"confidence": {"thresholds": {"ready": "high"}}})", "\"high\"", "a number"},
      {R"({"failOn": "warn"})", "\"warn\"", "it can be \"error\""},
      {R"({"failOn": "off"})", "\"off\"", "it can be \"error\""},
      {R"({"callLog": {"url": "calls.example.com"}})", "\"calls.example.com\"", "begins with https://"},
      {R"({"callLog": {"tokenEnv": "s3cr3t-token"}})", "\"s3cr3t-token\"", "never in this file"},
      {R"({"profiles": {"ours": {"extends": "defalt"}}})", "\"defalt\"", "Did you mean \"default\"?"},
      {R"({"profiles": {"ours": {"sections": [{"role": "why"}]}}})", "\"role\"", "\"id\" is missing"},
      {R"({"profiles": {"ours": {"sections": [{"id": "a"}, {"id": "a"}]}}})", "\"a\"", "twice"},
      {R"({"extends": "../base.json"})", "\"../base.json\"", "It would be /base.json"},
      {R"({"extends": ""})", "\"\"", "names no file"},
      {R"({"profile": "kep", "profile": "default"})", "\"profile\"", "twice"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const Loaded loaded = LoadText(row.text);
    REQUIRE(loaded.messages.size() == 1);
    CHECK(loaded.messages[0].rfind(StrCat(row.place, ": "), 0) == 0);
    CHECK_THAT(loaded.messages[0], Catch::Contains(row.part));
  }
}

TEST_CASE("a config of strangers names no call log to ask, whatever it extends") {
  const MemoryFileSystem files(
      Files{{"/team/whyspec.json", R"({"extends": "base.json", "failOn": "hint"})"},
            {"/team/base.json",
             R"({"callLog": {"url": "https://calls.example.com", "tokenEnv": "WHYSPEC_TOKEN"}})"}});
  ConfigLoader own(files);
  CHECK(own.ForDirectory("/team", "/team").config->call_log.url == "https://calls.example.com");
  ConfigLoader foreign(files, false);
  for (const LoadedConfig* loaded :
       {&foreign.ForDirectory("/team", "/team"), &foreign.FromFile("/team/whyspec.json")}) {
    CHECK(loaded->config->call_log.url.empty());
    CHECK(loaded->config->call_log.token_env.empty());
    CHECK(Loudness(*loaded->config) == "hint");
    CHECK(loaded->problems.empty());
  }
}

TEST_CASE("a pasted token is not repeated in the message about it") {
  const Loaded loaded = LoadText(R"({"callLog": {"tokenEnv": "s3cr3t-token"}})");
  REQUIRE(loaded.problems.size() == 1);
  CHECK_THAT(loaded.problems[0].message, !Catch::Contains("s3cr3t"));
  CHECK(loaded.config->call_log.token_env.empty());
}

TEST_CASE("what is wrong is left out and the rest of the file counts") {
  const Loaded loaded = LoadText(R"({"profile": "nope", "failOn": "loud", "personas": 3.5,
    "rules": {"nope": "off", "evidence/none": "hint"}, "evidence": {"prospects": 5, "customers": -3}})");
  CHECK(loaded.config->profile_name == "default");
  CHECK(loaded.config->fail_on == rules::Severity::kError);
  CHECK(loaded.config->rules.size() == 1);
  CHECK(loaded.config->rules.at("evidence/none").severity == rules::Severity::kHint);
  CHECK(loaded.config->goals.prospects == 5);
  CHECK(loaded.config->goals.customers == 1);
}

TEST_CASE("a file that is no JSON, or no list of settings, gives the defaults and says so") {
  for (const char* text : {"", "{", "profile: kep", "[1, 2]", "\"x\"", "{\"profile\": \"kep\"} {",
                           "\xFF\xFE{}", "{\"profile\" \"kep\"}"}) {
    INFO(text);
    const Loaded loaded = LoadText(text);
    REQUIRE_FALSE(loaded.problems.empty());
    CHECK(loaded.problems[0].fatal);
    CHECK(loaded.problems[0].path == "/team/whyspec.json");
    CHECK(loaded.config->profile_name == "default");
    CHECK(loaded.config->files == std::vector<std::string>{"/team/whyspec.json"});
  }
}

TEST_CASE("deep nesting and long files end in a sentence") {
  CHECK_FALSE(LoadText(std::string(100000, '[')).messages.empty());
  CHECK_FALSE(LoadText("{\"a\":" + std::string(100000, '{')).messages.empty());
  std::string many = "{\"profiles\": {";
  for (int i = 0; i < 5000; ++i) {
    many += StrCat(i == 0 ? "" : ",", "\"p", i, "\": {\"extends\": \"p", i + 1, "\"}");
  }
  const Loaded loaded = LoadText(many + ", \"p5000\": {}}}");
  CHECK(loaded.config->profiles.size() == 5001);
  CHECK_FALSE(loaded.messages.empty());
}

TEST_CASE("the nearest config holds alone, and none above the root counts") {
  MemoryFileSystem files(Files{{"/team/whyspec.json", R"({"profile": "kep", "failOn": "hint"})"},
                               {"/team/app/whyspec.json", R"({"failOn": "info"})"},
                               {"/whyspec.json", R"({"failOn": "warning"})"}});
  ConfigLoader loader(files);
  const auto near = loader.ForDirectory("/team/app/specs/deep", "/team").config;
  CHECK(Loudness(*near) == "info");
  CHECK(near->profile_name == "default");  // replaced, not joined
  CHECK(near->root == "/team/app");
  CHECK(loader.ForDirectory("/team/lib", "/team").config->profile_name == "kep");
  CHECK(loader.ForDirectory("/team/lib", "/team").config->root == "/team");
  CHECK(loader.ForDirectory("/team/lib/x", "/team/lib").config->files.empty());
  CHECK(loader.ForDirectory("/other", "/").config->root == "/");
  CHECK(loader.ForDirectory("/other", "/other").config->files.empty());
}

TEST_CASE("extends composes: later files over earlier ones, the file itself over all") {
  MemoryFileSystem files(Files{
      {"/shared/base.json", R"({"profile": "kep", "failOn": "hint", "personas": ["a"], "specs": ["rfcs/**"],
        "rules": {"evidence/stale": ["error", {"maxAgeDays": 30}], "why/solution-first": "off", "privacy/*": "off"}})"},
      {"/shared/strict.json",
       R"({"extends": "base.json", "failOn": "info", "rules": {"evidence/none": "hint"}})"},
      {"/shared/words.json", R"({"personas": ["b", "c"], "evidence": {"prospects": 4}})"},
      {"/team/whyspec.json", R"({"extends": ["../shared/strict.json", "../shared/words.json"],
        "rules": {"evidence/stale": "warning", "why/solution-first": "default", "privacy/email": "error"}})"},
  });
  const Loaded loaded = LoadOne(files);
  CHECK(loaded.messages == std::vector<std::string>());
  const Config& config = *loaded.config;
  CHECK(config.profile_name == "kep");
  CHECK(Loudness(config) == "info");
  CHECK(config.glossary.personas == std::vector<std::string>{"b", "c"});  // lists are replaced
  CHECK(config.goals.prospects == 4);
  CHECK(config.goals.customers == 1);
  CHECK(config.root == "/team");  // patterns start here, wherever they were written
  CHECK(MatchesAny(config.specs, "rfcs/a.md"));
  CHECK(config.rules.at("evidence/stale").severity == rules::Severity::kWarning);
  CHECK(config.rules.at("evidence/stale").options.Find("maxAgeDays")->AsInteger() == 30);  // kept
  CHECK_FALSE(config.rules.at("why/solution-first").severity.has_value());                 // back to its page
  CHECK(config.rules.at("evidence/none").severity == rules::Severity::kHint);
  CHECK(config.rules.at("privacy/email").severity == rules::Severity::kError);
  CHECK(config.rules.at("privacy/phone").severity == rules::Severity::kOff);
  CHECK(config.files == std::vector<std::string>{"/team/whyspec.json", "/shared/strict.json",
                                                 "/shared/base.json", "/shared/words.json"});
}

TEST_CASE("in one file a rule's own entry wins over its group, in either order") {
  for (const char* text : {R"({"rules": {"evidence/*": "off", "evidence/none": "hint"}})",
                           R"({"rules": {"evidence/none": "hint", "evidence/*": "off"}})"}) {
    const Loaded loaded = LoadText(text);
    CHECK(loaded.messages.empty());
    CHECK(loaded.config->rules.at("evidence/none").severity == rules::Severity::kHint);
    CHECK(loaded.config->rules.at("evidence/stale").severity == rules::Severity::kOff);
  }
  CHECK(LoadText(R"({"rules": {"*": "hint"}})").config->rules.at("section/empty").severity ==
        rules::Severity::kHint);
}

TEST_CASE("files that extend each other in a circle are told once and still count") {
  MemoryFileSystem files(Files{{"/team/whyspec.json", R"({"extends": "a.json", "failOn": "hint"})"},
                               {"/team/a.json", R"({"extends": "sub/../b.json", "personas": ["a"]})"},
                               {"/team/b.json", R"({"extends": ["whyspec.json"], "segments": ["s"]})"}});
  const Loaded loaded = LoadOne(files);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].path == "/team/b.json");
  CHECK(loaded.problems[0].fatal);
  CHECK_THAT(loaded.messages[0],
             Catch::Contains("in a circle: whyspec.json extends a.json extends b.json extends whyspec.json"));
  CHECK(Loudness(*loaded.config) == "hint");
  CHECK(loaded.config->glossary.personas == std::vector<std::string>{"a"});
  CHECK(loaded.config->glossary.segments == std::vector<std::string>{"s"});

  MemoryFileSystem self(Files{{"/team/whyspec.json", R"({"extends": "whyspec.json", "failOn": "hint"})"}});
  CHECK_THAT(Join(LoadOne(self).messages, "\n"), Catch::Contains("whyspec.json extends whyspec.json"));
}

TEST_CASE("one file extended twice is no circle, and its problems are told once") {
  MemoryFileSystem files(Files{{"/team/whyspec.json", R"({"extends": ["a.json", "b.json"]})"},
                               {"/team/a.json", R"({"extends": "c.json"})"},
                               {"/team/b.json", R"({"extends": "c.json"})"},
                               {"/team/c.json", R"({"failOn": "loud"})"}});
  const Loaded loaded = LoadOne(files);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].path == "/team/c.json");
}

TEST_CASE("a config that cannot be read is told; the defaults hold") {
  MemoryFileSystem files(Files{{"/team/whyspec.json", R"({"extends": "a.json"})"}, {"/team/a.json", "{}"}});
  files.FailReads("/team/a.json");
  const Loaded loaded = LoadOne(files);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].path == "/team/a.json");
  CHECK(loaded.problems[0].fatal);
  ConfigLoader loader(files);
  const LoadedConfig& missing = loader.FromFile("/team/nope.json");
  REQUIRE(missing.problems.size() == 1);
  CHECK(missing.problems[0].fatal);
  CHECK(missing.config->root == "/team");
}

TEST_CASE("an open config wins over the disk until it is closed") {
  MemoryFileSystem files(Files{{"/team/whyspec.json", R"({"failOn": "hint"})"}});
  ConfigLoader loader(files);
  CHECK(Loudness(*loader.ForDirectory("/team/specs", "/team").config) == "hint");
  loader.SetOverlay("/team/whyspec.json", R"({"failOn": "info"})");
  CHECK(Loudness(*loader.ForDirectory("/team/specs", "/team").config) == "info");
  loader.SetOverlay("/team/whyspec.json", std::nullopt);
  CHECK(Loudness(*loader.ForDirectory("/team/specs", "/team").config) == "hint");
  files.Put("/team/whyspec.json", "{}");
  CHECK(Loudness(*loader.ForDirectory("/team/specs", "/team").config) == "hint");  // read once
  loader.Forget();
  CHECK(Loudness(*loader.ForDirectory("/team/specs", "/team").config) == "error");
}

TEST_CASE("own profiles change the sections of the one they extend and add others") {
  const Loaded loaded = LoadText(R"({"profile": "ours", "profiles": {
    "ours": {"extends": "base", "language": "fr", "description": "Notre gabarit",
             "sections": [{"id": "problem", "role": "why", "heading": "Problème", "headings": ["Le besoin"]},
                          {"id": "risks", "heading": "Risques", "required": false, "prompt": "Ce qui peut rater."}],
             "detailHeadings": ["Maquettes"]},
    "base": {"sections": [{"id": "usage", "required": false, "headings": ["Who uses it"], "onlyThese": true}]}}})");
  CHECK(loaded.messages == std::vector<std::string>());
  const auto profile = loaded.config->FindProfile(loaded.config->profile_name);
  REQUIRE(profile != nullptr);
  CHECK(profile->name == "ours");
  CHECK(profile->language == "fr");
  std::vector<std::string> sections;
  for (const rules::ProfileSection& section : profile->sections) {
    sections.push_back(StrCat(section.id, "/", section.heading, section.required ? "" : "?"));
  }
  const rules::Profile& builtin = *rules::FindBuiltinProfile("default");
  CHECK(sections == std::vector<std::string>{"problem/Problème", "evidence/" + builtin.sections[1].heading,
                                             "usage/" + builtin.sections[2].heading + "?", "risks/Risques?"});
  CHECK(profile->sections[0].role == rules::Role::kWhy);
  CHECK(profile->sections[2].only_these);
  CHECK(profile->sections[2].synonyms == std::vector<std::string>{"Who uses it"});
  CHECK(profile->sections[3].role == rules::Role::kOther);
  CHECK(profile->detail_headings.back() == "Maquettes");
}

TEST_CASE("own profiles that extend each other in a circle end at the built-in one") {
  const Loaded loaded = LoadText(R"({"profiles": {"a": {"extends": "b"}, "b": {"extends": "a"},
    "kep": {"extends": "kep", "description": "ours"}}})");
  REQUIRE(loaded.messages.size() == 1);
  CHECK_THAT(loaded.messages[0], Catch::Contains("in a circle"));
  CHECK(loaded.config->FindProfile("a")->sections.size() ==
        rules::FindBuiltinProfile("default")->sections.size());
  CHECK(loaded.config->FindProfile("kep")->description == "ours");
  CHECK(loaded.config->FindProfile("kep")->sections.size() ==
        rules::FindBuiltinProfile("kep")->sections.size());
}

TEST_CASE("the hash changes with what findings depend on and with nothing else") {
  const std::uint64_t plain = LoadText("{}").config->hash;
  CHECK(plain == LoadText("{ \"failOn\": \"hint\" } // comment").config->hash);
  CHECK(plain == LoadOne(MemoryFileSystem()).config->hash);
  for (const char* text :
       {R"({"profile": "kep"})", R"({"calls": ["x/**"]})", R"({"rules": {"evidence/none": "off"}})",
        R"({"rules": {"evidence/stale": ["default", {"maxAgeDays": 3}]}})",
        R"({"evidence": {"customers": 3}})", R"({"confidence": {"points": {"fact": 0.31}}})",
        R"({"confidence": {"thresholds": {"review": 0.2}}})", R"({"personas": ["a"]})",
        R"({"segments": ["a"]})", R"({"profiles": {"default": {"detailHeadings": ["x"]}}})"}) {
    INFO(text);
    const Loaded loaded = LoadText(text);
    CHECK(loaded.messages.empty());
    CHECK(loaded.config->hash != plain);
  }
}

TEST_CASE("problems of all configs come in order of path and place") {
  MemoryFileSystem files(
      Files{{"/team/b/whyspec.json", R"({"x1": 1, "x2": 2})"}, {"/team/a/whyspec.json", "{"}});
  ConfigLoader loader(files);
  (void)loader.ForDirectory("/team/b/c", "/team");
  (void)loader.ForDirectory("/team/a", "/team");
  std::vector<std::string> places;
  for (const ConfigProblem& problem : loader.Problems())
    places.push_back(StrCat(problem.path, ":", problem.range.begin));
  REQUIRE(places.size() == 3);
  CHECK(places[0].rfind("/team/a/whyspec.json", 0) == 0);
  CHECK(places[1] == "/team/b/whyspec.json:1");
  CHECK(places[2] == "/team/b/whyspec.json:10");
}

}  // namespace
}  // namespace whyspec::engine
