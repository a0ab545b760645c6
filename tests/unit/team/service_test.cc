#include "team/service.h"

#include <catch2/catch.hpp>

#include "base/strings.h"
#include "unit/team/service_fixture.h"

namespace whyspec::team {
namespace {

const calls::Turn& TurnOf(const CallView& view, std::size_t at) { return view.disclosed.call.turns.at(at); }

}  // namespace

TEST_CASE("A call is read at the level of who asks, and that is noted") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  team.PutAccount(Acme());
  team.Put(CallOf("call-a"));
  team.Publish(SpecOf({"call-a"}));

  const CallView engineer = Get(team.service->ReadCall(team.engineer, "call-a"));
  CHECK(engineer.disclosed.level == Level::kAlias);
  REQUIRE(engineer.disclosed.call.turns.size() == 7);
  CHECK(TurnOf(engineer, 1).text == "With a spreadsheet, at [Account 7] everybody does.");
  CHECK(TurnOf(engineer, 2).text == "We copy every figure by hand into the ledger.");
  CHECK(TurnOf(engineer, 4).text == "It costs us two days each month, every month.");
  CHECK(TurnOf(engineer, 5).text.empty());
  CHECK(engineer.disclosed.call.notes.empty());
  REQUIRE(engineer.cited_by.size() == 1);
  CHECK(engineer.cited_by[0].spec == "feat-12");

  const CallView product = Get(team.service->ReadCall(team.product, "call-a"));
  CHECK(TurnOf(product, 1).text == "With a spreadsheet, at Acme everybody does.");
  CHECK(TurnOf(product, 6).text.empty());
  const CallView owner = Get(team.service->ReadCall(team.owner, "call-a"));
  CHECK(owner.is_owner);
  CHECK(TurnOf(owner, 6).text == "Our auditors asked about the archive cupboard.");
  CHECK(owner.disclosed.call.participants[0].email == "jane@acme.example");
  const CallView ci = Get(team.service->ReadCall(team.ci, "call-a"));
  CHECK(ci.disclosed.call.title.empty());
  CHECK(ci.disclosed.call.turns.empty());
  CHECK(ci.cited_by.empty());
  CHECK(CodeOf(team.service->ReadCall(team.engineer, "call-b")) == ErrorCode::kNotFound);

  // Who opened it; a program that saw no words opened nothing.
  std::vector<std::string> seen;
  for (const AuditEntry& entry : Get(team.service->Audit(team.owner, {.object = "call:call-a"}))) {
    if (entry.action == "view") seen.push_back(StrCat(entry.actor, " ", entry.level));
  }
  CHECK(seen == std::vector<std::string>{"emma alias", "paul named", "olga contact"});
  CHECK(Get(team.service->Audit(team.sales, {.object = "call:call-a"})).empty());
  CHECK(CodeOf(team.service->Audit(team.ci, {})) == ErrorCode::kForbidden);
}

TEST_CASE("Calls are logged by those who own them") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  calls::Call call = CallOf("");
  call.owner = "";
  call.source.system = "gong";
  call.source.id = "9007199254740993";
  const auto made = Get(team.service->PutCall(team.owner, call, {}));
  CHECK(made.created);
  CHECK(made.id.starts_with("call-2026-01-13-"));
  CHECK(Get(team.service->ReadCall(team.owner, made.id)).is_owner);
  // Once more: the same call.
  const auto again = Get(team.service->PutCall(team.owner, call, {}));
  CHECK(again.id == made.id);
  CHECK_FALSE(again.created);
  CHECK_FALSE(again.changed);

  CHECK(CodeOf(team.service->PutCall(team.engineer, CallOf("x"), {})) == ErrorCode::kForbidden);
  CHECK(CodeOf(team.service->PutCall(team.ci, CallOf("x"), {})) == ErrorCode::kForbidden);
  CHECK(CodeOf(team.service->PutCall(team.sales, CallOf("x"), {})) == ErrorCode::kForbidden);  // olga's
  // Nobody takes another's call over, neither by id nor by source.
  calls::Call stolen = CallOf(made.id);
  stolen.owner = "stella";
  CHECK(CodeOf(team.service->PutCall(team.sales, stolen, {})) == ErrorCode::kForbidden);
  stolen.id = "";
  stolen.source = call.source;
  CHECK(CodeOf(team.service->PutCall(team.sales, stolen, {})) == ErrorCode::kForbidden);
  CHECK(CodeOf(team.service->PutCall(team.owner, CallOf("Not An Id"), {})) == ErrorCode::kInvalid);

  const auto named = Get(team.service->PutCall(team.owner, CallOf("acme-2026-01-13"), {}));
  CHECK(named.id == "acme-2026-01-13");
  CHECK(named.remark.find("names a person or the account") != std::string::npos);
}

TEST_CASE("A call whose owner the vendor names by address is that person's") {
  Team team(Kind::kSqlite);
  calls::Call call = CallOf("call-a");
  call.owner = "Olga@us.example";
  team.Put(call);
  CHECK(Get(team.service->ReadCall(team.owner, "call-a")).is_owner);
  Get(team.service->ReadCall(team.product, "call-a"));
  CHECK(Get(team.service->MyAccounts(team.owner)).size() == 1);
  bool told = false;
  for (const AuditEntry& entry : Get(team.service->Audit(team.owner, {})))
    told = told || entry.actor == "dora";
  CHECK(told);
  CHECK(Get(team.service->Audit(team.sales, {})).empty());
}

TEST_CASE("A call is patched field by field, against the version that was read") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  const auto made = team.Put(CallOf("call-a"));
  const auto patched = Get(team.service->PatchCall(
      team.owner, "call-a", R"({"title": "Renewal", "notes": null, "opportunity": {"stage": "won"}})",
      {.version = made.version}));
  CHECK(patched.version > made.version);
  const CallView view = Get(team.service->ReadCall(team.owner, "call-a"));
  CHECK(view.disclosed.call.title == "Renewal");
  CHECK(view.disclosed.call.notes.empty());
  CHECK(view.disclosed.call.opportunity.stage == "won");
  CHECK(view.disclosed.call.opportunity.arr == 60'000);
  CHECK(view.disclosed.call.turns.size() == 7);
  const auto patch = [&](const Caller& caller, std::string_view json, const Precondition& must = {}) {
    return CodeOf(team.service->PatchCall(caller, "call-a", json, must));
  };
  CHECK(patch(team.owner, R"({"title": "Late"})", {.version = made.version}) == ErrorCode::kConflict);
  CHECK(patch(team.owner, R"({"id": "call-b"})") == ErrorCode::kInvalid);
  CHECK(patch(team.owner, R"({"type": "chat over tea"})") == ErrorCode::kInvalid);
  CHECK(patch(team.owner, R"([1])") == ErrorCode::kInvalid);
  CHECK(patch(team.owner, R"({"title": )") == ErrorCode::kInvalid);
  CHECK(patch(team.owner, std::string(100'000, '[')) == ErrorCode::kInvalid);
  CHECK(patch(team.product, R"({"title": "Mine"})") == ErrorCode::kForbidden);
  CHECK(patch(team.sales, R"({"title": "Mine"})") == ErrorCode::kForbidden);
}

TEST_CASE("The owner's switch, embargo and grants open and close a call, and followers learn of it") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  team.PutAccount(Acme());
  team.Put(CallOf("call-a"));
  auto follow = [&, after = Sequence{0}](const Caller& caller) mutable {
    const auto page = Get(team.service->Changes(caller, after, 100, 0));
    after = page.next;
    std::string out;
    for (const auto& change : page.changes) {
      out += StrCat(Name(change.change.kind), " ", change.change.object, " ",
                    change.call ? Name(change.call->disclosed.level) : "", ";");
    }
    return out;
  };
  const std::string alias_of_acme =
      Get(team.service->ReadCall(team.engineer, "call-a")).disclosed.call.account;
  CHECK(alias_of_acme.starts_with("acct-"));
  CHECK(follow(team.engineer) == StrCat("account.put ", alias_of_acme, " ;call.put call-a alias;"));
  CHECK(follow(team.engineer).empty());

  CHECK(CodeOf(team.service->SwitchCall(team.product, "call-a", {})) == ErrorCode::kForbidden);
  Get(team.service->SwitchCall(team.owner, "call-a",
                               {.level = {calls::Visibility::kAggregate}, .reason = "negotiating"}));
  CHECK(follow(team.engineer) == "call.put call-a aggregate;");
  CHECK(Get(team.service->ReadCall(team.product, "call-a")).disclosed.withheld == Withheld::kByOwner);
  Get(team.service->SwitchCall(team.owner, "call-a", {.level = {std::optional<calls::Visibility>()}}));

  Get(team.service->SwitchCall(team.owner, "call-a", {.embargo_until = "2026-02-03"}));
  CHECK(Get(team.service->ReadCall(team.product, "call-a")).disclosed.withheld == Withheld::kEmbargo);
  CHECK(CodeOf(team.service->SwitchCall(team.owner, "call-a", {.embargo_until = "soon"})) ==
        ErrorCode::kInvalid);
  REQUIRE(team.service->RunJobs().ok());
  follow(team.engineer);
  team.clock.now_ms += 2 * 86'400'000LL;
  REQUIRE(team.service->RunJobs().ok());
  CHECK(follow(team.engineer) == "access.changed call-a alias;");

  const Grant grant{.call = "call-a", .person = "emma", .level = Level::kTranscript};
  CHECK(CodeOf(team.service->OpenCall(team.sales, grant)) == ErrorCode::kForbidden);
  CHECK(CodeOf(team.service->OpenCall(team.owner,
                                      {.call = "call-a", .person = "emma", .level = Level::kContact})) ==
        ErrorCode::kInvalid);
  const Grant made = Get(team.service->OpenCall(team.owner, grant));
  CHECK(follow(team.engineer) == "access.changed call-a transcript;");
  CHECK(Get(team.service->ListGrants(team.owner, "call-a")).size() == 1);
  CHECK(CodeOf(team.service->CloseGrant(team.sales, "call-a", made.id)) == ErrorCode::kForbidden);
  REQUIRE(team.service->CloseGrant(team.owner, "call-a", made.id).ok());
  CHECK(follow(team.engineer) == "access.changed call-a alias;");
  // A grant on the account opens its calls, for its owner alone to give, and for a time.
  const Grant account{.account = "acme",
                      .role = Role::kEngineering,
                      .level = Level::kNamed,
                      .until_ms = team.clock.now_ms + 1'000};
  CHECK(CodeOf(team.service->OpenCall(team.sales, account)) == ErrorCode::kForbidden);
  Get(team.service->OpenCall(team.owner, account));
  CHECK(follow(team.engineer) == "access.changed call-a named;");
  team.clock.now_ms += 2'000;
  CHECK(Get(team.service->ReadCall(team.engineer, "call-a")).disclosed.level == Level::kAlias);
  // The account's switch goes for its calls.
  calls::Account switched = Acme();
  switched.visibility = calls::Visibility::kAggregate;
  CHECK(CodeOf(team.service->PutAccount(team.sales, switched, {})) == ErrorCode::kForbidden);
  Get(team.service->PutAccount(team.owner, switched, {}));
  CHECK(Get(team.service->ReadCall(team.product, "call-a")).disclosed.level == Level::kAggregate);
  CHECK(follow(team.engineer).find("access.changed call-a aggregate;") != std::string::npos);

  std::vector<std::string> actions;
  for (const AuditEntry& entry : Get(team.service->Audit(team.owner, {}))) {
    if (entry.action == "switch" || entry.action == "grant" || entry.action == "revoke")
      actions.push_back(entry.action);
  }
  CHECK(actions ==
        std::vector<std::string>{"switch", "switch", "switch", "grant", "revoke", "grant", "switch"});
}

TEST_CASE("Nobody makes others' calls their own by naming an account after them") {
  Team team(Kind::kSqlite);
  calls::Call call = CallOf("call-a");
  call.owner = "";
  call.account = "Zenith";
  Get(team.service->TakeIn("gong", {}));
  call.owner = "dora";
  team.Put(call);
  calls::Account zenith;
  zenith.id = "mine";
  zenith.name = "zenith";
  CHECK(CodeOf(team.service->PutAccount(team.sales, zenith, {})) == ErrorCode::kForbidden);
  zenith.name = "Somebody new";
  zenith.owner = "olga";
  CHECK(CodeOf(team.service->PutAccount(team.sales, zenith, {})) == ErrorCode::kForbidden);
  zenith.owner = "";
  Get(team.service->PutAccount(team.sales, zenith, {}));
  zenith.aliases = {"ZENITH"};
  CHECK(CodeOf(team.service->PutAccount(team.sales, zenith, {})) == ErrorCode::kForbidden);
  Get(team.service->PutAccount(team.founder, zenith, {}));
}

TEST_CASE("Search finds words that its asker may read, and tells no names by what it finds") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  team.PutAccount(Acme());
  team.Put(CallOf("call-a"));
  calls::Call other = CallOf("call-b");
  other.account = "umbrella";
  other.participants[0] = {.id = "jane", .name = "Zoe Quill", .affiliation = calls::Affiliation::kExternal};
  other.turns[1].text = "With a spreadsheet, the acme of boredom.";
  other.turns[2].text = "We copy the figures by hand, too.";
  team.Put(other);
  team.Settle();
  const auto find = [&](const Caller& caller, std::string_view text) {
    std::string out;
    for (const ExcerptView& view : Get(team.service->Search(caller, {.text = text, .language = "en"}))) {
      out += view.call + " ";
    }
    return out;
  };
  CHECK(find(team.product, "figures by hand") != "");
  CHECK(find(team.engineer, "figures by hand") == find(team.product, "figures by hand"));
  CHECK(find(team.ci, "figures by hand").empty());
  // The name finds the call for those who may know it; for others it is no word of the question.
  CHECK(find(team.product, "Acme spreadsheet").find("call-a") != std::string::npos);
  CHECK(find(team.engineer, "Acme spreadsheet") == find(team.engineer, "spreadsheet"));
  CHECK(find(team.engineer, "Jane").empty());
  CHECK(find(team.engineer, "Quill").empty());
  const auto found = Get(team.service->Search(team.engineer, {.text = "spreadsheet", .language = "en"}));
  for (const ExcerptView& view : found) {
    for (const calls::Turn& turn : view.disclosed.call.turns)
      CHECK(turn.text.find("Acme") == std::string::npos);
  }
  bool noted = false;
  for (const AuditEntry& entry : Get(team.service->Audit(team.owner, {}))) {
    noted = noted || (entry.action == "search" && entry.actor == "emma" && entry.object == "call:call-a");
  }
  CHECK(noted);
}

TEST_CASE("An account is left out by a name only where the name is known") {
  Team team(Kind::kSqlite);
  team.PutAccount(Acme());
  team.Put(CallOf("call-a"));
  team.Settle();
  const std::string pseudonym = Get(team.service->ReadCall(team.engineer, "call-a")).disclosed.call.account;
  const auto count = [&](const Caller& caller, std::string account) {
    return Get(team.service->Search(
                   caller,
                   {.text = "figure by hand", .language = "en", .without_accounts = {std::move(account)}}))
        .size();
  };
  CHECK(count(team.product, "acme") == 0);
  CHECK(count(team.engineer, "acme") == 1);
  CHECK(count(team.engineer, pseudonym) == 0);
  const auto listed = [&](const Caller& caller, std::string account) {
    return Get(team.service->ListCalls(caller, {.account = std::move(account)}, "", 10)).calls.size();
  };
  CHECK(listed(team.product, "acme") == 1);
  CHECK(listed(team.engineer, "acme") == 0);
  CHECK(listed(team.engineer, pseudonym) == 1);
  CHECK(Get(team.service->ListCalls(team.engineer, {.owner = "olga"}, "", 10)).calls.empty());
  CHECK(CodeOf(team.service->ReadAccount(team.engineer, "acme")) == ErrorCode::kNotFound);
  CHECK(Get(team.service->ReadAccount(team.engineer, pseudonym)).account.alias == "Account 7");
}

TEST_CASE("Excerpts: at alias what specs cite, at named a few turns, above it all") {
  Team team(Kind::kSqlite);
  team.PutAccount(Acme());
  team.Put(CallOf("call-a"));
  CHECK(CodeOf(team.service->ReadExcerpt(team.engineer, "call-a", 2, 2)) == ErrorCode::kForbidden);
  team.Publish(SpecOf({"call-a"}));
  CHECK(Get(team.service->ReadExcerpt(team.engineer, "call-a", 2, 2)).disclosed.call.turns[2].text ==
        "We copy every figure by hand into the ledger.");
  const ExcerptView edge = Get(team.service->ReadExcerpt(team.engineer, "call-a", 4, 6));
  CHECK_FALSE(edge.disclosed.call.turns[4].text.empty());
  CHECK(edge.disclosed.call.turns[5].text.empty());
  CHECK(CodeOf(team.service->ReadExcerpt(team.ci, "call-a", 2, 2)) == ErrorCode::kForbidden);
  CHECK(CodeOf(team.service->ReadExcerpt(team.product, "call-a", 7, 7)) == ErrorCode::kNotFound);
  CHECK(CodeOf(team.service->ReadExcerpt(team.product, "call-a", 3, 2)) == ErrorCode::kNotFound);
  const ExcerptView named = Get(team.service->ReadExcerpt(team.product, "call-a", 6, 6));
  CHECK(named.disclosed.call.turns[6].text == "Our auditors asked about the archive cupboard.");
  CHECK(named.disclosed.call.turns[1].text.empty());
}

TEST_CASE("Who cites a whole transcript does not open it") {
  Team team(Kind::kSqlite);
  calls::Call call = CallOf("call-a");
  for (int i = 0; i < 200; ++i)
    call.turns.push_back({.speaker = "jane", .text = StrCat("Sentence number ", i, ".")});
  team.Put(call);
  SpecRecord spec = SpecOf({"call-a"});
  spec.citations.clear();
  for (std::uint32_t i = 0; i < 200; i += 5) {
    spec.citations.push_back({.call = "call-a", .first_turn = i, .last_turn = i + 190, .anchor = "t=1"});
  }
  Get(team.service->PublishSpec(team.engineer, spec, {}));
  std::size_t open = 0;
  for (const calls::Turn& turn : Get(team.service->ReadCall(team.engineer, "call-a")).disclosed.call.turns) {
    open += turn.text.empty() ? 0 : 1;
  }
  CHECK(open == 60);
}

TEST_CASE("Verdicts are for everyone, words are not") {
  Team team(Kind::kSqlite);
  team.Put(CallOf("call-a"));
  team.Settle();
  const auto verify = [&](const Caller& caller, std::string_view call, std::string_view quote) {
    return team.service->VerifyQuote(caller, call, quote);
  };
  constexpr std::string_view kQuote = "We copy every figure by hand into the ledger.";
  const VerifyAnswer exact = Get(verify(team.ci, "call-a", kQuote));
  CHECK(exact.verification.verdict == evidence::Verdict::kExact);
  CHECK(exact.verification.first_turn == 2);
  const VerifyAnswer altered =
      Get(verify(team.ci, "call-a", "We never copy any figure by hand into the ledger."));
  CHECK(altered.verification.verdict == evidence::Verdict::kAltered);
  CHECK(altered.difference.empty());
  REQUIRE_FALSE(altered.verification.changes.empty());
  for (const evidence::Change& change : altered.verification.changes) CHECK(change.said_words.empty());
  CHECK_FALSE(Get(verify(team.product, "call-a", "We never copy any figure by hand into the ledger."))
                  .difference.empty());
  CHECK(CodeOf(verify(team.ci, "call-a", "Jane Roe")) == ErrorCode::kInvalid);
  CHECK(Get(verify(team.product, "", kQuote)).call == "call-a");
  CHECK(Get(verify(team.engineer, "", kQuote)).call == "call-a");
  CHECK(Get(verify(team.ci, "", kQuote)).call.empty());
  Get(team.service->SwitchCall(team.owner, "call-a", {.consent = calls::Consent::kWithdrawn}));
  CHECK(CodeOf(verify(team.product, "call-a", kQuote)) == ErrorCode::kForbidden);
}

TEST_CASE("A spec is read with what its reader may know of the calls it cites") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  team.PutAccount(Acme());
  team.Put(CallOf("call-a"));
  SpecRecord spec = SpecOf({"call-a", "call-unknown"});
  spec.title = "Export for Acme Clinics";
  spec.sections[0].markdown = "Jane Roe of Acme loses two days ([P1](call:call-a#t=9)).";
  team.Publish(spec);
  const auto read = [&](const Caller& caller) { return Get(team.service->ReadSpec(caller, "feat-12")); };
  const Service::SpecView product = read(team.product);
  CHECK(product.spec.spec.title == "Export for Acme Clinics");
  REQUIRE(product.cited.size() == 2);
  CHECK(product.cited[0].verdict == "exact");
  CHECK(product.cited[0].account_label == "Acme Clinics");
  REQUIRE(product.cited[0].excerpt.has_value());
  CHECK_FALSE(product.cited[1].excerpt.has_value());
  const Service::SpecView engineer = read(team.engineer);
  CHECK(engineer.spec.spec.title == "Export for [Account 7]");
  CHECK(engineer.spec.spec.sections[0].markdown ==
        "[P1] of [Account 7] loses two days ([P1](call:call-a#t=9)).");
  CHECK(engineer.cited[0].account_label == "Account 7");
  CHECK(engineer.spec.spec.citations[0].quote == "We copy every figure by hand into the ledger.");
  CHECK(CodeOf(team.service->ReadSpec(team.ci, "feat-12")) == ErrorCode::kForbidden);
  Get(team.service->SwitchCall(team.owner, "call-a", {.embargo_until = "closed"}));
  const Service::SpecView embargoed = read(team.product);
  CHECK(embargoed.cited[0].gone == calls::Gone::kEmbargoed);
  CHECK_FALSE(embargoed.cited[0].excerpt.has_value());
  CHECK(embargoed.spec.spec.citations[0].quote.empty());
  CHECK(embargoed.spec.spec.sections[1].markdown.find("figure") == std::string::npos);
  CHECK(read(team.owner).cited[0].excerpt.has_value());
  // The list has no words at all.
  const auto list = Get(team.service->ListSpecs(team.engineer));
  REQUIRE(list.size() == 1);
  CHECK(list[0].spec.title == "Export for [Account 7]");
  CHECK(list[0].spec.sections.empty());
}

TEST_CASE("A spec that changes status tells those whose calls it cites") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  team.Put(CallOf("call-a"));
  Get(team.service->AddHook(team.dpo, {.url = "https://olga.example/hook", .owner = "olga"}));
  Get(team.service->AddHook(team.founder, {.url = "https://stella.example/hook", .owner = "stella"}));
  CHECK(CodeOf(team.service->AddHook(team.dpo, {.url = "http://far.example/"})) == ErrorCode::kInvalid);
  CHECK(CodeOf(team.service->AddHook(team.sales, {.url = "https://x.example/"})) == ErrorCode::kForbidden);
  SpecRecord spec = SpecOf({"call-a"});
  team.Publish(spec);
  Deliveries& queue = team.service->deliveries();
  CHECK(Get(queue.Count(Direction::kOut)).waiting == 0);
  spec.status = "committed";
  team.Publish(spec);
  team.Publish(spec);  // nothing new
  CHECK(Get(queue.Count(Direction::kOut)).waiting == 1);
  const auto delivery = Get(queue.Claim(Direction::kOut, team.clock.now_ms));
  REQUIRE(delivery.has_value());
  CHECK(delivery->body.find(R"("status":"committed")") != std::string::npos);
  CHECK(delivery->body.find(R"("calls":["call-a"])") != std::string::npos);
  Get(team.service->EraseCall(team.owner, "call-a", "asked to"));
  const auto erased = Get(queue.Claim(Direction::kOut, team.clock.now_ms));
  REQUIRE(erased.has_value());
  CHECK(erased->body.find("call.erased") != std::string::npos);
  CHECK_FALSE(Get(queue.Claim(Direction::kOut, team.clock.now_ms)).has_value());
}

TEST_CASE("Files are uploaded all or none, previewed, and named by nobody") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  team.PutAccount(Acme());
  const std::string vtt =
      "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Jane Roe>We copy every figure by hand.\n\n"
      "00:00:05.000 --> 00:00:07.000\n<v Olga>How long does it take?\n";
  Service::Upload upload{.files = {{.path = "acme-2026-01-13.vtt", .bytes = vtt}}};
  upload.defaults.account = "acme";
  upload.dry_run = true;
  const auto preview = Get(team.service->UploadCalls(team.owner, upload));
  REQUIRE(preview.previews.size() == 1);
  CHECK(preview.previews[0].disclosed.level == Level::kContact);
  CHECK(preview.previews[0].disclosed.call.turns.size() == 2);
  CHECK(Get(team.service->ListCalls(team.dpo, {}, "", 10)).calls.empty());
  upload.dry_run = false;
  const auto kept = Get(team.service->UploadCalls(team.owner, upload));
  REQUIRE(kept.calls.size() == 1);
  CHECK(kept.calls[0].id.find("acme") == std::string::npos);
  CHECK(Get(team.service->ReadCall(team.owner, kept.calls[0].id)).is_owner);
  // One bad file keeps the others out, unless told to go on.
  upload.files = {{.path = "b.vtt", .bytes = vtt}, {.path = "c.xyz", .bytes = std::string("\x00\x01", 2)}};
  const auto none = Get(team.service->UploadCalls(team.owner, upload));
  CHECK(none.calls.empty());
  CHECK_FALSE(none.problems.empty());
  upload.keep_going = true;
  CHECK(Get(team.service->UploadCalls(team.owner, upload)).calls.size() == 1);
  CHECK(CodeOf(team.service->UploadCalls(team.engineer, upload)) == ErrorCode::kForbidden);
}

TEST_CASE("Overview counts independent accounts, open sales once, and shows amounts to few") {
  Team team(Kind::kSqlite);
  team.PutAccount(Acme());
  team.Put(CallOf("call-a"));
  calls::Call again = CallOf("call-b");
  again.started_at_ms = *again.started_at_ms + 86'400'000;
  again.opportunity.arr = 70'000;  // the same sale, later
  team.Put(again);
  calls::Call customer = CallOf("call-c");
  customer.account = "umbrella";
  customer.lifecycle = calls::Lifecycle::kCustomer;
  customer.opportunity = {.id = "opp-2", .stage = "Closed lost", .currency = "EUR", .arr = 500'000};
  team.Put(customer);
  team.Publish(SpecOf({"call-a", "call-b", "call-c", "call-unknown"}));
  const OverviewView founder = Get(team.service->Overview(team.founder));
  REQUIRE(founder.specs.size() == 1);
  const OverviewView::Spec& spec = founder.specs[0];
  CHECK(spec.citations == 3);
  CHECK(spec.verified == 3);
  CHECK(spec.accounts == 2);
  CHECK(spec.prospects == 1);
  CHECK(spec.customers == 1);
  CHECK(spec.arr_at_stake == "50-100k EUR");
  CHECK(spec.concentration == Approx(2.0 / 3));
  CHECK(spec.by_account == std::map<std::string, std::int64_t>{{"Acme Clinics", 2}, {"umbrella", 1}});
  REQUIRE(spec.newest.has_value());
  CHECK(FormatDate(*spec.newest) == "2026-01-14");
  CHECK(founder.calls == 3);
  CHECK(founder.cited_calls == 3);
  CHECK(founder.accounts == 2);
  CHECK(Get(team.service->Overview(team.dpo)).specs[0].arr_at_stake == "70 000 EUR");
  const OverviewView ci = Get(team.service->Overview(team.ci));
  CHECK(ci.specs[0].title.empty());
  CHECK(ci.specs[0].by_account == std::map<std::string, std::int64_t>{{"account 1", 2}, {"account 2", 1}});
  CHECK(Get(team.service->Overview(team.engineer)).specs[0].by_account.count("Account 7") == 1);
}

TEST_CASE("My accounts: what prospects asked, and the spec that answers") {
  const Kind kind = GENERATE_COPY(from_range(Kinds()));
  Team team(kind);
  team.PutAccount(Acme());
  team.Put(CallOf("call-a"));
  auto asks = Get(team.service->MyAccounts(team.owner));
  REQUIRE(asks.size() == 1);
  CHECK(asks[0].account == "acme");
  CHECK(asks[0].spec.empty());
  CHECK(asks[0].excerpt.first_turn == 5);
  CHECK(asks[0].excerpt.disclosed.call.turns[5].text == "Could you add an export to the ledger?");
  team.Publish(SpecOf({"call-a"}));
  asks = Get(team.service->MyAccounts(team.owner));
  REQUIRE(asks.size() == 1);
  CHECK(asks[0].spec == "feat-12");
  CHECK(asks[0].status == "review");
  CHECK(Get(team.service->MyAccounts(team.sales)).empty());
  CHECK(CodeOf(team.service->MyAccounts(team.ci)) == ErrorCode::kForbidden);
}

}  // namespace whyspec::team
