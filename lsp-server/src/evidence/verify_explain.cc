// Verdicts in words, and the quote put right.
#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "evidence/verify_quote.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kShownWords = 60;  // code points of either side

std::string Quote(std::string_view words) {
  return StrCat("\"", Printable(Shorten(words, kShownWords)), "\"");
}

// The change is about an omission mark, not about words.
bool IsMark(const Change& change) { return !change.quoted.empty() && CountWords(change.quoted_words) == 0; }

std::string Duration(std::int64_t ms) {
  const std::int64_t seconds = ms / 1000;
  if (seconds < 90) return Plural(static_cast<std::size_t>(seconds), "second");
  return Plural(static_cast<std::size_t>((seconds + 30) / 60), "minute");
}

std::string ExplainChange(const Change& change, const Verification& verification) {
  const bool quoted = !change.quoted.empty() && !IsMark(change);
  const bool said = !change.said_words.empty();
  switch (change.kind) {
    case ChangeKind::kFiller:
      return "leaves out fillers or repeats";
    case ChangeKind::kContraction:
      if (quoted && said)
        return StrCat("writes ", Quote(change.said_words), " as ", Quote(change.quoted_words));
      return "opens or closes a contraction";
    case ChangeKind::kInsertion:
      if (said)
        return StrCat("puts [", Printable(change.quoted_words), "] in the place of ",
                      Quote(change.said_words));
      return StrCat("adds [", Printable(change.quoted_words), "]");
    case ChangeKind::kOmission:
      if (verification.omitted_ms)
        return StrCat("leaves out ", Duration(*verification.omitted_ms), ", marked");
      return "leaves out words, marked";
    case ChangeKind::kInterruption:
      return said ? StrCat("leaves out an interruption, ", Quote(change.said_words))
                  : "leaves out an interruption";
    case ChangeKind::kJoined:
      return said ? StrCat("leaves out ", Quote(change.said_words), " without […]")
                  : "joins words said at different moments, or in another order, as if they followed each "
                    "other";
    case ChangeKind::kOtherSpeaker:
      return "joins the words of two people";
    case ChangeKind::kSwapped:
      if (quoted && said) {
        return StrCat("puts words in another order: ", Quote(change.quoted_words),
                      " stands where the customer said ", Quote(change.said_words));
      }
      return "puts words in another order";
    default:
      break;
  }
  if (quoted && said) {
    return StrCat("says ", Quote(change.quoted_words), " where the customer said ", Quote(change.said_words));
  }
  if (quoted) return StrCat("says ", Quote(change.quoted_words), " where the customer did not");
  if (IsMark(change)) return StrCat("leaves out ", Quote(change.said_words), " at the […]");
  return StrCat("leaves out ", Quote(change.said_words));
}

}  // namespace

std::string Explain(const Verification& verification) {
  if (verification.verdict == Verdict::kExact) return "";
  if (verification.verdict == Verdict::kNotFound) {
    return verification.score >= 0.5 ? "only some of these words are said, and in other company"
                                     : "nobody says this in the call";
  }
  const Change* worst = verification.Worst();
  if (worst == nullptr) return "";
  std::string clause = ExplainChange(*worst, verification);
  const auto alike = std::count_if(verification.changes.begin(), verification.changes.end(),
                                   [](const Change& change) { return change.kind >= ChangeKind::kReworded; });
  if (alike > 1 && worst->kind != ChangeKind::kSwapped) {
    clause += StrCat(", and differs in ", Plural(static_cast<std::size_t>(alike - 1), "more place"));
  }
  return clause;
}

std::vector<Restoration> Restore(const Verification& verification, std::string_view quote) {
  std::vector<Restoration> edits;
  if (verification.verdict == Verdict::kNotFound) return edits;
  for (const Change& change : verification.changes) {
    if (change.kind < ChangeKind::kReworded) continue;
    Offset begin = std::min<Offset>(change.quoted.begin, static_cast<Offset>(quote.size()));
    Offset end = std::min<Offset>(change.quoted.end, static_cast<Offset>(quote.size()));
    if (change.kind == ChangeKind::kOtherSpeaker) {
      // One quote cannot be two people's: the longer part stays.
      if (CountWords(quote.substr(0, begin)) >= CountWords(quote.substr(end))) {
        // The full stop stays.
        while (begin < quote.size() && !IsAsciiSpace(quote[begin])) ++begin;
        edits.push_back({{begin, static_cast<Offset>(quote.size())}, ""});
        break;
      }
      while (end < quote.size() && IsAsciiSpace(quote[end])) ++end;
      edits.assign(1, {{0, end}, ""});
      continue;
    }
    if (!edits.empty() && begin < edits.back().quoted.end) continue;
    std::string words = change.said_words;
    if (change.kind == ChangeKind::kJoined && words.empty()) {
      words = " […]";
      begin = end;
    } else if (words.empty()) {
      // Words that were put in go, with the blank before them.
      while (begin > 0 && begin < end && quote[begin - 1] == ' ') --begin;
    } else if (begin == end) {
      words.insert(0, " ");
    } else if (IsMark(change) && begin > 0 && !IsAsciiSpace(quote[begin - 1])) {
      words.insert(0, " ");
    }
    edits.push_back({{begin, end}, std::move(words)});
  }
  return edits;
}

std::string SaidWords(const Transcript& /*transcript*/, const Verification& verification,
                      std::string_view quote) {
  if (verification.verdict == Verdict::kNotFound) return "";
  std::string said;
  std::size_t at = 0;
  for (const Restoration& edit : Restore(verification, quote)) {
    if (edit.quoted.begin < at) continue;
    said.append(quote.substr(at, edit.quoted.begin - at)).append(edit.words);
    at = edit.quoted.end;
  }
  said.append(quote.substr(std::min(at, quote.size())));
  return std::string(Trim(said));
}

}  // namespace whyspec::evidence
