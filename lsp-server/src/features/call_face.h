// A call as a reader of specs may see it. All that features show of a call goes
// through here, so that no name leaves a call whose visibility withholds it:
//
//   named, transcript   names of people and accounts, all words
//   alias               "P2 · ops lead", the account's alias; words with names struck out
//   aggregate           roles and segment only; no words
//
// Words are withheld too where consent was refused or withdrawn. Texts are as they
// stand in the call: escape them before they go into Markdown.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calls/call_log.h"
#include "calls/redaction.h"
#include "rules/language.h"

namespace whyspec::features {

// Not for use by several threads at once.
class CallFace {
 public:
  // `call` and `log` must outlive it.
  CallFace(const calls::Call& call, const calls::CallLog& log, rules::Language language);

  const calls::Call& call() const { return *call_; }
  rules::Language language() const { return language_; }
  bool shows_names() const { return level_ >= calls::Visibility::kNamed; }
  bool shows_words() const;

  // "Acme", "Account 7", "insurer (prospect)"; never empty.
  std::string AccountLabel() const;
  // "Jane Roe", "P2", "us", "speaker unknown".
  std::string SpeakerLabel(const calls::Turn& turn) const;
  // "ops lead", "Head of operations"; "" if nothing is known.
  std::string RoleLabel(const calls::Turn& turn) const;
  // "Jane Roe, ops lead", "P2, ops lead": both of the above.
  std::string SpeakerLine(const calls::Turn& turn) const;
  // What a spec may always say, whatever the visibility: "P2, ops lead".
  std::string Pseudonym(const calls::Turn& turn) const;
  // The title; names struck out where they are withheld, "" at aggregate.
  std::string Title() const;
  // `words` with the names of people and accounts replaced where they are withheld.
  std::string Redact(std::string_view words) const;
  // The day of the call.
  std::optional<Date> Day() const;

 private:
  const calls::Redaction& WithheldNames() const;
  std::string NumberOf(const calls::Participant& participant) const;

  const calls::Call* call_;
  const calls::CallLog* log_;
  rules::Language language_;
  calls::Visibility level_;
  std::shared_ptr<const calls::Account> account_;
  mutable std::optional<calls::Redaction> withheld_;  // made when first needed
};

// The faces of the calls of one request, each made once.
class FaceCache {
 public:
  FaceCache(const calls::CallLog& log, rules::Language language) : log_(&log), language_(language) {}
  const CallFace& Of(const calls::Call& call) {
    return faces_.try_emplace(&call, call, *log_, language_).first->second;
  }

 private:
  const calls::CallLog* log_;
  rules::Language language_;
  std::map<const calls::Call*, CallFace> faces_;
};

// What readers of specs may call an account, under its own visibility.
std::string AccountFace(const calls::Account& account, const calls::CallLog& log, rules::Language language);

// A few turns of a call with those around them.
struct ExcerptLine {
  std::uint32_t turn = 0;
  std::string who;  // SpeakerLine
  std::optional<std::int64_t> start_ms;
  std::string words;  // redacted, shortened
  bool cited = false;
};
struct Excerpt {
  std::vector<ExcerptLine> lines;  // in order
  std::uint32_t left_out = 0;      // cited turns not shown for want of room
  bool withheld = false;           // words may not be shown; `lines` is empty
};
Excerpt ExcerptOf(const CallFace& face, std::uint32_t first, std::uint32_t last, std::uint32_t context);

}  // namespace whyspec::features
