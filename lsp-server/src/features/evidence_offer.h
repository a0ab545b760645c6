// Passages of calls offered as evidence: found by the words of a sentence, shown as one
// line of a menu, put into a spec as a citation or as a quote with its citation.
//
// Only what customers said is offered: no turn of our own people, no call whose words may
// not be shown. What is written into a spec carries pseudonyms: git forgets nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/snapshot.h"
#include "features/call_face.h"

namespace whyspec::features {

struct Offer {
  std::shared_ptr<const calls::Call> call;
  std::uint32_t turn = 0;
  std::string label;            // “We copy the figures by hand …”, shortened
  std::string detail;           // "Jane Roe, ops lead · 7:40"
  std::string description;      // "Acme · 13 Jan 2026"
  std::string link;             // Markdown: [P1, ops lead](call:acme-2026-01-13#t=460)
  std::string snippet;          // the same with the words of the link as a stop
  std::string words;            // a sentence or two worth quoting, plain; "" if none may be shown
  std::vector<TextRange> hits;  // words of the query, in the turn's text
};

struct OfferQuery {
  std::string_view text;
  std::string_view language = {};  // BCP 47 of the text
  bool last_word_is_prefix = false;
  std::size_t limit = 10;
  std::set<std::string> without_accounts = {};  // root accounts
  bool without_cited = false;                   // leave out turns the spec cites already
};
// Best first, each turn once; a turn that holds no word of the query is none. Labels are in
// the language of the spec.
std::vector<Offer> FindOffers(const engine::Snapshot& snapshot, const OfferQuery& query);
// The same for no spec in particular: `without_cited` means nothing here.
std::vector<Offer> FindOffers(const calls::CallLog& log, rules::Language labels, const OfferQuery& query);
// One turn as an offer. `hits` (in the turn's text) say which of its sentences to quote.
Offer OfferOf(const std::shared_ptr<const calls::Call>& call, const CallFace& face, std::uint32_t turn,
              const std::vector<TextRange>& hits = {});

// "> words", an empty quoted line, "> — [P1, ops lead](call:…)"; lines end with "\n".
std::string BlockQuoteOf(const Offer& offer);

// The sentences of a turn to quote: those with the most hits and what is needed around
// them, at most about forty words; the whole turn if it is short.
std::string_view QuotableWords(std::string_view turn_text, const std::vector<TextRange>& hits);

// Where the words that were found (`hits` in `turn_text`) stand in `shown`, by spelling.
std::vector<TextRange> MarksIn(std::string_view shown, std::string_view turn_text,
                               const std::vector<TextRange>& hits);

}  // namespace whyspec::features
