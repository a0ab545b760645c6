#include "rules/cues.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/cue_tables.h"

namespace whyspec::rules {
namespace {

std::vector<std::string> Found(std::string_view text, Language language, std::string_view list) {
  const std::string folded = Fold(text);
  std::vector<std::string> found;
  for (const CueHit& hit : FindCues(folded, language, list)) {
    found.push_back(StrCat(hit.negated ? "not " : "", Cut(folded, hit.range)));
  }
  return found;
}
using Words = std::vector<std::string>;

TEST_CASE("English and French have the same lists, in every group but the languages' own") {
  std::set<std::string> english;
  std::set<std::string> french;
  for (const WordList& list : WordLists(Language::kEnglish))
    english.insert(StrCat(list.group, "/", list.name));
  for (const WordList& list : WordLists(Language::kFrench)) french.insert(StrCat(list.group, "/", list.name));
  CHECK(english == french);
  CHECK(CueLists(Language::kEnglish).size() >= 25);
}

TEST_CASE("no language has a list that English has not") {
  std::set<std::string> english;
  for (const WordList& list : WordLists(Language::kEnglish))
    english.insert(StrCat(list.group, "/", list.name));
  for (const Language language : {Language::kGerman, Language::kSpanish}) {
    for (const WordList& list : WordLists(language)) {
      INFO(list.group << "/" << list.name);
      CHECK(english.count(StrCat(list.group, "/", list.name)) == 1);
    }
  }
}

TEST_CASE("every entry of every list finds itself") {
  for (int i = 0; i < kLanguageCount; ++i) {
    const auto language = static_cast<Language>(i);
    for (const WordList& list : WordLists(language)) {
      if (list.group != "cues" && list.group != "said") continue;
      for (std::string_view entry : list.entries) {
        // The first choice of every group, a number for "#", a word for "_", a stem as it is.
        std::string text;
        for (std::size_t at = 0; at < entry.size();) {
          if (entry[at] == '(') {
            const std::size_t close = entry.find(')', at);
            REQUIRE(close != std::string_view::npos);
            const std::string_view choice =
                entry.substr(at + 1, std::min(entry.find('|', at), close) - at - 1);
            // Placeholders stand in choices too.
            for (const char c : choice) {
              if (c == '#')
                text += '7';
              else if (c == '_')
                text += "word";
              else if (c != '*')
                text += c;
            }
            at = close + 1;
            continue;
          }
          if (entry[at] == '#')
            text += "7";
          else if (entry[at] == '_')
            text += "word";
          else if (entry[at] != '*')
            text += entry[at];
          ++at;
        }
        INFO(Code(language) << " " << list.name << ": " << entry << " as " << text);
        const std::string folded = Fold(text);
        const std::vector<CueHit> hits = FindCues(folded, language, list.name);
        REQUIRE_FALSE(hits.empty());
        CHECK(hits.front().range.begin == folded.find_first_not_of(' '));
      }
    }
  }
}

TEST_CASE("cues are whole words, in any case and with any accents") {
  CHECK(Found("Ça serait BIEN", Language::kFrench, "hypothetical") == Words{"ca serait bien"});
  CHECK(Found("amazingly", Language::kEnglish, "compliment_word").empty());
  CHECK(Found("c’est génial", Language::kFrench, "compliment") == Words{"c'est genial"});
  CHECK(Found("frustrating and frustrated", Language::kEnglish, "pain") ==
        Words{"frustrating", "frustrated"});
}

TEST_CASE("the longest cue at a place wins and hits of a list do not overlap") {
  CHECK(Found("it would be nice", Language::kEnglish, "hypothetical") == Words{"it would be nice"});
  CHECK(Found("we would definitely use it", Language::kEnglish, "hypothetical") ==
        Words{"we would definitely use"});
}

TEST_CASE("a negation within three words marks the hit") {
  CHECK(Found("we would never really love it", Language::kEnglish, "compliment") == Words{"not love it"});
  CHECK(Found("This isn't amazing", Language::kEnglish, "compliment_word") == Words{"not amazing"});
  CHECK(Found("It won't be amazing", Language::kEnglish, "compliment_word") == Words{"not amazing"});
  CHECK(Found("ce n'est pas génial", Language::kFrench, "compliment_word") == Words{"not genial"});
  CHECK(Found("Never. It is amazing", Language::kEnglish, "compliment_word") == Words{"amazing"});
  CHECK_FALSE(HasCue("this is not amazing", Language::kEnglish, "compliment_word"));
}

TEST_CASE("a cue does not reach over the end of a sentence") {
  CHECK(Found("for us a must. We would. Like it", Language::kEnglish, "hypothetical").empty());
}

TEST_CASE("numbers and signs are words of their own") {
  CHECK(Found("it took 3.5h", Language::kEnglish, "amount") == Words{"3.5h"});
  CHECK(Found("it took 3.5h", Language::kEnglish, "fact_past") == Words{"it took"});
  CHECK(Found("30% of them", Language::kEnglish, "amount") == Words{"30%"});
  CHECK(Found("ça nous prend 2 jours", Language::kFrench, "fact_past") == Words{"ca nous prend"});
  CHECK(Found("ça nous prend 2 jours", Language::kFrench, "amount") == Words{"2 jours"});
}

TEST_CASE("a language without a list falls back to English") {
  CHECK(Found("many customers", Language::kGerman, "weasel_count") == Words{"many customers"});
  CHECK(Found("das wäre super", Language::kGerman, "hypothetical") == Words{"das ware super"});
}

TEST_CASE("matching survives broken and hostile text") {
  CHECK(Found(std::string_view("\xff\xfe would \xc3", 9), Language::kEnglish, "hypothetical").empty());
  CHECK(FindCues("", Language::kEnglish, "claim").empty());
  const std::string many(200000, '(');
  CHECK(FindCues(many, Language::kEnglish, "claim").empty());
  std::string customers;
  for (int i = 0; i < 20000; ++i) customers += "many customers really ";
  CHECK(FindCues(customers, Language::kEnglish, "weasel_count").size() == 20000);
}

}  // namespace
}  // namespace whyspec::rules
