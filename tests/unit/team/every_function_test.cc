// Every role asks every function of the service for every kind of call. Each text of each call
// holds a word of its own that says from which level on it may be known ("named3title" is of call 3,
// from named on); whatever is answered, errors too, is searched for them.
#include <catch2/catch.hpp>
#include <map>
#include <sstream>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/write_call.h"
#include "unit/team/service_fixture.h"

namespace whyspec::team {
namespace {

constexpr int kCalls = 6;

std::string Id(int number) { return StrCat("call-", number); }

calls::Call MarkedCall(int n) {
  calls::Call call;
  call.id = Id(n);
  call.title = StrCat("alias", n, "title with Named", n, "jane of Named", n, "zenith");
  call.started_at_ms = 1'768'294'800'000 + n * 60'000;
  call.language = "en";
  call.account = StrCat("named", n, "accid");
  call.owner = "olga";
  call.opportunity = {.id = StrCat("named", n, "opp"),
                      .stage = StrCat("named", n, "stage"),
                      .currency = "EUR",
                      .arr = 61'000 + n};
  call.source = {.system = "transcriptsys",
                 .id = StrCat("transcript", n, "source"),
                 .url = StrCat("https://contact", n, "url.example/")};
  call.participants = {{.id = StrCat("named", n, "jane"),
                        .name = StrCat("Named", n, "jane Named", n, "roe"),
                        .email = StrCat("contact", n, "mail@contact", n, "domain.example"),
                        .affiliation = calls::Affiliation::kExternal,
                        .persona = "ops_lead",
                        .title = StrCat("named", n, "jobtitle")}};
  if (n == 5)
    call.participants.push_back(
        {.id = "emma", .email = "emma@us.example", .affiliation = calls::Affiliation::kInternal});
  call.transcript_status = calls::TranscriptStatus::kReady;
  for (int i = 0; i < 21; ++i)
    call.turns.push_back({.speaker = StrCat("named", n, "jane"), .text = "filler words"});
  call.turns[2].text =
      StrCat("The alias", n, "cited figures are copied by hand says Named", n, "roe at Named", n, "zenith");
  call.turns[20].text = StrCat("much later far", n, "word was uttered");
  call.notes = StrCat("transcript", n, "notes");
  call.tags = {StrCat("named", n, "tag")};
  if (n == 2) call.visibility = calls::Visibility::kAggregate;
  if (n == 3) call.embargo_until = "closed";
  if (n == 4) call.consent = calls::Consent::kRefused;
  return call;
}

std::string TextOf(const Disclosed& shown) {
  std::string out = calls::WriteCall(shown.call);
  out += StrCat("\n", shown.account_label, "\n", shown.segment, "\n", shown.call.path, "\n",
                shown.call.sidecar_path);
  for (const auto& [persona, count] : shown.personas) out += StrCat("\n", persona);
  return out;
}
std::string TextOf(const CallView& view) {
  std::string out = TextOf(view.disclosed);
  for (const auto& cited : view.cited_by)
    out += StrCat("\n", cited.spec, " ", cited.title, " ", cited.status);
  return out;
}
std::string TextOf(const ExcerptView& view) { return StrCat(view.call, "\n", TextOf(view.disclosed)); }
std::string TextOf(const calls::Account& account) {
  return StrCat(account.id, " ", account.name, " ", account.alias, " ", Join(account.aliases, " "), " ",
                account.parent, " ", account.segment, " ", account.country, " ", account.owner, " ",
                account.path, "\n");
}
std::string TextOf(const Service::AccountView& view) { return TextOf(view.account); }
std::string TextOf(const TeamSpec& spec) {
  std::string out =
      StrCat(spec.spec.id, " ", spec.spec.title, " ", spec.spec.path, " ", spec.spec.owner, "\n");
  for (const SpecSection& section : spec.spec.sections)
    out += StrCat(section.title, "\n", section.markdown, "\n");
  for (const SpecCitation& citation : spec.spec.citations)
    out += StrCat(citation.call, " ", citation.quote, "\n");
  return out;
}
std::string TextOf(const Service::SpecView& view) {
  std::string out = TextOf(view.spec);
  for (const auto& cited : view.cited) {
    out += StrCat(cited.account_label, " ", cited.verdict, "\n", cited.excerpt ? TextOf(*cited.excerpt) : "");
  }
  return out;
}
std::string TextOf(const VerifyAnswer& answer) {
  std::string out = StrCat(answer.call, " ", answer.difference, "\n");
  for (const evidence::Change& change : answer.verification.changes) out += StrCat(change.said_words, "\n");
  return out;
}
std::string TextOf(const Service::ChangePage& page) {
  std::string out;
  for (const auto& change : page.changes) {
    if (change.call) out += StrCat(change.change.object, "\n", TextOf(*change.call));
  }
  return out;
}
std::string TextOf(const OverviewView& view) {
  std::string out;
  for (const auto& spec : view.specs) {
    out += StrCat(spec.id, " ", spec.title, " ", spec.arr_at_stake, "\n");
    for (const auto& [label, count] : spec.by_account) out += StrCat(label, "\n");
  }
  return out;
}
std::string TextOf(const AskAnswer& ask) {
  return StrCat(ask.account, " ", ask.spec_title, "\n", TextOf(ask.excerpt));
}
std::string TextOf(const Service::CallPage& page);
std::string TextOf(const Service::Uploaded& uploaded);
std::string TextOf(const CallStore::PutResult& put) { return StrCat(put.id, " ", put.remark); }
std::string TextOf(const Erased&) { return ""; }
std::string TextOf(const Grant& grant) { return StrCat(grant.call, " ", grant.account, " ", grant.person); }
std::string TextOf(const Service::Reader& reader) { return reader.person; }
std::string TextOf(const AuditEntry& entry) { return StrCat(entry.object, " ", entry.reason, "\n"); }
std::string TextOf(const Eraser::Dossier& dossier) { return Join(dossier.calls, " "); }
std::string TextOf(const Token& token) { return token.caller.person; }
std::string TextOf(const NewToken& made) { return made.token.caller.person; }
std::string TextOf(const Subscription& hook) { return hook.url; }
template <typename T>
std::string TextOf(const std::vector<T>& items) {
  std::string out;
  for (const T& item : items) out += TextOf(item);
  return out;
}
std::string TextOf(const Service::CallPage& page) { return TextOf(page.calls); }
std::string TextOf(const Service::Uploaded& uploaded) {
  std::string out = TextOf(uploaded.previews);
  for (const auto& problem : uploaded.problems) out += problem.problem.message;
  return out;
}
template <typename T>
std::string TextOf(const Result<T>& result) {
  return result.ok() ? TextOf(*result) : result.error().message;
}

// "named3title" -> named, 3.
struct Marker {
  Level level = Level::kNothing;
  int call = 0;
};
std::optional<Marker> MarkerOf(std::string_view word) {
  static const std::pair<std::string_view, Level> kPrefixes[] = {{"alias", Level::kAlias},
                                                                 {"named", Level::kNamed},
                                                                 {"transcript", Level::kTranscript},
                                                                 {"far", Level::kTranscript},
                                                                 {"contact", Level::kContact}};
  for (const auto& [prefix, level] : kPrefixes) {
    if (!word.starts_with(prefix) || word.size() <= prefix.size()) continue;
    const char digit = word[prefix.size()];
    if (digit >= '1' && digit <= '9') return Marker{level, digit - '0'};
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("No role gets a byte above its level from any function of the service") {
  Team team(Kind::kSqlite);
  SpecRecord spec{
      .id = "feat-1", .repository = "r", .path = "specs/e.md", .status = "review", .owner = "paul"};
  std::string body;
  for (int n = 1; n <= kCalls; ++n) {
    calls::Account account;
    account.id = StrCat("named", n, "accid");
    account.name = StrCat("Named", n, "zenith");
    account.alias = StrCat("Account ", n);
    account.aliases = {StrCat("named", n, "misheard")};
    account.owner = "olga";
    account.segment = StrCat("named", n, "segment");
    team.PutAccount(account);
    const calls::Call call = MarkedCall(n);
    team.Put(call);
    body += StrCat("> ", call.turns[2].text, "\n\n[P1](call:", Id(n), ")\n\n");
    spec.citations.push_back(
        {.call = Id(n), .first_turn = 2, .last_turn = 2, .quote = call.turns[2].text, .verdict = "exact"});
  }
  spec.title = "Export for Named1zenith and Named2zenith";
  spec.sections = {{.role = "evidence", .title = "What Named1zenith says", .markdown = body}};
  Get(team.service->PublishSpec(team.product, spec, {}));
  Get(team.service->OpenCall(team.owner, {.call = Id(6), .person = "emma", .level = Level::kNamed}));
  team.Settle();

  // g aggregate, a alias, n named, t transcript, c contact: calls 1 (plain), 2 (switched to
  // aggregate), 3 (embargo), 4 (consent refused), 5 (Emma was there), 6 (opened to Emma at named).
  const std::map<char, Level> letters = {{'g', Level::kAggregate},
                                         {'a', Level::kAlias},
                                         {'n', Level::kNamed},
                                         {'t', Level::kTranscript},
                                         {'c', Level::kContact}};
  const std::vector<std::pair<Caller, std::string>> callers = {
      {team.sales, "agggaa"},   {team.owner, "cccgcc"}, {team.product, "ngggnn"}, {team.engineer, "agggtn"},
      {team.founder, "ngggnn"}, {team.dpo, "cccccc"},   {team.ci, "gggggg"}};

  // Of accounts as such, whatever single calls of them say.
  const std::map<Role, Level> account_levels = {
      {Role::kSales, Level::kAlias},   {Role::kProduct, Level::kNamed}, {Role::kEngineering, Level::kAlias},
      {Role::kFounder, Level::kNamed}, {Role::kDpo, Level::kContact},   {Role::kCi, Level::kAggregate}};

  for (const auto& [who, levels] : callers) {
    const Caller& caller = who;
    Service& service = *team.service;
    const auto level_of = [&, &levels = levels](int n) {
      return letters.at(levels[static_cast<std::size_t>(n - 1)]);
    };
    std::set<std::string> seen;
    // `far`: from which level on the uncited turn may be in this answer.
    const auto check = [&](std::string_view function, const std::string& text,
                           Level far = Level::kTranscript) {
      for (const TextRange range : Words(text)) {
        const std::string word = Fold(Cut(text, range));
        const auto marker = MarkerOf(word);
        if (!marker) continue;
        seen.insert(word);
        const Level needed = word.starts_with("far") ? far : marker->level;
        INFO(caller.token_id << ", " << function << ": " << word);
        CHECK(static_cast<int>(needed) <= static_cast<int>(level_of(marker->call)));
      }
    };
    const Level account_level = caller.person == "olga" ? Level::kContact : account_levels.at(caller.role);
    const auto check_accounts = [&](std::string_view function, const std::string& text) {
      for (const TextRange range : Words(text)) {
        const std::string word = Fold(Cut(text, range));
        const auto marker = MarkerOf(word);
        if (!marker) continue;
        INFO(caller.token_id << ", " << function << ": " << word);
        CHECK(static_cast<int>(marker->level) <= static_cast<int>(account_level));
      }
    };
    for (int n = 1; n <= kCalls; ++n) {
      const std::string id = Id(n);
      const std::string name = StrCat("Named", n, "zenith");
      check("ReadCall", TextOf(service.ReadCall(caller, id)));
      const std::set<std::string> of_call = seen;
      // What may be known is there: a service that answers nothing would pass all else.
      CHECK((level_of(n) >= Level::kAlias) == (of_call.count(StrCat("alias", n, "cited")) == 1));
      CHECK((level_of(n) >= Level::kNamed) == (of_call.count(StrCat("named", n, "zenith")) == 1));
      CHECK((level_of(n) >= Level::kTranscript) == (of_call.count(StrCat("far", n, "word")) == 1));
      CHECK((level_of(n) >= Level::kContact) == (of_call.count(StrCat("contact", n, "mail")) == 1));
      check("ReadExcerpt", TextOf(service.ReadExcerpt(caller, id, 2, 2)));
      check("ReadExcerpt", TextOf(service.ReadExcerpt(caller, id, 20, 20)), Level::kNamed);
      const auto by_account = service.ListCalls(caller, {.account = StrCat("named", n, "accid")}, "", 50);
      check("ListCalls", TextOf(by_account));
      CHECK(Get(by_account).calls.empty() == (level_of(n) < Level::kNamed));
      const auto by_source = service.ListCalls(caller, {.source_system = "transcriptsys"}, "", 50);
      for (const CallView& view : Get(by_source).calls) CHECK(view.disclosed.level >= Level::kTranscript);
      check("Search", TextOf(service.Search(caller, {.text = name, .language = "en"})));
      // Whose call it is, is not told by what is found either.
      for (const ExcerptView& view :
           Get(service.Search(caller, {.text = name, .call = id, .language = "en"}))) {
        CHECK(view.disclosed.level >= Level::kNamed);
      }
      check("VerifyQuote", TextOf(service.VerifyQuote(
                               caller, id, StrCat("The cited figures are never copied by hand says", name))));
      check("VerifyQuote", TextOf(service.VerifyQuote(caller, "", "figures are copied by hand says")));
      const auto account = service.ReadAccount(caller, StrCat("named", n, "accid"));
      CHECK(account.ok() == (account_level >= Level::kNamed));
      if (account.ok()) check_accounts("ReadAccount", TextOf(*account));
      check("ListGrants", TextOf(service.ListGrants(caller, id)));
      check("WhoSees", TextOf(service.WhoSees(caller, id)));
      if (level_of(n) == Level::kContact || caller.role == Role::kDpo || caller.person == "olga") continue;
      // What only owners do: refused, and the refusal says nothing.
      check("PatchCall", TextOf(service.PatchCall(caller, id, R"({"title": "mine"})", {})));
      check("SwitchCall",
            TextOf(service.SwitchCall(caller, id, {.level = {calls::Visibility::kTranscript}})));
      check("EraseCall", TextOf(service.EraseCall(caller, id, "")));
      check("OpenCall", TextOf(service.OpenCall(
                            caller, {.call = id, .person = caller.person, .level = Level::kTranscript})));
      check("OpenCall", TextOf(service.OpenCall(caller, {.account = StrCat("named", n, "accid"),
                                                         .role = caller.role,
                                                         .level = Level::kTranscript})));
      calls::Call stolen = MarkedCall(n);
      stolen.title = "x";
      stolen.owner = caller.person;
      const auto put = service.PutCall(caller, stolen, {});
      check("PutCall", TextOf(put));
      CHECK_FALSE(put.ok());
      // A file that names the source of somebody else's call is not joined with it.
      calls::Call same_source = stolen;
      same_source.id = "";
      same_source.participants.clear();
      same_source.account = "";
      same_source.opportunity = {};
      same_source.tags.clear();
      same_source.notes.clear();
      same_source.turns = {{.text = "words"}};
      Service::Upload upload{.files = {{.path = "export.json", .bytes = calls::WriteCall(same_source)}}};
      upload.dry_run = true;
      const auto preview = service.UploadCalls(caller, upload);
      CHECK((!preview.ok() || preview->previews.empty()));
      // Its own words come back to it: the source key it gave.
      if (!preview.ok()) check("UploadCalls", TextOf(preview));
      calls::Account mine;
      mine.id = StrCat("named", n, "accid");
      mine.owner = caller.person;
      if (caller.role != Role::kFounder) CHECK_FALSE(service.PutAccount(caller, mine, {}).ok());
    }
    check("ListCalls", TextOf(service.ListCalls(caller, {}, "", 50)));
    CHECK(Get(service.ListCalls(caller, {}, "", 50)).calls.size() == kCalls);
    for (const CallView& view : Get(service.ListCalls(caller, {}, "", 50)).calls) {
      CHECK(view.disclosed.call.turns.empty());
      CHECK(view.disclosed.call.notes.empty());
    }
    check("Search",
          TextOf(service.Search(caller, {.text = "figures copied by hand", .language = "en", .limit = 50})));
    check("ReadSpec", TextOf(service.ReadSpec(caller, "feat-1")));
    check("ListSpecs", TextOf(service.ListSpecs(caller)));
    check("Changes", TextOf(service.Changes(caller, 0, 500, 0)));
    for (const auto& change : Get(service.Changes(caller, 0, 500, 0)).changes) {
      if (change.account)
        check_accounts("Changes", StrCat(change.change.object, "\n", TextOf(*change.account)));
      if (!change.account && !change.call) check("Changes", change.change.object);
    }
    check_accounts("ListAccounts", TextOf(service.ListAccounts(caller)));
    check("Overview", TextOf(service.Overview(caller)));
    check("MyAccounts", TextOf(service.MyAccounts(caller)));
    check_accounts("Audit", TextOf(service.Audit(caller, {.limit = 1'000})));
    check("ListTokens", TextOf(service.ListTokens(caller)));
    check("ListHooks", TextOf(service.ListHooks(caller)));
    const Person jane{.email = "contact1mail@contact1domain.example"};
    check("FindPerson", TextOf(service.FindPerson(caller, jane, "")));
    if (caller.role != Role::kDpo) {
      CHECK(CodeOf(service.FindPerson(caller, jane, "")) == ErrorCode::kForbidden);
      CHECK(CodeOf(service.ErasePerson(caller, jane, "")) == ErrorCode::kForbidden);
      CHECK(CodeOf(service.EraseAccount(caller, "named1accid", "")) == ErrorCode::kForbidden);
      CHECK(CodeOf(service.CreateToken(caller, {.person = "x", .role = Role::kDpo}, std::nullopt)) ==
            ErrorCode::kForbidden);
      check("CreateToken",
            TextOf(service.CreateToken(caller, {.person = "x", .role = Role::kDpo}, std::nullopt)));
      CHECK(CodeOf(service.RevokeToken(caller, "x")) == ErrorCode::kForbidden);
      CHECK(CodeOf(service.ListTokens(caller)) == ErrorCode::kForbidden);
    }
  }
  // Nothing above changed anything.
  for (int n = 1; n <= kCalls; ++n) {
    const CallView view = Get(team.service->ReadCall(team.dpo, Id(n)));
    CHECK(view.disclosed.call.title == MarkedCall(n).title);
    CHECK(view.disclosed.call.visibility == MarkedCall(n).visibility);
  }
}

}  // namespace whyspec::team
