#include "evidence/spoken_words.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/unicode.h"

namespace whyspec::evidence {
namespace {

constexpr std::size_t kLongestWord = 64;  // bytes; the rest of a longer one is left out
constexpr std::size_t kLongestSound = 60;

enum class CharKind : std::uint8_t { kBreak, kLetter, kApostrophe, kIgnored, kSymbol };

struct CharInfo {
  CharKind kind = CharKind::kBreak;
  bool upper = false;
  std::string folded;
};

CharInfo Classify(char32_t c) {
  CharInfo info;
  std::string text;
  AppendUtf8(text, c);
  switch (c) {
    case U'\'':
    case U'’':
    case U'‘':
    case U'ʼ':
    case U'´':
    case U'`':
    case U'′':
    case U'＇':
      info.kind = CharKind::kApostrophe;
      return info;
    case 0xAD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
      info.kind = CharKind::kIgnored;
      return info;
    case U'œ':
    case U'Œ':
      info.folded = "oe";
      break;
    case U'æ':
    case U'Æ':
      info.folded = "ae";
      break;
    case U'ß':
    case U'ẞ':
      info.folded = "ss";
      break;
    case U'%':
    case U'€':
    case U'$':
    case U'£':
    case U'¥':
      info.kind = CharKind::kSymbol;
      info.folded = text;
      return info;
    default:
      info.folded = Fold(text);
      break;
  }
  if (info.folded.empty()) {
    // A combining mark belongs to the letter before it.
    info.kind = CharKind::kIgnored;
    return info;
  }
  if (Words(info.folded).empty()) return info;
  info.kind = CharKind::kLetter;
  // What folding changed beyond accents: a capital.
  info.upper = (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c == 0x152);
  return info;
}

const CharInfo& InfoOf(char32_t c, CharInfo& scratch) {
  constexpr std::size_t kKnown = 0x180;
  static const std::array<CharInfo, kKnown> known = [] {
    std::array<CharInfo, kKnown> table;
    for (std::size_t i = 0; i < kKnown; ++i) table[i] = Classify(static_cast<char32_t>(i));
    return table;
  }();
  if (c < kKnown) return known[c];
  scratch = Classify(c);
  return scratch;
}

// "&#39;", "&amp;" and their like, which exports leave in texts: the character and the
// bytes it took; 0 bytes if it is none.
std::pair<char32_t, std::size_t> EntityAt(std::string_view text, std::size_t at) {
  static constexpr std::pair<std::string_view, char32_t> kEntities[] = {
      {"&#39;", U'\''},   {"&#x27;", U'\''},  {"&#X27;", U'\''}, {"&apos;", U'\''}, {"&rsquo;", U'\''},
      {"&lsquo;", U'\''}, {"&#8217;", U'\''}, {"&quot;", U'"'},  {"&#34;", U'"'},   {"&nbsp;", U' '},
      {"&#160;", U' '},   {"&amp;", U'&'},    {"&lt;", U'<'},    {"&gt;", U'>'}};
  for (const auto& [entity, c] : kEntities) {
    if (text.compare(at, entity.size(), entity) == 0) return {c, entity.size()};
  }
  return {0, 0};
}

class Reader {
 public:
  Reader(std::string_view text, const ReadOptions& options, Vocabulary& vocabulary,
         std::vector<SpokenWord>& out)
      : text_(text), options_(options), vocabulary_(vocabulary), lexicon_(vocabulary.lexicon()), out_(out) {}

  void Run() {
    for (at_ = 0; at_ < text_.size();) {
      const char byte = text_[at_];
      if (IsDigit(byte) && piece_.empty()) {
        ReadFigure();
        continue;
      }
      if (options_.sounds_in_brackets && (byte == '[' || byte == '{' || byte == '(')) {
        FlushCluster();
        OpenSound(byte);
      }
      const std::size_t begin = at_;
      const auto [entity, length] =
          byte == '&' ? EntityAt(text_, at_) : std::pair<char32_t, std::size_t>{0, 0};
      char32_t c = entity;
      if (length > 0) {
        at_ += length;
      } else {
        c = DecodeAt(text_, at_);
      }
      Take(c, begin);
      if (sound_until_ != 0 && at_ >= sound_until_) {
        FlushCluster();
        sound_until_ = 0;
      }
    }
    FlushCluster();
    FlushUnit();
  }

 private:
  struct Piece {
    std::string text;
    std::size_t begin;
    std::size_t end;
    bool capital;
  };

  void Take(char32_t c, std::size_t begin) {
    const char32_t lower = c | 0x20;
    if (c < 0x80 && lower >= U'a' && lower <= U'z') {
      if (piece_.empty()) {
        piece_begin_ = begin;
        piece_capital_ = c != lower;
      }
      if (piece_.size() < kLongestWord) piece_ += static_cast<char>(lower);
      piece_end_ = at_;
      return;
    }
    CharInfo scratch;
    const CharInfo& info = InfoOf(c, scratch);
    switch (info.kind) {
      case CharKind::kLetter:
        if (piece_.empty()) {
          piece_begin_ = begin;
          piece_capital_ = info.upper;
        }
        if (piece_.size() < kLongestWord) piece_ += info.folded;
        piece_end_ = at_;
        break;
      case CharKind::kIgnored:
        if (!piece_.empty()) piece_end_ = at_;
        break;
      case CharKind::kApostrophe:
        if (piece_.empty()) {
          FlushCluster();
          leading_apostrophe_ = true;
          return;
        }
        EndPiece();
        apostrophe_open_ = true;
        return;
      case CharKind::kSymbol:
        FlushCluster();
        TakeSymbol(info.folded, begin);
        break;
      case CharKind::kBreak:
        FlushCluster();
        if (c == U'.' || c == U'?' || c == U'!' || c == 0x2026) {
          if (out_.size() > first_) out_.back().marks |= kSentenceEnd | kPause;
          sentence_start_ = true;
        } else if (c == U',' || c == U';' || c == 0x2013 || c == 0x2014) {
          if (out_.size() > first_) out_.back().marks |= kPause;
        } else if (c == U'"' || c == 0x201C || c == 0xAB || c == U':') {
          sentence_start_ = true;
        } else if (c == U'-' && begin > 0 && !out_.empty() && out_.size() > first_ &&
                   out_.back().end == options_.base + begin) {
          out_.back().marks |= kUnfinished;
        } else if (c == U'-' && out_.size() > first_) {
          out_.back().marks |= kPause;  // " - ", a dash
        }
        break;
    }
    if (info.kind != CharKind::kLetter && info.kind != CharKind::kIgnored) leading_apostrophe_ = false;
  }

  void EndPiece() {
    if (piece_.empty()) return;
    cluster_.push_back({std::move(piece_), piece_begin_, piece_end_, piece_capital_});
    piece_.clear();
    apostrophe_open_ = false;
  }

  void FlushCluster() {
    EndPiece();
    apostrophe_open_ = false;
    if (cluster_.empty()) return;
    EmitCluster();
    cluster_.clear();
    leading_apostrophe_ = false;
  }

  std::uint8_t MarksOf(bool capital) {
    std::uint8_t marks = options_.marks;
    if (capital && !sentence_start_) marks |= kCapital;
    if (sound_until_ != 0) marks |= kSoundMark;
    sentence_start_ = false;
    return marks;
  }

  void Emit(WordId id, std::size_t begin, std::size_t end, std::uint32_t form, std::uint8_t marks) {
    out_.push_back({.id = id,
                    .begin = options_.base + static_cast<Offset>(begin),
                    .end = options_.base + static_cast<Offset>(end),
                    .turn = options_.turn,
                    .form = form,
                    .marks = marks});
  }

  void EmitForm(const std::vector<WordId>& ids, std::string_view spelling, std::size_t begin, std::size_t end,
                bool capital) {
    const auto form = static_cast<std::uint32_t>(Hash64(spelling)) | 1U;
    FlushUnit();
    const std::uint8_t marks = MarksOf(capital);
    for (const WordId id : ids) Emit(id, begin, end, form, marks);
  }

  void EmitWord(const Piece& piece) {
    if (const std::vector<WordId>* form = Form(piece.text)) {
      EmitForm(*form, piece.text, piece.begin, piece.end, piece.capital);
      return;
    }
    const WordId id = vocabulary_.Intern(piece.text);
    if (pending_unit_ != kNoWord && !IsMultiplier(piece.text)) FlushUnit();
    Emit(id, piece.begin, piece.end, 0, MarksOf(piece.capital));
  }

  const std::vector<WordId>* Form(std::string_view text) const { return lexicon_.FormOf(text); }

  void EmitCluster() {
    const std::vector<Piece>& pieces = cluster_;
    if (leading_apostrophe_) {
      const std::string spelling = "'" + pieces[0].text;
      if (const auto* form = Form(spelling)) {
        EmitForm(*form, spelling, pieces[0].begin, pieces[0].end, false);
        EmitFrom(1);
        return;
      }
    }
    EmitFrom(0);
  }

  void EmitFrom(std::size_t i) {
    const std::vector<Piece>& pieces = cluster_;
    while (i < pieces.size()) {
      const Piece& piece = pieces[i];
      if (i + 1 == pieces.size()) {
        EmitWord(piece);
        return;
      }
      const Piece& next = pieces[i + 1];
      const std::string both = piece.text + "'" + next.text;
      if (const auto* form = Form(both)) {
        EmitForm(*form, both, piece.begin, next.end, piece.capital);
        i += 2;
      } else if (next.text == "t" && piece.text.size() > 2 && piece.text.back() == 'n' &&
                 Form("n't") != nullptr) {
        const std::vector<WordId> ids = {vocabulary_.Intern(piece.text.substr(0, piece.text.size() - 1)),
                                         Form("n't")->front()};
        EmitForm(ids, both, piece.begin, next.end, piece.capital);
        i += 2;
      } else if (const auto* prefix = Form(piece.text + "'")) {
        EmitForm(*prefix, piece.text + "'", piece.begin, piece.end, piece.capital);
        ++i;
      } else if (const auto* suffix = Form("'" + next.text)) {
        EmitWord(piece);
        EmitForm(*suffix, "'" + next.text, next.begin, next.end, false);
        i += 2;
      } else {
        EmitWord(piece);
        ++i;
      }
    }
  }

  bool IsMultiplier(std::string_view word) const {
    const auto number = lexicon_.NumberOf(word);
    return number && number->kind == NumberWord::Kind::kMultiplier;
  }

  // "40,000", "40 000", "3.5", "3,5", "2nd", "40k".
  void ReadFigure() {
    FlushCluster();
    FlushUnit();
    const std::size_t begin = at_;
    std::string figure;
    const auto digits = [&](std::size_t from) {
      std::size_t end = from;
      while (end < text_.size() && IsDigit(text_[end])) ++end;
      return end - from;
    };
    const std::size_t first = digits(at_);
    figure.assign(text_.substr(at_, first));
    at_ += first;
    bool decimals = false;
    while (at_ < text_.size() && !decimals && figure.size() < kLongestWord) {
      std::size_t gap = 0;
      const char c = text_[at_];
      const bool point = c == '.' || c == ',';
      if (point || c == ' ') gap = 1;
      if (text_.compare(at_, 2, "\xC2\xA0") == 0) gap = 2;
      if (text_.compare(at_, 3, "\xE2\x80\xAF") == 0 || text_.compare(at_, 3, "\xE2\x80\x89") == 0) gap = 3;
      if (gap == 0) break;
      const std::size_t count = digits(at_ + gap);
      if (count == 0) break;
      if (count == 3 && first <= 3 && figure[0] != '0') {
        figure.append(text_.substr(at_ + gap, count));
      } else if (point) {
        figure.append(1, '.').append(text_.substr(at_ + gap, count));
        decimals = true;
      } else {
        break;
      }
      at_ += gap + count;
    }
    if (figure.size() > kLongestWord) figure.resize(kLongestWord);
    // Letters that follow at once: an ordinal stays one word, "40k" becomes two.
    std::size_t letters = at_;
    while (letters < text_.size() && ((text_[letters] | 0x20) >= 'a') && ((text_[letters] | 0x20) <= 'z'))
      ++letters;
    const std::string ending = Fold(text_.substr(at_, std::min<std::size_t>(letters - at_, 8)));
    std::size_t end = at_;
    if (!ending.empty() && letters - at_ <= 8) {
      std::string whole = figure + ending;
      const auto number = lexicon_.NumberOf(whole);
      if (number && number->kind == NumberWord::Kind::kOrdinal) {
        figure = std::move(whole);
        at_ = letters;
        end = at_;
      }
    }
    Emit(vocabulary_.Intern(figure), begin, end, 0, MarksOf(false));
    if (symbol_ != kNoWord) {
      pending_unit_ = symbol_;
      pending_begin_ = symbol_begin_;
      pending_end_ = end;
      symbol_ = kNoWord;
    }
  }

  void TakeSymbol(const std::string& symbol, std::size_t begin) {
    const WordId unit = lexicon_.UnitOf(symbol);
    if (unit == kNoWord) return;
    std::size_t next = at_;
    while (next < text_.size() && text_[next] == ' ') ++next;
    if (symbol != "%" && next < text_.size() && IsDigit(text_[next])) {
      FlushUnit();
      symbol_ = unit;  // "€50" is read "50 €"
      symbol_begin_ = begin;
      return;
    }
    FlushUnit();
    Emit(unit, begin, at_, static_cast<std::uint32_t>(Hash64(symbol)) | 1U, MarksOf(false));
  }

  void FlushUnit() {
    if (pending_unit_ == kNoWord) return;
    const WordId unit = pending_unit_;
    pending_unit_ = kNoWord;
    Emit(unit, pending_begin_, pending_end_, static_cast<std::uint32_t>(unit) | 1U, options_.marks);
  }

  // Remembers where a bracket ends if what it holds is a sound of the transcript.
  void OpenSound(char open) {
    if (sound_until_ != 0) return;
    const char close = open == '[' ? ']' : open == '{' ? '}' : ')';
    const std::size_t end = text_.substr(at_, kLongestSound).find(close);
    if (end == std::string_view::npos) return;
    if (open == '(') {
      const std::string folded = Fold(text_.substr(at_, end));
      const std::vector<TextRange> words = Words(folded);
      const bool sound = !words.empty() && std::all_of(words.begin(), words.end(), [&](TextRange word) {
        const WordId id = lexicon_.Find(Cut(folded, word));
        return id != kNoWord && (lexicon_.InfoOf(id).classes & kSound) != 0;
      });
      if (!sound) return;
    }
    sound_until_ = at_ + end;
  }

  std::string_view text_;
  const ReadOptions& options_;
  Vocabulary& vocabulary_;
  const Lexicon& lexicon_;
  std::vector<SpokenWord>& out_;
  std::size_t first_ = out_.size();
  std::size_t at_ = 0;
  std::string piece_;
  std::size_t piece_begin_ = 0;
  std::size_t piece_end_ = 0;
  bool piece_capital_ = false;
  bool apostrophe_open_ = false;
  bool leading_apostrophe_ = false;
  bool sentence_start_ = true;
  std::vector<Piece> cluster_;
  std::size_t sound_until_ = 0;
  WordId symbol_ = kNoWord;  // read, its figure not yet
  std::size_t symbol_begin_ = 0;
  WordId pending_unit_ = kNoWord;  // its figure read
  std::size_t pending_begin_ = 0;
  std::size_t pending_end_ = 0;
};

}  // namespace

NameTable::NameTable(const Lexicon& lexicon, const std::vector<std::vector<std::string>>& names)
    : table_(lexicon.size()) {
  Vocabulary vocabulary(lexicon, nullptr);
  for (const std::vector<std::string>& spellings : names) {
    if (spellings.size() < 2) continue;
    const std::string name = "name:" + Fold(spellings[0]);
    const WordId id = table_.Intern(name);
    for (const std::string& spelling : spellings) {
      std::vector<SpokenWord> words;
      ReadWords(spelling, {.sounds_in_brackets = false}, vocabulary, words);
      if (words.empty()) continue;
      Spelling one{.words = {}, .name = id};
      for (const SpokenWord& word : words) {
        one.words.push_back(word.id < lexicon.size() ? word.id : table_.Intern(vocabulary.TextOf(word.id)));
      }
      const WordId first = one.words[0];
      spellings_[first].push_back(std::move(one));
    }
  }
  for (auto& [first, list] : spellings_) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Spelling& a, const Spelling& b) { return a.words.size() > b.words.size(); });
  }
}

void NameTable::Join(std::vector<SpokenWord>& words, std::size_t from) const {
  std::size_t out = from;
  for (std::size_t i = from; i < words.size();) {
    const auto found = spellings_.find(words[i].id);
    std::size_t length = 0;
    WordId name = 0;
    if (found != spellings_.end()) {
      for (const Spelling& spelling : found->second) {
        if (i + spelling.words.size() > words.size()) continue;
        bool fits = true;
        for (std::size_t k = 0; k < spelling.words.size() && fits; ++k) {
          fits = words[i + k].id == spelling.words[k] && words[i + k].turn == words[i].turn;
        }
        if (!fits) continue;
        length = spelling.words.size();
        name = spelling.name;
        break;
      }
    }
    if (length == 0) {
      words[out++] = words[i++];
      continue;
    }
    SpokenWord joined = words[i];
    joined.end = words[i + length - 1].end;
    joined.marks |= words[i + length - 1].marks;
    std::uint64_t form = 0;
    for (std::size_t k = 0; k < length; ++k) form = (form + words[i + k].id + 1) * 0x9E3779B97F4A7C15ULL;
    joined.form = static_cast<std::uint32_t>(form >> 32U) | 1U;
    joined.id = name;
    words[out++] = joined;
    i += length;
  }
  words.resize(out);
}

WordId Vocabulary::Find(std::string_view word) const {
  if (const WordId id = lexicon_->Find(word); id != kNoWord) return id;
  if (names_ != nullptr) {
    if (const WordId id = names_->Find(word); id != kNoWord) return id;
  }
  if (base_ != nullptr) {
    if (const WordId id = base_->own_.Find(word); id != kNoWord) return id;
  }
  return own_.Find(word);
}

WordId Vocabulary::Intern(std::string_view word) {
  if (const WordId id = lexicon_->Find(word); id != kNoWord) return id;
  if (names_ != nullptr) {
    if (const WordId id = names_->Find(word); id != kNoWord) return id;
  }
  if (base_ != nullptr) {
    if (const WordId id = base_->own_.Find(word); id != kNoWord) return id;
  }
  return own_.Intern(word);
}

std::string_view Vocabulary::TextOf(WordId id) const {
  if (id < lexicon_->size()) return lexicon_->TextOf(id);
  if (names_ != nullptr && id < names_->end()) return names_->TextOf(id);
  if (base_ != nullptr && id < base_->own_.end()) return base_->own_.TextOf(id);
  return own_.TextOf(id);
}

void ReadWords(std::string_view text, const ReadOptions& options, Vocabulary& vocabulary,
               std::vector<SpokenWord>& out) {
  Reader(text, options, vocabulary, out).Run();
}

void FinishWords(const Vocabulary& vocabulary, std::vector<SpokenWord>& words, std::size_t from) {
  const Lexicon& lexicon = vocabulary.lexicon();
  std::size_t out = from;
  for (std::size_t i = from; i < words.size(); ++i) {
    SpokenWord word = words[i];
    if ((lexicon.InfoOf(word.id).classes & kStartsPair) != 0 && i + 1 < words.size() &&
        words[i + 1].turn == word.turn) {
      const WordId pair = lexicon.PairOf(word.id, words[i + 1].id);
      if (pair != kNoWord) {
        word.id = pair;
        word.end = words[i + 1].end;
        word.marks |= words[i + 1].marks & kSentenceEnd;
        ++i;
      }
    }
    words[out++] = word;
  }
  words.resize(out);
  if (vocabulary.names() != nullptr && !vocabulary.names()->empty()) vocabulary.names()->Join(words, from);
  std::vector<WordId> ids;
  for (std::size_t i = from; i < words.size(); ++i) {
    if ((lexicon.InfoOf(words[i].id).classes & kStartsFiller) == 0) continue;
    ids.clear();
    for (std::size_t k = i; k < words.size() && k < i + 8 && words[k].turn == words[i].turn; ++k) {
      ids.push_back(words[k].id);
    }
    const Lexicon::Filler filler = lexicon.FillerAt(ids);
    if (filler.length == 0) continue;
    if (filler.must_be_set_off) {
      const std::size_t last = i + filler.length - 1;
      const auto fills = [&](std::size_t k) { return (words[k].marks & (kFiller | kSoundMark)) != 0; };
      const auto hesitates = [&](std::size_t k) {
        return (lexicon.InfoOf(words[k].id).classes & kHesitation) != 0;
      };
      const bool before =
          i == from || words[i - 1].Is(kPause) || words[i - 1].turn != words[i].turn || fills(i - 1);
      const bool after = words[last].Is(kPause) || last + 1 == words.size() || hesitates(last + 1);
      const bool pause = words[last].Is(kPause) || (i > from && words[i - 1].Is(kPause));
      if (!pause && !(before && after)) continue;
    }
    for (std::size_t k = 0; k < filler.length; ++k) words[i + k].marks |= kFiller;
    i += filler.length - 1;
  }
}

}  // namespace whyspec::evidence
