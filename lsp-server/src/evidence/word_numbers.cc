#include "evidence/word_numbers.h"

#include <cmath>

#include "base/hash.h"

namespace whyspec::evidence {
namespace {

class Sum {
 public:
  explicit Sum(std::vector<double>& out) : out_(out) {}
  ~Sum() { Flush(); }
  Sum(const Sum&) = delete;
  Sum& operator=(const Sum&) = delete;

  void AddUnit(double value, bool french) {
    if (open_) {
      // "quatre-vingt": four twenties.
      if (french && value == 20 && std::fmod(group_, 100) == 4) {
        group_ = group_ - 4 + 80;
        last_ = 80;
        return;
      }
      // "soixante" + "dix", "forty" + "two", "hundred" + "five"; never "seven" + "seven".
      const bool fits =
          value == std::floor(value) && value < last_ && last_ >= 20 &&
          (last_ >= 100 || value < 10 || (french && (last_ == 60 || last_ == 80) && value < 20));
      // "soixante-dix-sept": sixty, ten and seven.
      const bool teens =
          french && last_ == 10 && value < 10 && std::fmod(group_, 20) == 10 && std::fmod(group_, 100) > 60;
      if (!fits && !teens) Flush();
    }
    group_ += value;
    last_ = value;
    open_ = true;
  }

  void Multiply(double by) {
    if (!open_) {
      group_ = 1;
      open_ = true;
    }
    if (by < 1000) {
      // "two hundred": only the units just said.
      const double units = group_ == 0 ? 1 : group_;
      group_ = units * by;
    } else {
      if (last_big_ != 0 && by >= last_big_ && group_ != 0) {
        // "two thousand million" reads on; "five thousand six thousand" does not.
        if (total_ != 0) {
          const double group = group_;
          group_ = 0;
          Flush();
          group_ = group;
          open_ = true;
        }
      }
      total_ += (group_ == 0 ? 1 : group_) * by;
      group_ = 0;
      last_big_ = by;
    }
    last_ = by;
  }

  void Put(double value) {
    Flush();
    out_.push_back(value);
  }

  void Flush() {
    if (open_) out_.push_back(total_ + group_);
    total_ = group_ = last_ = last_big_ = 0;
    open_ = false;
  }
  bool open() const { return open_; }

 private:
  std::vector<double>& out_;
  double total_ = 0;
  double group_ = 0;  // below a thousand
  double last_ = 0;
  double last_big_ = 0;
  bool open_ = false;
};

}  // namespace

std::vector<double> NumbersOf(const std::vector<std::string_view>& words, const Lexicon& lexicon) {
  std::vector<double> numbers;
  {
    Sum sum(numbers);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto number = lexicon.NumberOf(words[i]);
      if (!number) {
        // "vingt et un", "a hundred and five": the number goes on behind it.
        const bool between = (words[i] == "and" || words[i] == "et") && sum.open() && i + 1 < words.size() &&
                             lexicon.NumberOf(words[i + 1]);
        if (!between && words[i] != "a") sum.Flush();
        continue;
      }
      switch (number->kind) {
        case NumberWord::Kind::kUnit:
          sum.AddUnit(number->value, lexicon.is_french());
          break;
        case NumberWord::Kind::kMultiplier:
          sum.Multiply(number->value);
          break;
        case NumberWord::Kind::kOrdinal:
          sum.Put(-number->value);
          break;
        case NumberWord::Kind::kOpaque:
          sum.Put(-1e6 - static_cast<double>(Hash64(words[i]) % 1000000));
          break;
      }
    }
  }
  return numbers;
}

}  // namespace whyspec::evidence
