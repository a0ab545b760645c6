#include "calls/redaction.h"

#include <algorithm>
#include <utility>

#include "base/text_range.h"
#include "base/unicode.h"

namespace whyspec::calls {
namespace {

constexpr std::string_view kAddress = "[e-mail]";

bool Has(const auto& list, std::string_view folded) {
  return std::find(std::begin(list), std::end(list), folded) != std::end(list);
}

// Words that are part of many names and of every sentence.
bool IsParticle(std::string_view folded) {
  static constexpr std::string_view kParticles[] = {"von", "van", "del",    "des",      "les",   "dos",
                                                    "the", "der", "den",    "and",      "mrs",   "inc",
                                                    "ltd", "mme", "madame", "monsieur", "group", "groupe"};
  return Has(kParticles, folded);
}

// Parts of names of companies and people that are words of every day: to strike them out
// wherever they stand would leave sentences that say nothing.
bool IsEverydayWord(std::string_view folded) {
  static constexpr std::string_view kWords[] = {
      // companies
      "agence", "agency", "assurance", "assurances", "bank", "banque", "care", "center", "centre", "city",
      "clinic", "clinique", "club", "company", "conseil", "consulting", "data", "digital", "ecole", "energie",
      "energy", "europe", "finance", "food", "foods", "france", "general", "generale", "global", "health",
      "home", "hopital", "hospital", "hotel", "hotels", "house", "industrie", "industries", "insurance",
      "international", "investment", "labs", "laboratoire", "legal", "logistics", "logistique", "mairie",
      "maison", "market", "media", "mutuelle", "national", "network", "office", "online", "partner",
      "partners", "pharma", "pharmacie", "pharmacy", "public", "retail", "sante", "school", "service",
      "services", "societe", "software", "solution", "solutions", "store", "studio", "systems", "team",
      "tech", "technologies", "technology", "transport", "transports", "travel", "universite", "university",
      "ville", "work", "works", "world",
      // people
      "art", "bill", "chase", "claire", "constant", "dawn", "drew", "faith", "frank", "grace", "grand",
      "grant", "hope", "joy", "june", "just", "juste", "long", "mark", "may", "olive", "petit", "pierre",
      "rich", "rob", "rose", "sue", "summer", "will", "young"};
  return Has(kWords, folded);
}

std::vector<std::string> FoldedWords(std::string_view text, const std::vector<TextRange>& words) {
  std::vector<std::string> out;
  out.reserve(words.size());
  for (const TextRange word : words) out.push_back(Fold(Cut(text, word)));
  return out;
}

bool HasUpperCase(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsAddressByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x7F || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || c == '.' || c == '-' || c == '_' || c == '+' || c == '%';
}

}  // namespace

std::string WithoutAddresses(std::string text) {
  if (text.find('@') == std::string::npos) return text;
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    std::size_t end = at + 1;
    while (begin > copied && IsAddressByte(text[begin - 1])) --begin;
    while (end < text.size() && IsAddressByte(text[end])) ++end;
    if (begin == at || end == at + 1) continue;
    out.append(text, copied, begin - copied).append(kAddress);
    copied = end;
    at = end - 1;
  }
  out.append(text, copied, std::string::npos);
  return out;
}

void Redaction::Add(Needle needle) {
  if (needle.words.empty() || (needle.words.size() == 1 && needle.words[0].size() < 2)) return;
  std::vector<Needle>& same_start = needles_[needle.words.front()];
  const bool known = std::any_of(same_start.begin(), same_start.end(),
                                 [&](const Needle& other) { return other.words == needle.words; });
  if (known) return;
  const auto shorter = std::find_if(same_start.begin(), same_start.end(), [&](const Needle& other) {
    return other.words.size() < needle.words.size();
  });
  same_start.insert(shorter, std::move(needle));
}

void Redaction::AddSpelling(std::string_view spelling, std::string_view replacement) {
  Add({.words = FoldedWords(spelling, Words(spelling)), .replacement = std::string(replacement)});
}

void Redaction::AddName(std::string_view name, std::string_view replacement) {
  AddSpelling(name, replacement);
  const std::vector<std::string> words = FoldedWords(name, Words(name));
  if (words.size() < 2) return;
  std::string glued;
  for (const std::string& word : words) {
    glued += word;
    if (CountCodePoints(word) < 3 || IsParticle(word)) continue;
    Add({.words = {word},
         .replacement = std::string(replacement),
         .with_capital_only = care_ == Care::kReadable || IsEverydayWord(word)});
  }
  if (care_ == Care::kStrict) Add({.words = {glued}, .replacement = std::string(replacement)});
}

const Redaction::Needle* Redaction::At(const std::vector<std::string>& words, std::size_t at, char first,
                                       bool has_case) const {
  const auto look = [&](std::string_view word, bool alone) -> const Needle* {
    const auto found = needles_.find(word);
    if (found == needles_.end()) return nullptr;
    for (const Needle& needle : found->second) {
      const std::size_t count = needle.words.size();
      if (alone && count > 1) continue;
      if (at + count > words.size()) continue;
      if (!std::equal(needle.words.begin() + 1, needle.words.end(),
                      words.begin() + static_cast<std::ptrdiff_t>(at) + 1)) {
        continue;
      }
      // Captions without capitals cannot tell.
      if (needle.with_capital_only && has_case && first >= 'a' && first <= 'z') continue;
      return &needle;
    }
    return nullptr;
  };
  const std::string& word = words[at];
  if (const Needle* needle = look(word, false)) return needle;
  if (care_ == Care::kStrict && word.size() > 3 && word.back() == 's') {
    return look(std::string_view(word).substr(0, word.size() - 1), true);
  }
  return nullptr;
}

std::string Redaction::Apply(std::string_view text) const {
  const std::vector<TextRange> found = needles_.empty() ? std::vector<TextRange>() : Words(text);
  const std::vector<std::string> folded = FoldedWords(text, found);
  const bool has_case = HasUpperCase(text);
  std::string out;
  Offset copied = 0;
  for (std::size_t i = 0; i < found.size();) {
    const Needle* needle = At(folded, i, text[found[i].begin], has_case);
    if (needle == nullptr) {
      ++i;
      continue;
    }
    out.append(Cut(text, {copied, found[i].begin})).append(needle->replacement);
    i += needle->words.size();
    copied = found[i - 1].end;
  }
  out.append(text.substr(copied));
  return care_ == Care::kStrict ? WithoutAddresses(std::move(out)) : out;
}

bool Redaction::Finds(std::string_view text) const {
  if (needles_.empty()) return false;
  const std::vector<TextRange> found = Words(text);
  const std::vector<std::string> folded = FoldedWords(text, found);
  const bool has_case = HasUpperCase(text);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (At(folded, i, text[found[i].begin], has_case) != nullptr) return true;
  }
  return false;
}

}  // namespace whyspec::calls
