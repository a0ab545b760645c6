// A call imported once more: what its file becomes. The source owns what was said and
// when; people own how the call is filed (its id, account, visibility, consent, type …).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calls/call.h"

namespace whyspec::calls {

struct CallUpdate {
  bool readable = false;  // false: `existing` is no call record, and nothing is said
  bool changed = false;
  std::string id;                 // the file's, which people may have changed
  std::string bytes;              // of the file from now on; `existing` if not changed
  std::vector<std::string> kept;  // keys where the file's own value stays: "account" …
};
// `existing`: bytes of the JSON call record at `path` that has the same source key.
CallUpdate UpdateCall(const Call& imported, std::string_view path, std::string_view existing);

// The import key a call record (or the front matter of a Markdown call) names, without
// reading the whole of it. False if it has none.
struct SourceKey {
  std::string system;
  std::string id;
};
bool ReadSourceKey(std::string_view bytes, SourceKey& key);

}  // namespace whyspec::calls
