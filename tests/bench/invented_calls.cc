#include "invented_calls.h"

#include <algorithm>
#include <random>
#include <string_view>
#include <vector>

namespace whyspec::bench {
namespace {

// std::mt19937_64 gives the same numbers everywhere; the distributions of std do not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t Below(std::uint64_t limit) { return engine_() % limit; }
  double Unit() { return static_cast<double>(engine_() >> 11) / 9007199254740992.0; }

 private:
  std::mt19937_64 engine_;
};

constexpr std::string_view kEnglish[] = {
    "the",   "we",      "to",      "and",    "it",     "a",      "that",  "of",    "you",
    "in",    "is",      "have",    "every",  "month",  "export", "file",  "team",  "then",
    "not",   "invoice", "because", "so",     "when",   "people", "time",  "data",  "two",
    "days",  "report",  "with",    "manual", "copy",   "week",   "list",  "wrong", "number",
    "check", "again",   "email",   "ask",    "client", "order",  "price", "stock"};
constexpr std::string_view kFrench[] = {
    "on",       "le",      "de",     "et",      "la",       "que",     "pas",     "les",
    "est",      "chaque",  "mois",   "fichier", "export",   "donc",    "facture", "\xC3\xA9quipe",
    "fait",     "deux",    "fois",   "jours",   "temps",    "données", "quand",   "avec",
    "semaine",  "copier",  "liste",  "client",  "commande", "prix",    "stock",   "encore",
    "vérifier", "chiffre", "erreur", "envoyer", "parce",    "il",      "nous",    "tout"};
constexpr std::string_view kOnsets[] = {"b", "br", "c",  "cl", "d", "f",  "g", "gr", "l", "m",
                                        "n", "p",  "pr", "r",  "s", "st", "t", "tr", "v"};
constexpr std::string_view kVowels[] = {"a", "e", "i", "o", "u", "ai", "ou", "an", "en", "on"};
constexpr std::string_view kEndings[] = {"", "s", "ment", "tion", "er", "ing", "able", "eur", "age"};

template <typename List>
std::string Pick(const List& list, Dice& dice) {
  return std::string(list[dice.Below(std::size(list))]);
}

class Vocabulary {
 public:
  template <typename List>
  Vocabulary(const List& common, std::size_t size, std::uint64_t seed) {
    Dice dice(seed);
    for (const std::string_view word : common) words_.emplace_back(word);
    while (words_.size() < size) {
      std::string word;
      for (std::uint64_t syllables = 2 + dice.Below(3); syllables > 0; --syllables) {
        word += Pick(kOnsets, dice) + Pick(kVowels, dice);
      }
      words_.push_back(word + Pick(kEndings, dice));
    }
    double sum = 0;
    for (std::size_t rank = 0; rank < words_.size(); ++rank) {
      sum += 1.0 / (static_cast<double>(rank) + 2.7);
      upto_.push_back(sum);
    }
  }
  const std::string& Draw(Dice& dice) const {
    const double at = dice.Unit() * upto_.back();
    return words_[static_cast<std::size_t>(std::lower_bound(upto_.begin(), upto_.end(), at) - upto_.begin())];
  }

 private:
  std::vector<std::string> words_;
  std::vector<double> upto_;
};

std::string Two(std::uint64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

}  // namespace

struct InventedCalls::State {
  explicit State(std::uint64_t seed) : dice(seed) {}
  Dice dice;
  const Vocabulary english{kEnglish, 40'000, 11};
  const Vocabulary french{kFrench, 40'000, 12};
};

InventedCalls::InventedCalls(std::uint64_t seed) : state_(std::make_unique<State>(seed)) {}
InventedCalls::~InventedCalls() = default;

std::string InventedCalls::Next(std::uint64_t number, std::uint64_t turns) {
  const bool in_french = number % 2 == 1;
  const Vocabulary& words = in_french ? state_->french : state_->english;
  Dice& dice = state_->dice;
  const std::uint64_t account = dice.Below(kAccounts);
  const std::string id = "call-" + std::to_string(100000 + number);
  std::string text = "{\n  \"id\": \"" + id + "\",\n  \"title\": \"" + words.Draw(dice) + " " +
                     words.Draw(dice) + "\",\n  \"type\": \"discovery\",\n  \"started_at\": \"2025-" +
                     Two(1 + number % 12) + "-" + Two(1 + number % 28) + "T09:00:00Z\",\n  \"language\": \"" +
                     (in_french ? "fr" : "en") + "\",\n  \"account\": \"firm-" + std::to_string(account) +
                     "\",\n  \"lifecycle\": \"prospect\",\n  \"participants\": [\n"
                     "    {\"id\": \"p1\", \"name\": \"Robin Example\", \"affiliation\": \"internal\"},\n"
                     "    {\"id\": \"p2\", \"name\": \"Jane Sample " +
                     std::to_string(account) +
                     "\", \"affiliation\": \"external\", \"persona\": \"ops_lead\"}\n  ],\n"
                     "  \"transcript\": {\"status\": \"ready\", \"turns\": [\n";
  std::uint64_t at = 1000;
  for (std::uint64_t turn = 0; turn < turns; ++turn) {
    const std::uint64_t length = 4 + dice.Below(13);
    const std::uint64_t end = at + length * 380;
    text += R"(    {"speaker": ")";
    text += dice.Below(3) == 0 ? "p1" : "p2";
    text += R"(", "start_ms": )" + std::to_string(at) + R"(, "end_ms": )" + std::to_string(end) +
            R"(, "text": ")";
    for (std::uint64_t word = 0; word < length; ++word) {
      if (word > 0) text += ' ';
      text += words.Draw(dice);
    }
    text += turn + 1 < turns ? ".\"},\n" : ".\"}\n";
    at = end + 300;
  }
  text += "  ]}\n}\n";
  return text;
}

std::string InventedCalls::Words(int count) {
  std::string words;
  for (int i = 0; i < count; ++i) {
    if (i > 0) words += ' ';
    words += state_->english.Draw(state_->dice);
  }
  return words;
}

}  // namespace whyspec::bench
