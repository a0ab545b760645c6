#include "calls/importers/sound_tags.h"

#include <algorithm>

#include "base/unicode.h"

namespace whyspec::calls {
namespace {

// Folded. English, French, German, Spanish.
constexpr std::string_view kSounds[] = {"music",
                                        "musique",
                                        "musik",
                                        "musica",
                                        "applause",
                                        "applaudissements",
                                        "applaus",
                                        "aplausos",
                                        "laughter",
                                        "laughs",
                                        "laughing",
                                        "rires",
                                        "rire",
                                        "lachen",
                                        "gelachter",
                                        "risas",
                                        "silence",
                                        "stille",
                                        "silencio",
                                        "noise",
                                        "bruit",
                                        "bruits",
                                        "gerausch",
                                        "ruido",
                                        "cough",
                                        "coughs",
                                        "coughing",
                                        "toux",
                                        "sonnerie",
                                        "ringing",
                                        "phone ringing",
                                        "background noise",
                                        "bruit de fond",
                                        "cheering",
                                        "sighs",
                                        "soupir",
                                        "soupirs",
                                        "music playing",
                                        "musique d'attente",
                                        "hold music",
                                        "blank_audio",
                                        "beep",
                                        "bip"};

constexpr std::size_t kLongest = 40;
constexpr std::string_view kNote = "\xE2\x99\xAA";  // ♪

bool IsSound(std::string_view inside) {
  const std::string words = Fold(Trim(inside));
  return std::find(std::begin(kSounds), std::end(kSounds), words) != std::end(kSounds);
}

}  // namespace

std::string WithoutSoundTags(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '[' || c == '(') {
      const std::size_t close = text.substr(at, kLongest).find(c == '[' ? ']' : ')');
      if (close != std::string_view::npos && IsSound(text.substr(at + 1, close - 1))) {
        at += close + 1;
        out += ' ';
        continue;
      }
    } else if (text.substr(at).starts_with(kNote)) {
      at += kNote.size();
      continue;
    }
    out += c;
    ++at;
  }
  return out;
}

}  // namespace whyspec::calls
