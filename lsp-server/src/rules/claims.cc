#include "rules/claims.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <set>

#include "base/ascii.h"
#include "rules/cue_matcher.h"
#include "rules/dates_in_text.h"
#include "rules/number_words.h"

namespace whyspec::rules {
namespace {

using markdown::BlockKind;
using markdown::Index;

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}
const SectionText::Piece* PieceOf(const SectionText& text, const Sentence& sentence) {
  const Offset at = text.folded.ToOriginal(sentence.folded).begin;
  const auto next =
      std::upper_bound(text.pieces.begin(), text.pieces.end(), at,
                       [](Offset offset, const SectionText::Piece& piece) { return offset < piece.begin; });
  return next == text.pieces.begin() ? nullptr : &*std::prev(next);
}

// Words as personas are compared, each in blanks: "ops_lead", "Ops leads" -> " ops lead ".
std::string AsWords(std::string_view text) {
  const std::string folded = Fold(text);
  std::string words = " ";
  std::string_view rest = folded;
  while (!rest.empty()) {
    if (!IsWordByte(rest.front())) {
      rest.remove_prefix(1);
      continue;
    }
    std::size_t size = 0;
    while (size < rest.size() && IsWordByte(rest[size])) ++size;
    // A plural is the same persona.
    const bool plural = size > 3 && rest[size - 1] == 's';
    words.append(rest.substr(0, plural ? size - 1 : size));
    words.push_back(' ');
    rest.remove_prefix(size);
  }
  return words;
}

// Names of accounts, looked up as rows of one to three words.
bool NamesAccount(const calls::CallLog& log, std::string_view folded) {
  constexpr std::size_t kSearched = 400;
  if (!log.available()) return false;
  const std::vector<TextRange> words = Words(folded.substr(0, 16 * kSearched));
  for (std::size_t first = 0; first < std::min(words.size(), kSearched); ++first) {
    for (std::size_t last = first; last < std::min(first + 3, words.size()); ++last) {
      const TextRange range{words[first].begin, words[last].end};
      if (range.length() >= 3 && log.FindAccount(Cut(folded, range)) != nullptr) return true;
    }
  }
  return false;
}

}  // namespace

bool AsksForEvidence(const Profile& profile) {
  return std::any_of(profile.sections.begin(), profile.sections.end(), [](const ProfileSection& section) {
    return section.role == Role::kEvidence && section.required;
  });
}

bool IsCited(const Spec& spec, const SectionText& text, const Sentence& sentence) {
  const auto blocks = spec.document.blocks();
  const SectionText::Piece* piece = PieceOf(text, sentence);
  if (piece == nullptr) return false;
  TextRange scope = blocks[piece->block].range;
  const Index parent = blocks[piece->block].parent;
  if (parent != markdown::kNone && blocks[parent].kind == BlockKind::kItem) scope = blocks[parent].range;
  if (!spec.evidence.CitationsIn(scope).empty()) return true;
  // What directly follows the block, if it belongs to it.
  for (Index next = piece->block + 1; next < blocks.size(); ++next) {
    if (blocks[next].range.begin < scope.end) continue;
    const bool belongs =
        blocks[next].kind == BlockKind::kBlockQuote ||
        (blocks[next].kind == BlockKind::kList && blocks[next].depth == blocks[piece->block].depth);
    return belongs && !spec.evidence.CitationsIn(blocks[next].range).empty();
  }
  return false;
}

bool IsQuestion(const SectionText& text, const Sentence& sentence) {
  const std::string_view words = Cut(text.folded.text, sentence.folded);
  return !words.empty() && words.back() == '?';
}

bool IsConditional(const SectionText& text, const Sentence& sentence) {
  const std::string_view words = Cut(text.folded.text, sentence.folded);
  for (std::string_view start :
       {"if ", "when ", "as a ", "si ", "s'il", "quand ", "en tant que ", "wenn ", "cuando "}) {
    if (words.substr(0, start.size()) == start) return true;
  }
  return false;
}

bool SentenceHas(const SectionText& text, const Sentence& sentence, std::string_view list) {
  const int number = CueListNumber(list);
  // Cues stand sentence by sentence.
  auto cue = std::partition_point(text.cues.begin(), text.cues.end(), [&](const SectionText::Cue& c) {
    return c.hit.range.begin < sentence.folded.begin;
  });
  for (; cue != text.cues.end() && cue->hit.range.begin < sentence.folded.end; ++cue) {
    if (cue->list == number && !cue->hit.negated) return true;
  }
  return false;
}

bool HasNumber(const SectionText& text, TextRange folded_range) {
  const std::string_view folded = Cut(text.folded.text, folded_range);
  std::vector<DateInText> dates;
  bool dates_known = false;
  std::size_t at = 0;
  while (at < folded.size()) {
    if (!IsWordByte(folded[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < folded.size() && IsWordByte(folded[at])) ++at;
    if (!IsDigit(folded[begin])) {
      if (IsNumberWord(folded.substr(begin, at - begin), text.language)) return true;
      continue;
    }
    // A label ("FR-001", "v2", "#12") or a date counts nothing.
    const char before = begin > 0 ? folded[begin - 1] : ' ';
    const bool label =
        before == '#' || before == '_' ||
        (before == '-' && begin > 1 && !IsDigit(folded[begin - 2]) && IsWordByte(folded[begin - 2]));
    if (label) continue;
    if (!dates_known) {
      dates = FindDates(folded, text.language);
      dates_known = true;
    }
    const auto offset = static_cast<Offset>(begin);
    const bool date = std::any_of(dates.begin(), dates.end(),
                                  [offset](const DateInText& d) { return d.folded.Contains(offset); });
    if (!date) return true;
  }
  return false;
}

bool HasNumber(const SectionText& text) {
  return std::any_of(text.sentences.begin(), text.sentences.end(),
                     [&](const Sentence& sentence) { return HasNumber(text, sentence.folded); });
}

bool NamesActor(const RuleContext& context, const SectionText& text) {
  if (text.HasCue("actor")) return true;
  const std::string words = AsWords(text.folded.text);
  for (const std::vector<std::string>* names : {&context.glossary.personas, &context.glossary.segments,
                                                &context.spec.meta.personas, &context.spec.meta.segments}) {
    for (const std::string& name : *names) {
      const std::string wanted = AsWords(name);
      if (wanted.size() > 1 && words.find(wanted) != std::string::npos) return true;
    }
  }
  return NamesAccount(context.log, text.folded.text);
}

TextRange ClauseFrom(const SectionText& text, const CueHit& hit) {
  const Sentence* sentence = text.SentenceAt(hit.range.begin);
  if (sentence == nullptr) return text.ToSource(hit.range);
  const std::string_view folded = text.folded.text;
  Offset end = hit.range.end;
  while (end < sentence->folded.end && folded[end] != ',' && folded[end] != ';' && folded[end] != ':') ++end;
  while (end > hit.range.end && (folded[end - 1] == ' ' || folded[end - 1] == '.' || folded[end - 1] == '!'))
    --end;
  return text.ToSource({hit.range.begin, end});
}

void ForEachText(const Spec& spec, std::initializer_list<Role> roles,
                 const std::function<void(const SectionText&)>& visit) {
  std::set<Index> seen;  // a heading that means two roles has two equal texts
  for (const Spec::RoleText& text : spec.texts) {
    if (std::find(roles.begin(), roles.end(), text.role) == roles.end()) continue;
    const MatchedSection& matched = spec.matched[text.matched];
    if (matched.empty || !matched.meaning->required) continue;
    if (seen.insert(text.text.section).second) visit(text.text);
  }
}

}  // namespace whyspec::rules
