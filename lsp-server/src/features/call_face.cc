#include "features/call_face.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/strings.h"
#include "base/unicode.h"
#include "features/wording.h"

namespace whyspec::features {
namespace {

using calls::Affiliation;
using calls::Call;
using calls::Participant;
using calls::Turn;
using rules::Language;

constexpr std::size_t kMaxTurnCodePoints = 420;
constexpr std::uint32_t kMaxCitedTurns = 6;

// "ops_lead" -> "ops lead".
std::string Readable(std::string_view code) {
  std::string out(Trim(code));
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

}  // namespace

CallFace::CallFace(const Call& call, const calls::CallLog& log, Language language)
    : call_(&call),
      log_(&log),
      language_(language),
      level_(log.VisibilityOf(call)),
      account_(call.account.empty() ? nullptr : log.FindAccount(call.account)) {}

const calls::Redaction& CallFace::WithheldNames() const {
  if (withheld_) return *withheld_;
  withheld_.emplace();
  if (shows_names()) return *withheld_;
  const Call& call = *call_;
  for (const Participant& participant : call.participants) {
    const std::string instead = StrCat("[", NumberOf(participant), "]");
    withheld_->AddName(participant.name, instead);
    withheld_->AddSpelling(participant.email, instead);
  }
  // A speaker without an entry among the participants is written by name.
  std::set<std::string_view> speakers;
  for (const Turn& turn : call.turns) speakers.insert(turn.speaker);
  for (const std::string_view speaker : speakers) {
    if (!speaker.empty() && call.FindParticipant(speaker) == nullptr) withheld_->AddName(speaker, "[P?]");
  }
  withheld_->AddName(call.owner, StrCat("[", Say(language_, "us", "nous"), "]"));
  const std::string account_instead = StrCat("[", AccountLabel(), "]");
  if (account_ == nullptr) withheld_->AddName(call.account, account_instead);
  // The account and those above it; a loop of parents ends at a known id.
  std::vector<std::string> seen;
  for (auto account = account_; account != nullptr;) {
    withheld_->AddName(account->name, account_instead);
    withheld_->AddSpelling(account->id, account_instead);
    for (const std::string& spelling : account->aliases) withheld_->AddSpelling(spelling, account_instead);
    seen.push_back(account->id);
    if (account->parent.empty()) break;
    account = log_->FindAccount(account->parent);
    if (account != nullptr && std::find(seen.begin(), seen.end(), account->id) != seen.end()) break;
  }
  return *withheld_;
}

std::string CallFace::NumberOf(const Participant& participant) const {
  const auto index = &participant - call_->participants.data();
  return StrCat("P", index + 1);
}

bool CallFace::shows_words() const {
  return level_ >= calls::Visibility::kAlias && call_->consent != calls::Consent::kRefused &&
         call_->consent != calls::Consent::kWithdrawn;
}

std::string CallFace::AccountLabel() const {
  if (shows_names()) {
    if (account_ != nullptr && !account_->name.empty()) return account_->name;
    if (account_ != nullptr && !account_->id.empty()) return account_->id;
    if (!call_->account.empty()) return call_->account;
  } else if (level_ == calls::Visibility::kAlias && account_ != nullptr && !account_->alias.empty()) {
    return account_->alias;
  }
  std::string segment = account_ == nullptr ? "" : Readable(account_->segment);
  const std::string_view lifecycle = LifecycleText(call_->lifecycle, language_);
  if (!segment.empty() && !lifecycle.empty()) return StrCat(segment, " (", lifecycle, ")");
  if (!segment.empty()) return segment;
  if (!lifecycle.empty()) return std::string(lifecycle);
  return std::string(Say(language_, "an account", "un compte"));
}

std::string CallFace::SpeakerLabel(const Turn& turn) const {
  if (turn.speaker.empty()) return std::string(Say(language_, "speaker unknown", "locuteur inconnu"));
  const Participant* who = call_->FindParticipant(turn.speaker);
  if (who == nullptr) return shows_names() ? turn.speaker : "P?";
  std::string us(Say(language_, "us", "nous"));
  if (!shows_names()) {
    if (who->affiliation == Affiliation::kInternal) return us;
    if (level_ == calls::Visibility::kAggregate) {
      return std::string(Say(language_, "a participant", "un participant"));
    }
    return NumberOf(*who);
  }
  const std::string& name = who->name.empty() ? who->id : who->name;
  return who->affiliation == Affiliation::kInternal ? StrCat(name, " (", us, ")") : name;
}

std::string CallFace::RoleLabel(const Turn& turn) const {
  const Participant* who = call_->FindParticipant(turn.speaker);
  if (turn.speaker.empty() || who == nullptr) return "";
  if (!who->persona.empty()) return Redact(Readable(who->persona));
  return Redact(Trim(who->title));
}

std::string CallFace::SpeakerLine(const Turn& turn) const {
  const std::string role = RoleLabel(turn);
  return role.empty() ? SpeakerLabel(turn) : StrCat(SpeakerLabel(turn), ", ", role);
}

std::string CallFace::Pseudonym(const Turn& turn) const {
  const Participant* who = call_->FindParticipant(turn.speaker);
  std::string role = RoleLabel(turn);
  if (who == nullptr) return std::string(Say(language_, "speaker unknown", "locuteur inconnu"));
  if (level_ == calls::Visibility::kAggregate && !role.empty()) return role;
  return role.empty() ? NumberOf(*who) : StrCat(NumberOf(*who), ", ", role);
}

std::string CallFace::Title() const {
  return level_ == calls::Visibility::kAggregate ? "" : Redact(call_->title);
}

std::string CallFace::Redact(std::string_view words) const { return WithheldNames().Apply(words); }

std::optional<Date> CallFace::Day() const {
  if (!call_->started_at_ms) return std::nullopt;
  return DateOfInstant(*call_->started_at_ms);
}

std::string AccountFace(const calls::Account& account, const calls::CallLog& log, Language language) {
  Call any;
  any.account = account.id.empty() ? account.name : account.id;
  return CallFace(any, log, language).AccountLabel();
}

Excerpt ExcerptOf(const CallFace& face, std::uint32_t first, std::uint32_t last, std::uint32_t context) {
  Excerpt out;
  const std::vector<Turn>& turns = face.call().turns;
  if (!face.shows_words()) {
    out.withheld = true;
    return out;
  }
  if (turns.empty() || first > last || first >= turns.size()) return out;
  last = std::min(last, static_cast<std::uint32_t>(turns.size() - 1));
  const std::uint32_t begin = first - std::min(first, context);
  const std::uint32_t end = std::min(last + context, static_cast<std::uint32_t>(turns.size() - 1));
  const std::uint32_t cited = last - first + 1;
  for (std::uint32_t i = begin; i <= end; ++i) {
    const bool inside = i >= first && i <= last;
    if (inside && cited > kMaxCitedTurns && i - first >= kMaxCitedTurns) {
      out.left_out = cited - kMaxCitedTurns;
      i = last;
      continue;
    }
    out.lines.push_back({.turn = i,
                         .who = face.SpeakerLine(turns[i]),
                         .start_ms = turns[i].start_ms,
                         .words = Shorten(face.Redact(turns[i].text), kMaxTurnCodePoints),
                         .cited = inside});
  }
  return out;
}

}  // namespace whyspec::features
