// Keys of front matter looked up in the tables that describe them (data/schema.h).
#pragma once

#include <string>
#include <string_view>

#include "data/schema.h"
#include "features/sheet.h"

namespace whyspec::features {

// The field at a dotted path ("waivers.rule"); nullptr if the table has none.
const data::Field* FindField(const data::Schema& schema, std::string_view dotted_path);
// What the key is for, its type, values and default.
void WriteField(Sheet& sheet, const data::Field& field, std::string_view dotted_path);
// "text", "a date", "one of: draft, review".
std::string FieldType(const data::Field& field);

}  // namespace whyspec::features
