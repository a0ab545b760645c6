// A call cut down to what a level may know: built up from nothing, field by field, so that a
// field nobody thought of stays away.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/detect/phone_number.h"
#include "team/access.h"
#include "team/crypto.h"

namespace whyspec::team {
namespace {

using calls::Account;
using calls::Affiliation;
using calls::Call;
using calls::CallLog;
using calls::Participant;
using calls::Turn;
using calls::Visibility;

constexpr std::size_t kFewestAccounts = 3;  // of one segment, before it may be told (DOMAIN.md §5)

bool IsOneOf(std::string_view text, std::initializer_list<std::string_view> known) {
  return std::find(known.begin(), known.end(), text) != known.end();
}

// "fr", "pt-BR": whatever else stands there is no language.
bool IsLanguage(std::string_view text) {
  return text.size() <= 12 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

std::optional<std::int64_t> StartOfDay(std::optional<std::int64_t> instant) {
  if (!instant) return std::nullopt;
  return DaysSinceEpoch(DateOfInstant(*instant)) * 86'400'000;
}

// Addresses and telephone numbers of whomever.
std::string WithoutContacts(std::string text) {
  text = calls::WithoutAddresses(std::move(text));
  const std::vector<TextRange> found = rules::detect::FindPhoneNumbers(text);
  for (auto range = found.rbegin(); range != found.rend(); ++range) {
    text.replace(range->begin, range->length(), "[phone]");
  }
  return text;
}

std::vector<std::shared_ptr<const Account>> WithParents(std::string_view reference, const CallLog& accounts) {
  std::vector<std::shared_ptr<const Account>> out;
  std::string next(reference);
  while (!next.empty()) {
    auto account = accounts.FindAccount(next);
    if (account == nullptr) break;
    const bool loop =
        std::any_of(out.begin(), out.end(), [&](const auto& known) { return known->id == account->id; });
    if (loop) break;
    next = account->parent;
    out.push_back(std::move(account));
  }
  return out;
}

// What readers who may not know the account call it.
std::string AliasOf(const Account& account, const Pseudonyms& pseudonyms) {
  calls::Redaction names(calls::Redaction::Care::kStrict);
  names.AddName(account.name, "");
  names.AddSpelling(account.id, "");
  for (const std::string& spelling : account.aliases) names.AddSpelling(spelling, "");
  // An alias that holds the name hides nothing.
  if (!Trim(account.alias).empty() && !names.Finds(account.alias)) return account.alias;
  return pseudonyms.OfAccount(account.id);
}

Visibility AtMost(Level level) {
  if (level <= Level::kAggregate) return Visibility::kAggregate;
  if (level == Level::kAlias) return Visibility::kAlias;
  return level == Level::kNamed ? Visibility::kNamed : Visibility::kTranscript;
}

bool Covers(const std::vector<TurnRange>& excerpts, std::uint32_t turn) {
  return std::any_of(excerpts.begin(), excerpts.end(),
                     [turn](TurnRange range) { return turn >= range.first && turn <= range.last; });
}

// "mail.zenith.example" -> "zenith": people's addresses tell the company, their provider does not.
void AddCompanyOf(std::string_view domain, calls::Redaction& names) {
  const std::string folded = Fold(domain);
  std::string_view labels = std::string_view(folded).substr(0, folded.rfind('.'));
  while (!labels.empty()) {
    const std::size_t dot = std::min(labels.find('.'), labels.size());
    const std::string_view label = labels.substr(0, dot);
    const bool is_provider =
        IsOneOf(label, {"example", "free", "gmail", "googlemail", "hotmail", "icloud", "laposte", "live",
                        "mail", "orange", "outlook", "posteo", "proton", "protonmail", "wanadoo", "yahoo"});
    if (CountCodePoints(label) >= 4 && !is_provider) names.AddSpelling(label, "[domain]");
    labels.remove_prefix(std::min(dot + 1, labels.size()));
  }
}

class Cutter {
 public:
  Cutter(const Call& call, const CallLog& accounts, const Pseudonyms& pseudonyms, const Access& access)
      : call_(call),
        accounts_(accounts),
        pseudonyms_(pseudonyms),
        level_(access.level),
        account_(accounts.FindAccount(call.account)) {
    out_.level = access.level;
    out_.withheld = access.withheld;
  }

  Disclosed Cut(const std::vector<TurnRange>& excerpts) {
    if (level_ == Level::kNothing) return std::move(out_);
    Counts();
    if (level_ >= Level::kAlias) Alias(excerpts);
    if (level_ >= Level::kNamed) Named();
    if (level_ >= Level::kTranscript) Transcript();
    if (level_ >= Level::kContact) out_.call.source.url = call_.source.url;
    return std::move(out_);
  }

 private:
  void Counts() {
    Call& call = out_.call;
    call.id = call_.id;
    call.type = call_.type;
    call.started_at_ms = StartOfDay(call_.started_at_ms);
    if (IsLanguage(call_.language)) call.language = call_.language;
    call.lifecycle = call_.lifecycle;
    call.consent = call_.consent;
    call.transcript_status = call_.transcript_status;
    const bool closed = out_.withheld == Withheld::kEmbargo || out_.withheld == Withheld::kRetention;
    if (closed || level_ >= Level::kAlias) call.retention_until = call_.retention_until;
    if (closed || level_ >= Level::kAlias) {
      const bool is_day = ParseDate(call_.embargo_until).has_value();
      call.embargo_until = is_day || call_.embargo_until.empty() ? call_.embargo_until : "closed";
    }
    const Visibility most = AtMost(level_);
    // The switch as it is for those it does not lower; the level for the others.
    if (call_.visibility || level_ < Level::kTranscript) {
      call.visibility = std::min(most, call_.visibility.value_or(most));
    }
    if (level_ == Level::kNamed && !call_.visibility) call.visibility.reset();
    if (account_ != nullptr) {
      out_.segment = level_ >= Level::kNamed ? account_->segment : pseudonyms_.SegmentOf(*account_);
    }
    if (level_ < Level::kNamed) names_ = NamesOf(call_, accounts_, pseudonyms_);
    if (names_.Finds(out_.segment)) out_.segment.clear();
    if (names_.Finds(call.language)) call.language.clear();
    for (const Participant& person : call_.participants) {
      if (person.affiliation == Affiliation::kInternal || person.persona.empty()) continue;
      ++out_.personas[Words(person.persona)];
    }
    const calls::Opportunity& deal = call_.opportunity;
    out_.arr_band = AmountBand(deal.arr ? deal.arr : deal.amount, deal.currency);
  }

  void Alias(const std::vector<TurnRange>& excerpts) {
    Call& call = out_.call;
    call.title = Words(call_.title);
    call.duration_ms = call_.duration_ms;
    if (IsOneOf(call_.source_channel,
                {"inbound", "outbound", "founder_network", "partner", "event", "existing_customer", "cx"})) {
      call.source_channel = call_.source_channel;
    }
    People();
    for (const calls::Phase& phase : call_.phases) {
      if (!IsOneOf(phase.kind, {"pitch", "demo", "discovery", "interview_slot", "next_steps"})) continue;
      call.phases.push_back({.kind = phase.kind, .start_ms = phase.start_ms, .end_ms = phase.end_ms});
    }
    if (account_ != nullptr) {
      call.account = pseudonyms_.OfAccount(account_->id);
      out_.account_label = AliasOf(*account_, pseudonyms_);
    } else if (!call_.account.empty()) {
      call.account = pseudonyms_.OfAccount(Fold(call_.account));
      out_.account_label = call.account;
    }
    call.turns.reserve(call_.turns.size());
    for (std::uint32_t i = 0; i < call_.turns.size(); ++i) {
      const Turn& said = call_.turns[i];
      Turn turn{.speaker = Speaker(said.speaker), .start_ms = said.start_ms, .end_ms = said.end_ms};
      if (level_ >= Level::kTranscript) {
        turn.text = Words(said.text);
      } else if (Covers(excerpts, i)) {
        turn.text = Words(said.text);
      } else {
        out_.text_is_partial = out_.text_is_partial || !said.text.empty();
      }
      call.turns.push_back(std::move(turn));
    }
  }

  // Ids too may be names or addresses.
  void People() {
    std::size_t number = 0;
    for (const Participant& person : call_.participants) {
      ++number;
      const bool keeps_id =
          level_ == Level::kContact || (level_ >= Level::kNamed && person.id.find('@') == std::string::npos);
      std::string id = keeps_id ? person.id : StrCat("P", number);
      while (!keeps_id && level_ >= Level::kNamed && call_.FindParticipant(id) != nullptr) id += '_';
      Participant shown{.id = id, .affiliation = person.affiliation, .persona = Words(person.persona)};
      if (level_ >= Level::kNamed) {
        shown.name =
            person.name.find('@') == std::string::npos || level_ == Level::kContact ? person.name : "";
        shown.title = Words(person.title);
      }
      if (level_ >= Level::kContact) shown.email = person.email;
      speakers_.emplace(person.id, std::move(id));
      out_.call.participants.push_back(std::move(shown));
    }
  }

  std::string Speaker(const std::string& written) {
    if (written.empty()) return "";
    const auto found = speakers_.find(written);
    if (found != speakers_.end()) return found->second;
    // Nothing is known of this speaker but the name.
    const bool shows =
        level_ == Level::kContact || (level_ >= Level::kNamed && written.find('@') == std::string::npos);
    std::string id = shows ? written : StrCat("S", ++strays_);
    return speakers_.emplace(written, std::move(id)).first->second;
  }

  void Named() {
    Call& call = out_.call;
    call.started_at_ms = call_.started_at_ms;
    call.account = call_.account;
    out_.account_label = account_ != nullptr && !account_->name.empty() ? account_->name : call_.account;
    // Our own people too have addresses.
    call.owner = level_ >= Level::kContact ? call_.owner : call_.owner.substr(0, call_.owner.find('@'));
    call.source_channel = call_.source_channel;
    call.consent_scope = call_.consent_scope;
    call.tags = call_.tags;
    call.phases = call_.phases;
    call.opportunity.id = call_.opportunity.id;
    call.opportunity.stage = call_.opportunity.stage;
    call.opportunity.currency = call_.opportunity.currency;
  }

  void Transcript() {
    Call& call = out_.call;
    call.notes = Words(call_.notes);
    call.opportunity = call_.opportunity;
    call.source.system = call_.source.system;
    call.source.id = call_.source.id;
  }

  // A text about the call, as the level may read it.
  std::string Words(const std::string& text) const {
    if (level_ >= Level::kContact) return text;
    return WithoutContacts(level_ >= Level::kNamed ? text : names_.Apply(text));
  }

  const Call& call_;
  const CallLog& accounts_;
  const Pseudonyms& pseudonyms_;
  Level level_;
  std::shared_ptr<const Account> account_;
  calls::Redaction names_;
  std::unordered_map<std::string, std::string> speakers_;
  std::size_t strays_ = 0;
  Disclosed out_;
};

}  // namespace

Pseudonyms::Pseudonyms(std::string key, const CallLog& accounts) : key_(std::move(key)) {
  std::map<std::string, std::set<std::string>, std::less<>> roots;
  for (const auto& account : accounts.Accounts()) {
    if (!account->segment.empty()) roots[account->segment].insert(accounts.RootAccount(account->id));
  }
  for (const auto& [segment, of] : roots) {
    if (of.size() >= kFewestAccounts) shared_segments_.insert(segment);
  }
}

std::string Pseudonyms::OfAccount(std::string_view id) const {
  if (id.empty()) return "";
  // No vowels, so that no word comes about.
  constexpr std::string_view kLetters = "23456789bcdfghjkmnpqrstvwxz47kmt";
  static_assert(kLetters.size() == 32);
  const std::string hash = HmacSha256(key_, StrCat("account\n", id));
  std::string out(kPrefix);
  for (std::size_t i = 0; i < 8; ++i) out += kLetters[static_cast<unsigned char>(hash[i]) % 32];
  return out;
}

std::string_view Pseudonyms::SegmentOf(const Account& account) const {
  const auto found = shared_segments_.find(account.segment);
  return found == shared_segments_.end() ? std::string_view() : std::string_view(*found);
}

calls::Redaction NamesOf(const Call& call, const CallLog& accounts, const Pseudonyms& pseudonyms) {
  calls::Redaction names(calls::Redaction::Care::kStrict);
  std::size_t number = 0;
  for (const Participant& person : call.participants) {
    const std::string instead = StrCat("[P", ++number, "]");
    names.AddName(person.name, instead);
    names.AddSpelling(person.email, instead);
    // "jane.roe@zenith.example": who.
    const std::size_t at = person.email.find('@');
    if (at != std::string::npos) {
      names.AddSpelling(std::string_view(person.email).substr(0, at), instead);
    }
  }
  for (const Participant& person : call.participants) {
    // An id such as "p1" or "2" is none of a person's; one of several letters may be.
    if (CountCodePoints(person.id) < 4) continue;
    names.AddName(person.id, StrCat("[P", &person - call.participants.data() + 1, "]"));
  }
  for (const Turn& turn : call.turns) {
    if (!turn.speaker.empty() && call.FindParticipant(turn.speaker) == nullptr) {
      names.AddName(turn.speaker, "[P?]");
    }
  }
  names.AddName(call.owner, "[us]");
  const auto chain = WithParents(call.account, accounts);
  if (chain.empty()) {
    names.AddName(call.account, StrCat("[", pseudonyms.OfAccount(Fold(call.account)), "]"));
  }
  for (const auto& account : chain) {
    const std::string instead = StrCat("[", AliasOf(*chain.front(), pseudonyms), "]");
    names.AddName(account->name, instead);
    names.AddName(account->id, instead);
    for (const std::string& spelling : account->aliases) names.AddName(spelling, instead);
    names.AddName(account->owner, "[us]");
  }
  // Last: the company's name is known better by its account.
  for (const Participant& person : call.participants) {
    const std::size_t at = person.email.find('@');
    if (at == std::string::npos) continue;
    const std::string_view domain = std::string_view(person.email).substr(at + 1);
    names.AddSpelling(domain, "[domain]");
    if (person.affiliation != Affiliation::kInternal) AddCompanyOf(domain, names);
  }
  return names;
}

std::string NamesInId(const Call& call, const CallLog& accounts, const Pseudonyms& pseudonyms) {
  if (!NamesOf(call, accounts, pseudonyms).Finds(call.id)) return "";
  return StrCat(
      "\xE2\x80\x9C", call.id,
      "\xE2\x80\x9D names a person or the account. Specs cite calls by id, so everybody who reads a "
      "spec reads that name, whatever the call's visibility. Log the call without an id, and it "
      "gets one that tells nothing.");
}

Disclosed Disclose(const Call& call, const CallLog& accounts, const Pseudonyms& pseudonyms,
                   const Access& access, const std::vector<TurnRange>& excerpts) {
  return Cutter(call, accounts, pseudonyms, access).Cut(excerpts);
}

Account Disclose(const Account& account, const Pseudonyms& pseudonyms, Level level) {
  Account out;
  if (level == Level::kNothing) return out;
  out.lifecycle = account.lifecycle;
  if (level >= Level::kNamed) {
    out = account;
    out.path.clear();
    out.source = {};
    return out;
  }
  out.segment = pseudonyms.SegmentOf(account);
  if (level < Level::kAlias) return out;
  out.id = pseudonyms.OfAccount(account.id);
  out.alias = AliasOf(account, pseudonyms);
  out.parent = pseudonyms.OfAccount(account.parent);
  out.visibility = Visibility::kAlias;
  return out;
}

std::string AmountBand(std::optional<double> amount, std::string_view currency) {
  struct Band {
    double below;
    std::string_view name;
  };
  static constexpr Band kBands[] = {{10e3, "0-10k"},    {25e3, "10-25k"},    {50e3, "25-50k"},
                                    {100e3, "50-100k"}, {250e3, "100-250k"}, {500e3, "250-500k"},
                                    {1e6, "500k-1M"},   {5e6, "1-5M"},       {HUGE_VAL, "over 5M"}};
  if (!amount || !std::isfinite(*amount) || *amount < 0) return "unknown";
  const bool is_code = currency.size() == 3 && std::all_of(currency.begin(), currency.end(),
                                                           [](char c) { return c >= 'A' && c <= 'Z'; });
  const auto* band = std::find_if(std::begin(kBands), std::end(kBands),
                                  [&](const Band& other) { return *amount < other.below; });
  const std::string name(band == std::end(kBands) ? "over 5M" : band->name);
  return is_code ? StrCat(name, " ", currency) : name;
}

}  // namespace whyspec::team
