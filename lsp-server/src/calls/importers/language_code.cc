#include "calls/importers/language_code.h"

#include <algorithm>

#include "base/unicode.h"

namespace whyspec::calls {
namespace {

struct Known {
  std::string_view code;      // ISO 639-1
  std::string_view three[2];  // ISO 639-2: terminological and bibliographic
  std::string_view names[2];  // English, its own; folded
};
constexpr Known kKnown[] = {
    {"en", {"eng", ""}, {"english", "anglais"}},
    {"fr", {"fra", "fre"}, {"french", "francais"}},
    {"de", {"deu", "ger"}, {"german", "deutsch"}},
    {"es", {"spa", ""}, {"spanish", "espanol"}},
    {"it", {"ita", ""}, {"italian", "italiano"}},
    {"pt", {"por", ""}, {"portuguese", "portugues"}},
    {"nl", {"nld", "dut"}, {"dutch", "nederlands"}},
    {"sv", {"swe", ""}, {"swedish", "svenska"}},
    {"da", {"dan", ""}, {"danish", "dansk"}},
    {"no", {"nor", ""}, {"norwegian", "norsk"}},
    {"nb", {"nob", ""}, {"bokmal", ""}},
    {"fi", {"fin", ""}, {"finnish", "suomi"}},
    {"pl", {"pol", ""}, {"polish", "polski"}},
    {"cs", {"ces", "cze"}, {"czech", "cestina"}},
    {"sk", {"slk", "slo"}, {"slovak", ""}},
    {"sl", {"slv", ""}, {"slovenian", ""}},
    {"hu", {"hun", ""}, {"hungarian", "magyar"}},
    {"ro", {"ron", "rum"}, {"romanian", "romana"}},
    {"bg", {"bul", ""}, {"bulgarian", ""}},
    {"hr", {"hrv", ""}, {"croatian", "hrvatski"}},
    {"sr", {"srp", ""}, {"serbian", ""}},
    {"el", {"ell", "gre"}, {"greek", ""}},
    {"tr", {"tur", ""}, {"turkish", "turkce"}},
    {"ru", {"rus", ""}, {"russian", ""}},
    {"uk", {"ukr", ""}, {"ukrainian", ""}},
    {"ar", {"ara", ""}, {"arabic", ""}},
    {"he", {"heb", ""}, {"hebrew", ""}},
    {"hi", {"hin", ""}, {"hindi", ""}},
    {"ja", {"jpn", ""}, {"japanese", ""}},
    {"ko", {"kor", ""}, {"korean", ""}},
    {"zh", {"zho", "chi"}, {"chinese", "mandarin"}},
    {"vi", {"vie", ""}, {"vietnamese", ""}},
    {"th", {"tha", ""}, {"thai", ""}},
    {"id", {"ind", ""}, {"indonesian", ""}},
    {"ms", {"msa", "may"}, {"malay", ""}},
    {"ca", {"cat", ""}, {"catalan", "catala"}},
    {"eu", {"eus", "baq"}, {"basque", "euskara"}},
    {"gl", {"glg", ""}, {"galician", "galego"}},
    {"et", {"est", ""}, {"estonian", ""}},
    {"lv", {"lav", ""}, {"latvian", ""}},
    {"lt", {"lit", ""}, {"lithuanian", ""}},
    {"is", {"isl", "ice"}, {"icelandic", ""}},
    {"ga", {"gle", ""}, {"irish", ""}},
};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string LanguageCode(std::string_view written) {
  written = Trim(written);
  if (written.empty() || written.size() > 40) return "";
  const std::size_t cut = written.find_first_of("-_");
  const std::string language = Fold(written.substr(0, cut));
  if (language == "und" || language == "mul" || language == "multi" || language == "auto" ||
      language == "unknown" || language == "zxx") {
    return "";
  }
  std::string code;
  for (const Known& known : kKnown) {
    const bool named =
        std::find(std::begin(known.names), std::end(known.names), language) != std::end(known.names);
    if (known.code == language || known.three[0] == language || known.three[1] == language || named) {
      code = known.code;
      break;
    }
  }
  if (code.empty()) {
    const bool letters = std::all_of(language.begin(), language.end(), IsLetter);
    if (!letters || language.size() < 2 || language.size() > 3) return "";
    code = language;
  }
  if (cut == std::string_view::npos) return code;
  // A region ("US", "419") or a script ("Hans"), as BCP 47 writes them.
  std::string_view rest = written.substr(cut + 1);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of("-_"), rest.size());
    std::string part(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.empty() || part.size() > 8) break;
    const bool ok =
        std::all_of(part.begin(), part.end(), [](char c) { return IsLetter(c) || (c >= '0' && c <= '9'); });
    if (!ok) break;
    const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
    if (part.size() == 2) std::transform(part.begin(), part.end(), part.begin(), upper);
    if (part.size() == 4) part[0] = upper(part[0]);
    code += '-';
    code += part;
  }
  return code;
}

}  // namespace whyspec::calls
