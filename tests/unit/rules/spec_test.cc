#include "rules/spec.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "base/strings.h"
#include "calls/memory_call_log.h"
#include "rules/places.h"
#include "rules/section_text.h"
#include "support/rule_harness.h"

namespace whyspec::rules {
namespace {

std::shared_ptr<const Spec> Build(std::string_view text) { return test::RunRule("section/empty", text).spec; }

std::vector<std::string> Sentences(std::string_view text, Language language = Language::kEnglish) {
  std::vector<std::string> sentences;
  for (const TextRange range : SplitSentences(text, language)) sentences.emplace_back(Cut(text, range));
  return sentences;
}
using Texts = std::vector<std::string>;

TEST_CASE("sentences end where a reader would end them") {
  CHECK(Sentences("One. Two! Three? Four") == Texts{"One.", "Two!", "Three?", "Four"});
  CHECK(Sentences("It takes 2.5 days, e.g. at Acme Inc. in May. Then we wait.") ==
        Texts{"It takes 2.5 days, e.g. at Acme Inc. in May.", "Then we wait."});
  CHECK(Sentences("M. Dupont l'a dit. Mme. Durand aussi.", Language::kFrench) ==
        Texts{"M. Dupont l'a dit.", "Mme. Durand aussi."});
  CHECK(Sentences("He said \"no.\" Then left.") == Texts{"He said \"no.\"", "Then left."});
  CHECK(Sentences("« Non. » Puis il part.", Language::kFrench) == Texts{"« Non.", "» Puis il part."});
  CHECK(Sentences("first item\n\nsecond item") == Texts{"first item", "second item"});
  CHECK(Sentences("one line\ngoes on. Here") == Texts{"one line\ngoes on.", "Here"});
  CHECK(Sentences("well... you know… it goes on") == Texts{"well... you know… it goes on"});
  CHECK(Sentences("").empty());
}

TEST_CASE("each sentence of a section shows its own source") {
  const std::string text =
      "# T\n\n## Why\n\nÉté is **here**, [they say](x). Second &amp; last.\n\n- item `code` one\n- item "
      "two\n\n"
      "> a quote that is left out of it\n";
  const auto spec = Build(text);
  REQUIRE(spec->texts.size() == 1);
  const SectionText& why = spec->texts[0].text;
  Texts sources;
  for (const Sentence& sentence : why.sentences) sources.emplace_back(Cut(spec->text(), sentence.source));
  REQUIRE(sources.size() == 4);
  CHECK(sources[0].substr(0, 5) == "Été");
  CHECK(sources[1] == "Second &amp; last.");
  CHECK(sources[2].substr(0, 4) == "item");
  CHECK(sources[3] == "item two");
  CHECK(why.text.find("quote") == std::string::npos);
}

TEST_CASE("sections are found at any level, the title is none, and the first filled one is best") {
  const auto spec = Build("# Use cases of the month\n\n## Context\n\nTODO\n\n## Problem\n\nCopying.\n");
  REQUIRE(spec->matched.size() == 2);
  CHECK(spec->matched[0].empty);
  REQUIRE(spec->Find(Role::kWhy) != nullptr);
  CHECK(spec->Find(Role::kWhy)->section == spec->matched[1].section);
  CHECK(spec->TextOf(Role::kWhy)->text == "Copying.");
  CHECK(spec->Find(Role::kUsage) == nullptr);
  CHECK(spec->TextOf(Role::kUsage) == nullptr);
}

TEST_CASE("a section inside another of its role is part of it; of another role it stands alone") {
  const auto spec = Build("## Why\n\nA.\n\n### Why now\n\nB.\n\n### Evidence\n\nC.\n");
  REQUIRE(spec->texts.size() == 2);
  CHECK(spec->texts[0].text.text == "A.\n\nB.");
  CHECK(spec->texts[1].role == Role::kEvidence);
  CHECK(spec->texts[1].text.text == "C.");
}

TEST_CASE("the language of each section is its own, unless the front matter says one") {
  const std::string mixed =
      "# Export\n\n## Why\n\nWe copy all of the figures by hand and it takes two days of the month.\n\n"
      "## Retours clients\n\nOn ressaisit tout deux fois par semaine et ça nous prend du temps.\n";
  const auto guessed = Build(mixed);
  REQUIRE(guessed->texts.size() == 2);
  CHECK(guessed->texts[0].text.language == Language::kEnglish);
  CHECK(guessed->texts[1].text.language == Language::kFrench);
  const auto stated = Build("---\nlanguage: de\n---\n" + mixed);
  CHECK(stated->language == Language::kGerman);
  CHECK(stated->texts[1].text.language == Language::kGerman);
}

TEST_CASE("front matter is read leniently") {
  const auto spec = Build(
      "---\nid: FEAT-12\nstatus: Ready\nsize: small\npersonas: ops_lead\nsegments: [a, b]\nwaivers:\n"
      "  - {rule: evidence/stale, reason: pilot, by: '@marie', until: 2026-03-31}\n  - nonsense\nowner: "
      "7\n---\n# T\n");
  const SpecMeta& meta = spec->meta;
  CHECK(meta.id == "FEAT-12");
  CHECK(Cut(spec->text(), meta.id_range) == "FEAT-12");
  CHECK(meta.status == SpecStatus::kReady);
  CHECK(meta.small);
  CHECK(meta.personas == Texts{"ops_lead"});
  CHECK(meta.segments == Texts{"a", "b"});
  REQUIRE(meta.waivers.size() == 1);
  CHECK(meta.waivers[0].until == Date{2026, 3, 31});
  CHECK(Cut(spec->text(), meta.waivers[0].rule_range) == "evidence/stale");
  CHECK(meta.owner == "7");
}

TEST_CASE("detail before the business sections is known, detail inside them is not") {
  CHECK(Build("## Why\n\nA.\n\n### Design\n\nB.\n")->first_detail_section == markdown::kNone);
  const auto spec = Build("## API\n\nA.\n\n## Why\n\nB.\n");
  REQUIRE(spec->first_detail_section != markdown::kNone);
  CHECK(Cut(spec->text(), HeadingText(*spec, spec->first_detail_section)) == "API");
}

TEST_CASE("any bytes make a spec, and every finding of every rule lies inside it") {
  const std::string deep(3000, '>');
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "## Why\n\nTODO\n\n### Evidence\n\nCustomers want [x](call:y).\n\n";
  for (const std::string& text :
       {std::string(), std::string("\xEF\xBB\xBF"), std::string("\0\0# Why\0\n", 9),
        std::string("## Why\r## Usage\r"), std::string("\xff\xfe\n## W\xffy\n\n\xc3"), deep, many,
        std::string(100000, '#'), std::string("---\nmetric: {by: 2026-02-30}\n---\n## Why\n")}) {
    const test::RuleRun run = test::RunRule("", text);
    for (const Finding& finding : run.findings) {
      CHECK(finding.range.begin <= finding.range.end);
      CHECK(finding.range.end <= run.spec->text().size());
      CHECK_FALSE(finding.message.empty());
    }
  }
}

}  // namespace
}  // namespace whyspec::rules
