// No byte above a level: every text of a call holds a word of its own that says from which level
// on it may be seen, and all that is disclosed is searched for them.
#include <catch2/catch.hpp>
#include <random>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/memory_call_log.h"
#include "calls/write_call.h"
#include "team/access.h"

namespace whyspec::team {
namespace {

using calls::Affiliation;

// Everything that leaves, as text.
std::string AllOf(const Disclosed& shown) {
  std::string out = calls::WriteCall(shown.call);
  for (const calls::Turn& turn : shown.call.turns) out += StrCat("\n", turn.speaker, ": ", turn.text);
  out += StrCat("\n", shown.account_label, "\n", shown.segment, "\n", shown.arr_band, "\n", shown.call.path,
                shown.call.sidecar_path);
  for (const auto& [persona, count] : shown.personas) out += StrCat("\n", persona);
  return out;
}

std::set<std::string> WordsOf(std::string_view text) {
  std::set<std::string> out;
  for (const TextRange word : Words(text)) out.insert(Fold(Cut(text, word)));
  return out;
}

std::shared_ptr<const calls::CallLog> LogWith(const calls::Account& account) {
  calls::Account parent;
  parent.id = "parentidname";
  parent.name = "Parentnamed Holding";
  return calls::MemoryCallLog::Create(
      {.accounts = {std::make_shared<calls::Account>(account), std::make_shared<calls::Account>(parent)}});
}

// named… from kNamed on, transcript…, contact…; "alias…" from kAlias.
calls::Call Marked() {
  calls::Call call;
  call.id = "call-2026-01-13-k3f9";
  call.title = "Aliastitle with Namedjane of Namedzenith";
  call.type = calls::CallType::kDiscovery;
  call.started_at_ms = 1'768'294'800'000 + 37 * 60'000;
  call.duration_ms = 1'800'000;
  call.language = "en";
  call.account = "namedaccountid";
  call.opportunity = {.id = "namedopp",
                      .stage = "namedstage",
                      .amount = 61'234,
                      .currency = "EUR",
                      .arr = 61'234,
                      .probability = 0.4};
  call.owner = "namedowner";
  call.source = {
      .system = "transcriptsystem", .id = "transcriptsource", .url = "https://contacturl.example/r"};
  call.source_channel = "namedchannel";
  call.participants = {
      {.id = "namedjane-roe",
       .name = "Namedjane Roename",
       .email = "contactjane@contactdomain.example",
       .affiliation = Affiliation::kExternal,
       .persona = "ops_lead",
       .title = "Namedtitle of operations"},
      {.id = "contactmail@us.example", .name = "Namedalex", .affiliation = Affiliation::kInternal}};
  call.phases = {{.kind = "demo", .start_ms = 0, .end_ms = 1000, .questions = {"namedquestion"}},
                 {.kind = "namedphase", .start_ms = 1000, .end_ms = 2000}};
  call.consent = calls::Consent::kConsented;
  call.consent_scope = {"namedscope"};
  call.transcript_status = calls::TranscriptStatus::kReady;
  call.turns = {{.speaker = "namedjane-roe",
                 .start_ms = 1000,
                 .end_ms = 2000,
                 .text = "Aliaswords here, says namedjane of NAMEDZENITH."},
                {.speaker = "contactmail@us.example",
                 .text = "Aliasanswer to Roename at contactjane@contactdomain.example"},
                {.speaker = "Namedstray Person", .text = "aliasmisheard namedxenith and namedaccountid"},
                {.speaker = "", .text = "transcriptonly words"}};
  call.notes = "transcriptnotes";
  call.tags = {"namedtag"};
  call.path = "/contactpath/file.json";
  call.sidecar_path = "/contactsidecar.yaml";
  return call;
}

calls::Account MarkedAccount() {
  calls::Account account;
  account.id = "namedaccountid";
  account.name = "Namedzenith Hospital";
  account.alias = "Account 7";
  account.aliases = {"Namedxenith"};
  account.parent = "parentidname";
  account.segment = "rare_segment";
  account.owner = "namedkeeper";
  account.country = "FR";
  return account;
}

}  // namespace

TEST_CASE("Nothing above a level is disclosed") {
  const auto log = LogWith(MarkedAccount());
  const Pseudonyms pseudonyms("key", *log);
  const calls::Call call = Marked();
  struct Expected {
    Level level;
    std::vector<std::string_view> may;
  };
  const std::vector<std::string_view> prefixes = {"alias", "named", "transcript", "contact"};
  for (const Expected& expected :
       {Expected{Level::kNothing, {}}, Expected{Level::kAggregate, {}}, Expected{Level::kAlias, {"alias"}},
        Expected{Level::kNamed, {"alias", "named"}},
        Expected{Level::kTranscript, {"alias", "named", "transcript"}},
        Expected{Level::kContact, {"alias", "named", "transcript", "contact"}}}) {
    INFO(Name(expected.level));
    const Disclosed shown = Disclose(call, *log, pseudonyms, {.level = expected.level}, {{0, 2}});
    std::map<std::string_view, int> seen;
    for (const std::string& word : WordsOf(AllOf(shown))) {
      for (const std::string_view prefix : prefixes) {
        if (word.starts_with(prefix) && word != "alias" && word != "transcript" && word != "named") {
          INFO(word);
          CHECK(std::find(expected.may.begin(), expected.may.end(), prefix) != expected.may.end());
          ++seen[prefix];
        }
      }
    }
    // What may be seen is there: a test that nothing leaves would pass on nothing. Words of the
    // whole transcript may hold an address: they are what was said.
    for (const std::string_view prefix : expected.may) CHECK(seen[prefix] >= (prefix == "contact" ? 3 : 2));
    if (expected.level < Level::kTranscript) CHECK(AllOf(shown).find("61234") == std::string::npos);
    if (expected.level < Level::kNamed) {
      CHECK(WordsOf(AllOf(shown)).count("roename") == 0);
      CHECK(WordsOf(AllOf(shown)).count("parentidname") == 0);
      CHECK(shown.segment.empty());
      CHECK(shown.call.started_at_ms.value_or(0) % 86'400'000 == 0);
    }
    CHECK(shown.level == expected.level);
    CHECK(shown.arr_band == (expected.level == Level::kNothing ? "" : "50-100k EUR"));
  }
}

TEST_CASE("At alias, people and accounts have pseudonyms, and turns keep their places") {
  const auto log = LogWith(MarkedAccount());
  const Pseudonyms pseudonyms("key", *log);
  const Disclosed shown = Disclose(Marked(), *log, pseudonyms, {.level = Level::kAlias}, {{0, 0}});
  REQUIRE(shown.call.turns.size() == 4);
  CHECK(shown.call.turns[0].text == "Aliaswords here, says [P1] of [Account 7].");
  CHECK(shown.call.turns[0].speaker == "P1");
  CHECK(shown.call.turns[0].start_ms == 1000);
  CHECK(shown.call.turns[1].text.empty());
  CHECK(shown.call.turns[1].speaker == "P2");
  CHECK(shown.text_is_partial);
  CHECK(shown.account_label == "Account 7");
  CHECK(shown.call.title == "Aliastitle with [P1] of [Account 7]");
  CHECK(shown.call.account.starts_with("acct-"));
  CHECK(shown.call.account == pseudonyms.OfAccount("namedaccountid"));
  CHECK(shown.call.account != Pseudonyms("another key", *log).OfAccount("namedaccountid"));
  CHECK(shown.personas == std::map<std::string, std::size_t>{{"ops_lead", 1}});
  CHECK(shown.call.visibility == calls::Visibility::kAlias);
  const calls::Account account = Disclose(MarkedAccount(), pseudonyms, Level::kAlias);
  CHECK(account.id == shown.call.account);
  CHECK(account.alias == "Account 7");
  CHECK(account.name.empty());
  CHECK(account.owner.empty());
  CHECK(account.parent == pseudonyms.OfAccount("parentidname"));
  CHECK(account.country.empty());
}

TEST_CASE("An alias that holds the account's name is no alias") {
  calls::Account account = MarkedAccount();
  account.alias = "the namedzenith people";
  const auto log = LogWith(account);
  const Pseudonyms pseudonyms("key", *log);
  const Disclosed shown = Disclose(Marked(), *log, pseudonyms, {.level = Level::kAlias}, {{0, 3}});
  CHECK(WordsOf(AllOf(shown)).count("namedzenith") == 0);
  CHECK(shown.account_label == pseudonyms.OfAccount("namedaccountid"));
}

TEST_CASE("A segment is told where at least three accounts share it") {
  std::vector<std::shared_ptr<const calls::Account>> accounts;
  for (int i = 0; i < 3; ++i) {
    calls::Account account;
    account.id = StrCat("a", i);
    account.segment = i < 2 ? "small" : "clinic";
    accounts.push_back(std::make_shared<calls::Account>(account));
  }
  calls::Account third;
  third.id = "a3";
  third.segment = "small";
  const auto two = calls::MemoryCallLog::Create({.accounts = accounts});
  CHECK(Pseudonyms("key", *two).SegmentOf(third).empty());
  accounts.push_back(std::make_shared<calls::Account>(third));
  const auto three = calls::MemoryCallLog::Create({.accounts = accounts});
  CHECK(Pseudonyms("key", *three).SegmentOf(third) == "small");
}

TEST_CASE("An id that names somebody is remarked upon") {
  const auto log = LogWith(MarkedAccount());
  const Pseudonyms pseudonyms("key", *log);
  calls::Call call = Marked();
  CHECK(NamesInId(call, *log, pseudonyms).empty());
  call.id = "namedzenith-2026-01-13";
  CHECK(NamesInId(call, *log, pseudonyms).find("names a person or the account") != std::string::npos);
}

TEST_CASE("Amounts below transcript are bands") {
  CHECK(AmountBand(60'000, "EUR") == "50-100k EUR");
  CHECK(AmountBand(0, "USD") == "0-10k USD");
  CHECK(AmountBand(9'999.99, "") == "0-10k");
  CHECK(AmountBand(1e12, "EUR") == "over 5M EUR");
  CHECK(AmountBand(std::nullopt, "EUR") == "unknown");
  CHECK(AmountBand(-1, "EUR") == "unknown");
  CHECK(AmountBand(60'000, "Acme's money") == "50-100k");
}

TEST_CASE("Random calls at alias and aggregate hold no name, address or emptied word") {
  std::mt19937 random(20260113);
  const auto pick = [&](std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
  };
  // Invented syllables, so that no name is a word of the sentences.
  const auto name = [&] {
    static constexpr std::string_view kSyllables[] = {"zor",  "quil", "véb", "ptah", "mox",
                                                      "durn", "fyl",  "gwé", "ñok"};
    std::string out;
    for (std::size_t i = 0; i < 2 + pick(2); ++i) out += kSyllables[pick(std::size(kSyllables))];
    if (pick(2) == 0 && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
  };
  const std::string_view plain[] = {"we",    "copy", "the", "figures", "by", "hand", "every",
                                    "month", "and",  "it",  "takes",   "an", "hour"};
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> names;  // words
    const auto fresh = [&](std::size_t words) {
      std::string out;
      for (std::size_t i = 0; i < words; ++i) {
        names.push_back(name());
        out += StrCat(out.empty() ? "" : " ", names.back());
      }
      return out;
    };
    calls::Account account;
    account.id = Fold(fresh(1));
    account.name = fresh(1 + pick(2));
    account.aliases = {fresh(1)};
    if (pick(2) == 0) account.alias = pick(2) == 0 ? "Account 9" : account.name;
    calls::Call call;
    call.id = "c";
    call.account = pick(4) == 0 ? fresh(1) : account.id;
    call.owner = fresh(1);
    call.tags = {fresh(1)};
    call.notes = fresh(2);
    for (std::size_t i = 0; i < 1 + pick(4); ++i) {
      calls::Participant who;
      who.name = fresh(1 + pick(2));
      who.id = pick(2) == 0 ? StrCat("p", i) : who.name;
      const std::string local = fresh(1);
      who.email = StrCat(local, "@", fresh(1), ".example");
      who.affiliation = pick(2) == 0 ? Affiliation::kExternal : Affiliation::kInternal;
      who.title = fresh(1);
      call.participants.push_back(who);
    }
    // Titles of people are no names that anybody looks for in words: said nowhere else.
    const std::vector<std::string> all = names;
    std::set<std::string> sayable;
    for (const calls::Participant& who : call.participants) {
      // The domain of our own people is our own name.
      const std::string address =
          who.affiliation == Affiliation::kExternal ? who.email : who.email.substr(0, who.email.find('@'));
      for (const std::string& word : WordsOf(StrCat(who.name, " ", address))) sayable.insert(word);
    }
    for (const std::string& word : WordsOf(StrCat(call.account, " ", call.owner))) sayable.insert(word);
    if (call.account == account.id) {
      for (const std::string& word : WordsOf(StrCat(account.name, " ", account.id, " ", account.aliases[0])))
        sayable.insert(word);
    }
    sayable.erase("example");
    const std::vector<std::string> said(sayable.begin(), sayable.end());
    for (std::size_t t = 0; t < 1 + pick(6); ++t) {
      calls::Turn turn{.speaker = pick(5) == 0 ? "" : call.participants[pick(call.participants.size())].id};
      const bool open = t % 2 == 0;
      for (std::size_t w = 0; w < 12; ++w) {
        std::string word(plain[pick(std::size(plain))]);
        if (pick(4) == 0) {
          word = said[pick(said.size())];
          if (pick(3) == 0) word += pick(2) == 0 ? "'s" : "s";
        }
        turn.text += StrCat(w == 0 ? "" : " ", word);
      }
      if (pick(3) == 0) turn.text += StrCat(" mail ", call.participants[0].email, ", please");
      if (!open) turn.text += " secretword";
      call.turns.push_back(std::move(turn));
    }
    call.title = StrCat("Call with ", call.participants[0].name,
                        call.account == account.id ? StrCat(" of ", account.name) : "");
    const auto log = LogWith(account);
    const Pseudonyms pseudonyms("key", *log);
    std::vector<TurnRange> open;
    for (std::uint32_t t = 0; t < call.turns.size(); t += 2) open.push_back({t, t});
    for (const Level level : {Level::kAggregate, Level::kAlias}) {
      const std::string text = AllOf(Disclose(call, *log, pseudonyms, {.level = level}, open));
      const std::set<std::string> words = WordsOf(text);
      INFO(text);
      CHECK(words.count("secretword") == 0);
      for (const std::string& secret : all) {
        for (const std::string& word : WordsOf(secret)) {
          INFO(word);
          CHECK(words.count(word) == 0);
          CHECK(words.count(word + "s") == 0);
        }
      }
      CHECK(text.find('@') == std::string::npos);
    }
  }
}

}  // namespace whyspec::team
