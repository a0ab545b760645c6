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

std::string FoldedWord(std::string_view text, TextRange word) { return Fold(Cut(text, word)); }

// Words that are part of many names and of every sentence.
bool IsParticle(std::string_view folded) {
  static constexpr std::string_view kParticles[] = {"von", "van", "del",    "des",      "les",   "dos",
                                                    "the", "der", "den",    "and",      "mrs",   "inc",
                                                    "ltd", "mme", "madame", "monsieur", "group", "groupe"};
  return std::find(std::begin(kParticles), std::end(kParticles), folded) != std::end(kParticles);
}

bool HasUpperCase(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

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

const CallFace::Needles& CallFace::WithheldNames() const {
  if (needles_) return *needles_;
  needles_.emplace();
  if (shows_names()) return *needles_;
  const Call& call = *call_;
  for (const Participant& participant : call.participants) {
    const std::string instead = StrCat("[", NumberOf(participant), "]");
    AddName(participant.name, instead);
    AddNeedle(participant.email, instead);
  }
  // A speaker without an entry among the participants is written by name.
  std::set<std::string_view> speakers;
  for (const Turn& turn : call.turns) speakers.insert(turn.speaker);
  for (const std::string_view speaker : speakers) {
    if (!speaker.empty() && call.FindParticipant(speaker) == nullptr) AddName(speaker, "[P?]");
  }
  AddName(call.owner, StrCat("[", Say(language_, "us", "nous"), "]"));
  const std::string account_instead = StrCat("[", AccountLabel(), "]");
  if (account_ == nullptr) AddName(call.account, account_instead);
  // The account and those above it; a loop of parents ends at a known id.
  std::vector<std::string> seen;
  for (auto account = account_; account != nullptr;) {
    AddName(account->name, account_instead);
    AddNeedle(account->id, account_instead);
    for (const std::string& spelling : account->aliases) AddNeedle(spelling, account_instead);
    seen.push_back(account->id);
    if (account->parent.empty()) break;
    account = log_->FindAccount(account->parent);
    if (account != nullptr && std::find(seen.begin(), seen.end(), account->id) != seen.end()) break;
  }
  for (auto& entry : *needles_) {
    std::stable_sort(entry.second.begin(), entry.second.end(),
                     [](const Needle& a, const Needle& b) { return a.words.size() > b.words.size(); });
  }
  return *needles_;
}

void CallFace::AddNeedle(std::string_view name, const std::string& replacement) const {
  Needle needle{.words = {}, .replacement = replacement, .part = false};
  for (const TextRange word : Words(name)) needle.words.push_back(FoldedWord(name, word));
  if (needle.words.empty() || (needle.words.size() == 1 && needle.words[0].size() < 2)) return;
  std::string key = needle.words.front();
  std::vector<Needle>& same_start = (*needles_)[std::move(key)];
  const bool known = std::any_of(same_start.begin(), same_start.end(),
                                 [&](const Needle& other) { return other.words == needle.words; });
  if (!known) same_start.push_back(std::move(needle));
}

void CallFace::AddName(std::string_view name, const std::string& replacement) const {
  AddNeedle(name, replacement);
  const std::vector<TextRange> words = Words(name);
  if (words.size() < 2) return;
  for (const TextRange word : words) {
    std::string folded = FoldedWord(name, word);
    if (CountCodePoints(folded) < 3 || IsParticle(folded)) continue;
    std::vector<Needle>& same_start = (*needles_)[folded];
    const bool known = std::any_of(same_start.begin(), same_start.end(),
                                   [](const Needle& other) { return other.words.size() == 1; });
    if (!known) same_start.push_back({.words = {folded}, .replacement = replacement, .part = true});
  }
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

std::string CallFace::Redact(std::string_view words) const {
  const Needles& withheld = WithheldNames();
  if (withheld.empty()) return std::string(words);
  const std::vector<TextRange> found = Words(words);
  std::vector<std::string> folded;
  folded.reserve(found.size());
  for (const TextRange word : found) folded.push_back(FoldedWord(words, word));
  const bool has_case = HasUpperCase(words);
  std::string out;
  Offset copied = 0;
  for (std::size_t i = 0; i < found.size();) {
    std::size_t taken = 0;
    const std::string* replacement = nullptr;
    const auto candidates = withheld.find(folded[i]);
    if (candidates != withheld.end()) {
      for (const Needle& needle : candidates->second) {
        if (i + needle.words.size() > folded.size()) continue;
        if (!std::equal(needle.words.begin(), needle.words.end(),
                        folded.begin() + static_cast<std::ptrdiff_t>(i))) {
          continue;
        }
        // "will" is a word, "Will" a person; captions without capitals cannot tell.
        const char first = words[found[i].begin];
        if (needle.part && has_case && first >= 'a' && first <= 'z') continue;
        taken = needle.words.size();
        replacement = &needle.replacement;
        break;
      }
    }
    if (replacement == nullptr) {
      ++i;
      continue;
    }
    out.append(Cut(words, {copied, found[i].begin})).append(*replacement);
    copied = found[i + taken - 1].end;
    i += taken;
  }
  out.append(words.substr(copied));
  return out;
}

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
