#include "evidence/terms.h"

#include <catch2/catch.hpp>
#include <thread>

#include "base/unicode.h"
#include "calls/text_index.h"

namespace whyspec::evidence {
namespace {

std::vector<std::string> Texts(std::string_view text, TermLanguage language) {
  std::vector<std::string> out;
  for (const Term& term : Terms(text, language)) out.push_back(term.text);
  return out;
}

using List = std::vector<std::string>;

TEST_CASE("terms are folded, stemmed and without stop words") {
  CHECK(Texts("We are exporting the monthly reports", TermLanguage::kEnglish) ==
        List{"export", "month", "report"});
  CHECK(Texts("l'exportation mensuelle des données", TermLanguage::kFrench) ==
        List{"export", "mensuel", "don"});
  CHECK(Texts("die monatlichen Berichte", TermLanguage::kGerman) == List{"monat", "bericht"});
  CHECK(Texts("los informes mensuales", TermLanguage::kSpanish) == List{"inform", "mensual"});
}

TEST_CASE("a French word means the same with and without its accents") {
  for (const auto& [with, without] :
       {std::pair("décidé", "decide"), std::pair("décidées", "decidees"), std::pair("Événement", "evenement"),
        std::pair("ÇA COÛTE", "ca coute"), std::pair("l’œuvre", "l'oeuvre"),
        std::pair("mensuelle", "MENSUELLE")}) {
    CHECK(Texts(with, TermLanguage::kFrench) == Texts(without, TermLanguage::kFrench));
  }
  CHECK(Texts("décidées", TermLanguage::kFrench) == Texts("décider", TermLanguage::kFrench));
  CHECK(Texts("décidé", TermLanguage::kFrench) == Texts("décider", TermLanguage::kFrench));
}

TEST_CASE("what an apostrophe ties to a word is not a word, a letter that names somebody is") {
  CHECK(Texts("It's Acme's, he'd say it 's", TermLanguage::kEnglish) == List{"acm"});
  CHECK(Texts("Grad D agreed", TermLanguage::kEnglish) == List{"grad", "d", "agre"});
  CHECK(Texts("It’s Acme’s", TermLanguage::kEnglish) == List{"acm"});
}

TEST_CASE("numbers said in words are digits") {
  CHECK(Texts("seventy-five percent of fifty", TermLanguage::kEnglish) == List{"75", "percent", "50"});
  CHECK(Texts("Seventy five, two", TermLanguage::kEnglish) == List{"75", "2"});
  CHECK(Texts("twenty, five", TermLanguage::kEnglish) == List{"20", "5"});
  CHECK(Texts("soixante-dix-sept, quatre-vingt-dix-huit, soixante quinze", TermLanguage::kFrench) ==
        List{"77", "98", "75"});
  CHECK(Texts("dix-huit lots, quatre-vingts", TermLanguage::kFrench) == List{"18", "lot", "80"});
  CHECK(Texts("dos dos", TermLanguage::kSpanish).empty());  // a stop word
  const std::vector<Term> terms = Terms("about seventy-five euros", TermLanguage::kEnglish);
  REQUIRE(terms.size() == 2);
  CHECK(terms[0].source == TextRange{6, 18});
}

TEST_CASE("terms say where their word stands") {
  const std::string text = "Não, l’export d’Élodie";
  for (const Term& term : Terms(text, TermLanguage::kFrench)) {
    CHECK(Texts(Cut(text, term.source), TermLanguage::kFrench) == List{term.text});
  }
  const std::vector<Term> terms = Terms("the  Export", TermLanguage::kEnglish);
  REQUIRE(terms.size() == 1);
  CHECK(terms[0].source == TextRange{5, 11});
}

TEST_CASE("terms of a text are those of the folded text") {
  const std::vector<std::string> samples = {"ex\xC2\xADport\xE2\x80\x8B ing \xEF\xBB\xBFreports",
                                            "½ price at 3½ €",
                                            "aujourd\xCA\xBChui l\xC2\xB4idée",
                                            "ＦＵＬＬ ｗｉｄｔｈ Ⅻ ﬁnance",
                                            "e\xCC\x81lan vital, naïve façade",
                                            "日本語のレポート",
                                            "Straße GRÖSSE",
                                            "a\xFF\xFE b\xC3 broken\xE2\x80",
                                            std::string("nul\0 inside", 11),
                                            "’tis ‘quoted’ “words” — dash–dash"};
  for (const std::string& sample : samples) {
    for (const auto language : {TermLanguage::kEnglish, TermLanguage::kFrench, TermLanguage::kGerman}) {
      INFO(sample);
      CHECK(Texts(sample, language) == Texts(Fold(sample), language));
    }
  }
  CHECK(Texts("ex\xC2\xADport", TermLanguage::kEnglish) == List{"export"});
}

TEST_CASE("a very long word is cut, at a character") {
  const std::vector<Term> terms = Terms(std::string(1000, 'q'), TermLanguage::kEnglish);
  REQUIRE(terms.size() == 1);
  CHECK(terms[0].text.size() == 64);
  std::string accents = "x";
  for (int i = 0; i < 100; ++i) accents += "Ж";
  const std::vector<Term> cut = Terms(accents, TermLanguage::kEnglish);
  REQUIRE(cut.size() == 1);
  CHECK(IsValidUtf8(cut[0].text));
}

TEST_CASE("more words than are remembered are still reduced alike") {
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "word" + std::to_string(i) + " ";
  const std::vector<Term> terms = Terms(many, TermLanguage::kEnglish);
  REQUIRE(terms.size() == 100'000);
  CHECK(terms[77'777].text == "word77777");
  CHECK(Texts("exporting", TermLanguage::kEnglish) == List{"export"});
}

TEST_CASE("every thread reduces alike") {
  List other;
  std::thread([&] { other = Texts("customers exported invoices", TermLanguage::kEnglish); }).join();
  CHECK(other == Texts("customers exported invoices", TermLanguage::kEnglish));
}

TEST_CASE("the language is what is said, else what the words show") {
  CHECK(TermLanguageOf("fr-CA", "the words are English") == TermLanguage::kFrench);
  CHECK(TermLanguageOf("EN_us", "") == TermLanguage::kEnglish);
  CHECK(TermLanguageOf("", "") == TermLanguage::kEnglish);
  CHECK(TermLanguageOf("", "on ne peut pas le faire sans les comptables") == TermLanguage::kFrench);
  CHECK(TermLanguageOf("tlh", "wir haben das noch nicht gesehen") == TermLanguage::kGerman);
  CHECK(TermLanguageOf("", "no lo tenemos todavia en los informes") == TermLanguage::kSpanish);
  CHECK(TermLanguageOf("", "we do not have it in the reports") == TermLanguage::kEnglish);
  calls::Call call;
  call.turns.push_back(calls::Turn{.text = "Oui."});
  call.turns.push_back(calls::Turn{.text = "Nous les avons dans le tableur, et c'est tout."});
  CHECK(TermLanguageOf(call) == TermLanguage::kFrench);
  call.language = "en";
  CHECK(TermLanguageOf(call) == TermLanguage::kEnglish);
}

TEST_CASE("a block holds its turns' words and speakers, the first also title and account") {
  calls::Call call;
  call.title = "Renewal";
  call.account = "Ottermark";
  call.language = "en";
  call.participants.push_back(calls::Participant{.id = "p1", .name = "Ines"});
  for (int i = 0; i < 17; ++i)
    call.turns.push_back(calls::Turn{.speaker = "p1", .text = "invoices invoices"});
  call.turns[16] = calls::Turn{.speaker = "Buyer", .text = "late exports"};
  BlockTerms blocks(call);
  REQUIRE(blocks.block_count() == 2);
  CHECK(blocks.Of(0) == std::vector<std::string_view>{"ine", "invoic", "ottermark", "renew"});
  CHECK(blocks.Of(1) == std::vector<std::string_view>{"buyer", "export", "late"});
  CHECK(BlockTerms(calls::Call()).block_count() == 0);
}

TEST_CASE("stop words stay when asked for") {
  std::vector<Term> terms;
  AppendAllWords("what is it", TermLanguage::kEnglish, terms);
  CHECK(terms.size() == 3);
}

}  // namespace
}  // namespace whyspec::evidence
