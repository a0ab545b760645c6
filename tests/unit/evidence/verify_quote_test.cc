// Each tier and each kind of change, in English and in French, on invented sentences.
#include "evidence/verify_quote.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace whyspec::evidence {
namespace {

using Turns = std::vector<std::pair<std::string, std::string>>;  // speaker, text

std::shared_ptr<const calls::Call> CallOf(const Turns& turns, std::string language) {
  auto call = std::make_shared<calls::Call>();
  call->id = "made-up";
  call->language = std::move(language);
  for (std::size_t i = 0; i < turns.size(); ++i) {
    calls::Turn turn;
    turn.speaker = turns[i].first;
    turn.start_ms = static_cast<std::int64_t>(i) * 60000;
    turn.end_ms = *turn.start_ms + 5000;
    turn.text = turns[i].second;
    call->turns.push_back(std::move(turn));
  }
  return call;
}

Verification Judge(const std::string& quote, const Turns& turns, const std::string& language = "en") {
  return Verify(quote, Transcript(CallOf(turns, language)));
}

std::string Of(const std::string& quote, const std::string& said, const std::string& language = "en") {
  const Verification one =
      Judge(quote, {{"a", "Let us begin with the agenda of today."}, {"p", said}, {"a", "Thank you all."}},
            language);
  return std::string(Name(one.verdict));
}

std::string Fr(const std::string& quote, const std::string& said) { return Of(quote, said, "fr"); }

ChangeKind WorstOf(const std::string& quote, const std::string& said, const std::string& language = "en") {
  const Verification one = Judge(quote, {{"p", said}}, language);
  REQUIRE(one.Worst() != nullptr);
  return one.Worst()->kind;
}

constexpr const char* kSaid =
    "Um, we type every figure by hand each month, and it's, you know, it's rather slow.";

TEST_CASE("case, accents, punctuation and typography do not count") {
  CHECK(Of("we type every figure by hand each month", kSaid) == "exact");
  CHECK(Of("WE TYPE EVERY FIGURE BY HAND, EACH MONTH!", kSaid) == "exact");
  CHECK(Of("«\xC2\xA0we type ev\xC2\xAD\x65ry \xEF\xAC\x81gure by hand\xC2\xA0»", kSaid) == "exact");
  CHECK(Of("we **type** every figure _by hand_", kSaid) == "exact");
  CHECK(Fr("L’équipe comptable n’a pas été prévenue à temps",
           "l'equipe comptable n'a pas ete prevenue a temps") == "exact");
  CHECK(Of("they're saying it&#39;s slow", "they&#39;re saying it's slow") == "exact");
}

TEST_CASE("an honest editor drops fillers and repeats") {
  CHECK(Of("by hand each month, and it's rather slow", kSaid) == "edited");
  CHECK(Of("we need the the export", "we need the export") != "exact");
  CHECK(Of("we need the export on Monday", "we we need the uh the ex- export on Monday") == "edited");
  CHECK(Fr("on ressaisit tout à la main", "on, euh, on ressaisit du coup tout à à la main") == "edited");
  CHECK(Of("and it works", "and {vocalsound} it [laughs] works") == "exact");
}

TEST_CASE("contractions open and close") {
  CHECK(Of("we do not use it because it is slow", "we don't use it 'cause it's slow") == "edited");
  CHECK(Of("I'm going to buy it, they've said", "I am gonna buy it, they have said") == "edited");
  CHECK(Fr("parce que on ne peut pas, cela est trop lent", "parce qu'on ne peut pas, c'est trop lent") ==
        "edited");
  CHECK(Fr("je n'utilise pas cet écran le matin", "j'utilise pas cet écran le matin") == "edited");
}

TEST_CASE("numbers are the same in words and in figures") {
  CHECK(Of("it takes 15 people two days", "it takes fifteen people 2 days") == "edited");
  CHECK(Of("we pay 40,000 euros, about 12 %", "we pay forty thousand euros, about twelve percent") ==
        "edited");
  CHECK(Of("$50 for each seat", "50 dollars for each seat") == "edited");
  CHECK(Fr("on a 97 sites et 1 200 agents", "on a quatre-vingt-dix-sept sites et mille deux cents agents") ==
        "edited");
  CHECK(Fr("soit 71 pour cent du parc", "soit soixante et onze % du parc") == "edited");
}

TEST_CASE("words an editor marks are not a change") {
  CHECK(Of("we type every figure […] each month", kSaid) == "edited");
  CHECK(Of("we type every figure (...) each month", kSaid) == "edited");
  CHECK(Of("we [in finance] type every figure by hand", kSaid) == "edited");
  CHECK(Of("[the finance team] type every figure by hand each month", kSaid) == "edited");
  CHECK(Fr("[l'outil] est trop lent pour nous", "il est trop lent pour nous") == "edited");
}

TEST_CASE("a turn carried on across an interruption") {
  const Turns turns = {
      {"p", "We type every figure by hand"}, {"a", "Oh, really?"}, {"p", "each month, all of them."}};
  CHECK(Judge("We type every figure by hand each month", turns).verdict == Verdict::kEdited);
}

TEST_CASE("a word put differently is reworded, never verified") {
  CHECK(Of("we enter every figure by hand each month", kSaid) == "reworded");
  CHECK(Of("we had a big problem, however it passed", "we had a large problem, but it passed") == "reworded");
  CHECK(Fr("on recopie tout à la main le vendredi soir", "on ressaisit tout à la main le vendredi soir") ==
        "reworded");
  CHECK(Of("we type figure by hand each month", "we type that figure by hand each month") == "reworded");
}

TEST_CASE("a negation put in or taken out") {
  for (const auto& [quote, said] : std::vector<std::pair<std::string, std::string>>{
           {"we use the export each month", "we don't use the export each month"},
           {"we never use the export each month", "we use the export each month"},
           {"we can use the export now", "we cannot use the export now"},
           {"we work with any export at all", "we work without any export at all"},
           {"somebody reads that long report", "nobody reads that long report"},
           {"we hardly need the monthly report", "we need the monthly report"}}) {
    INFO(quote);
    CHECK(Of(quote, said) == "altered");
  }
  for (const auto& [quote, said] : std::vector<std::pair<std::string, std::string>>{
           {"on utilise cet export chaque mois", "on n'utilise pas cet export chaque mois"},
           {"on n'utilise jamais cet export au bureau", "on utilise cet export au bureau"},
           {"on utilise cet export au bureau", "on utilise pas cet export au bureau"},
           {"quelqu'un lit ce rapport le lundi", "personne ne lit ce rapport le lundi"},
           {"on travaille avec ce portail tous les jours", "on travaille sans ce portail tous les jours"},
           {"il y a une solution à ce problème", "il n'y a aucune solution à ce problème"}}) {
    INFO(quote);
    CHECK(Fr(quote, said) == "altered");
  }
  CHECK(WorstOf("we use the export", "we don't use the export") == ChangeKind::kNegation);
}

TEST_CASE("an omission may not hide a negation") {
  CHECK(Of("we […] use it every month here", "we don't use it every month here") == "altered");
  CHECK(Fr("on (...) cet export au bureau", "on n'utilise jamais cet export au bureau") == "altered");
  CHECK(Of("we [do not] use it every month here", "we use it every month here") == "altered");
  CHECK(
      Of("We like it a lot. […] It saves us days.",
         "We like it a lot. The old one was not so good for us, honestly, and it broke. It saves us days.") ==
      "edited");
}

TEST_CASE("numbers, units and dates") {
  CHECK(WorstOf("it costs 50 euros a month", "it costs 15 euros a month") == ChangeKind::kNumber);
  CHECK(WorstOf("it takes two weeks to finish", "it takes two days to finish") == ChangeKind::kUnit);
  CHECK(Of("it grew by thirty percent", "it grew by thirteen percent") == "altered");
  CHECK(Of("we start in March with ten seats", "we start in April with ten seats") == "altered");
  CHECK(Fr("on a perdu quatre-vingts dossiers", "on a perdu quatre-vingt-dix dossiers") == "altered");
  CHECK(Fr("ça coûte 3,5 millions par an", "ça coûte 3,5 milliards par an") == "altered");
}

TEST_CASE("opposites, quantities, comparisons, conditions and people") {
  CHECK(WorstOf("the portal is rather fast today", "the portal is rather slow today") ==
        ChangeKind::kOpposite);
  CHECK(Of("the new screen is useless for us", "the new screen is useful for us") == "altered");
  CHECK(Of("we were unhappy with that vendor", "we were happy with that vendor") == "altered");
  CHECK(Of("all sites have the same trouble", "some sites have the same trouble") == "altered");
  CHECK(Of("it is less work than before", "it is more work than before") == "altered");
  CHECK(Of("we will buy it this summer", "we would buy it this summer") == "altered");
  CHECK(Of("we buy it this summer", "we would buy it this summer") == "altered");
  CHECK(Of("they need it this summer", "we need it this summer") == "altered");
  CHECK(Of("then we moved to Initech last year", "then we moved to Globex last year") == "altered");
  CHECK(Fr("le portail est plutôt rapide ici", "le portail est plutôt lent ici") == "altered");
  CHECK(Fr("la procédure est grande et ouverte", "la procédure est petite et ouverte") == "altered");
  CHECK(Fr("tous les sites sont concernés", "certains sites sont concernés") == "altered");
  CHECK(Fr("on l'achètera au printemps prochain", "on l'achèterait au printemps prochain") == "altered");
}

TEST_CASE("words in another order, passages joined, two people") {
  CHECK(WorstOf("the portal replaced the sheet last year", "the sheet replaced the portal last year") ==
        ChangeKind::kSwapped);
  CHECK(Fr("le client a relancé le fournisseur hier", "le fournisseur a relancé le client hier") ==
        "altered");
  const Turns far = {
      {"p", "We type every figure by hand each month in the old portal."},
      {"a", "I see, and what about the report that you send to the board every year in winter?"},
      {"p", "The board report is a nightmare for the whole of my team."}};
  CHECK(Judge("We type every figure by hand for the whole of my team", far).verdict == Verdict::kAltered);
  CHECK(Judge("We type every figure by hand […] a nightmare for the whole of my team", far).verdict ==
        Verdict::kEdited);
  CHECK(Judge("We type every figure by hand […] a nightmare for the whole of my team", far)
            .omits_other_speaker);
  const Turns two = {{"p", "We type every figure by hand each month."},
                     {"q", "My own team has never seen that."}};
  CHECK(Judge("We type every figure by hand each month […] My own team has never seen that", two).verdict ==
        Verdict::kAltered);
}

TEST_CASE("what nobody said is not found") {
  CHECK(Of("the mobile application drains my battery", kSaid) == "not_found");
  CHECK(Of("", kSaid) == "not_found");
  CHECK(Of("[…]", kSaid) == "not_found");
  CHECK(Judge("we type every figure", {}).verdict == Verdict::kNotFound);
}

TEST_CASE("short quotes and repeated ones say so") {
  const Turns turns = {
      {"p", "It is too slow for us."}, {"a", "Really?"}, {"p", "Yes, it is too slow for us."}};
  const Verification one = Judge("it is too slow for us", turns);
  CHECK(one.verdict == Verdict::kExact);
  CHECK(one.occurrences == 2);
  CHECK_FALSE(one.is_short);
  CHECK(Judge("too slow", turns).is_short);
  const Verification cited =
      Verify("it is too slow for us", Transcript(CallOf(turns, "en")), {.first_turn = 2});
  CHECK(cited.first_turn == 2);
}

TEST_CASE("spellings of one name are one name") {
  const std::vector<std::vector<std::string>> names = {{"Northquay", "north key", "Norkey"}};
  const Transcript transcript(CallOf({{"p", "we moved from north key to another vendor"}}, "en"), names);
  CHECK(Verify("we moved from Northquay to another vendor", transcript).verdict == Verdict::kEdited);
  CHECK(Verify("we moved from Southquay to another vendor", transcript).verdict == Verdict::kAltered);
}

TEST_CASE("differences are told in plain words") {
  CHECK(Explain(Judge("we do not use it today", {{"p", "we do use it today"}})) ==
        "says \"not\" where the customer did not");
  CHECK(Explain(Judge("it costs 15 euros a month", {{"p", "it costs 50 euros a month"}})) ==
        "says \"15\" where the customer said \"50\"");
  CHECK(Explain(Judge("we […] use it at night", {{"p", "we never use it at night"}})) ==
        "leaves out \"never\" at the […]");
  CHECK(Explain(Judge("we use it at night", {{"p", "we use it at night"}})).empty());
}

TEST_CASE("said words keep the typography of the quote") {
  const auto put_right = [](const std::string& quote, const std::string& said) {
    const Transcript transcript(CallOf({{"p", said}}, "en"));
    return SaidWords(transcript, Verify(quote, transcript), quote);
  };
  CHECK(put_right("We **like** it, a lot!", "we hate it a lot") == "We **hate** it, a lot!");
  CHECK(put_right("We use it […] each month.", "we use it only at home each month") ==
        "We use it […] each month.");
  CHECK(put_right("We use it at night.", "we never use it at night") == "We never use it at night.");
  CHECK(put_right("We never use it at night.", "we use it at night") == "We use it at night.");
}

TEST_CASE("hostile transcripts and quotes stay quick and are never verified by tiredness") {
  std::string same;
  for (int i = 0; i < 200000; ++i) same += "word ";
  const Turns turns = {{"p", same}};
  const Transcript transcript(CallOf(turns, "en"));
  const auto start = std::chrono::steady_clock::now();
  CHECK(Verify("word word word word word not", transcript).verdict != Verdict::kExact);
  std::string quote;
  for (int i = 0; i < 12000; ++i) quote += i % 7 == 0 ? "other " : "word ";
  CHECK_FALSE(IsVerified(Verify(quote, transcript).verdict));
  std::string dots;
  for (int i = 0; i < 6000; ++i) dots += "word […] ";
  (void)Verify(dots, transcript);
  const std::string nulls(5000, '\0');
  CHECK(Verify(nulls, transcript).verdict == Verdict::kNotFound);
  CHECK(Verify("\xFF\xFE[\xC3", transcript).verdict == Verdict::kNotFound);
  // Generous: sanitizers and busy machines are slow; quadratic time would take minutes.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

}  // namespace
}  // namespace whyspec::evidence
