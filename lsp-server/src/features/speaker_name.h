// Names as they are written in call files and accounts.yaml.
#pragma once

#include <optional>
#include <string>

#include "features/world.h"

namespace whyspec::features {

// Where a turn's own text in the file names its speaker; empty if it does not. Looks
// only before the words: a name that is said is no speaker.
TextRange SpeakerNameIn(const CallDocument& call, std::uint32_t turn);

// An account id or reference in accounts.yaml under the cursor.
struct AccountReference {
  TextRange range;  // quotes excluded
  std::string text;
};
std::optional<AccountReference> ParentReferenceAt(const AccountsDocument& accounts, Offset at);
// Every `id` and `parent` value of the file that spells `id`.
std::vector<TextRange> AccountReferences(const AccountsDocument& accounts, std::string_view id);
// Range of a scalar without its quotation marks.
TextRange Unquoted(std::string_view text, TextRange range);

}  // namespace whyspec::features
