#include "features/schema_spot.h"

#include <vector>

#include "base/strings.h"

namespace whyspec::features {

const data::Field* FindField(const data::Schema& schema, std::string_view dotted_path) {
  std::span<const data::Field> fields = schema.fields;
  const data::Field* found = nullptr;
  while (!dotted_path.empty()) {
    const std::size_t dot = dotted_path.find('.');
    const std::string_view key = dotted_path.substr(0, dot);
    dotted_path = dot == std::string_view::npos ? std::string_view() : dotted_path.substr(dot + 1);
    found = nullptr;
    for (const data::Field& field : fields) {
      if (field.key == key) found = &field;
    }
    if (found == nullptr) return nullptr;
    fields = found->fields;
  }
  return found;
}

std::string FieldType(const data::Field& field) {
  switch (field.type) {
    case data::Type::kText:
      return "text";
    case data::Type::kDate:
      return "a date, as 2026-01-13";
    case data::Type::kNumber:
      return "a number";
    case data::Type::kInteger:
      return "a whole number";
    case data::Type::kBool:
      return "true or false";
    case data::Type::kEnum: {
      const std::vector<std::string> values(field.values.begin(), field.values.end());
      return StrCat("one of ", JoinWords(values, " or "));
    }
    case data::Type::kTextList:
      return "a list of texts";
    case data::Type::kObject:
    case data::Type::kTextMap:
    case data::Type::kObjectMap:
    case data::Type::kRuleMap:
      return "a group of keys";
    case data::Type::kObjectList:
      return "a list of entries";
    case data::Type::kAny:
      return "any value";
  }
  return "";
}

void WriteField(Sheet& sheet, const data::Field& field, std::string_view dotted_path) {
  sheet.Paragraph(StrCat(sheet.Code(dotted_path), ": ", sheet.Text(FieldType(field)),
                         field.required ? " (required)" : ""));
  sheet.Paragraph(sheet.Text(field.doc));
  if (!field.default_text.empty()) sheet.Paragraph(StrCat("If absent: ", sheet.Code(field.default_text)));
}

}  // namespace whyspec::features
