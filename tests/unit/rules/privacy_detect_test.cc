// The detectors of personal data: what they find, what they leave alone, and that hostile
// texts take them no more than linear time.
#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "base/strings.h"
#include "rules/cue_tables.h"
#include "rules/detect/email_address.h"
#include "rules/detect/health.h"
#include "rules/detect/iban.h"
#include "rules/detect/name_finder.h"
#include "rules/detect/national_id.h"
#include "rules/detect/phone_number.h"
#include "rules/detect/signed_url.h"

namespace whyspec::rules::detect {
namespace {

using Texts = std::vector<std::string>;

Texts CutAll(std::string_view text, const std::vector<TextRange>& ranges) {
  Texts out;
  for (TextRange range : ranges) out.emplace_back(Cut(text, range));
  return out;
}
Texts Emails(std::string_view text) { return CutAll(text, FindEmailAddresses(text)); }
Texts Phones(std::string_view text) { return CutAll(text, FindPhoneNumbers(text)); }
Texts Ibans(std::string_view text) { return CutAll(text, FindIbans(text)); }
Texts Ids(std::string_view text) {
  Texts out;
  for (const NationalId& id : FindNationalIds(text)) out.push_back(StrCat(id.kind, " ", Cut(text, id.range)));
  return out;
}
Texts Health(std::string_view text, const Texts& names = {}) {
  Texts out;
  for (const HealthMention& one : FindHealthMentions(text, names)) {
    out.push_back(StrCat(Cut(text, one.term), " < ", Cut(text, one.person)));
  }
  return out;
}
std::string WithoutKeys(std::string text) {
  std::vector<TextEdit> edits;
  for (const SignedUrl& url : FindSignedUrls(text)) edits.push_back(url.without_key);
  return ApplyEdits(text, edits);
}

TEST_CASE("an e-mail address is cut from the words around it") {
  CHECK(Emails("Ask jane.roe@northfield-clinic.eu.") == Texts{"jane.roe@northfield-clinic.eu"});
  CHECK(Emails("<jane@borealis.care>, 'kim@moe.io'") == Texts{"jane@borealis.care", "kim@moe.io"});
  CHECK(Emails("a.b+c-d_e%f@x.y-z.museum!") == Texts{"a.b+c-d_e%f@x.y-z.museum"});
  CHECK(Emails("„jérôme.petit@cèdre-santé.fr“") == Texts{"jérôme.petit@cèdre-santé.fr"});
  CHECK(Emails("jane\\_roe@northfield.eu") == Texts{"jane\\_roe@northfield.eu"});
  CHECK(Emails("mailto:jane@northfield.eu?subject=x") == Texts{"jane@northfield.eu"});
  CHECK(Emails("https://crm.northfield.eu/people/jane@northfield.eu") == Texts{"jane@northfield.eu"});
  CHECK(Emails("JANE@NORTHFIELD.EU") == Texts{"JANE@NORTHFIELD.EU"});
  CHECK(Emails("jane@xn--cdre-5oa.xn--p1ai") == Texts{"jane@xn--cdre-5oa.xn--p1ai"});
}

TEST_CASE("addresses that lead to no person are left alone") {
  for (const char* text : {"jane@example.com",
                           "jane@mail.example.org",
                           "jane@a.test",
                           "jane@b.invalid",
                           "jane@localhost",
                           "jane@c.example",
                           "no-reply@northfield.eu",
                           "noreply+1@northfield.eu",
                           "support@northfield.eu",
                           "platform-team@northfield.eu",
                           "git@github.com:team/repo.git",
                           "git clone deploy@build.northfield.eu:/srv/repo",
                           "ssh://deploy@build.northfield.eu",
                           "https://jane:pw@files.northfield.eu",
                           "left-pad@1.2.3",
                           "@team/pack@2.0.0-rc.1",
                           "checkout@v4",
                           "icon@2x.png",
                           "getty@tty1.service",
                           "Mission@NASA.Exhaust",
                           "@jane",
                           "jane@",
                           "@northfield.eu",
                           "a @ b.eu",
                           "jane@northfield",
                           "jane@.eu",
                           "jane@-northfield.eu",
                           "1234+jane@users.noreply.github.com",
                           "x@y@z.eu@"}) {
    INFO(text);
    CHECK(Emails(text).empty());
  }
}

TEST_CASE("telephone numbers are found in the forms people write") {
  for (const char* text : {"+33 6 39 98 12 34", "+33639981234", "+33 (0)6 39 98 12 34", "+33.6.39.98.12.34",
                           "0033 6 39 98 12 34", "+1 (415) 555-0132", "+1-415-555-0132", "+14155550132",
                           "+44 7700 900123", "+49 30 23125 042", "06 39 98 01 02", "06.39.98.01.02",
                           "06-39-98-01-02", "0639980102", "06\u00A039\u00A098\u00A001\u00A002",
                           "06\u202F39\u202F98\u202F01\u202F02", "+336 39 98 12 34", "+352 27 12 34 56"}) {
    INFO(text);
    CHECK(Phones(text) == Texts{text});
    CHECK(Phones(StrCat("tél. ", text, ", le matin")) == Texts{text});
    CHECK(Phones(StrCat("(", text, ")")).size() == 1);
  }
  CHECK(Phones("tel:+14155550132") == Texts{"+14155550132"});
}

TEST_CASE("numbers that are no telephone numbers are left alone") {
  for (const char* text : {"1.02.03.04.05",
                           "v06.39.98.12.34.56",
                           "06.12.34",
                           "2026-01-13",
                           "01/02/03/04",
                           "20260113T102030",
                           "10.0.0.12",
                           "192.168.01.02",
                           "#0639981234",
                           "id=0639981234",
                           "id_0639981234",
                           "0639981234567",
                           "4f06399812340a",
                           "0612345678abcdef",
                           "+10 000 000 euros",
                           "+12 345 678 901",
                           "+250 000 000",
                           "+1234567890",
                           "UTC+01:00",
                           "x+33639981234",
                           "0123456789",
                           "01 02 03 04 05",
                           "00 01 02 03 04 05 06",
                           "06 39 98 01 02 03",
                           "07 39.98 01 02",
                           "C++11",
                           "a++33639981234",
                           "+33 6 39 98",
                           "+999 999 999 999",
                           "1e+33639981234",
                           "+0639981234",
                           "0000000000",
                           "06 39 98 01 02%",
                           "http://x/0639981234"}) {
    INFO(text);
    CHECK(Phones(text).empty());
  }
}

TEST_CASE("an account number needs its country, length and check digits") {
  CHECK(Ibans("to FR76 3000 6000 0112 3456 7890 189.") == Texts{"FR76 3000 6000 0112 3456 7890 189"});
  CHECK(Ibans("DE89370400440532013000,GB29NWBK60161331926819") ==
        Texts{"DE89370400440532013000", "GB29NWBK60161331926819"});
  CHECK(Ibans("NO93 8601 1117 947") == Texts{"NO93 8601 1117 947"});
  for (const char* text : {"FR76 3000 6000 0112 3456 7890 188", "DE8937040044053201300",
                           "DE893704004405320130000", "xDE89370400440532013000", "ZZ89370400440532013000",
                           "DE89  3704 0044 0532 0130 00", "de89370400440532013000", "DE89", "DE"}) {
    INFO(text);
    CHECK(Ibans(text).empty());
  }
}

TEST_CASE("personal numbers are known by their key or their name") {
  CHECK(Ids("185057800608491") == Texts{"NIR 185057800608491"});
  CHECK(Ids("1 85 05 78 006 084 91") == Texts{"NIR 1 85 05 78 006 084 91"});
  CHECK(Ids("2 85 05 2A 004 084 45") == Texts{"NIR 2 85 05 2A 004 084 45"});
  CHECK(Ids("285052B00408472") == Texts{"NIR 285052B00408472"});
  CHECK(Ids("N° RPPS : 10001234567") == Texts{"RPPS 10001234567"});
  CHECK(Ids("NHS number 943 476 5919") == Texts{"NHS number 943 476 5919"});
  for (const char* text : {"185057800608490", "1850578006084911", "985057800608491", "185137800608491",
                           "10001234567", "RPPS\n10001234567", "XRPPS 10001234567", "RPPS 11111111111",
                           "4111 1111 1111 1111", "2850520040845", "v1.85.05.78.006.084.91.2"}) {
    INFO(text);
    CHECK(Ids(text).empty());
  }
}

TEST_CASE("a signed link loses its key and keeps where it leads") {
  CHECK(WithoutKeys("(https://m.example.com/1.mp4?X-Amz-Expires=9&X-Amz-Signature=5d41402abc4b2a76)") ==
        "(https://m.example.com/1.mp4)");
  CHECK(WithoutKeys("https://m.example.com/1?t=460&amp;token=9f86d081884c7d65&amp;lang=fr#end") ==
        "https://m.example.com/1?t=460&amp;lang=fr#end");
  CHECK(WithoutKeys("https://m.example.com/1?sv=1&se=2026-01-14&sig=Zm9vYmFyYmF6cXV4%3D.") ==
        "https://m.example.com/1.");
  CHECK(WithoutKeys("https://m.example.com/1#access_token=ya29a0AfH6SMBx12") == "https://m.example.com/1");
  CHECK(WithoutKeys("https://a.example.com/?next=https://b.example.com/?x=1&token=9f86d081884c7d65") ==
        "https://a.example.com/?next=https://b.example.com/?x=1");
  for (const char* text : {"https://m.example.com/1?t=460", "https://m.example.com/1?token=YOUR_TOKEN",
                           "https://m.example.com/1?token={token}", "https://m.example.com/1?sig=xxxxxxxx1",
                           "http://localhost:8888/?token=9f86d081884c7d65", "?token=9f86d081884c7d65",
                           "https://m.example.com/token=9f86d081884c7d65",
                           "https://m.example.com/1?design=9f86d081884c7d65", "://", "https://"}) {
    INFO(text);
    CHECK(FindSignedUrls(text).empty());
  }
}

TEST_CASE("a health term counts within eight words of somebody") {
  CHECK(Health("Mrs. Roe has diabetes") == Texts{"diabetes < Mrs. Roe"});
  CHECK(Health("Mrs. Roe one two three four five six seven diabetes") == Texts{"diabetes < Mrs. Roe"});
  CHECK(Health("Mrs. Roe one two three four five six seven eight diabetes").empty());
  CHECK(Health("L’épilepsie de Mme Durand") == Texts{"épilepsie < Mme Durand"});
  CHECK(Health("Diabète—M. D. le sait") == Texts{"Diabète < M. D"});
  CHECK(Health("J. D. (HIV)") == Texts{"HIV < J. D"});
  CHECK(Health("54-year-old with asthma") == Texts{"asthma < 54-year"});
  CHECK(Health("Patiente de 54 ans, cancer") == Texts{"cancer < Patiente de 54 ans"});
  CHECK(Health("M. Petit\nsort d’une chimiothérapie") == Texts{"chimiothérapie < M. Petit"});
  CHECK(Health("Jane Roe has asthma", {"Jane Roe"}) == Texts{"asthma < Jane Roe"});
  for (const char* text :
       {"Patients with diabetes", "Mrs. Roe\n\ndiabetes", "over 65 years old with dementia",
        "aged 65 and older with dementia", "depuis 10 ans du diabète", "MS Office for hepatitis",
        "the U.S. cancer plan", "Jane Roe has asthma", "Mr. Roe cancelled the order",
        "Mme D. enceintes acoustiques", "I'm a cancer nurse"}) {
    INFO(text);
    CHECK(Health(text).empty());
  }
}

TEST_CASE("health terms are found at every offset of a long text") {
  // The scan goes in blocks of 64 bytes: a word may lie across two.
  for (std::size_t before = 0; before < 140; ++before) {
    const std::string text = StrCat(std::string(before, '.'), " Mrs. Roe, épilepsie HIV");
    INFO(before);
    CHECK(Health(text).size() == 2);
    CHECK(Health(StrCat(std::string(before, 'x'), " HIV: Mrs. Roe")).size() == 1);
  }
}

TEST_CASE("every health term of the lists can be found") {
  for (int i = 0; i < kLanguageCount; ++i) {
    for (std::string_view entry : FindWordList(static_cast<Language>(i), "privacy", "health_terms")) {
      INFO(entry);
      std::string word(entry);
      while (!word.empty() && word.back() == '*') word.pop_back();
      CHECK(Health(StrCat("Mme D. : ", word)).size() == 1);
    }
  }
}

TEST_CASE("names are met as people write them") {
  NameFinder finder;
  finder.Add("Cèdre Santé", 1);
  finder.Add("Cèdre", 2);
  finder.Add("orange", 3);
  finder.Add("Orange Bank", 4);
  finder.Add("  ", 5);
  const auto find = [&](std::string_view text) {
    Texts out;
    for (const NameFinder::Hit& hit : finder.Find(text))
      out.push_back(StrCat(hit.tag, " ", Cut(text, hit.range)));
    return out;
  };
  CHECK(find("CEDRE  SANTÉ, Cedre\nSante et Cèdre’s") ==
        Texts{"1 CEDRE  SANTÉ", "1 Cedre\nSante", "2 Cèdre"});
  CHECK(find("cèdre santé, Cèdres, XCèdre, _Cèdre") == Texts{});
  CHECK(find("Orange, orange, Orange Bank, oranges, ORANGE") ==
        Texts{"3 Orange", "3 orange", "4 Orange Bank", "3 ORANGE"});
  CHECK(NameFinder().Find("Cèdre").empty());
}

TEST_CASE("hostile texts take linear time") {
  const std::size_t size = 400'000;
  const auto repeat = [&](std::string_view piece) {
    std::string text;
    while (text.size() < size) text += piece;
    return text;
  };
  NameFinder finder;
  finder.Add("Acme", 1);
  for (std::string_view piece : {"@",
                                 "a@",
                                 "a@b.",
                                 "a@b.c.",
                                 "a.b@c.de,",
                                 "0",
                                 "06 ",
                                 "+3",
                                 "+33 ",
                                 "1 8 ",
                                 "1 85 05 78 006 084 91 ",
                                 "://",
                                 "a://b?token=",
                                 "FR76 ",
                                 "FR7",
                                 "RPPS 1",
                                 "Acme",
                                 "A",
                                 "\xC3\xA9",
                                 "\xFF",
                                 "cancer",
                                 "cancer ",
                                 "Mrs. Roe cancer ",
                                 "é cancer\n",
                                 "M. D. ",
                                 "54 ans, ",
                                 "a://b?sig=a1b2c3d4e5f6&"}) {
    INFO(piece);
    const std::string text = repeat(piece);
    const auto start = std::chrono::steady_clock::now();
    FindEmailAddresses(text);
    FindPhoneNumbers(text);
    FindIbans(text);
    FindNationalIds(text);
    FindSignedUrls(text);
    FindHealthMentions(text, {"Jane Roe"});
    finder.Find(text);
    // Quadratic time would be hours; linear is well below a second even unoptimised.
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
  }
}

}  // namespace
}  // namespace whyspec::rules::detect
