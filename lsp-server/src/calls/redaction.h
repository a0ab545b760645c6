// Names -> what may stand for them, in any text: whole words, compared folded, so that
// "ZÉNITH", "Zenith's" and "zenith" are one name. The words between stay as they are.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace whyspec::calls {

// "jane.roe@zenith.example" -> "[e-mail]": whatever looks like an address, whosever it is.
std::string WithoutAddresses(std::string text);

class Redaction {
 public:
  enum class Care : std::uint8_t {
    // For readers who may know the call: one word of a longer name counts only with a
    // capital where the text has any ("will" is a word, "Will" a person).
    kReadable,
    // For readers who may not: one word of a longer name always counts, but for words of every
    // day that are part of many names ("hospital", "will"); so do its plural, the words of a
    // name written as one ("janeroe"), and whatever looks like an e-mail address.
    kStrict,
  };
  explicit Redaction(Care care = Care::kReadable) : care_(care) {}

  // All its words in this order. One letter alone is no spelling.
  void AddSpelling(std::string_view spelling, std::string_view replacement);
  // The name and each of its words: people say "Jane" and "Zenith" for short. Words of fewer than three
  // letters and particles ("von", "the") count in the whole name only.
  void AddName(std::string_view name, std::string_view replacement);

  bool empty() const { return needles_.empty(); }
  // The first spelling that was added stands where two are equal; the longest wins.
  std::string Apply(std::string_view text) const;
  // Some name stands in it.
  bool Finds(std::string_view text) const;

 private:
  struct Needle {
    std::vector<std::string> words;  // folded
    std::string replacement;
    bool with_capital_only = false;
  };
  void Add(Needle needle);
  // The needle that `words` (folded) have at `at`; nullptr if none.
  const Needle* At(const std::vector<std::string>& words, std::size_t at, char first, bool has_case) const;

  Care care_;
  std::map<std::string, std::vector<Needle>, std::less<>> needles_;  // by first word, longest first
};

}  // namespace whyspec::calls
