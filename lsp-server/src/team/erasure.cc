#include "team/erasure.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/strings.h"
#include "base/unicode.h"
#include "calls/redaction.h"
#include "team/spoken_words.h"
#include "team/tombstones.h"

namespace whyspec::team {
namespace {

using calls::Account;
using calls::Call;
using sql::Session;

constexpr std::string_view kStruck = "[\xE2\x80\xA6]";

std::string PlainName(std::string_view name) { return Fold(Trim(name)); }

// Every way a call may write an account.
std::vector<std::string> SpellingsOf(const Account& account) {
  std::vector<std::string> out = {account.id, account.name};
  out.insert(out.end(), account.aliases.begin(), account.aliases.end());
  return out;
}

// And what stands for it where its name is withheld.
std::vector<std::string> ReferencesOf(const Account& account) {
  std::vector<std::string> out = SpellingsOf(account);
  out.push_back(account.alias);
  return out;
}

bool IsSpelling(const std::vector<std::string>& spellings, std::string_view written) {
  const std::string folded = PlainName(written);
  return !folded.empty() && std::any_of(spellings.begin(), spellings.end(),
                                        [&](const std::string& other) { return PlainName(other) == folded; });
}

// A body as text, escapes of JSON undone, folded: what a name is looked for in.
std::string Readable(const std::string& body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (json.is_discarded()) return Fold(body);
  return Fold(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

Error Unknown(std::string_view call) {
  return {ErrorCode::kNotFound,
          StrCat("There is no call \xE2\x80\x9C", Printable(call), "\xE2\x80\x9D in the log.")};
}

}  // namespace

// What goes, and what must not come back.
struct Eraser::Plan {
  std::vector<std::shared_ptr<const Call>> calls;
  std::vector<std::string> owners;
  std::vector<std::string> accounts;  // ids
  std::vector<Mark> marks;
  // Struck out of every spec: names and addresses.
  calls::Redaction names{calls::Redaction::Care::kStrict};
  // Looked for in queued webhooks, folded.
  std::vector<std::string> tell;
  Erased erased;

  void Take(const std::shared_ptr<const Call>& call, std::string owner) {
    calls.push_back(call);
    owners.push_back(std::move(owner));
    for (Mark& mark : MarksOf(*call)) marks.push_back(std::move(mark));
    for (const std::string& text : {call->id, call->source.id}) {
      if (text.size() >= 4) tell.push_back(Fold(text));
    }
  }
  void Name(std::string_view name) {
    names.AddName(name, kStruck);
    if (CountCodePoints(name) >= 4) tell.push_back(PlainName(name));
  }
  void Address(std::string_view address) {
    names.AddSpelling(address, kStruck);
    if (!address.empty()) tell.push_back(PlainName(address));
  }
};

namespace {

// A participant, or not, is the person.
class Finder {
 public:
  Finder(const Person& person, const std::vector<TeamAccount>& accounts)
      : email_(PlainName(person.email)), phone_(PhoneDigits(person.phone)), name_(PlainName(person.name)) {
    for (const TeamAccount& known : accounts) {
      if (!person.account.empty() && IsSpelling(ReferencesOf(known.account), person.account)) {
        spellings_ = ReferencesOf(known.account);
      }
    }
    if (spellings_.empty() && !person.account.empty()) spellings_ = {person.account};
  }

  bool TellsSomebody() const {
    return !email_.empty() || !phone_.empty() || (!name_.empty() && !spellings_.empty());
  }
  const std::vector<std::string>& spellings() const { return spellings_; }

  bool Is(const calls::Participant& who, const Call& call) const {
    if (!email_.empty() &&
        (PlainName(who.email) == email_ || PlainName(who.id) == email_ || PlainName(who.name) == email_)) {
      return true;
    }
    if (!phone_.empty() && (PhoneDigits(who.id) == phone_ || PhoneDigits(who.name) == phone_)) return true;
    return !name_.empty() && PlainName(who.name) == name_ && IsSpelling(spellings_, call.account);
  }
  // Speakers who are no participants are written by name.
  bool IsSpeaker(std::string_view speaker, const Call& call) const {
    if (!email_.empty() && PlainName(speaker) == email_) return true;
    if (!phone_.empty() && PhoneDigits(speaker) == phone_) return true;
    return !name_.empty() && PlainName(speaker) == name_ && IsSpelling(spellings_, call.account);
  }
  bool IsIn(const Call& call) const {
    const auto is = [&](const calls::Participant& who) { return Is(who, call); };
    if (std::any_of(call.participants.begin(), call.participants.end(), is)) return true;
    return std::any_of(call.turns.begin(), call.turns.end(), [&](const calls::Turn& turn) {
      return !turn.speaker.empty() && call.FindParticipant(turn.speaker) == nullptr &&
             IsSpeaker(turn.speaker, call);
    });
  }

 private:
  std::string email_, phone_, name_;
  std::vector<std::string> spellings_;
};

std::string OwnerOf(const Call& call, const std::vector<TeamAccount>& accounts) {
  if (!call.owner.empty()) return call.owner;
  for (const TeamAccount& known : accounts) {
    if (IsSpelling(ReferencesOf(known.account), call.account)) return known.account.owner;
  }
  return "";
}

Error WhoIsMeant() {
  return {ErrorCode::kInvalid,
          "Say who is meant: an e-mail address, a telephone number, or a name together with the account. A "
          "name alone "
          "could be anybody's."};
}

// Quotes and names of specs; true if something was struck out.
bool StrikeOut(SpecRecord& spec, const SpokenWords& words, const calls::Redaction& names,
               const std::set<std::string, std::less<>>& gone) {
  bool changed = false;
  const auto strike = [&](std::string& text) {
    std::string left = names.empty() ? text : names.Apply(text);
    changed = changed || left != text;
    text = words.Strike(left, changed);
  };
  strike(spec.title);
  for (SpecSection& section : spec.sections) {
    strike(section.title);
    strike(section.markdown);
  }
  for (SpecCitation& citation : spec.citations) {
    if (gone.count(citation.call) != 0) {
      changed = changed || !citation.quote.empty();
      citation.quote.clear();
      citation.verdict.clear();
    } else {
      strike(citation.quote);
    }
  }
  return changed;
}

// Quotes that a spec marks as of these calls, wherever the spec repeats them.
calls::Redaction QuotesOf(const SpecRecord& spec, const std::set<std::string, std::less<>>& gone) {
  calls::Redaction quotes;
  for (const SpecCitation& citation : spec.citations) {
    if (gone.count(citation.call) != 0 && CountWords(citation.quote) > 1)
      quotes.AddSpelling(citation.quote, kStruck);
  }
  return quotes;
}

Status EmptyDeliveries(Session& session, const std::vector<std::string>& tell, std::int64_t now_ms) {
  std::vector<std::int64_t> hit;
  const Status read = session.ForEach("SELECT number, body FROM deliveries WHERE state <> 'done'", {},
                                      [&](const sql::Row& row) {
                                        const std::string body = Readable(row.Bytes(1));
                                        for (const std::string& what : tell) {
                                          if (body.find(what) == std::string::npos) continue;
                                          hit.push_back(row.Integer(0));
                                          break;
                                        }
                                        return true;
                                      });
  if (!read.ok()) return read;
  for (const std::int64_t number : hit) {
    const auto ran = session.Run(
        "UPDATE deliveries SET state = 'done', done_ms = $1, body = $2, last_error = '' WHERE number = $3",
        {now_ms, sql::Blob{}, number});
    if (!ran.ok()) return ran.error();
  }
  return Done{};
}

}  // namespace

Status Eraser::Carry(Plan& plan, std::int64_t now_ms, const Also& also) {
  SpokenWords words;
  std::set<std::string, std::less<>> gone;
  for (const auto& call : plan.calls) {
    words.Add(*call);
    gone.insert(call->id);
  }
  const Status written = database_.Write([&](Session& session) -> Status {
    Erased erased;
    const Status buried = Bury(session, plan.marks, now_ms);
    if (!buried.ok()) return buried;
    for (const auto& call : plan.calls) {
      const auto was = calls_.Erase(session, call->id, calls::Gone::kErased, now_ms);
      if (!was.ok()) return was.error();
      erased.calls.push_back(call->id);
      const auto closed = session.Run("DELETE FROM grants WHERE call_id = $1", {call->id});
      if (!closed.ok()) return closed.error();
    }
    for (const std::string& account : plan.accounts) {
      const auto was = calls_.EraseAccount(session, account, now_ms);
      if (!was.ok()) return was.error();
      erased.accounts += *was ? 1 : 0;
      const auto closed = session.Run("DELETE FROM grants WHERE account_id = $1", {account});
      if (!closed.ok()) return closed.error();
    }
    auto specs = SpecStore::All(session);
    if (!specs.ok()) return specs.error();
    for (TeamSpec& known : *specs) {
      const bool cites =
          std::any_of(known.spec.citations.begin(), known.spec.citations.end(),
                      [&](const SpecCitation& citation) { return gone.count(citation.call) != 0; });
      SpecRecord left = known.spec;
      const calls::Redaction quotes = QuotesOf(known.spec, gone);
      bool changed = false;
      for (SpecSection& section : left.sections) {
        const std::string struck = quotes.empty() ? section.markdown : quotes.Apply(section.markdown);
        changed = changed || struck != section.markdown;
        section.markdown = struck;
      }
      changed = StrikeOut(left, words, plan.names, gone) || changed;
      if (changed) {
        const Status rewritten = specs_.Rewrite(session, left, now_ms);
        if (!rewritten.ok()) return rewritten;
      }
      if (cites) erased.specs.push_back(known.spec.id);
    }
    // An answer remembered for a retry may repeat what is gone; to lose the others costs a retry.
    const auto answers = session.Run("DELETE FROM answers");
    if (!answers.ok()) return answers.error();
    const Status emptied = EmptyDeliveries(session, plan.tell, now_ms);
    if (!emptied.ok()) return emptied;
    plan.erased = std::move(erased);
    return also ? also(session, plan.erased, plan.owners) : Status(Done{});
  });
  if (!written.ok()) return written;
  return calls_.Scrub({"specs", "spec_sections", "spec_citations", "deliveries", "answers"});
}

Result<Erased> Eraser::ErasePerson(const Person& person, std::int64_t now_ms, const Also& also) {
  const auto accounts = calls_.Accounts();
  if (!accounts.ok()) return accounts.error();
  const Finder finder(person, *accounts);
  if (!finder.TellsSomebody()) return WhoIsMeant();
  Erased all;
  Sequence seen = 0;
  // Until no call of theirs came in while the last ones were erased: from the first round on, new
  // ones are refused by their tombstones.
  for (int round = 0; round < 5; ++round) {
    Plan plan;
    const auto latest = calls_.Latest();
    if (!latest.ok()) return latest.error();
    plan.marks = {EmailMark(person.email), PhoneMark(person.phone)};
    for (const std::string& spelling : finder.spellings())
      plan.marks.push_back(NameMark(person.name, spelling));
    plan.Name(person.name);
    plan.Address(person.email);
    if (!PhoneDigits(person.phone).empty()) plan.Address(person.phone);
    const auto take = [&](const TeamCall& known) {
      const Call& call = *known.call;
      if (!finder.IsIn(call)) return true;
      plan.Take(known.call, OwnerOf(call, *accounts));
      // Whatever else the call knows them by.
      for (const calls::Participant& who : call.participants) {
        if (!finder.Is(who, call)) continue;
        plan.marks.push_back(EmailMark(who.email));
        plan.marks.push_back(NameMark(who.name, call.account));
        for (const TeamAccount& account : *accounts) {
          const std::vector<std::string> spellings = ReferencesOf(account.account);
          if (!IsSpelling(spellings, call.account)) continue;
          for (const std::string& spelling : spellings) plan.marks.push_back(NameMark(who.name, spelling));
        }
        plan.Name(who.name);
        plan.Address(who.email);
      }
      return true;
    };
    if (round == 0) {
      const Status read = calls_.ForEach(take);
      if (!read.ok()) return read.error();
    } else {
      const auto changes = calls_.Changes(seen, 100'000);
      if (!changes.ok()) return changes.error();
      std::set<std::string> looked;
      for (const Change& change : *changes) {
        if (change.kind != ChangeKind::kCallPut || !looked.insert(change.object).second) continue;
        const auto found = calls_.Find(change.object);
        if (found.ok() && found->call->transcript_status != calls::TranscriptStatus::kGone) take(*found);
      }
      if (plan.calls.empty()) break;
    }
    seen = *latest;
    const Status carried = Carry(plan, now_ms, also);
    if (!carried.ok()) return carried.error();
    all.calls.insert(all.calls.end(), plan.erased.calls.begin(), plan.erased.calls.end());
    for (const std::string& spec : plan.erased.specs) {
      if (std::find(all.specs.begin(), all.specs.end(), spec) == all.specs.end()) all.specs.push_back(spec);
    }
  }
  return all;
}

Result<Erased> Eraser::EraseAccount(std::string_view id, std::int64_t now_ms, const Also& also) {
  const auto found = calls_.FindAccount(id);
  if (!found.ok()) return found.error();
  const Account& account = found->account;
  Plan plan;
  plan.accounts.push_back(account.id);
  const std::vector<std::string> spellings = SpellingsOf(account);
  for (const std::string& spelling : spellings) {
    plan.marks.push_back(AccountMark(spelling));
    plan.Name(spelling);
  }
  const Status read = calls_.ForEach([&](const TeamCall& known) {
    if (IsSpelling(ReferencesOf(account), known.call->account)) {
      plan.Take(known.call, known.call->owner.empty() ? account.owner : known.call->owner);
    }
    return true;
  });
  if (!read.ok()) return read.error();
  const Status carried = Carry(plan, now_ms, also);
  if (!carried.ok()) return carried.error();
  return plan.erased;
}

Result<Erased> Eraser::EraseCalls(const std::vector<std::string>& ids, std::int64_t now_ms,
                                  const Also& also) {
  const auto accounts = calls_.Accounts();
  if (!accounts.ok()) return accounts.error();
  Plan plan;
  for (const std::string& id : ids) {
    const auto found = calls_.Find(id);
    if (!found.ok()) {
      if (found.error().code == ErrorCode::kNotFound && ids.size() > 1) continue;
      return found.error().code == ErrorCode::kNotFound ? Unknown(id) : found.error();
    }
    if (found->call->transcript_status == calls::TranscriptStatus::kGone && found->call->turns.empty() &&
        found->call->source.id.empty() && found->call->account.empty()) {
      if (ids.size() > 1) continue;
      return Error{ErrorCode::kGone, StrCat("\xE2\x80\x9C", id, "\xE2\x80\x9D was erased before.")};
    }
    plan.Take(found->call, OwnerOf(*found->call, *accounts));
  }
  if (plan.calls.empty()) return Erased{};
  const Status carried = Carry(plan, now_ms, also);
  if (!carried.ok()) return carried.error();
  return plan.erased;
}

Result<Erased> Eraser::EraseCall(std::string_view call, std::int64_t now_ms, const Also& also) {
  return EraseCalls({std::string(call)}, now_ms, also);
}

Result<bool> Eraser::IsBlocked(Session& session, const Call& call) {
  std::vector<Mark> marks = MarksOf(call);
  marks.push_back(AccountMark(call.account));
  for (const calls::Participant& who : call.participants) {
    for (const std::string& text : {who.email, who.id, who.name}) {
      if (text.find('@') != std::string::npos) marks.push_back(EmailMark(text));
    }
    for (const std::string& text : {who.id, who.name}) marks.push_back(PhoneMark(text));
    marks.push_back(NameMark(who.name, call.account));
  }
  for (const calls::Turn& turn : call.turns) {
    if (turn.speaker.empty() || call.FindParticipant(turn.speaker) != nullptr) continue;
    if (turn.speaker.find('@') != std::string::npos) marks.push_back(EmailMark(turn.speaker));
    marks.push_back(NameMark(turn.speaker, call.account));
  }
  return AnyBuried(session, marks);
}

Result<bool> Eraser::IsBlocked(Session& session, const Account& account) {
  std::vector<Mark> marks;
  for (const std::string& spelling : SpellingsOf(account)) marks.push_back(AccountMark(spelling));
  return AnyBuried(session, marks);
}

Result<Eraser::Dossier> Eraser::Find(const Person& person) {
  const auto accounts = calls_.Accounts();
  if (!accounts.ok()) return accounts.error();
  const Finder finder(person, *accounts);
  if (!finder.TellsSomebody()) return WhoIsMeant();
  Dossier dossier;
  const Status read = calls_.ForEach([&](const TeamCall& known) {
    const Call& call = *known.call;
    if (!finder.IsIn(call)) return true;
    dossier.calls.push_back(call.id);
    for (const calls::Turn& turn : call.turns) {
      const calls::Participant* who = call.FindParticipant(turn.speaker);
      const bool theirs = who != nullptr ? finder.Is(*who, call)
                                         : !turn.speaker.empty() && finder.IsSpeaker(turn.speaker, call);
      dossier.turns += theirs ? 1 : 0;
    }
    return true;
  });
  if (!read.ok()) return read.error();
  if (dossier.calls.empty()) return dossier;
  const auto cited = specs_.CitedOf(dossier.calls);
  if (!cited.ok()) return cited.error();
  for (const SpecStore::Cited& citing : *cited) {
    if (std::find(dossier.specs.begin(), dossier.specs.end(), citing.spec) == dossier.specs.end()) {
      dossier.specs.push_back(citing.spec);
    }
  }
  return dossier;
}

Result<std::int64_t> EnforceRetention(Eraser& eraser, CallStore& calls, Date today,
                                      std::int64_t retention_days, std::int64_t now_ms,
                                      const Eraser::Also& also, const std::vector<std::string>* only) {
  std::vector<std::string> over;
  const auto look = [&](const TeamCall& known) {
    const Call& call = *known.call;
    const bool by_date = call.retention_until && today > *call.retention_until;
    const bool by_age = !call.retention_until && retention_days > 0 && call.started_at_ms &&
                        DaysBetween(DateOfInstant(*call.started_at_ms), today) > retention_days;
    if (by_date || by_age) over.push_back(call.id);
    return true;
  };
  if (only == nullptr) {
    const Status read = calls.ForEach(look);
    if (!read.ok()) return read.error();
  } else {
    for (const std::string& id : *only) {
      const auto found = calls.Find(id);
      if (found.ok()) look(*found);
    }
  }
  std::int64_t ended = 0;
  constexpr std::size_t kAtOnce = 200;
  for (std::size_t first = 0; first < over.size(); first += kAtOnce) {
    const std::vector<std::string> some(
        over.begin() + static_cast<std::ptrdiff_t>(first),
        over.begin() + static_cast<std::ptrdiff_t>(std::min(over.size(), first + kAtOnce)));
    const auto erased = eraser.EraseCalls(some, now_ms, also);
    if (!erased.ok()) return erased.error();
    ended += static_cast<std::int64_t>(erased->calls.size());
  }
  return ended;
}

}  // namespace whyspec::team
