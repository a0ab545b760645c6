#include "evidence/number_words.h"

#include <array>
#include <unordered_map>

namespace whyspec::evidence {
namespace {

using Table = std::unordered_map<std::string_view, int>;

// Left out is what mostly means something else: "one"; in French "neuf" (new), "cent"
// (percent).
const Table& TableOf(TermLanguage language) {
  static const std::array<Table, kTermLanguages> kTables = {
      Table{{"two", 2},        {"three", 3},     {"four", 4},       {"five", 5},     {"six", 6},
            {"seven", 7},      {"eight", 8},     {"nine", 9},       {"ten", 10},     {"eleven", 11},
            {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},  {"fifteen", 15}, {"sixteen", 16},
            {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},  {"twenty", 20},  {"thirty", 30},
            {"forty", 40},     {"fifty", 50},    {"sixty", 60},     {"seventy", 70}, {"eighty", 80},
            {"ninety", 90},    {"hundred", 100}, {"thousand", 1000}},
      Table{{"deux", 2},      {"trois", 3},     {"quatre", 4},    {"cinq", 5},       {"six", 6},
            {"sept", 7},      {"huit", 8},      {"dix", 10},      {"onze", 11},      {"douze", 12},
            {"treize", 13},   {"quatorze", 14}, {"quinze", 15},   {"seize", 16},     {"vingt", 20},
            {"vingts", 20},   {"trente", 30},   {"quarante", 40}, {"cinquante", 50}, {"soixante", 60},
            {"septante", 70}, {"huitante", 80}, {"octante", 80},  {"nonante", 90},   {"mille", 1000}},
      Table{{"zwei", 2},      {"drei", 3},     {"vier", 4},      {"funf", 5},     {"sechs", 6},
            {"sieben", 7},    {"acht", 8},     {"neun", 9},      {"zehn", 10},    {"elf", 11},
            {"zwolf", 12},    {"zwanzig", 20}, {"dreissig", 30}, {"vierzig", 40}, {"funfzig", 50},
            {"sechzig", 60},  {"siebzig", 70}, {"achtzig", 80},  {"neunzig", 90}, {"hundert", 100},
            {"tausend", 1000}},
      Table{{"dos", 2},      {"tres", 3},      {"cuatro", 4},     {"cinco", 5},    {"seis", 6},
            {"siete", 7},    {"ocho", 8},      {"nueve", 9},      {"diez", 10},    {"once", 11},
            {"doce", 12},    {"trece", 13},    {"catorce", 14},   {"quince", 15},  {"veinte", 20},
            {"treinta", 30}, {"cuarenta", 40}, {"cincuenta", 50}, {"sesenta", 60}, {"setenta", 70},
            {"ochenta", 80}, {"noventa", 90},  {"cien", 100},     {"ciento", 100}, {"mil", 1000}}};
  return kTables[static_cast<std::size_t>(language)];
}

}  // namespace

int NumberOfWord(std::string_view word, TermLanguage language) {
  const Table& table = TableOf(language);
  const auto found = table.find(word);
  return found == table.end() ? 0 : found->second;
}

int JoinNumbers(int before, int next, TermLanguage language) {
  const bool is_tens = before >= 20 && before < 100 && before % 10 == 0;
  if (is_tens && next < 10) return before + next;
  if (language != TermLanguage::kFrench) return 0;
  if (before == 4 && next == 20) return 80;
  if ((before == 60 || before == 80) && next < 20) return before + next;
  if (before == 10 && next >= 7 && next <= 9) return before + next;
  return 0;
}

}  // namespace whyspec::evidence
