#include "rules/language.h"

#include <catch2/catch.hpp>

namespace whyspec::rules {
namespace {

TEST_CASE("the language of a few sentences is guessed") {
  CHECK(GuessLanguage("we copy all of the figures by hand and it takes two days") == Language::kEnglish);
  CHECK(GuessLanguage("on ressaisit tout deux fois par semaine et ca nous prend du temps") ==
        Language::kFrench);
  CHECK(GuessLanguage("wir tippen die zahlen zweimal ab und das ist nicht gut") == Language::kGerman);
  CHECK(GuessLanguage("copiamos las cifras a mano y los errores son para el cliente") == Language::kSpanish);
}

TEST_CASE("too little text or a mixture gives no guess") {
  CHECK_FALSE(GuessLanguage("").has_value());
  CHECK_FALSE(GuessLanguage("export csv").has_value());
  CHECK_FALSE(GuessLanguage("the and is les des pour").has_value());
}

TEST_CASE("language tags are read with any region") {
  CHECK(ParseLanguage("fr-CA") == Language::kFrench);
  CHECK(ParseLanguage("EN_us") == Language::kEnglish);
  CHECK_FALSE(ParseLanguage("pt").has_value());
  CHECK_FALSE(ParseLanguage("").has_value());
  CHECK_FALSE(ParseLanguage("french").has_value());
  CHECK(Code(Language::kSpanish) == "es");
}

}  // namespace
}  // namespace whyspec::rules
