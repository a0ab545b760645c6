// Cells of tables made by people: column names in English and French, clock times,
// decimal commas, days before months or after.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whyspec::calls {

// What a column of a table can be to a call.
enum class Field : std::uint8_t {
  kNone,
  kText,
  kSpeaker,
  kStart,
  kEnd,
  kCall,
  kTitle,
  kDate,
  kAccount,
  kLanguage,
  kNotes,
  kOwner,
  kEmail,
  kSide,
  kTags,
  kUrl,
  kDuration,
  kCount,
};
std::string_view Name(Field field);  // what `--columns` takes: "text", "speaker" …
std::optional<Field> ParseField(std::string_view name);

// A column's name without case, accents, blanks and signs: "Début (s)" -> "debuts".
std::string ColumnKey(std::string_view name);
// What a column of that name holds as a rule; kNone if that is not known.
Field FieldOfColumn(std::string_view name);
// Whether the name says that its times are milliseconds ("start_ms").
bool SaysMilliseconds(std::string_view name);

// "12.5", "12,5", "1 250,5" -> seconds or milliseconds as they stand.
std::optional<double> LooseNumber(std::string_view text);

// Which of "03/04/2026" is the month: found out from all dates of a file.
class DateOrder {
 public:
  void See(std::string_view text);
  // Days come first unless some date says otherwise; `doubtful()` if none said either.
  std::optional<std::int64_t> Parse(std::string_view text) const;  // ms since 1970
  bool doubtful() const { return ambiguous_ && !day_first_ && !month_first_; }

 private:
  bool ambiguous_ = false;
  bool day_first_ = false;
  bool month_first_ = false;
};

}  // namespace whyspec::calls
